"""Put into a new catalog what a bucket tells: each function is one transaction, and may be repeated."""

from collections.abc import Iterable, Mapping
from sqlite3 import Connection
from typing import Any, Final

from camvault_gateway.model import TaskKind, is_copy

from . import tasks
from .captures import first_free_moment, from_row

type Rows = Iterable[Mapping[str, Any]]

_NAMES: Final = (
    "id, camera, event, kind, original_path, extension, content_type, captured_at, started_at, received_at,"
    " camera_time, labels, scheduled, size, sha256, condition, archive_key, duration_ms,"
    " archived_at"
)
_INSERT: Final = (
    f"INSERT OR IGNORE INTO captures ({_NAMES}, state, thumbnail, local)"  # noqa: S608 only constants
    f" VALUES ({', '.join(f':{name}' for name in _NAMES.split(', '))}, 'verified', 0, 0)"
)


def is_empty(db: Connection) -> bool:
    """Tell whether the catalog has no captures."""
    return db.execute("SELECT 1 FROM captures LIMIT 1").fetchone() is None


def cameras(db: Connection, rows: Rows, folders: Rows) -> None:
    """Add cameras and their folders; the bucket's word counts more than what a new gateway made up meanwhile."""
    # No upsert: its way with conflicts would be that of the triggers, too.
    known = [dict(row) for row in rows]
    db.executemany(
        "UPDATE cameras SET name = :name, created_at = :created_at, empty_uploads = max(empty_uploads, :empty_uploads),"
        " last_upload_at = max(coalesce(last_upload_at, 0), coalesce(:last_upload_at, last_upload_at)) WHERE id = :id",
        known,
    )
    db.executemany(
        "INSERT INTO cameras (id, name, created_at, empty_uploads, last_upload_at)"
        " SELECT :id, :name, :created_at, :empty_uploads, :last_upload_at"
        " WHERE NOT EXISTS (SELECT 1 FROM cameras WHERE id = :id)",
        known,
    )
    named = [dict(row) for row in folders]
    db.executemany("UPDATE folders SET camera = :camera WHERE name = :name", named)
    db.executemany(
        "INSERT INTO folders SELECT :name, :camera WHERE NOT EXISTS (SELECT 1 FROM folders WHERE name = :name)", named
    )


def merged(db: Connection, rows: Rows) -> None:
    """Remember which cameras became part of others."""
    db.executemany(
        "INSERT OR IGNORE INTO merged SELECT :id, :target WHERE EXISTS (SELECT 1 FROM cameras WHERE id = :target)"
        " AND NOT EXISTS (SELECT 1 FROM cameras WHERE id = :id)",
        [dict(row) for row in rows],
    )


def events(db: Connection, rows: Rows) -> None:
    """Add events that are over; those that no segment told of are going to be told."""
    known = [dict(row) for row in rows]
    db.executemany(
        "INSERT OR IGNORE INTO events (id, camera, started_at, last_at, ended_at, labels, protected)"
        " VALUES (:id, :camera, :started_at, :last_at, :ended_at, :labels, :protected)",
        known,
    )
    _tell(db, "event", known)


def captures(db: Connection, rows: Rows) -> None:
    """Add captures that the archive has; those that no segment told of are going to be told."""
    known = [dict(row) for row in rows]
    if db.executemany(_INSERT, known).rowcount < len(known):
        _add_the_rest(db, known)
    _protect(db, known)
    _tell(db, "capture", known)


def _add_the_rest(db: Connection, rows: list[dict[str, Any]]) -> None:
    """Add captures whose moment another one of their camera has: they move on by a millisecond."""
    for row in rows:
        if db.execute("SELECT 1 FROM captures WHERE id = ?", (row["id"],)).fetchone() is None:
            moment = first_free_moment(db, row["id"], row["camera"], row["captured_at"])
            db.execute(_INSERT, {**row, "captured_at": moment})


def _protect(db: Connection, rows: list[dict[str, Any]]) -> None:
    """Have those copied that belong to a protected event, and of which the bucket shows the first object."""
    db.executemany(
        "INSERT OR IGNORE INTO tasks (kind, camera, capture) SELECT 'protect', camera, id FROM captures"
        " WHERE id = :id AND event IN (SELECT id FROM events WHERE protected)",
        [{"id": row["id"]} for row in rows if not is_copy(row["archive_key"])],
    )


def _tell(db: Connection, kind: str, rows: list[dict[str, Any]]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO journal (kind, id) VALUES (?, ?)",
        [(kind, row["id"]) for row in rows if not row["told"]],
    )


def show_newest(db: Connection, count: int) -> int:
    """Have thumbnails made of the newest captures; returns of how many."""
    rows = db.execute(
        "SELECT * FROM captures WHERE NOT thumbnail AND NOT local AND condition NOT IN ('empty', 'unreadable')"
        " ORDER BY captured_at DESC LIMIT ?",
        (count,),
    ).fetchall()
    for row in rows:
        tasks.add(db, TaskKind.DERIVE, from_row(row))
    return len(rows)
