"""Captures as people look at them: a snapshot and a clip of the same moment are one item."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
import json
from sqlite3 import Connection
from typing import Final, TypedDict, Unpack

from camvault_gateway.catalog import captures
from camvault_gateway.catalog.capture_rows import from_row
from camvault_gateway.model import NOTHING_TO_SEE, Capture, Kind, Millis, Shot, State, pictures, span

from .paging import Filter, Listing, Page, Window

# How often more is looked for when most of what was found is left out; a page may be short then.
_MOST_LOOKS: Final = 20
# A camera that records without a pause has thousands of captures in an event. A snapshot and its clip are neighbours,
# and minutes apart only when the clip is as long.
_MUCH: Final = 1000
_NEIGHBOURS: Final = 50
_USUAL_MS: Final = 2 * 60 * 1000
_LONGEST_MS: Final = 2 * 3600 * 1000
_ARE_MORE: Final = "SELECT 1 FROM captures WHERE event IN (SELECT value FROM json_each(?)) LIMIT 1 OFFSET ?"
# What a Shot is made of: a row has three times as many columns, and a page may have to look at a thousand.
_COLUMNS: Final = (
    "event, id, kind, thumbnail, condition, channel, captured_at, camera_time, started_at, received_at, duration_ms"
)
_ALL: Final = f"""
SELECT {_COLUMNS} FROM captures WHERE event IN (SELECT value FROM json_each(?)) AND state <> 'receiving'
"""  # noqa: S608 our own words only
# The plus keeps the index of events out of this: it would lead through all of the event.
_OF = (
    f"SELECT {_COLUMNS} FROM captures"  # noqa: S608 our own words only
    " WHERE camera = :camera AND +event = :event AND state <> 'receiving' AND captured_at"
)
_CLOSE: Final = "captured_at BETWEEN :first - :usual AND :last + :usual OR duration_ms > :usual"
_NEAR: Final = f"""
SELECT * FROM ({_OF} BETWEEN :first - :most AND :first - 1 ORDER BY captured_at DESC LIMIT :near) WHERE {_CLOSE}
UNION ALL {_OF} BETWEEN :first AND :last
UNION ALL SELECT * FROM ({_OF} BETWEEN :last + 1 AND :last + :most ORDER BY captured_at LIMIT :near) WHERE {_CLOSE}
"""  # noqa: S608 our own words only

_REACH: Final = {"near": _NEIGHBOURS, "usual": _USUAL_MS, "most": _LONGEST_MS}

type Row = tuple[str, str, str, int, str, int | None, Millis, Millis | None, Millis, Millis, int | None]


class Filters(TypedDict, total=False):
    """The filter of a list of captures."""

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
    picture: Shot | None = None


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
        missing = limit - len(shown)
        # As much as is left out where each clip has a picture.
        found = captures.list_page(db, limit=missing * 2 if paired else missing, cursor=cursor, **wanted)
        known = _pictures(db, found.items)
        left_out = {picture.id for picture in known.values()} if paired else set()
        kept = [Shown(each, known.get(each.id)) for each in found.items if each.id not in left_out]
        shown += kept[:missing]
        if len(kept) > missing:
            return Page(shown, captures.cursor_after(db, shown[-1].capture, wanted.get("q")))
        cursor = found.next
        if cursor is None or len(shown) == limit:
            break
    return Page(shown, cursor)


def of_event(db: Connection, event: str, *, limit: int, cursor: str | None) -> Page[Shown]:
    """Return an event's captures with their pictures, oldest first; raises CursorError."""
    received: list[Filter] = [("event = ?", (event,)), ("state <> 'receiving'", ())]
    listing = Listing(db, "SELECT * FROM captures", "captured_at", received)
    found = listing.page(Window(limit=limit, cursor=cursor, oldest_first=True))
    some = [from_row(row) for row in found.items]
    known = _pictures(db, some)
    return Page([Shown(each, known.get(each.id)) for each in some], found.next, found.prev)


def _pictures(db: Connection, some: Iterable[Capture]) -> dict[str, Shot]:
    """Return the pictures of all clips in the events of some captures."""
    events: dict[str, list[Capture]] = {}
    for each in some:
        if each.event is not None and each.state is not State.RECEIVING:
            events.setdefault(each.event, []).append(each)
    shots: dict[str, list[Shot]] = {}
    for row in _rows(db, events):
        shots.setdefault(row[0], []).append(_shot(row))
    return {clip: picture for of_one in shots.values() for clip, picture in pictures(of_one).items()}


def _rows(db: Connection, events: Mapping[str, Sequence[Capture]]) -> Iterator[Row]:
    """Yield what there is in events; where that is much, only what is near the captures known of them."""
    rows = db.cursor()
    rows.row_factory = None
    ids = json.dumps([*events])
    if rows.execute(_ARE_MORE, (ids, _MUCH)).fetchone() is None:
        yield from rows.execute(_ALL, (ids,))
        return
    for event, some in events.items():
        moments = [moment for each in some for moment in (each.captured_at, *each.span)]
        values = {"camera": some[0].camera, "event": event, "first": min(moments), "last": max(moments)}
        yield from rows.execute(_NEAR, values | _REACH)


def _shot(row: Row) -> Shot:
    _, capture, kind, thumbnail, condition, channel, captured_at, camera_time, started_at, received_at, length = row
    if kind == "snapshot":
        shows = condition not in NOTHING_TO_SEE
        return Shot(capture, False, thumbnail == 1, shows, channel, captured_at, captured_at)  # noqa: FBT003
    begin, end = span(captured_at, camera_time, started_at, received_at, length or 0)
    return Shot(capture, True, thumbnail == 1, True, channel, begin, end)  # noqa: FBT003
