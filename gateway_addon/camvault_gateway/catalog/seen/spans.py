"""The spans of sets of events, and how they change with the events."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
import contextlib
import json
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.model import MAX_SPANS, Millis, Span, Window, rearranged

# Whether an event is in a span of a set, with the set's id as the only value.
HELD: Final = (
    "events.started_at <= coalesce((SELECT last FROM seen_spans WHERE seen = ? AND camera = events.camera"
    " AND first <= events.started_at ORDER BY first DESC LIMIT 1), -1)"
)
# The events of a set's spans, each found by the index of its camera.
MEMBERS: Final = (
    "seen_spans CROSS JOIN events ON events.camera = seen_spans.camera"
    " AND events.started_at BETWEEN seen_spans.first AND seen_spans.last"
)

# To look for the neighbours of one more event costs as much as to look at so many.
_BETWEEN: Final = 30

# An event's camera, and when it began.
type _Place = tuple[str, Millis]
# By camera, the times at which events began, and whether they belong to the set from now on.
type Changes = Mapping[str, Mapping[Millis, bool]]


def change(db: Connection, held_by: int, changes: Changes) -> bool:
    """Let events belong to a set, or not; tells whether its spans are others now."""
    parts = [
        (camera, {begin: some[begin] for begin in part})
        for camera, some in changes.items()
        for part in _neighbours(db, camera, sorted(some))
    ]
    return sum(_change_part(db, held_by, camera, part) for camera, part in parts) > 0


def _neighbours(db: Connection, camera: str, begins: Sequence[Millis]) -> Iterator[Sequence[Millis]]:
    """Yield parts of some events, so that of each not many more lie between its first and its last."""
    if not begins:
        return
    between = "SELECT count(*) FROM (SELECT 1 FROM events WHERE camera = ? AND started_at BETWEEN ? AND ? LIMIT ?)"
    most = _BETWEEN * len(begins)
    if len(begins) > 1 and db.execute(between, (camera, begins[0], begins[-1], most)).fetchone()[0] >= most:
        middle = len(begins) // 2
        yield from _neighbours(db, camera, begins[:middle])
        yield from _neighbours(db, camera, begins[middle:])
    else:
        yield begins


def _change_part(db: Connection, held_by: int, camera: str, changes: Mapping[Millis, bool]) -> bool:
    first, last = min(changes), max(changes)
    window = "SELECT started_at FROM events WHERE camera = ? AND started_at BETWEEN ? AND ? ORDER BY started_at"
    begins = [begin for (begin,) in db.execute(window, (camera, first, last))]
    before = _one(db, "max(started_at)", "started_at < ?", camera, first)
    after = _one(db, "min(started_at)", "started_at > ?", camera, last)
    reach = (camera, last if after is None else after, first if before is None else before)
    known = [
        Span(*row)
        for row in db.execute(
            "SELECT first, last FROM seen_spans WHERE seen = ? AND camera = ? AND first <= ? AND last >= ?"
            " ORDER BY first",
            (held_by, *reach),
        )
    ]
    events = [(begin, changes[begin] if begin in changes else _holds(known, begin)) for begin in begins]
    wanted = rearranged(known, Window(events, before, after)) if events else known
    if wanted == known:
        return False
    db.executemany(
        "DELETE FROM seen_spans WHERE seen = ? AND camera = ? AND first = ?",
        [(held_by, camera, span.first) for span in known],
    )
    db.executemany("INSERT INTO seen_spans VALUES (?, ?, ?, ?)", [(held_by, camera, *span) for span in wanted])
    return True


def _one(db: Connection, what: str, where: str, camera: str, begin: Millis) -> Millis | None:
    query = f"SELECT {what} FROM events WHERE camera = ? AND {where}"  # noqa: S608 only constants
    found: Millis | None = db.execute(query, (camera, begin)).fetchone()[0]
    return found


def _holds(spans: list[Span], begin: Millis) -> bool:
    place = bisect_right(spans, begin, key=lambda span: span.first) - 1
    return place >= 0 and spans[place].last >= begin


def bound(db: Connection, held_by: int) -> None:
    """Forget a set's spans whose events are gone, and of more than there may be the oldest."""
    db.execute(
        "DELETE FROM seen_spans WHERE seen = ? AND NOT EXISTS (SELECT 1 FROM events"
        " WHERE events.camera = seen_spans.camera AND started_at BETWEEN first AND last)",
        (held_by,),
    )
    db.execute(
        "DELETE FROM seen_spans WHERE seen = ?1 AND (camera, first) IN (SELECT camera, first FROM seen_spans"
        " WHERE seen = ?1 ORDER BY last DESC LIMIT -1 OFFSET ?2)",
        (held_by, MAX_SPANS),
    )


def leave_camera(db: Connection, camera: str) -> None:
    """Forget a camera that has no event any more."""
    db.execute("DELETE FROM seen_spans WHERE camera = ?", (camera,))


@contextlib.contextmanager
def carried(db: Connection, events: Iterable[str]) -> Iterator[None]:
    """Keep events in the sets that they are in, while their cameras or the times at which they began change."""
    moved, sets = list(events), _sets(db)
    was = _places(db, moved) if sets else {}
    held = {each: _held(db, each, moved) for each in sets}
    yield
    now = {event: place for event, place in _places(db, [*was]).items() if place != was[event]}
    for each in sets:
        _put(db, each, {place: event in held[each] for event, place in now.items()})


def copied(db: Connection, event: str, part: str) -> None:
    """Let a new event, which is a part of another, be in the sets that the other is in."""
    db.execute("UPDATE events SET arrived = (SELECT arrived FROM events WHERE id = ?) WHERE id = ?", (event, part))
    place = _places(db, [part])[part]
    for each in _sets(db):
        _put(db, each, {place: event in _held(db, each, [event])})


def _put(db: Connection, held_by: int, places: Mapping[_Place, bool]) -> None:
    changes: dict[str, dict[Millis, bool]] = {}
    for (camera, begin), held in places.items():
        changes.setdefault(camera, {})[begin] = held
    if change(db, held_by, changes):
        bound(db, held_by)
        note(db, "seen", [held_by])


def _sets(db: Connection) -> list[int]:
    return [row["id"] for row in db.execute("SELECT id FROM seen WHERE NOT forgotten")]


def _places(db: Connection, events: list[str]) -> dict[str, _Place]:
    query = "SELECT id, camera, started_at FROM events WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: (row["camera"], row["started_at"]) for row in db.execute(query, (json.dumps(events),))}


def _held(db: Connection, held_by: int, events: list[str]) -> set[str]:
    query = f"SELECT id FROM events WHERE id IN (SELECT value FROM json_each(?)) AND {HELD}"  # noqa: S608 only constants
    return {row["id"] for row in db.execute(query, (json.dumps(events), held_by))}
