"""The span of time that a search asks for, made of the days and the times of day that were read in it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from .clock_times import DAY_MINUTES, Minutes

# The first day, and the one after the last.
type Day = tuple[date, date]

ONE_DAY: Final = timedelta(days=1)
# What is looked at around a moment: people remember when they looked at the clock, which was later than it happened.
_BEFORE: Final = timedelta(minutes=15)
_BEHIND: Final = timedelta(hours=1)
_LEAST: Final = timedelta(milliseconds=1)
_EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, and the moment in it that was asked for."""

    begin: datetime
    end: datetime
    moment: datetime | None = None


@dataclass(slots=True)
class Reading:
    """The times that a search names: days, spans, and one part or time of day for all of the days."""

    # Each with after how many days it comes again: what has not come yet is the one before.
    days: list[tuple[Day, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    part: tuple[Minutes, Minutes] | None = None
    clock: Minutes | None = None
    # The word that leaves it open at one side: since, after, before or until; and whether a time of day follows it.
    opened: str | None = None
    of_day: bool = False

    def span(self, now: datetime, end: datetime | None = None) -> Span | None:
        """Return from when until when all of it is; a time of day without a day is the latest one before an `end`."""
        latest = now if end is None else min(now, end - _LEAST)
        spans = [*self.spans, *(self._come(day, again, now) for day, again in self.days)]
        if not self.days and (self.part or self.clock is not None):
            spans.append(self._come((latest.date(), latest.date() + ONE_DAY), 1, latest))
        if not spans:
            return None
        first, last = min(each.begin for each in spans), max(each.end for each in spans)
        moment = spans[0].moment if len(spans) == 1 else None
        return self._opened(first, last, moment, now) if self.opened else Span(first, last, moment)

    def _opened(self, first: datetime, last: datetime, moment: datetime | None, now: datetime) -> Span:
        """Return what is open at one side: a moment that was named is where it begins, or where it ends."""
        of_day = moment.astimezone(now.tzinfo).date() if moment and self.of_day else None
        if self.opened in {"since", "after"}:
            begin = moment or first
            # "yesterday after 8 pm" ends with that day, "since yesterday 8 pm" does not.
            over = of_day and self.days and self.opened == "after"
            end = _wall(of_day, DAY_MINUTES, now.tzinfo) if of_day and over else now.astimezone(UTC)
            return Span(begin, max(begin, min(end, now.astimezone(UTC))))
        begin, end = _wall(of_day, 0, now.tzinfo) if of_day else _EVER, moment or last
        return Span(begin, max(begin, end))

    def _come(self, day: Day, again: int, now: datetime) -> Span:
        """Return the part of a day that is meant, or the one before while it has not come."""
        placed = self._placed(day, now.tzinfo)
        if placed.begin <= now or not again:
            return placed
        back = timedelta(days=again)
        return self._placed((day[0] - back, day[1] - back), now.tzinfo)

    def _placed(self, day: Day, zone: tzinfo | None) -> Span:
        """Return the part of a day, or of each of several, that is meant."""
        begin, end = day
        if self.clock is not None:
            moment = _wall(begin, self._of_part(self.clock), zone)
            return Span(moment - _BEFORE, moment + _BEHIND, moment)
        first, last = self.part or (0, DAY_MINUTES)
        return Span(_wall(begin, first, zone), _wall(end - ONE_DAY, last, zone))

    def _of_part(self, at: Minutes) -> Minutes:
        """Return a time of day in the part of the day that was named with it: "8:00 in the evening" is 20:00."""
        first, last = self.part or (0, DAY_MINUTES)
        later = at + DAY_MINUTES // 2
        return later if not first <= at <= last and first <= later <= last else at


def _wall(day: date, minutes: Minutes, zone: tzinfo | None) -> datetime:
    """Return the moment that clocks show, also on days that set them."""
    whole = day + timedelta(days=minutes // DAY_MINUTES)
    at = time(minutes % DAY_MINUTES // 60, minutes % 60)
    return datetime.combine(whole, at, zone).astimezone(UTC)
