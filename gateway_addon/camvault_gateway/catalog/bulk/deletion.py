"""Events that the owner wants gone: their captures leave, and a trace of each stays, which a rebuild respects."""

from sqlite3 import Connection
from typing import Final, NamedTuple

from camvault_gateway.catalog import events
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.catalog.errors import EventKeptError
from camvault_gateway.model import Event, Millis

from .expiry import Remains

_NAMES: Final = "id, camera, event, kind, extension, captured_at, size, sha256"


class Deleted(NamedTuple):
    """The event that is gone, how many of its captures the archive has, and what the vault still has of all."""

    event: Event
    archived: int
    remains: list[Remains]


def delete(db: Connection, event: str, at: Millis) -> Deleted:
    """Let an event and its captures leave; the archive is told. Raises EventKeptError."""
    known = events.get(db, event)
    _check(db, known)
    (archived,) = db.execute(
        "SELECT count(*) FROM captures WHERE event = ? AND state IN ('archived', 'verified')", (event,)
    ).fetchone()
    left = db.execute(
        f"INSERT INTO expired ({_NAMES}, archive_key, expired_at, reason)"  # noqa: S608 only constants
        f" SELECT {_NAMES}, coalesce(archive_key, ''), ?, 'deleted' FROM captures WHERE event = ?"
        " RETURNING id, extension",
        (at, event),
    ).fetchall()
    db.execute("DELETE FROM captures WHERE event = ?", (event,))
    db.execute("DELETE FROM events WHERE id = ?", (event,))
    # The archive is told of captures that are not there any more.
    note(db, "expired", [row["id"] for row in left], at_once=True)
    return Deleted(known, archived, [Remains(*row) for row in left])


def _check(db: Connection, event: Event) -> None:
    if event.protected:
        raise EventKeptError("protected", f"The event {event.id} is protected. Take that away first.")
    arriving = db.execute("SELECT 1 FROM captures WHERE event = ? AND state = 'receiving'", (event.id,)).fetchone()
    if event.ended_at is None or arriving:
        raise EventKeptError("going_on", f"The event {event.id} goes on. Wait until it is over.")


def keys(db: Connection) -> set[str]:
    """Return the keys of objects that stay in the archive when their captures were deleted."""
    return {row["archive_key"] for row in db.execute("SELECT archive_key FROM expired WHERE reason = 'deleted'")}
