"""The changes that no segment has yet: rows whose change numbers are above the last one written."""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Changes, Event, Millis

from . import seen
from .cameras import from_row as camera_of
from .capture_rows import from_row as capture_of
from .events import COLUMNS, from_row as event_of

# Every row that changed has a number above zero, and is in its table's index of them.
_CHANGED: Final = "changed > 0 AND changed > :after"
_NUMBERS: Final = " UNION ALL ".join(
    f"SELECT changed FROM {table} WHERE {_CHANGED}"  # noqa: S608 only constants
    for table in ("captures", "events", "expired", "cameras", "seen")
)
_UNTOLD: Final = f"{_CHANGED} AND changed <= :upto"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The number of changes that wait for a segment, at most, and whether one of them is urgent."""

    changes: int
    urgent: bool


def waiting(db: Connection) -> Waiting:
    """Return what waits to be told."""
    changes, urgent = db.execute("SELECT changed - told, urgent > told FROM archiving").fetchone()
    return Waiting(changes, bool(urgent))


def untold(db: Connection, limit: int) -> Changes:
    """Return what has waited longest, at most `limit` rows of it, and what they refer to.

    A camera is told with whatever it saw, and an event with its captures: so each segment can be read on its own.
    """
    after, last = db.execute("SELECT told, changed FROM archiving").fetchone()
    numbers = db.execute(f"{_NUMBERS} ORDER BY 1 LIMIT :limit", {"after": after, "limit": limit}).fetchall()
    span = {"after": after, "upto": numbers[-1][0] if len(numbers) == limit else last}
    captures = tuple(
        capture_of(row)
        for row in db.execute(
            f"SELECT * FROM captures WHERE {_UNTOLD} AND state = 'verified'"  # noqa: S608 only constants
            " AND NOT EXISTS (SELECT 1 FROM elsewhere WHERE capture = captures.id) ORDER BY changed",
            span,
        )
    )
    events = _events(db, span, {capture.event for capture in captures})
    named = {row["id"] for row in db.execute(f"SELECT id FROM cameras WHERE {_UNTOLD}", span)}  # noqa: S608 as above
    of_users = seen.told(db, span["after"], span["upto"])
    wanted = {capture.camera for capture in captures} | {event.camera for event in events} | named
    wanted |= {camera for user in of_users for camera in user.unseen}
    cameras = tuple(camera_of(row) for row in db.execute("SELECT * FROM cameras ORDER BY id") if row["id"] in wanted)
    folders = db.execute("SELECT name, camera FROM folders ORDER BY name").fetchall()
    merged = db.execute("SELECT camera, target FROM merged ORDER BY camera").fetchall()
    return Changes(
        upto=span["upto"],
        cameras=cameras,
        folders=tuple((row["name"], row["camera"]) for row in folders if row["camera"] in wanted),
        merged=tuple((row["camera"], row["target"]) for row in merged if row["target"] in wanted),
        events=events,
        captures=captures,
        deleted=_deleted(db, span),
        seen=of_users,
    )


def _events(db: Connection, span: dict[str, int], of_captures: set[str | None]) -> tuple[Event, ...]:
    changed = db.execute(f"SELECT id FROM events WHERE {_UNTOLD} ORDER BY changed", span)  # noqa: S608 only constants
    ids = dict.fromkeys([row["id"] for row in changed] + sorted(event for event in of_captures if event))
    query = f"SELECT {COLUMNS} FROM events WHERE id = ? AND ended_at IS NOT NULL"  # noqa: S608 only constants
    rows = (db.execute(query, (event,)).fetchone() for event in ids)
    return tuple(event_of(row) for row in rows if row)


def _deleted(db: Connection, span: dict[str, int]) -> tuple[tuple[str, Millis], ...]:
    query = f"SELECT id, expired_at FROM expired WHERE {_UNTOLD} AND reason = 'deleted' ORDER BY changed"  # noqa: S608 as above
    return tuple((row["id"], row["expired_at"]) for row in db.execute(query, span))


def next_moment(db: Connection, now: Millis) -> Millis:
    """Return when the next segment is told: behind every one before it, whatever became of that, and of the clock."""
    query = "UPDATE archiving SET told_at = max(told_at + 1, ?) RETURNING told_at"
    return int(db.execute(query, (now,)).fetchone()[0])


def told(db: Connection, upto: int) -> None:
    """Note that the archive was told up to a number; what changed since then has a higher one."""
    db.execute("UPDATE archiving SET told = max(told, ?)", (upto,))
    seen.forgotten_are_told(db, upto)
