"""Whether a file was received to its end, as far as its container's headers tell; decodes nothing.

MP4: ISO/IEC 14496-12, boxes. Matroska: RFC 9559 on RFC 8794, elements. AVI and WebP: RIFF chunks.
"""

import struct
from typing import Final

from . import still_truncation
from .view import Reader

_MOST_BOXES: Final = 50_000
_SEARCHED: Final = 64 * 1024 * 1024
_LARGE_SIZE: Final = 1
_TO_THE_END: Final = 0
_INDEXES: Final = frozenset({b"moof", b"moov", b"meta"})
_INSIDE_INDEXES: Final = (b"mfhd", b"mvhd")
_BOXES: Final = _INDEXES | {b"ftyp", b"styp", b"sidx", b"mdat", b"free", b"skip", b"wide", b"mfra", b"uuid", b"emsg"}
_TS: Final = b"\x47"
_TS_PACKET: Final = 188
_EBML: Final = b"\x1a\x45\xdf\xa3"
_SEGMENT: Final = b"\x18\x53\x80\x67"
# What is written last: the index, and tags.
_LAST: Final = frozenset({b"\x1c\x53\xbb\x6b", b"\x12\x54\xc3\x67"})
_CLUSTER: Final = frozenset({b"\x1f\x43\xb6\x75", b"\xe7", b"\xa3", b"\xa0", b"\xab", b"\xa7"})
_HEADS: Final = frozenset({b"\x11\x4d\x9b\x74", b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b", b"\x10\x43\xa7\x70"})
_ELEMENTS: Final = _LAST | _CLUSTER | _HEADS | {b"\x19\x41\xa4\x69", b"\xec", b"\xbf"}
_MOST_ELEMENTS: Final = 1_000_000
_HX: Final = (b"HXVS", b"HXVT")
_HX_HEADER: Final = 16


def is_whole(size: int, read: Reader) -> bool | None:
    """Tell whether a file is there to its end; None when its container does not say."""
    head = read(0, 16)
    if head[4:8] in _BOXES:
        return _mp4(size, read)
    if head.startswith(_EBML):
        return _matroska(size, read)
    if head.startswith(b"RIFF"):
        return _riff(size, read)
    if head.startswith(_HX):
        return _hisilicon(size, read)
    if head.startswith(_TS):
        return None if read(size - size % _TS_PACKET, 1) != _TS else False
    return still_truncation.is_whole(head, size, read)


def is_fragmented(size: int, read: Reader) -> bool:
    """Tell whether an MP4 comes in fragments, of which its index tells nothing."""
    return any(kind == b"moof" for _, kind, _ in _boxes(size, read))


def _mp4(size: int, read: Reader) -> bool:
    """Walk the top level: every box must end within the file, and something must say what is in it."""
    described, end, indexed = False, 0, 0
    for offset, kind, length in _boxes(size, read):
        if kind not in _BOXES and offset + length > size:
            break
        if offset + length > size:
            return False
        described, end = described or kind in _INDEXES, offset + length
        indexed = end if kind in _INDEXES else indexed
    # What is no box are a camera's own bytes, unless a part of an index stands behind the last one that was found.
    return described and (end == size or not any(mark in read(indexed, _SEARCHED) for mark in _INSIDE_INDEXES))


def _boxes(size: int, read: Reader) -> list[tuple[int, bytes, int]]:
    """Return where the boxes of the top level are, their types and lengths."""
    found: list[tuple[int, bytes, int]] = []
    offset = 0
    while offset < size and len(found) < _MOST_BOXES:
        header = read(offset, 16)
        if len(header) < 8:  # noqa: PLR2004 a box begins with its size and its type
            break
        length, kind = struct.unpack(">I4s", header[:8])
        if length == _LARGE_SIZE and len(header) == 16:  # noqa: PLR2004 and a large one's size follows
            (length,) = struct.unpack(">Q", header[8:])
        if length == _TO_THE_END and kind in _BOXES:
            length = size - offset
        if length < 8:  # noqa: PLR2004 see above
            break
        found.append((offset, kind, length))
        offset += length
    return found


def _matroska(size: int, read: Reader) -> bool | None:
    """Compare the segment's size with the file's; a live recording leaves it open, and others may lie."""
    header = read(0, 64)
    offset = 4 + sum(_number(header, 4))
    start = read(offset, 12)
    if start[:4] != _SEGMENT:
        return None if len(start) == 12 else False  # noqa: PLR2004 as many as were asked for
    width, length = _number(start, 4)
    first = offset + 4 + width
    if not _is_open(width, length) and first + length <= size:
        return True
    end, last = _last_element(first, read)
    if end > size:
        return False
    return None if _is_open(width, length) else end == size and last in _LAST


def _last_element(offset: int, read: Reader) -> tuple[int, bytes]:
    """Return where a row of elements ends, and the last one's name; what is none ends it, too."""
    name = b""
    for _ in range(_MOST_ELEMENTS):
        header = read(offset, 12)
        if not header or header[: _width(header, 0)] not in _ELEMENTS:
            break
        name = header[: _width(header, 0)]
        width, length = _number(header, len(name))
        # What is inside of one whose length is open follows.
        offset += len(name) + width + (0 if _is_open(width, length) else length)
    return offset, name


def _is_open(width: int, length: int) -> bool:
    return length == (1 << (7 * width)) - 1


def _width(data: bytes, at: int) -> int:
    first = data[at] if at < len(data) else 0
    return 9 - first.bit_length() if first else 1


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return the width and the value of a variable-size integer (RFC 8794, section 4)."""
    width = _width(data, at)
    value = int.from_bytes(data[at : at + width])
    return width, value & ((1 << (7 * width)) - 1)


def _hisilicon(size: int, read: Reader) -> bool | None:
    """Walk the packets of hi3510 cameras."""
    offset = 0
    for _ in range(_MOST_ELEMENTS):
        header = read(offset, _HX_HEADER)
        if not header:
            return True
        if header[:3] not in {b"HXV", b"HXA", b"HXF"}:
            return None
        # The first one tells the size of pictures where the others tell theirs.
        length = 0 if header[:4] in _HX else int.from_bytes(header[4:8], "little")
        offset += _HX_HEADER + length
        if offset > size:
            return False
    return None


def _riff(size: int, read: Reader) -> bool:
    """Walk the RIFF chunks of a file, of which long ones have several."""
    offset = 0
    while offset < size:
        header = read(offset, 8)
        if len(header) < 8 or header[:4] not in {b"RIFF", b"JUNK"}:  # noqa: PLR2004 a chunk's name and length
            # Some cameras append bytes of their own.
            return offset > 0
        (length,) = struct.unpack("<I", header[4:])
        offset += 8 + length + length % 2
    return offset - size <= 1
