"""The catalog's write-ahead log, and what makes it whole on the disk after an error.

Linux marks the pages of a failed fsync clean: they stay in memory, never reach the disk, and the next fsync succeeds.
The log then has a hole that nobody sees before a power cut, and SQLite's recovery stops at it. So all of the log is
written anew before anything is believed of it.
"""

import contextlib
import os
from pathlib import Path
import sqlite3
from typing import Final

_BUSY_TIMEOUT_S: Final = 1
_CHUNK: Final = 1024 * 1024
# As many of the file's pages as the log may have before they are brought into the catalog's file. The longer it is, the
# more often a page changes before it is written there; a start after a kill writes all of the log anew, which is 8 MB.
MOST_FRAMES = 8000
_HEAD: Final = 32
_FRAME_HEAD: Final = 24


def path_of(catalog: Path) -> Path:
    """Return where a catalog's log is."""
    return catalog.with_name(f"{catalog.name}-wal")


def is_long(catalog: Path) -> bool:
    """Tell whether the log should be brought into the file: whether its last wanted frame has the salts of its head."""
    descriptor = os.open(path_of(catalog), os.O_RDONLY)
    try:
        head = os.pread(descriptor, _HEAD, 0)
        size = _FRAME_HEAD + int.from_bytes(head[8:12])
        frame = os.pread(descriptor, _FRAME_HEAD, _HEAD + (MOST_FRAMES - 1) * size)
    finally:
        os.close(descriptor)
    return len(frame) == _FRAME_HEAD and frame[8:16] == head[16:24]


def rewrite(catalog: Path) -> None:
    """Write every byte of the log anew, and sync it. Raises OSError.

    Readers may go on meanwhile, since each byte becomes what it is. Nobody may write.
    """
    with contextlib.suppress(FileNotFoundError):
        descriptor = os.open(path_of(catalog), os.O_RDWR | os.O_CLOEXEC)
        try:
            offset = 0
            while chunk := os.pread(descriptor, _CHUNK, offset):
                offset += os.pwrite(descriptor, chunk, offset)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def settle(catalog: Path) -> None:
    """Bring all of the log into the catalog's file, durably, and empty it. Raises OSError or sqlite3.Error.

    It is locked for this, so SQLite shares no index of the log with anybody: it reads the log from the beginning and
    compares each checksum (some file systems take back what a failed sync did not write), and copies all of it, also
    what an earlier try had copied before the file's own sync failed.
    """
    if not catalog.exists():
        return
    rewrite(catalog)
    with contextlib.closing(connect(catalog, _BUSY_TIMEOUT_S)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA synchronous = FULL")
        busy, left, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy or left > 0:
        raise sqlite3.OperationalError("the log is in use by somebody else")


def connect(catalog: Path, timeout_s: float) -> sqlite3.Connection:
    """Open the file; nothing is brought into it behind our back, where nobody would hear of an error."""
    db = sqlite3.connect(
        catalog, timeout=timeout_s, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003 SQLite's own
    db.execute("PRAGMA wal_autocheckpoint = 0")
    return db


def sync_folder(folder: Path) -> None:
    """Put on the disk which files a folder has: SQLite tries it for a new log, and tells nobody when it fails."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
