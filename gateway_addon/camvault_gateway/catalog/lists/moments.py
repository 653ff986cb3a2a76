"""Moments: events of several cameras, or of one, that overlap or are next to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final, NamedTuple

from camvault_gateway.model import Event, Millis

from .event_pages import Filters, by_ids, choose
from .nearby import APART_MS
from .paging import CursorError, Listing, Page, Window, decode, encode

_LONGEST_MS: Final = 10 * 60 * 1000
# Where a home is busy for longer than that without a pause, moments are cut anew at whole hours: so what belongs
# together follows from a few hours, and not from all there was before.
_BUSY_MS: Final = 3600 * 1000
_REACH_MS: Final = 2 * _BUSY_MS + _LONGEST_MS + APART_MS
_LOOKED_AT: Final = 200
_MOST_EVENTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Moment:
    """Events that belong together, oldest first."""

    events: tuple[Event, ...]

    @property
    def started_at(self) -> Millis:
        """When the first of them began."""
        return self.events[0].started_at

    @property
    def ended_at(self) -> Millis | None:
        """When the last of them ended; None while one goes on."""
        ends = [each.ended_at for each in self.events if each.ended_at is not None]
        return max(ends) if len(ends) == len(self.events) else None


class Episode(NamedTuple):
    """An event, as far as it matters for what belongs together."""

    start: Millis
    id: str
    ended_at: Millis | None = None

    @property
    def end(self) -> Millis:
        """When it ended, or when a moment that it began would be cut."""
        latest = self.start + _LONGEST_MS
        return latest if self.ended_at is None else min(self.ended_at, latest)


def divide(episodes: Sequence[Episode]) -> list[list[Episode]]:
    """Return the moments of episodes, which are in the order of their start; pure.

    One begins where nothing before is as near as a minute, and where the moment before has lasted ten.
    """
    found: list[list[Episode]] = []
    end = latest = paused_at = 0
    for episode in episodes:
        start = episode.start
        if not found or start > latest + APART_MS:
            paused_at, is_new = start, True
        else:
            hour = start // _BUSY_MS * _BUSY_MS
            is_cut = found[-1][-1].start < hour and paused_at <= hour - _BUSY_MS
            is_new = is_cut or start >= found[-1][0].start + _LONGEST_MS or start > end + APART_MS
        if is_new:
            found.append([])
            end = 0
        found[-1].append(episode)
        end, latest = max(end, episode.end), max(latest, episode.end)
    return found


def list_page(db: Connection, wanted: Filters, *, limit: int, cursor: str | None) -> Page[Moment]:
    """Return moments of the events of a filter, newest first; raises CursorError. Of very large ones, fewer."""
    if cursor is not None and decode(cursor).side != "<":
        raise CursorError("The cursor is not one of moments.")
    divided, is_end = _newest(db, wanted, limit, cursor)
    shown, left = divided[:limit], _MOST_EVENTS
    for number, moment in enumerate(shown):
        left -= len(moment)
        if left < 0:
            shown = shown[: max(1, number)]
            break
    known = {each.id: each for each in by_ids(db, [episode.id for moment in shown for episode in moment])}
    following = None if is_end and len(shown) == len(divided) else encode(*shown[-1][0][:2])
    return Page([Moment(tuple(known[episode.id] for episode in moment)) for moment in shown], following)


def _newest(db: Connection, wanted: Filters, limit: int, cursor: str | None) -> tuple[list[list[Episode]], bool]:
    """Return more moments than a limit, newest first, or all; and whether these are all."""
    chosen = choose(db, wanted)
    listing = Listing(db, "SELECT id, started_at, ended_at FROM events", "started_at", chosen.clauses, chosen.cameras)
    size, rows = max(_LOOKED_AT, 4 * limit), []
    while True:
        page = listing.page(Window(limit=size, cursor=cursor))
        rows += page.items
        cursor, size = page.next, 2 * size
        divided = divide([Episode(row["started_at"], row["id"], row["ended_at"]) for row in reversed(rows)])[::-1]
        if cursor is None:
            return divided, True
        # How the oldest ones are divided is decided by what was not looked at.
        sure = [moment for moment in divided if moment[0].start >= rows[-1]["started_at"] + _REACH_MS]
        if len(sure) > limit:
            return sure, False
