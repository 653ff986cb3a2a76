"""Whether a single picture was received to its end, as far as its headers tell; decodes nothing.

JPEG: ISO/IEC 10918-1, markers. PNG: ISO/IEC 15948, chunks. GIF: its specification of 1989, blocks.
"""

from collections.abc import Iterator
import re
from typing import Final

from .view import Reader

# No larger one is looked through.
LARGEST: Final = 64 * 1024 * 1024
END_OF_JPEG: Final = 0xD9
_JPEG: Final = b"\xff\xd8"
_NEXT_JPEG: Final = 0xD8
# In coded pictures 0xFF stands for itself before a zero, and restarts are no end.
_MARKER: Final = re.compile(rb"\xff+([^\x00\x01\xd0-\xd7\xff])", re.DOTALL)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_GIF: Final = b"GIF8"
_GIF_HEADER: Final = 13
_TABLE: Final = 0x80


def is_whole(head: bytes, size: int, read: Reader) -> bool | None:
    """Tell whether a picture is there to its end; None when it does not say."""
    if head.startswith(_JPEG):
        return any(marker == END_OF_JPEG for marker, _, _ in jpeg_segments(read(0, LARGEST)))
    if head.startswith(_PNG):
        return _png(size, read)
    if head.startswith(_GIF):
        return _gif(read(0, LARGEST))
    if head.startswith(b"BM"):
        return int.from_bytes(head[2:6], "little") <= size
    return None


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the markers of a JPEG with where their segments begin and end."""
    offset = len(_JPEG)
    while found := _MARKER.search(data, offset):
        marker, start = found[1][0], found.end()
        if marker == _NEXT_JPEG:
            return
        offset = start if marker == END_OF_JPEG else start + max(2, int.from_bytes(data[start : start + 2]))
        yield marker, start, offset
        if marker == END_OF_JPEG:
            return


def _png(size: int, read: Reader) -> bool:
    offset = len(_PNG)
    while len(header := read(offset, 8)) == 8:  # noqa: PLR2004 a chunk's length and type
        offset += 12 + int.from_bytes(header[:4])
        if header.endswith(b"IEND"):
            return offset <= size
    return False


def _gif(data: bytes) -> bool:
    offset = _GIF_HEADER + _table(data, 10)
    while offset < len(data):
        match data[offset]:
            case 0x3B:
                return True
            case 0x2C:
                offset = _blocks(data, offset + 11 + _table(data, offset + 9))
            case 0x21:
                offset = _blocks(data, offset + 2)
            case _:
                return False
    return False


def _table(data: bytes, at: int) -> int:
    """Return how long the table of colors is that a byte of flags announces."""
    flags = data[at] if at < len(data) else 0
    return 3 << ((flags & 7) + 1) if flags & _TABLE else 0


def _blocks(data: bytes, offset: int) -> int:
    """Return where a row of blocks ends."""
    while offset < len(data) and data[offset]:
        offset += 1 + data[offset]
    return offset + 1
