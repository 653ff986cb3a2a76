"""Searches of the lists: the words of `q`, and the captures nearest to a moment that they name."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import settings
from camvault_gateway.catalog.lists.paging import Page
from camvault_gateway.catalog.lists.pairing import Shown
from camvault_gateway.model import Millis, from_millis, now_ms
from camvault_gateway.search import Wanted, understand

# How far around a moment is looked for what is nearest to it: further, while that is less than was asked for.
_FIRST_LOOK_MS: Final = 2 * 60_000
_WIDER: Final = 4

type Look = Callable[[Millis, Millis], list[Shown]]


def read_words(db: Connection, q: str, zone: ZoneInfo | None, before: Millis | None) -> Wanted:
    """Return what a search says of what is `before` a time, in a time zone or in that of the gateway's days."""
    now = now_ms()
    # What is to come bounds no search.
    end = from_millis(before) if before is not None and 0 < before < now else None
    return understand(q, from_millis(now).astimezone(zone or ZoneInfo(settings.load(db).time_zone)), end)


def nearest(wanted: Wanted, moment: Millis, limit: int, look: Look) -> Page[Shown]:
    """Return what is nearest to a moment, the nearest first, as one page; `look` finds what lies between two times."""
    first, last = wanted.after or 0, wanted.before or moment
    around = _FIRST_LOOK_MS
    while True:
        begin, end = max(first, moment - around), min(last, moment + around)
        found = look(begin, end)
        if len(found) >= limit or (begin, end) == (first, last):
            break
        around *= _WIDER
    found.sort(key=lambda each: abs(each.capture.captured_at - moment))
    return Page(found[:limit], None)
