"""A copy of the catalog's file, as it is at one moment, beside a gateway that goes on writing."""

import contextlib
import os
from pathlib import Path
import sqlite3

from . import wal
from .errors import CatalogError

_BUSY_TIMEOUT_S = 10


def copy(source: Path, target: Path) -> None:
    """Write a compact copy, whole and durable or not at all. Raises CatalogError."""
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with contextlib.closing(wal.connect(source, _BUSY_TIMEOUT_S)) as db:
            db.execute("VACUUM INTO ?", (str(draft),))
        _sync(draft)
        draft.rename(target)
        _sync(target.parent)
    except (sqlite3.Error, OSError) as err:
        draft.unlink(missing_ok=True)
        raise CatalogError(f"The catalog {source} cannot be copied: {err}") from err


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
