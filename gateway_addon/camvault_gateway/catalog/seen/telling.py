"""What the archive is told of users."""

from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Seen, Span

# What arrived in the moment of a mark, and after it, is not seen by that; so many of each camera are looked at.
_NEXT: Final = 100
_LATER: Final = (
    "SELECT events.camera, events.started_at FROM cameras CROSS JOIN events ON events.rowid IN"
    " (SELECT rowid FROM events WHERE camera = cameras.id AND arrived > ? AND arrived > 1 ORDER BY arrived LIMIT ?)"
    " WHERE received_at <= ?"
)


def told(db: Connection, after: int, upto: int) -> tuple[Seen, ...]:
    """Return what users who changed have not seen, between two change numbers."""
    query = "SELECT id FROM seen WHERE undoes IS NULL AND changed > 0 AND changed > ? AND changed <= ? ORDER BY changed"
    return tuple(one(db, row["id"]) for row in db.execute(query, (after, upto)).fetchall())


def one(db: Connection, known: int) -> Seen:
    """Return what a user has not seen."""
    user = db.execute("SELECT user, upto, at, since, forgotten FROM seen WHERE id = ?", (known,)).fetchone()
    unseen: dict[str, list[Span]] = {}
    spans = db.execute("SELECT camera, first, last FROM seen_spans WHERE seen = ? ORDER BY camera, first", (known,))
    for camera, first, last in spans:
        unseen.setdefault(camera, []).append(Span(first, last))
    if not user["forgotten"]:
        for camera, begun in db.execute(_LATER, (user["upto"], _NEXT, user["at"])):
            unseen.setdefault(camera, []).append(Span(begun, begun))
    return Seen(user=user["user"], at=user["at"], since=user["since"], forgotten=bool(user["forgotten"]), unseen=unseen)


def forgotten_are_told(db: Connection, upto: int) -> None:
    """Let nothing stay of the users whom the archive knows to be forgotten."""
    db.execute("DELETE FROM seen WHERE forgotten AND changed > 0 AND changed <= ?", (upto,))
