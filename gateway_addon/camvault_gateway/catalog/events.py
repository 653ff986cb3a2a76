"""Events: opened by the first upload, closed by quiet."""

from dataclasses import fields
import json
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.model import Content, Event, Millis

from . import protection, seen, settings
from .cameras import current
from .change_numbers import note
from .errors import NotFoundError

# How far back an event that still went on may have begun.
_LONGEST_MS: Final = 24 * 3600 * 1000
# A capture as long as all that came after it is not looked for any further back than this.
_NEIGHBOURS: Final = 50
_RECEIVED: Final = "event = events.id AND state <> 'receiving' AND condition <> 'empty'"
# The picture of an event is its earliest readable snapshot, or else its earliest clip with a thumbnail.
# Its captures are counted by triggers, and of those that are not verified there is an index: an event may have
# thousands, and each of its uploads tells of it.
COLUMNS = f"""
    events.id, events.camera, events.started_at, events.last_at, events.ended_at, events.labels, events.protected,
    events.description,
    events.clips, events.snapshots, events.incomplete, events.unreadable, events.playable, events.bytes,
    events.received_at,
    (SELECT max(captured_at + length) FROM (SELECT captured_at, coalesce(duration_ms, 0) AS length FROM captures
            WHERE {_RECEIVED} ORDER BY captured_at DESC LIMIT {_NEIGHBOURS}))
        - (SELECT captured_at FROM captures WHERE {_RECEIVED} ORDER BY captured_at LIMIT 1) AS length_ms,
    CASE WHEN protected THEN
        (SELECT count(*) FROM captures WHERE event = events.id AND state <> 'receiving'
            AND (state <> 'verified' OR instr('/' || archive_key, '/_protected/') = 0))
    ELSE 0 END AS unkept,
    (SELECT id FROM captures WHERE event = events.id AND thumbnail ORDER BY kind = 'clip', captured_at LIMIT 1)
        AS picture,
    (SELECT count(*) FROM captures INDEXED BY captures_backlog
        WHERE event = events.id AND state IN ('stored', 'archived')) AS waiting,
    (SELECT count(*) FROM captures INDEXED BY captures_receiving
        WHERE event = events.id AND state = 'receiving') AS arriving
"""  # noqa: S608 only constants
ARCHIVED = """
    ended_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM captures INDEXED BY captures_backlog
        WHERE event = events.id AND state IN ('stored', 'archived'))
    AND NOT EXISTS (SELECT 1 FROM captures INDEXED BY captures_receiving
        WHERE event = events.id AND state = 'receiving')
"""
# What `Content` takes as the row has it.
_COUNTED: Final = tuple(each.name for each in fields(Content) if each.name != "verified")


def from_row(row: Row) -> Event:
    """Return an event as its row says."""
    values = dict(row)
    waiting, arriving = values.pop("waiting"), values.pop("arriving")
    counted = {name: values.pop(name) for name in _COUNTED}
    captures = counted["clips"] + counted["snapshots"]
    return Event(
        **values | {"labels": tuple(json.loads(values["labels"])), "protected": bool(values["protected"])},
        captures=captures,
        unarchived=waiting + arriving,
        content=Content(**counted, verified=max(0, captures - waiting)),
    )


def get(db: Connection, event: str) -> Event:
    """Return an event by its id, or raise NotFoundError."""
    row = db.execute(f"SELECT {COLUMNS} FROM events WHERE id = ?", (event,)).fetchone()  # noqa: S608 only constants
    if row is None:
        raise NotFoundError(f"There is no event {event}.")
    return from_row(row)


def find_archived(db: Connection, event: str) -> Event | None:
    """Return an event if it is over and every capture of it is proven to be in the archive."""
    query = f"SELECT {COLUMNS} FROM events WHERE id = ? AND {ARCHIVED}"  # noqa: S608 only constants
    row = db.execute(query, (event,)).fetchone()
    return from_row(row) if row else None


def exists(db: Connection, event: str | None) -> bool:
    """Tell whether there is an event."""
    return db.execute("SELECT 1 FROM events WHERE id = ?", (event,)).fetchone() is not None


def open_events(db: Connection) -> list[Event]:
    """Return the events that go on."""
    return [from_row(row) for row in db.execute(f"SELECT {COLUMNS} FROM events WHERE ended_at IS NULL")]  # noqa: S608


