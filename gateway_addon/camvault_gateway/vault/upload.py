"""A file while it arrives."""

import contextlib
import hashlib
import os
from pathlib import Path

_EDGE = 64 * 1024
_CAMERA = "user.camvault.camera"


class Upload:
    """An incoming file and what is known of its bytes; used by one thread at a time, never by an event loop."""

    def __init__(self, path: Path, camera: str) -> None:
        self._file = path.open("x+b", buffering=0)
        # Should the catalog never hear of it. Not every file system keeps such a note.
        with contextlib.suppress(OSError):
            os.setxattr(self._file.fileno(), _CAMERA, camera.encode())
        self._hash = hashlib.sha256()
        self.size = 0
        self.head = b""

    def write(self, data: bytes) -> None:
        """Append bytes; raises OSError when the disk takes no more."""
        view = memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) or 0 :]
        finally:
            # A disk that fills takes a part of it, and that part is in the file.
            self._take(memoryview(data)[: len(data) - len(view)])

    def _take(self, data: memoryview) -> None:
        self._hash.update(data)
        self.size += len(data)
        if len(self.head) < _EDGE:
            self.head += data[: _EDGE - len(self.head)]

    @property
    def tail(self) -> bytes:
        """Return the last bytes that were written."""
        return self.head if self.size <= _EDGE else self.read(self.size - _EDGE, _EDGE)

    def finish(self) -> None:
        """Put every byte on the disk."""
        os.fsync(self._file.fileno())

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes that were written."""
        return os.pread(self._file.fileno(), length, offset)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def sha256(self) -> str:
        """Return the hash of what was written, in hex."""
        return self._hash.hexdigest()


class Leftover:
    """An incoming file that a stop or a failing disk left behind."""

    def __init__(self, path: Path) -> None:
        self.camera = _camera(path)
        with path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            self.size = file.tell()
            file.seek(0)
            self.head = file.read(_EDGE)
            file.seek(max(0, self.size - _EDGE))
            self.tail = file.read(_EDGE)


def _camera(path: Path) -> str | None:
    """Return whose an incoming file is, as far as it says so itself."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return os.getxattr(path, _CAMERA).decode()
    return None
