"""What the archive is told of users."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Seen, Span

# What arrived in the moment of a mark, and after it, is not seen by that; so many of each camera are looked at.
_NEXT: Final = 100
# A line of a segment has at most 64 KiB: what spans may take of it, and what a span and a camera's name take.
_ROOM_BYTES: Final = 60_000
_SPAN_BYTES: Final = len("[253402300799999,253402300799999],")
_CAMERA_BYTES: Final = len('"":[],')
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
    held = db.execute("SELECT camera, first, last FROM seen_spans WHERE seen = ?", (known,))
    spans = [(camera, Span(first, last)) for camera, first, last in held]
    if not user["forgotten"]:
        later = db.execute(_LATER, (user["upto"], _NEXT, user["at"]))
        spans += [(camera, Span(begun, begun)) for camera, begun in later]
    return Seen(
        user=user["user"],
        at=user["at"],
        since=user["since"],
        forgotten=bool(user["forgotten"]),
        unseen=_newest(spans),
    )


def _newest(spans: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    """Return the newest of some spans, as many as a line has room for; what is older counts as seen."""
    found: dict[str, list[Span]] = {}
    room = _ROOM_BYTES
    for camera, span in sorted(spans, key=lambda each: (each[1].last, each[0]), reverse=True):
        room -= _SPAN_BYTES + (0 if camera in found else _CAMERA_BYTES + len(camera))
        if room < 0:
            break
        found.setdefault(camera, []).append(span)
    return {camera: sorted(found[camera]) for camera in sorted(found)}


def forgotten_are_told(db: Connection, upto: int) -> None:
    """Let nothing stay of the users whom the archive knows to be forgotten."""
    db.execute("DELETE FROM seen WHERE forgotten AND changed > 0 AND changed <= ?", (upto,))