def latest(db: Connection, camera: str) -> Event | None:
    """Return a camera's newest event that is over or has a capture."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM events WHERE camera = ? AND (ended_at IS NOT NULL OR EXISTS"  # noqa: S608
        " (SELECT 1 FROM captures WHERE event = events.id AND state <> 'receiving'))"
        " ORDER BY started_at DESC, id DESC LIMIT 1",
        (camera,),
    ).fetchone()
    return from_row(row) if row else None


def latest_ended(db: Connection, since: Millis, until: Millis) -> list[Event]:
    """Return the events that began between two moments and have ended, the latest of each camera last."""
    bounds = "started_at >= ? AND started_at < ? AND ended_at IS NOT NULL"
    query = f"SELECT {COLUMNS} FROM events WHERE {bounds} ORDER BY ended_at"  # noqa: S608 only constants
    return [from_row(row) for row in db.execute(query, (since, until))]


def count_since(db: Connection, camera: str, since: Millis) -> int:
    """Return how many events a camera has had since a moment."""
    (count,) = db.execute(
        "SELECT count(*) FROM events WHERE camera = ? AND started_at >= ?", (camera, since)
    ).fetchone()
    return int(count)


def begin(db: Connection, event: Event) -> None:
    """Add an event that has just opened, if it is not known yet."""
    db.execute(
        "INSERT OR IGNORE INTO events (id, camera, started_at, last_at, labels) VALUES (?, ?, ?, ?, ?)",
        (event.id, current(db, event.camera), event.started_at, event.last_at, json.dumps(event.labels)),
    )


def touch(db: Connection, event: str, at: Millis, labels: tuple[str, ...] = ()) -> Event:
    """Note activity in an event, with the labels it brought."""
    known = db.execute("SELECT labels, ended_at FROM events WHERE id = ?", (event,)).fetchone()
    if known is None:
        raise NotFoundError(f"There is no event {event}.")
    merged = tuple(dict.fromkeys((*json.loads(known["labels"]), *labels)))
    db.execute("UPDATE events SET last_at = max(last_at, ?), labels = ? WHERE id = ?", (at, json.dumps(merged), event))
    if known["ended_at"] is not None:
        note(db, "events", [event])
    return get(db, event)


def _quiet_ms(db: Connection, camera: str) -> Millis:
    own = db.execute("SELECT quiet_time_s FROM cameras WHERE id = ?", (camera,)).fetchone()
    return int(1000 * (own["quiet_time_s"] if own and own["quiet_time_s"] else settings.load(db).quiet_time_s))


def covering(db: Connection, camera: str, moment: Millis) -> str | None:
    """Return a camera's event that a moment lies in, with its quiet time, if there is one."""
    query = (
        "SELECT id FROM events WHERE camera = ? AND started_at <= ? AND last_at >= ?"
        " ORDER BY started_at DESC, id DESC LIMIT 1"
    )
    row = db.execute(query, (camera, moment, moment - _quiet_ms(db, camera))).fetchone()
    return row["id"] if row else None


def around(db: Connection, camera: str, begin: Millis, until: Millis) -> str | None:
    """Return a camera's event that a time lies in, with its quiet time before and after, if there is one."""
    quiet_ms = _quiet_ms(db, camera)
    query = (
        "SELECT id FROM events WHERE camera = ? AND started_at BETWEEN ? AND ? AND last_at >= ?"
        " ORDER BY started_at DESC, id DESC LIMIT 1"
    )
    bounds = (begin - _LONGEST_MS, until + quiet_ms, begin - quiet_ms)
    row = db.execute(query, (camera, *bounds)).fetchone()
    return row["id"] if row else None


def widen(db: Connection, event: str, begin: Millis, until: Millis, labels: tuple[str, ...]) -> Event:
    """Let an event have gone on from one moment to another at least, with the labels that this brought."""
    touch(db, event, until, labels)
    with seen.carried(db, [event]):
        db.execute(
            "UPDATE events SET started_at = min(started_at, ?),"
            " ended_at = CASE WHEN ended_at IS NOT NULL THEN last_at END WHERE id = ?",
            (begin, event),
        )
    return get(db, event)


def end(db: Connection, event: str) -> Event:
    """End an event, at its last activity."""
    db.execute("UPDATE events SET ended_at = last_at WHERE id = ?", (event,))
    note(db, "events", [event])
    return get(db, event)


def reopen(db: Connection, event: str) -> None:
    """Let an event go on that was thought to be over."""
    db.execute("UPDATE events SET ended_at = NULL WHERE id = ?", (event,))


def protect(db: Connection, event: str, *, protected: bool) -> Event:
    """Mark an event that must never expire, or take the mark away; what was copied for it stays."""
    db.execute("UPDATE events SET protected = ? WHERE id = ?", (protected, event))
    note(db, "events", [event], at_once=True)
    protection.hasten(db, event)
    return get(db, event)


def describe(db: Connection, event: str, description: str | None) -> Event:
    """Keep what somebody says of an event."""
    db.execute("UPDATE events SET description = ? WHERE id = ?", (description, event))
    note(db, "events", [event], at_once=True)
    return get(db, event)


def remove(db: Connection, event: str) -> None:
    """Forget an event that has nothing in it."""
    db.execute("DELETE FROM events WHERE id = ?", (event,))


def remove_empty(db: Connection, event: str) -> Event | None:
    """Forget an event if it has nothing in it; returns what it was."""
    row = db.execute(f"SELECT {COLUMNS} FROM events WHERE id = ?", (event,)).fetchone()  # noqa: S608 only constants
    if row is None or (known := from_row(row)).captures:
        return None
    remove(db, event)
    return known
