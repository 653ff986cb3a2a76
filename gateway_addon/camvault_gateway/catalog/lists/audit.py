"""A look at the whole catalog from outside the gateway: read only, and in one consistent view."""

from collections.abc import Callable, Iterable
import json
from pathlib import Path
import sqlite3
from typing import NamedTuple
from urllib.parse import quote

from camvault_gateway.catalog.errors import CatalogError
from camvault_gateway.catalog.schema import MIGRATIONS
from camvault_gateway.catalog.tasks import WAITING
from camvault_gateway.model import Millis

_BUSY_TIMEOUT_S = 10
_MOST_FAULTS = 20
# What is counted by the quarter is sorted in memory; with SQLite's usual 2 MB it would be on the disk.
_CACHE_KIB = 64 * 1024
_WRONG_QUARTERS = """
SELECT camera, quarter, sum(kept), sum(kept_bytes), sum(real), sum(real_bytes) FROM (
    SELECT camera, quarter, captures AS kept, bytes AS kept_bytes, 0 AS real, 0 AS real_bytes FROM quarters
    UNION ALL SELECT camera, captured_at / 900000, 0, 0, 1, size FROM captures
        WHERE state <> 'receiving' AND condition <> 'empty'
) GROUP BY 1, 2 HAVING sum(kept) <> sum(real) OR sum(kept_bytes) <> sum(real_bytes)
"""
# Of what the quarters add up to, which are compared with the captures themselves.
_TOTALS = """
SELECT id, cameras.captures, cameras.bytes, coalesce(sum(quarters.captures), 0), coalesce(sum(quarters.bytes), 0)
FROM cameras LEFT JOIN quarters ON camera = id GROUP BY id
"""
_HELD = "SELECT coalesce(sum({}), 0), coalesce(sum({}), 0) FROM holdings"
# Where it is wrong how much of a camera's the archive lacks, or how many of a quarter's captures it has.
_WRONG_HOLDINGS = """
SELECT camera, sum(kept), sum(kept_bytes), sum(real), sum(real_bytes) FROM (
    SELECT camera, waiting AS kept, waiting_bytes AS kept_bytes, 0 AS real, 0 AS real_bytes FROM holdings
    UNION ALL SELECT camera, 0, 0, 1, size FROM captures WHERE state IN ('stored', 'archived')
) GROUP BY 1 HAVING sum(kept) <> sum(real) OR sum(kept_bytes) <> sum(real_bytes)
"""
_WRONG_VERIFIED = """
SELECT quarter, sum(kept), sum(real) FROM (
    SELECT quarter, verified AS kept, 0 AS real FROM archived
    UNION ALL SELECT captured_at / 900000, 0, 1 FROM captures WHERE state = 'verified' AND condition <> 'empty'
) GROUP BY 1 HAVING sum(kept) <> sum(real)
"""
_OF_EVENTS = ("clips", "snapshots", "incomplete", "unreadable", "playable", "bytes", "received_at")
_WRONG_EVENTS = f"""
SELECT events.id, {", ".join(f"events.{name}" for name in _OF_EVENTS)},
    {", ".join(f"coalesce(real.{name}, 0) AS real_{name}" for name in _OF_EVENTS)}
FROM events LEFT JOIN (
    SELECT event, sum(kind = 'clip') AS clips, sum(kind = 'snapshot') AS snapshots,
        sum(condition = 'incomplete') AS incomplete, sum(condition = 'unreadable') AS unreadable,
        sum(condition <> 'unreadable' AND (playback <> 'none' OR kind = 'clip'
            AND coalesce(duration_ms, 0) <= 900000 AND (local OR size <= 209715200))) AS playable,
        sum(size) AS bytes,
        max(received_at) AS received_at
    FROM captures INDEXED BY captures_by_event
    WHERE event IS NOT NULL AND state <> 'receiving' AND condition <> 'empty' GROUP BY event
) AS real ON real.event = events.id
WHERE {" OR ".join(f"coalesce(events.{name}, 0) <> real_{name}" for name in _OF_EVENTS)}
"""  # noqa: S608 only constants


class CaptureRow(NamedTuple):
    """A capture's row, as the conservation check compares it."""

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
    protected: bool = False
    not_due: int = 0
    # Whose its event is, which should be its own.
    event_camera: str | None = None


class Tally(NamedTuple):
    """A count of like captures, and their bytes."""

    state: str
    condition: str
    local: bool
    files: int
    bytes: int


class OpenEvent(NamedTuple):
    """An event that goes on."""

    id: str
    camera: str
    last_at: Millis
    receiving: int


