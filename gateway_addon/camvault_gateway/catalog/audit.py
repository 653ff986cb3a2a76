"""A look at the whole catalog from outside the gateway: read only, and in one consistent view."""

from collections.abc import Callable
from pathlib import Path
import sqlite3
from typing import NamedTuple
from urllib.parse import quote

from camvault_gateway.model import Millis

from .errors import CatalogError
from .schema import MIGRATIONS

_BUSY_TIMEOUT_S = 10
_MOST_FAULTS = 20


class CaptureRow(NamedTuple):
    """What conservation asks of a capture."""

    id: str
    camera: str
    event: str | None
    original_path: str
    extension: str
    size: int
    sha256: str | None
    state: str
    condition: str
    archive_key: str | None
    local: bool
    archived_at: Millis | None = None
    received_at: Millis = 0


class OpenEvent(NamedTuple):
    """An event that goes on."""

    id: str
    camera: str
    last_at: Millis
    receiving: int


class Count(NamedTuple):
    """A counter that triggers keep, and what a recount gives; `of` names what it counts."""

    of: str
    kept: tuple[int, int]
    recounted: tuple[int, int]


def look[T](path: Path, query: Callable[[sqlite3.Connection], T]) -> T:
    """Run a query on the catalog's file, which it never changes; raises CatalogError."""
    try:
        db = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro", uri=True, timeout=_BUSY_TIMEOUT_S, isolation_level=None
        )
        db.row_factory = sqlite3.Row
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version != len(MIGRATIONS):
                raise CatalogError(f"it is of version {version}, and this CamVault's is {len(MIGRATIONS)}.")
            db.execute("BEGIN")
            return query(db)
        finally:
            db.close()
    except (sqlite3.Error, CatalogError) as err:
        raise CatalogError(f"The catalog {path} cannot be read: {err}") from err


def captures(db: sqlite3.Connection) -> list[CaptureRow]:
    """Return all captures, oldest first."""
    query = f"SELECT {', '.join(CaptureRow._fields)} FROM captures ORDER BY id"  # noqa: S608 our own names
    return [CaptureRow(*row) for row in db.execute(query)]


def tasks(db: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the kinds of tasks that each capture has."""
    found: dict[str, set[str]] = {}
    for row in db.execute("SELECT capture, kind FROM tasks"):
        found.setdefault(row["capture"], set()).add(row["kind"])
    return found


def event_cameras(db: sqlite3.Connection) -> dict[str, str]:
    """Return the camera of each event."""
    return dict(db.execute("SELECT id, camera FROM events").fetchall())


def protected_events(db: sqlite3.Connection) -> set[str]:
    """Return the events that are to be kept for good."""
    return {row["id"] for row in db.execute("SELECT id FROM events WHERE protected")}


def open_events(db: sqlite3.Connection) -> list[OpenEvent]:
    """Return the events that go on, and how many uploads each has under way."""
    query = (
        "SELECT id, camera, last_at, (SELECT count(*) FROM captures WHERE event = events.id AND state = 'receiving')"
        " FROM events WHERE ended_at IS NULL"
    )
    return [OpenEvent(*row) for row in db.execute(query)]


def counters(db: sqlite3.Connection) -> list[Count]:
    """Return every counter, kept and recounted."""
    total = db.execute("SELECT files, bytes FROM vault_total").fetchone()
    vault = db.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM captures WHERE local AND state <> 'receiving'"
    ).fetchone()
    proven = db.execute("SELECT captures, bytes FROM archive_total").fetchone()
    archived = db.execute("SELECT count(*), coalesce(sum(size), 0) FROM captures WHERE state = 'verified'").fetchone()
    kept = {(row[0], row[1]): (row[2], row[3]) for row in db.execute("SELECT * FROM quarters WHERE captures OR bytes")}
    query = (
        "SELECT camera, captured_at / 900000, count(*), sum(size) FROM captures"
        " WHERE state <> 'receiving' AND condition <> 'empty' GROUP BY 1, 2"
    )
    real = {(row[0], row[1]): (row[2], row[3]) for row in db.execute(query)}
    return [Count("the vault", tuple(total), tuple(vault)), Count("the archive", tuple(proven), tuple(archived))] + [
        Count(f"camera {each[0]}, quarter {each[1]}", kept.get(each, (0, 0)), real.get(each, (0, 0)))
        for each in sorted(kept.keys() | real.keys())
    ]


def faults(db: sqlite3.Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file."""
    found = [row[0] for row in db.execute(f"PRAGMA quick_check({_MOST_FAULTS})") if row[0] != "ok"]
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"a row of {row[0]} refers to one of {row[2]} that is not there" for row in broken]
