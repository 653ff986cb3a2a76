"""Captures as people look at them: a snapshot and a clip of the same moment are one item."""

from collections.abc import Collection
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final, TypedDict, Unpack

from camvault_gateway.model import Capture, Kind, Millis, State, pictures

from . import captures
from .paging import Page

# How often more is looked for when most of what was found is left out; a page may be short then.
_MOST_LOOKS: Final = 20


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


def _pictures(db: Connection, shown: Collection[Capture]) -> dict[str, Capture]:
    """Return the pictures of all clips in the events of some captures."""
    received = [each for each in shown if each.state is not State.RECEIVING]
    events: dict[str, list[Capture]] = {each.event: [] for each in shown if each.event}
    for each in received + captures.of_events(db, events, [each.id for each in received]) if events else ():
        if each.event is not None:
            events[each.event].append(each)
    return {clip: picture for some in events.values() for clip, picture in pictures(some).items()}
