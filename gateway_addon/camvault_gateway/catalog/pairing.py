"""Captures as people look at them: a snapshot and a clip of the same moment are one item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
import json
from sqlite3 import Connection
from typing import Final, TypedDict, Unpack

from camvault_gateway.model import Capture, Kind, Millis, State, pictures

from . import captures
from .paging import Page

# How often more is looked for when most of what was found is left out; a page may be short then.
_MOST_LOOKS: Final = 20
# A camera that records without a pause has thousands of captures in an event. A snapshot and its clip are neighbours.
_MUCH: Final = 1000
_NEIGHBOURS: Final = 50
_LONGEST_MS: Final = 2 * 3600 * 1000
_COUNT: Final = "SELECT count(*) AS captures FROM captures WHERE event IN (SELECT value FROM json_each(?))"
# The plus keeps the index of events out of this: it would lead through all of the event.
_OF = "SELECT * FROM captures WHERE camera = :camera AND +event = :event AND state <> 'receiving' AND captured_at"
_NEAR: Final = f"""
SELECT * FROM ({_OF} BETWEEN :first - :most AND :first - 1 ORDER BY captured_at DESC LIMIT :near)
UNION ALL {_OF} BETWEEN :first AND :last
UNION ALL SELECT * FROM ({_OF} BETWEEN :last + 1 AND :last + :most ORDER BY captured_at LIMIT :near)
"""  # noqa: S608 our own words only


class Filters(TypedDict, total=False):
    """Which captures are wanted."""

    camera: str | None
    event: str | None
    kind: Kind | None
    after: Millis | None
    before: Millis | None
    state: State | None
    q: str | None
    group: str | None
    playable: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A capture, and of a clip the snapshot that is its picture."""

    capture: Capture
    picture: Capture | None = None


def get(db: Connection, capture: str) -> Shown:
    """Return a capture with its picture; raises NotFoundError or ExpiredError."""
    found = captures.get(db, capture)
    return Shown(found, _pictures(db, [found]).get(capture))


def list_page(
    db: Connection, *, paired: bool, limit: int, cursor: str | None, **wanted: Unpack[Filters]
) -> Page[Shown]:
    """Return captures with their pictures, newest first; with `paired`, what is a clip's picture is no item itself."""
    shown: list[Shown] = []
    for _ in range(_MOST_LOOKS):
        found = captures.list_page(db, limit=limit - len(shown), cursor=cursor, **wanted)
        known = _pictures(db, found.items)
        left_out = {picture.id for picture in known.values()} if paired else set()
        shown += [Shown(each, known.get(each.id)) for each in found.items if each.id not in left_out]
        cursor = found.next
        if cursor is None or len(shown) == limit:
            break
    return Page(shown, cursor)


def _pictures(db: Connection, shown: Iterable[Capture]) -> dict[str, Capture]:
    """Return the pictures of all clips in the events of some captures."""
    mine = _by_event(shown)
    others = _by_event(_others(db, mine))
    both = (pictures([*some, *others.get(event, [])]) for event, some in mine.items())
    return {clip: picture for found in both for clip, picture in found.items()}


def _by_event(some: Iterable[Capture]) -> dict[str, list[Capture]]:
    """Return what was received of each event."""
    found: dict[str, list[Capture]] = {}
    for each in some:
        if each.event is not None and each.state is not State.RECEIVING:
            found.setdefault(each.event, []).append(each)
    return found


def _others(db: Connection, events: Mapping[str, Sequence[Capture]]) -> list[Capture]:
    """Return what else there is in events; where that is much, only what is near the captures known of them."""
    known = {each.id for some in events.values() for each in some}
    count = db.execute(_COUNT, (json.dumps([*events]),)).fetchone()["captures"]
    if count <= _MUCH:
        return captures.of_events(db, events, known)
    return [each for event, some in events.items() for each in _near(db, event, some) if each.id not in known]


def _near(db: Connection, event: str, some: Sequence[Capture]) -> list[Capture]:
    moments = [each.captured_at for each in some]
    values = {"camera": some[0].camera, "event": event, "first": min(moments), "last": max(moments)}
    return [captures.from_row(row) for row in db.execute(_NEAR, values | {"near": _NEIGHBOURS, "most": _LONGEST_MS})]