class Count(NamedTuple):
    """A counter that triggers keep, and what a recount gives; `of` names what it counts."""

    of: str
    kept: tuple[int, ...]
    recounted: tuple[int, ...]
    what: tuple[str, ...] = ("files", "bytes")


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
            db.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
            db.execute("BEGIN")
            return query(db)
        finally:
            db.close()
    except (sqlite3.Error, CatalogError) as err:
        raise CatalogError(f"The catalog {path} cannot be read: {err}") from err


def captures(db: sqlite3.Connection) -> list[CaptureRow]:
    """Return all captures, oldest first."""
    return _captures(db, "TRUE")


def unsettled(db: sqlite3.Connection, files: Iterable[str]) -> list[CaptureRow]:
    """Return the captures that can be wrong, oldest first: all but those that are in the archive and nowhere else.

    Of which there are files, or something is to be done, is among them.
    """
    return _captures(
        db,
        "state <> 'verified' OR local OR archive_key IS NULL OR event_camera <> camera"
        " OR to_derive OR to_expire OR protected OR not_due OR event IN (SELECT id FROM events WHERE protected)"
        " OR id IN (SELECT capture FROM deferred)"
        " OR id IN (SELECT value FROM json_each(?))",
        json.dumps([*files]),
    )


def _captures(db: sqlite3.Connection, which: str, *values: str) -> list[CaptureRow]:
    event_camera = "(SELECT camera FROM events WHERE events.id = captures.event) AS event_camera"
    columns = ", ".join([*CaptureRow._fields[:-1], event_camera])
    query = f"SELECT {columns} FROM captures WHERE {which} ORDER BY id"  # noqa: S608 our own names
    return [CaptureRow(*row) for row in db.execute(query, values)]


def tally(db: sqlite3.Connection) -> list[Tally]:
    """Return how many captures there are, by what they are."""
    query = "SELECT state, condition, local, count(*), sum(size) FROM captures GROUP BY 1, 2, 3"
    return [Tally(*row) for row in db.execute(query)]


def tasks(db: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the kinds of tasks that each capture has."""
    return _by_capture(db, "SELECT id, '{kind}' FROM captures WHERE {waiting}")


def deferred(db: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the kinds of tasks that were put off, by their captures."""
    return _by_capture(db, "SELECT capture, kind FROM deferred WHERE kind = '{kind}'")


def _by_capture(db: sqlite3.Connection, query: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, waiting in WAITING.items():
        for capture, name in db.execute(query.format(kind=kind, waiting=waiting)):
            found.setdefault(capture, set()).add(name)
    return found


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


def counters(db: sqlite3.Connection, real: Iterable[Tally]) -> list[Count]:
    """Return the counters that triggers keep, kept and recounted; of quarters and events only what is wrong."""
    vault = [each for each in real if each.local and each.state != "receiving"]
    archived = [each for each in real if each.state == "verified"]
    waiting = [each for each in real if each.state in {"stored", "archived"}]
    cameras = db.execute(_TOTALS).fetchall()
    return [
        Count("the vault", _kept(db, _HELD.format("files", "bytes")), _sum(vault)),
        Count("the backlog", _kept(db, _HELD.format("waiting", "waiting_bytes")), _sum(waiting)),
        Count("the archive", _kept(db, "SELECT captures, bytes FROM archive_total"), _sum(archived)),
        *(Count(f"camera {row[0]}", row[1:3], row[3:5]) for row in cameras),
        *(Count(f"camera {row[0]}'s backlog", row[1:3], row[3:5]) for row in db.execute(_WRONG_HOLDINGS)),
        *(Count(f"what is safe of quarter {row[0]}", (row[1], 0), (row[2], 0)) for row in db.execute(_WRONG_VERIFIED)),
        *(Count(f"camera {row[0]}, quarter {row[1]}", row[2:4], row[4:6]) for row in db.execute(_WRONG_QUARTERS)),
        *map(_of_event, db.execute(_WRONG_EVENTS)),
    ]


def _of_event(row: sqlite3.Row) -> Count:
    event, *counts = (0 if value is None else value for value in row)
    half = len(_OF_EVENTS)
    return Count(f"event {event}", tuple(counts[:half]), tuple(counts[half:]), _OF_EVENTS)


def _kept(db: sqlite3.Connection, query: str) -> tuple[int, int]:
    files, size = db.execute(query).fetchone()
    return files, size


def _sum(some: Iterable[Tally]) -> tuple[int, int]:
    return sum(each.files for each in some), sum(each.bytes for each in some)


def faults(db: sqlite3.Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file."""
    found = [row[0] for row in db.execute(f"PRAGMA quick_check({_MOST_FAULTS})") if row[0] != "ok"]
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"a row of {row[0]} refers to one of {row[2]} that is not there" for row in broken]
