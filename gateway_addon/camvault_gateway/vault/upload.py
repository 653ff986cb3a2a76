"""A file while it arrives."""

import hashlib
import os
from pathlib import Path

_EDGE = 64 * 1024


class Upload:
    """An incoming file: written by the FTP loop, finished on a worker thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb", buffering=0)
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Append bytes; raises OSError when the disk takes no more."""
        view = memoryview(chunk)
        while view:
            written = self._file.write(view) or 0
            view = view[written:]
            self.size += written

    def finish(self) -> None:
        """Put every byte on the disk, and close the file."""
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def close(self) -> None:
        """Close the file, promising nothing."""
        self._file.close()

    def sha256(self) -> str:
        """Return the hash of what was written, in hex; read back from the page cache."""
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def edges(self) -> tuple[bytes, bytes]:
        """Return the first and the last bytes of what was written, at most 64 KiB each."""
        return edges(self._path)


def edges(path: Path) -> tuple[bytes, bytes]:
    """Return the first and the last bytes of a file, at most 64 KiB each."""
    with path.open("rb") as file:
        head = file.read(_EDGE)
        file.seek(max(0, path.stat().st_size - _EDGE))
        return head, file.read(_EDGE)
