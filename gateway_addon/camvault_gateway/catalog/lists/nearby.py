"""An event with what it has, and what other cameras saw at the time."""

from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Event, Millis

from .event_pages import by_ids
from .paging import Page
from .pairing import Shown, of_event

# Events so far apart belong together.
APART_MS: Final = 60_000
_MOST_CAPTURES: Final = 500
_MOST_EVENTS: Final = 50
# Of each camera the last ones that began before: hardly ever do two of a camera go on at once.
_BEFORE: Final = """
SELECT events.id FROM cameras JOIN events ON events.id IN (
    SELECT id FROM events AS one WHERE one.camera = cameras.id AND one.started_at < :first
    ORDER BY one.started_at DESC, one.id DESC LIMIT 3
) WHERE cameras.id <> :camera AND (events.ended_at IS NULL OR events.ended_at >= :first)
ORDER BY events.started_at, events.id LIMIT :most
"""
_MEANWHILE: Final = """
SELECT id FROM events WHERE +camera <> :camera AND started_at >= :first AND started_at <= :last
ORDER BY started_at, id LIMIT :most
"""
_LAST: Final = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Expanded:
    """What is shown beside an event, as far as it was asked for."""

    captures: Page[Shown] | None = None
    also: list[Event] | None = None


def expand(db: Connection, event: Event, *, captures: bool, also: bool, cursor: str | None) -> Expanded:
    """Return an event's captures, behind a cursor, and the events of other cameras; raises CursorError."""
    return Expanded(
        captures=of_event(db, event.id, limit=_MOST_CAPTURES, cursor=cursor) if captures else None,
        also=at_the_time(db, event) if also else None,
    )


def at_the_time(db: Connection, event: Event) -> list[Event]:
    """Return events of other cameras that overlap an event or are next to it, oldest first; not all of very many."""
    values: dict[str, str | Millis] = {
        "camera": event.camera,
        "first": event.started_at - APART_MS,
        "last": _LAST if event.ended_at is None else event.ended_at + APART_MS,
        "most": _MOST_EVENTS,
    }
    found = [row["id"] for query in (_BEFORE, _MEANWHILE) for row in db.execute(query, values)]
    return by_ids(db, found[:_MOST_EVENTS])
