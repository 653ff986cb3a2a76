"""What the archive's catalog segments do not tell yet; triggers write it down."""

from sqlite3 import Connection

from camvault_gateway.model import Changes, Event, Millis

from .cameras import from_row as camera_of
from .capture_rows import from_row as capture_of
from .events import COLUMNS, from_row as event_of


def waiting(db: Connection) -> int:
    """Return how many rows wait to be told."""
    (count,) = db.execute("SELECT count(*) FROM journal").fetchone()
    return int(count)


def news(db: Connection, limit: int) -> Changes:
    """Return what has waited longest, at most `limit` rows of it.

    A camera is told with whatever it saw, and an event with its captures: so each segment can be read on its own.
    """
    (upto,) = db.execute(
        "SELECT coalesce(max(number), 0) FROM (SELECT number FROM journal ORDER BY number LIMIT ?)", (limit,)
    ).fetchone()
    captures = tuple(
        capture_of(row)
        for row in db.execute(
            "SELECT captures.* FROM journal JOIN captures ON captures.id = journal.id"
            " WHERE number <= ? AND journal.kind = 'capture' AND state = 'verified'"
            " AND NOT EXISTS (SELECT 1 FROM elsewhere WHERE capture = captures.id) ORDER BY number",
            (upto,),
        )
    )
    events = _events(db, upto, {capture.event for capture in captures})
    wanted = {capture.camera for capture in captures} | {event.camera for event in events} | _named(db, upto)
    cameras = tuple(camera_of(row) for row in db.execute("SELECT * FROM cameras ORDER BY id") if row["id"] in wanted)
    folders = db.execute("SELECT name, camera FROM folders ORDER BY name").fetchall()
    merged = db.execute("SELECT camera, target FROM merged ORDER BY camera").fetchall()
    return Changes(
        upto=upto,
        cameras=cameras,
        folders=tuple((row["name"], row["camera"]) for row in folders if row["camera"] in wanted),
        merged=tuple((row["camera"], row["target"]) for row in merged if row["target"] in wanted),
        events=events,
        captures=captures,
        deleted=_deleted(db, upto),
    )


def _events(db: Connection, upto: int, of_captures: set[str | None]) -> tuple[Event, ...]:
    changed = db.execute("SELECT id FROM journal WHERE number <= ? AND kind = 'event' ORDER BY number", (upto,))
    ids = dict.fromkeys([row["id"] for row in changed] + sorted(event for event in of_captures if event))
    query = f"SELECT {COLUMNS} FROM events WHERE id = ? AND ended_at IS NOT NULL"  # noqa: S608 only constants
    rows = (db.execute(query, (event,)).fetchone() for event in ids)
    return tuple(event_of(row) for row in rows if row)


def _deleted(db: Connection, upto: int) -> tuple[tuple[str, Millis], ...]:
    rows = db.execute(
        "SELECT expired.id, expired_at FROM journal JOIN expired ON expired.id = journal.id"
        " WHERE number <= ? AND journal.kind = 'capture' AND reason = 'deleted' ORDER BY number",
        (upto,),
    )
    return tuple((row["id"], row["expired_at"]) for row in rows)


def _named(db: Connection, upto: int) -> set[str]:
    """Return the cameras that changed themselves, or got a folder."""
    rows = db.execute(
        "SELECT id FROM journal WHERE number <= ?1 AND kind = 'camera' UNION SELECT camera FROM journal"
        " JOIN folders ON folders.name = journal.id WHERE number <= ?1 AND journal.kind = 'folder'",
        (upto,),
    )
    return {row["id"] for row in rows}


def next_moment(db: Connection, now: Millis) -> Millis:
    """Return when the next segment is told: behind every one before it, whatever became of that, and of the clock."""
    query = "UPDATE archiving SET told_at = max(told_at + 1, ?) RETURNING told_at"
    return int(db.execute(query, (now,)).fetchone()[0])


def told(db: Connection, upto: int) -> None:
    """Note that the archive knows; what changed since then has a higher number, and stays."""
    db.execute("DELETE FROM journal WHERE number <= ?", (upto,))
