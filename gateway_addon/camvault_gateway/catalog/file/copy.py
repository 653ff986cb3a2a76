"""A copy of the catalog, as it is at one moment, beside a gateway that goes on writing."""

import contextlib
import os
from pathlib import Path
import sqlite3

from camvault_gateway.catalog import settings
from camvault_gateway.catalog.errors import CatalogError
from camvault_gateway.catalog.schema import MIGRATIONS

from . import excerpt, wal

_BUSY_TIMEOUT_S = 10


def copy(source: Path, target: Path) -> None:
    """Write a compact copy, whole and durable or not at all. Raises CatalogError.

    It has what the bucket of its archive cannot give back: all of it, where there is none.
    """
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        if _is_told(source):
            _write_excerpt(source, draft)
        else:
            with contextlib.closing(wal.connect(source, _BUSY_TIMEOUT_S)) as db:
                db.execute("VACUUM INTO ?", (str(draft),))
        _sync(draft)
        draft.rename(target)
        _sync(target.parent)
    except (sqlite3.Error, OSError) as err:
        draft.unlink(missing_ok=True)
        raise CatalogError(f"The catalog {source} cannot be copied: {err}") from err


def _is_told(source: Path) -> bool:
    """Tell whether a catalog of this version has a bucket that gives back what it was told.

    A key that may not read or list lets nobody rebuild.
    """
    with contextlib.closing(wal.connect(source, _BUSY_TIMEOUT_S)) as db:
        db.row_factory = sqlite3.Row
        (version,) = db.execute("PRAGMA user_version").fetchone()
        archive = settings.load(db).archive if version == len(MIGRATIONS) else None
    able = archive.abilities if archive else None
    return able is not None and able.readable and able.listable is True


def _write_excerpt(source: Path, draft: Path) -> None:
    with contextlib.closing(wal.connect(draft, _BUSY_TIMEOUT_S)) as db:
        db.execute("PRAGMA page_size = 1024")
        # Nobody uses it before it is whole, and on the disk.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("ATTACH ? AS source", (str(source),))
        excerpt.write(db)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
