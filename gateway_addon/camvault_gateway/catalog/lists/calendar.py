"""The calendar: how many captures and events each day, hour or quarter of an hour has, in any time zone."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import chain
from sqlite3 import Connection
from typing import Final, Unpack
from zoneinfo import ZoneInfo

from camvault_gateway.model import Millis, from_millis, to_millis

from .counting import QUARTER_MS, Count, Counter, Kind
from .event_pages import Filters


class Unit(StrEnum):
    """The unit that is counted by."""

    DAY = "day"
    HOUR = "hour"
    QUARTER = "quarter"


_LENGTHS_MS: Final = {Unit.HOUR: 4 * QUARTER_MS, Unit.QUARTER: QUARTER_MS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A day, an hour or a quarter that has captures, or in which events began; `unseen` only where it was asked for."""

    start: Millis
    end: Millis
    camera: str | None = None
    captures: int
    events: int
    unseen: int | None = None


def spans(
    db: Connection,
    zone: ZoneInfo,
    unit: Unit,
    *,
    split: bool = False,
    unseen_of: str | None = None,
    **wanted: Unpack[Filters],
) -> list[Span]:
    """Return the spans that have anything, newest first, and each of its cameras with `split`.

    `after` and `before` fall on whole quarters. Beside them is counted what a user has not seen. With labels, what is
    counted are the events that have one of them, and their captures, where each event begins.
    """
    start_of = cache(_start_of(zone, unit))
    counter = Counter.of(db, wanted, split=split)
    counts = counter.by_days(start_of) if unit is Unit.DAY else counter.by_quarters()
    found = _sums(chain(counts, () if unseen_of is None else counter.unseen(unseen_of)), start_of, split=split)
    order = sorted(found, key=lambda key: (-key[0], key[1] or ""))
    return [
        Span(
            start=start,
            end=_end(start, zone, unit),
            camera=camera,
            captures=captures,
            events=events,
            unseen=None if unseen_of is None else new,
        )
        for start, camera in order
        for captures, events, new in (found[start, camera],)
        if captures or events
    ]


def _sums(
    counts: Iterator[Count], start_of: Callable[[Millis], Millis], *, split: bool
) -> dict[tuple[Millis, str | None], list[int]]:
    found: dict[tuple[Millis, str | None], list[int]] = defaultdict(lambda: [0] * len(Kind))
    for moment, camera, kind, number in counts:
        found[start_of(moment), camera if split else None][kind] += number
    return found


def _start_of(zone: ZoneInfo, unit: Unit) -> Callable[[Millis], Millis]:
    """Return the function from a moment to when its span began."""
    if unit is Unit.QUARTER:
        return lambda moment: moment
    # By the moment, not by the wall clock: an autumn night has the same hour twice.
    begin = _hour if unit is Unit.HOUR else _day
    return lambda moment: begin(from_millis(moment).astimezone(zone))


def _day(moment: datetime) -> Millis:
    return to_millis(moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0))


def _hour(moment: datetime) -> Millis:
    return to_millis(moment.replace(minute=0, second=0, microsecond=0))


def _end(start: Millis, zone: ZoneInfo, unit: Unit) -> Millis:
    if unit is not Unit.DAY:
        return start + _LENGTHS_MS[unit]
    # Wall-clock arithmetic: a day that sets the clocks has 23 or 25 hours.
    return to_millis(from_millis(start).astimezone(zone) + timedelta(days=1))


def midnight(zone: ZoneInfo, now: Millis) -> Millis:
    """Return when the day of a moment began."""
    return _day(from_millis(now).astimezone(zone))
