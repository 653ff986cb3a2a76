"""An open file that a muxer writes, seeks in and reads again, without any name."""

import os
from typing import Final

import av
from av.container import OutputContainer

# The index comes first, so that a player needs one request before it begins.
_MP4: Final = {"movflags": "+faststart"}


class UnnamedFile:
    """A file without a name, written through its descriptor from its beginning; duplicates have their own positions."""

    # What FFmpeg calls it when it wants to read it once more.
    name = "sheet"

    def __init__(self, descriptor: int, *, empty: bool = True) -> None:
        self._descriptor = descriptor
        self._at = 0
        if empty:
            os.ftruncate(descriptor, 0)

    def again(self, _url: str, _flags: int, _options: object) -> UnnamedFile:
        """Return the same file, to be read from its beginning while it is written: to put its index first."""
        return UnnamedFile(self._descriptor, empty=False)

    def write(self, data: bytes) -> int:
        """Write all of it, or raise OSError."""
        view = memoryview(data)
        while view:
            written = os.pwrite(self._descriptor, view, self._at)
            self._at += written
            view = view[written:]
        return len(data)

    def read(self, length: int) -> bytes:
        """Return the next bytes."""
        data = os.pread(self._descriptor, length, self._at)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place, and return which."""
        if whence == os.SEEK_CUR:
            offset += self._at
        elif whence == os.SEEK_END:
            offset += os.lseek(self._descriptor, 0, os.SEEK_END)
        self._at = offset
        return self._at

    def tell(self) -> int:
        """Return where the next bytes go."""
        return self._at

    def close(self) -> None:
        """Leave the descriptor open: whoever opened it closes it."""


def mp4(into: UnnamedFile) -> OutputContainer:
    """Open an MP4 to be written, its index first."""
    return av.open(into, "w", format="mp4", container_options=_MP4, io_open=into.again)
