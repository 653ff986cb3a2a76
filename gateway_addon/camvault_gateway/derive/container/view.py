"""A part of an open file that looks like a whole one, and the parts that may be one."""

from collections.abc import Callable, Iterator
import os
from typing import Final

# Reads bytes at an offset; fewer at the end of the file.
type Reader = Callable[[int, int], bytes]

# So much of a file's begin and end is searched for what a maker put around a usual one.
_SEARCHED: Final = 64 * 1024
_SEARCHED_BACK: Final = 512 * 1024
_MOST_STARTS: Final = 6
# What files begin with, and how far into the file these bytes are.
_STARTS: Final = (
    (b"ftyp", 4),
    (b"\x1a\x45\xdf\xa3", 0),
    (b"RIFF", 0),
    (b"DHAV", 0),
    (b"HXVS", 0),
    (b"HXVT", 0),
    (b"FLV\x01", 0),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", 0),
    (b"\x00\x00\x01\xba", 0),
    (b"\x00\x00\x00\x01\x67", 0),
    (b"\x00\x00\x00\x01\x40\x01", 0),
    (b"\xff\xd8\xff", 0),
    (b"\x89PNG\r\n\x1a\n", 0),
)
# What hi3510 cameras record, and the index at its end.
_WITH_INDEX: Final = (b"HXVS", b"HXVT")
_INDEX: Final = b"HXFI"


class View:
    """Bytes of an open file, from one place to another, to be read and sought like a file."""

    def __init__(self, descriptor: int, start: int, end: int) -> None:
        self._descriptor = descriptor
        self.start = start
        self.size = max(0, end - start)
        self._at = 0

    def read(self, length: int = -1) -> bytes:
        """Return the next bytes."""
        data = self.peek(self._at, self.size if length < 0 else length)
        self._at += len(data)
        return data

    def peek(self, offset: int, length: int) -> bytes:
        """Return bytes from somewhere."""
        if offset < 0:
            raise ValueError("before the beginning")
        return os.pread(self._descriptor, max(0, min(length, self.size - offset)), self.start + min(offset, self.size))

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place, and return which."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise OSError("before the beginning")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """Return where the next bytes are read."""
        return self._at


def views(descriptor: int) -> Iterator[View]:
    """Yield the whole file, and then parts of it without what a maker may have put before a usual one."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    head = os.pread(descriptor, _SEARCHED, 0)
    yield View(descriptor, 0, _end(descriptor, size) if head.startswith(_WITH_INDEX) else size)
    for start in _starts(head):
        yield View(descriptor, start, size)


def _end(descriptor: int, size: int) -> int:
    """Return where an index begins that FFmpeg takes for something else."""
    begin = max(0, size - _SEARCHED_BACK)
    index = os.pread(descriptor, _SEARCHED_BACK, begin).rfind(_INDEX)
    return begin + index if index > 0 else size


def _starts(head: bytes) -> list[int]:
    if any(head.startswith(mark, within) for mark, within in _STARTS):
        return []
    found = {head.find(mark, 1 + within) - within for mark, within in _STARTS}
    return sorted(start for start in found if start > 0)[:_MOST_STARTS]
