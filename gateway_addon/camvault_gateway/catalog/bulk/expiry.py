"""Captures that the bucket's lifecycle rules have removed: they leave, and a trace of each stays."""

from sqlite3 import Connection, Row
from typing import Final, NamedTuple

from camvault_gateway.catalog.events import COLUMNS, from_row as event_of
from camvault_gateway.model import Event, Millis

_PUT_AT: Final = "coalesce(archived_at, captures.received_at)"
# Only what lies in the present archive, and whose event is not protected.
_MAY_GO: Final = (
    "state = 'verified' AND archive_key IS NOT NULL AND NOT captures.protected"
    " AND NOT EXISTS (SELECT 1 FROM elsewhere WHERE capture = captures.id)"
)


class Put(NamedTuple):
    """A capture's object, and when it was put: by the archive's answer, or else not before it was received here."""

    put_at: Millis
    id: str
    key: str


class Gone(NamedTuple):
    """The result of an expiry: how many captures left, of which cameras, and the events that had no other."""

    captures: int
    cameras: frozenset[str]
    events: tuple[Event, ...]


class Remains(NamedTuple):
    """The files that the vault may still have of a capture that left the catalog."""

    id: str
    extension: str


def put_before(db: Connection, moment: Millis, after: Put | None, limit: int) -> list[Put]:
    """Return objects that were put before a moment and may expire, the oldest first, behind one that was returned."""
    since = (after.put_at, after.id) if after else (-1, "")
    # The first bound is in the second, but only a plain one is looked up in the index.
    return _puts(
        db,
        f"{_MAY_GO} AND {_PUT_AT} BETWEEN ? AND ? - 1 AND ({_PUT_AT}, captures.id) > (?, ?)"
        f" ORDER BY {_PUT_AT}, captures.id LIMIT {limit:d}",
        (since[0], moment, *since),
    )


def newest(db: Connection) -> Put | None:
    """Return the object that was put last."""
    return next(iter(_puts(db, f"{_MAY_GO} ORDER BY {_PUT_AT} DESC, captures.id DESC LIMIT 1", ())), None)


def _puts(db: Connection, which: str, values: tuple[object, ...]) -> list[Put]:
    query = f"SELECT {_PUT_AT}, id, archive_key FROM captures WHERE {which}"  # noqa: S608 only constants
    return [Put(*row) for row in db.execute(query, values)]


def has_left(db: Connection, capture: str) -> bool:
    """Tell whether a capture expired or was deleted: nothing may bring it back."""
    return db.execute("SELECT 1 FROM expired WHERE id = ?", (capture,)).fetchone() is not None


def expire(db: Connection, objects: list[Put], at: Millis) -> Gone:
    """Let captures leave whose objects are gone, unless something of them changed meanwhile."""
    # In the order of arrival, since what an event has left is looked through when its newest capture leaves.
    left = [row for put in sorted(objects, key=lambda each: each.id) if (row := _trace(db, put, at))]
    events = [_without_captures(db, event) for event in sorted({row["event"] for row in left if row["event"]})]
    return Gone(len(left), frozenset(row["camera"] for row in left), tuple(event for event in events if event))


def _trace(db: Connection, put: Put, at: Millis) -> Row | None:
    names = "id, camera, event, kind, extension, captured_at, size, sha256, archive_key"
    found: Row | None = db.execute(
        f"INSERT INTO expired ({names}, expired_at) SELECT {names}, ? FROM captures"  # noqa: S608 only constants
        f" WHERE id = ? AND archive_key = ? AND {_MAY_GO} RETURNING *",
        (at, put.id, put.key),
    ).fetchone()
    if found:
        db.execute("DELETE FROM captures WHERE id = ?", (put.id,))
    return found


def _without_captures(db: Connection, event: str) -> Event | None:
    """Remove an event that is over and has nothing left in it."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM events WHERE id = ? AND ended_at IS NOT NULL AND NOT protected"  # noqa: S608
        " AND NOT EXISTS (SELECT 1 FROM captures WHERE event = events.id)",
        (event,),
    ).fetchone()
    if row is None:
        return None
    db.execute("DELETE FROM events WHERE id = ?", (event,))
    return event_of(row)


def uncleared(db: Connection, limit: int = -1) -> list[Remains]:
    """Return captures that left the catalog and may still have a file or a thumbnail in the vault."""
    query = "SELECT id, extension FROM expired WHERE NOT cleared LIMIT ?"
    return [Remains(*row) for row in db.execute(query, (limit,))]


def cleared(db: Connection, remains: list[Remains]) -> None:
    """Note that the vault has nothing of these any more."""
    db.executemany("UPDATE expired SET cleared = 1 WHERE id = ?", [(each.id,) for each in remains])
