"""Whether a clip is whole, as far as its container tells; reads a few headers, decodes nothing.

MP4: ISO/IEC 14496-12, boxes. Matroska: RFC 9559 on RFC 8794, elements. AVI: RIFF chunks.
"""

from collections.abc import Callable
import struct
from typing import Final

# Reads bytes at an offset; fewer at the end of the file.
type Reader = Callable[[int, int], bytes]

_MOST_BOXES: Final = 50_000
_LARGE_SIZE: Final = 1
_TO_THE_END: Final = 0
_SEGMENT: Final = b"\x18\x53\x80\x67"


def is_whole(extension: str, size: int, read: Reader) -> bool | None:
    """Tell whether a clip was received to its end; None when its container does not say."""
    walk = {".mp4": _mp4, ".mov": _mp4, ".mkv": _matroska, ".webm": _matroska, ".avi": _avi}.get(extension)
    return walk(size, read) if walk else None


def _mp4(size: int, read: Reader) -> bool:
    """Walk the top level: every box must end within the file, and something must say what is in it."""
    offset, described = 0, False
    for _ in range(_MOST_BOXES):
        if offset == size:
            return described
        header = read(offset, 16)
        if len(header) < 8:  # noqa: PLR2004 a box begins with its size and its type
            return False
        length, kind = struct.unpack(">I4s", header[:8])
        if length == _LARGE_SIZE and len(header) == 16:  # noqa: PLR2004 and a large one's size follows
            (length,) = struct.unpack(">Q", header[8:])
        if length == _TO_THE_END:
            length = size - offset
        if length < 8 or offset + length > size:  # noqa: PLR2004 see above
            return False
        described = described or kind in {b"moov", b"moof"}
        offset += length
    return False


def _matroska(size: int, read: Reader) -> bool | None:
    """Compare the segment's size with the file's; a live recording may leave it open."""
    header = read(0, 64)
    offset = 4 + sum(_number(header, 4))
    start = read(offset, 12)
    if start[:4] != _SEGMENT:
        return None if len(start) == 12 else False  # noqa: PLR2004 as many as were asked for
    width, length = _number(start, 4)
    if length == (1 << (7 * width)) - 1:
        return None
    return offset + 4 + width + length <= size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return the width and the value of a variable-size integer (RFC 8794, section 4)."""
    first = data[at] if at < len(data) else 0
    width = 9 - first.bit_length() if first else 1
    value = int.from_bytes(data[at : at + width])
    return width, value & ((1 << (7 * width)) - 1)


def _avi(size: int, read: Reader) -> bool:
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
