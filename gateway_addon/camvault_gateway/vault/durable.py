"""Files and folders put on the disk for good.

An fsync that failed is never repeated on the same file: Linux has marked its pages clean, so the next one succeeds and
writes nothing. What is to be durable after all is written anew.
"""

from collections.abc import Callable
import contextlib
import os
from pathlib import Path
from typing import Final

_CHUNK: Final = 1024 * 1024


def sync_folder(folder: Path) -> None:
    """Put on the disk which files a folder has."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that only this user may read, whole and durable or not at all. Raises OSError."""
    _write(path, path.with_name(f"{path.name}.new"), lambda descriptor: _write_all(descriptor, data))


def write_anew(path: Path, draft: Path) -> None:
    """Have another file with the same bytes take a file's place, whole and durable or not at all. Raises OSError."""

    def copy(descriptor: int) -> None:
        with path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                _write_all(descriptor, chunk)
        # Whose it is, among other things.
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                os.setxattr(descriptor, name, os.getxattr(path, name))

    _write(path, draft, copy)


def _write(path: Path, draft: Path, fill: Callable[[int], None]) -> None:
    draft.unlink(missing_ok=True)
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            fill(descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
