"""Read when something was, in words such as "yesterday evening" or "14 march"; pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
import re
from typing import Final

type Day = tuple[date, date]
type Span = tuple[datetime, datetime]

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SHORTEST: Final = 3
_DECEMBER: Final = 12
# From when until when, in hours of the day; a night ends on the next day.
_PARTS: Final = {"morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (21, 30)}
_UNITS: Final = {"minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400}
# Nobody asks for what was before there were cameras.
_FIRST_YEAR: Final = 1970
_LONGEST_S: Final = 100 * 366 * 86_400


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    # Each with how many days to go back while it has not come.
    days: list[tuple[Day, int]]
    spans: list[Span]
    part: str | None = None
    clock: int | None = None


def _index(names: tuple[str, ...], word: str) -> int | None:
    """Return which name a word is, or begins, as people abbreviate."""
    found = [number for number, name in enumerate(names) if len(word) >= _SHORTEST and name.startswith(word)]
    return found[0] if found else None


def _day(year: int, month: int, day: int) -> Day | None:
    if year < _FIRST_YEAR:
        return None
    try:
        found = date(year, month, day)
        return found, found + timedelta(days=1)
    except ValueError, OverflowError:
        return None


def _month(year: int, month: int) -> Day:
    return date(year, month, 1), date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)


class TimeReader:
    """Reads one search; `now` is the time where the cameras are."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._today = now.date()
        self._read = _Reading([], [])
        # Each with how it looks, and what it means if that makes sense.
        self._forms: list[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]]] = [
            (re.compile(pattern), form)
            for pattern, form in (
                (r"(\d{4})-(\d\d?)-(\d\d?)", self._iso),
                (r"(\d\d?)\.(\d\d?)\.(\d{4})?", self._dotted),
                (r"(\d\d?)(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?(?: (\d{4}))?", self._day_month),
                (r"([a-z]+)\.? (\d\d?)(?:st|nd|rd|th)?(?: (\d{4}))?", self._month_day),
                (r"([a-z]+) (\d{4})", self._month_of),
                (r"(this|last) (week|month|year)", self._period),
                (r"(?:the )?(?:last|past) (\d{1,6} )?(minute|hour|day|week)s?", self._since),
                (r"(\d{1,6}) (minute|hour|day|week)s? ago", self._ago),
                (r"last night", self._last_night),
                (r"(this|last) ([a-z]+)", self._relative),
                (r"tonight|today|yesterday", self._near),
                (r"(\d\d?):(\d\d)", self._clock),
                (r"(\d\d?) ?(am|pm)", self._half_day),
                (r"[a-z]+", self._name),
            )
        ]

    def read(self, text: str) -> list[str]:
        """Take in what tells a time; returns the other words."""
        words = [word.strip(",;!?") for word in text.split()]
        left: list[str] = []
        at = 0
        while at < len(words):
            taken = self._take(words, at)
            if not taken:
                left.append(words[at])
            at += taken or 1
        return [word for word in left if word]

    def _take(self, words: list[str], at: int) -> int:
        """Return how many words from here on tell a time."""
        for count in range(min(5, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + count])
            if any((match := pattern.fullmatch(phrase)) and form(match) for pattern, form in self._forms):
                return count
        return 0

    def _add(self, day: Day | None, *, again: int = 0) -> bool:
        """Take a day; one that comes `again` after so many days is the last one that has come."""
        if day is not None:
            self._read.days.append((day, again))
        return day is not None

    def _latest(self, month: int, day: int, year: str | None) -> bool:
        """Take a day of a year, or of the latest year in which it has come."""
        years = [int(year)] if year else range(self._today.year, self._today.year - 9, -1)
        days = (found for each in years if (found := _day(each, month, day)))
        return self._add(next((found for found in days if year or found[0] <= self._today), None))

    def _iso(self, match: re.Match[str]) -> bool:
        return self._add(_day(*map(int, match.groups())))

    def _dotted(self, match: re.Match[str]) -> bool:
        return self._latest(int(match[2]), int(match[1]), match[3])

    def _day_month(self, match: re.Match[str]) -> bool:
        month = _index(_MONTHS, match[2])
        return month is not None and self._latest(month + 1, int(match[1]), match[3])

    def _month_day(self, match: re.Match[str]) -> bool:
        month = _index(_MONTHS, match[1])
        return month is not None and self._latest(month + 1, int(match[2]), match[3])

    def _month_of(self, match: re.Match[str]) -> bool:
        month, year = _index(_MONTHS, match[1]), int(match[2])
        return month is not None and _FIRST_YEAR <= year < date.max.year and self._add(_month(year, month + 1))

    def _since(self, match: re.Match[str]) -> bool:
        length = int(match[1] or 1) * _UNITS[match[2]]
        return self._back(length, length)

    def _ago(self, match: re.Match[str]) -> bool:
        number, unit = int(match[1]), _UNITS[match[2]]
        if unit < _UNITS["day"]:
            return self._back(number * unit, unit)
        if number * unit > _LONGEST_S:
            return False
        begin = self._today - timedelta(seconds=number * unit)
        return self._add((begin, begin + timedelta(days=1)))

    def _back(self, ago: int, length: int) -> bool:
        """Take a span that began so many seconds ago; hours are counted, whatever the clocks do."""
        if ago > _LONGEST_S:
            return False
        begin = self._now.astimezone(UTC) - timedelta(seconds=ago)
        self._read.spans.append((begin, begin + timedelta(seconds=length)))
        return True

    def _period(self, match: re.Match[str]) -> bool:
        back = match[1] == "last"
        monday = self._today - timedelta(days=self._today.weekday() + 7 * back)
        first = self._today.replace(day=1)
        month = (first - timedelta(days=1)) if back else first
        year = self._today.year - back
        return self._add(
            {
                "week": (monday, monday + timedelta(days=7)),
                "month": _month(month.year, month.month),
                "year": (date(year, 1, 1), date(year + 1, 1, 1)),
            }[match[2]]
        )

    def _last_night(self, _: re.Match[str]) -> bool:
        return self._of_day(1, "night")

    def _relative(self, match: re.Match[str]) -> bool:
        if match[2] in _PARTS and match[1] == "this":
            return self._of_day(0, match[2], again=1)
        return self._weekday(match[2], least=match[1] == "last")

    def _near(self, match: re.Match[str]) -> bool:
        if match[0] == "tonight":
            return self._of_day(0, "night", again=1)
        return self._of_day(match[0] == "yesterday", self._read.part)

    def _of_day(self, back: int, part: str | None, *, again: int = 0) -> bool:
        begin = self._today - timedelta(days=back)
        self._read.part = part
        return self._add((begin, begin + timedelta(days=1)), again=again)

    def _weekday(self, word: str, *, least: int) -> bool:
        number = _index(_WEEKDAYS, word)
        if number is None:
            return False
        back = (self._today.weekday() - number) % 7 or 7 * least
        return self._add((self._today - timedelta(days=back), self._today - timedelta(days=back - 1)), again=7)

    def _clock(self, match: re.Match[str]) -> bool:
        return self._at(int(match[1]), int(match[2]))

    def _half_day(self, match: re.Match[str]) -> bool:
        hour = int(match[1])
        return 1 <= hour <= _DECEMBER and self._at(hour % _DECEMBER + _DECEMBER * (match[2] == "pm"), 0)

    def _at(self, hour: int, minute: int) -> bool:
        if hour >= 24 or minute >= 60:  # noqa: PLR2004 a clock's
            return False
        self._read.clock = hour * 60 + minute
        return True

    def _name(self, match: re.Match[str]) -> bool:
        if match[0] in _PARTS and self._read.part is None:
            self._read.part = match[0]
            return True
        return len(match[0]) > _SHORTEST and self._weekday(match[0], least=0)

    def span(self) -> Span | None:
        """Return from when until when all that was read is."""
        read = self._read
        if not read.days and (read.part or read.clock is not None):
            self._add((self._today, self._today + timedelta(days=1)), again=1)
        spans = [*read.spans, *(self._come(day, again) for day, again in read.days)]
        return (min(begin for begin, _ in spans), max(end for _, end in spans)) if spans else None

    def _come(self, day: Day, again: int) -> Span:
        """Return the part of a day that is meant, or the last one that has come: nothing is captured in the future."""
        begin, end = self._placed(day)
        if begin <= self._now or not again:
            return begin, end
        back = timedelta(days=again)
        return self._placed((day[0] - back, day[1] - back))

    def _placed(self, day: Day) -> Span:
        """Return the part of a day that is meant."""
        begin, end = day
        if self._read.clock is not None:
            middle = self._wall(begin, self._read.clock)
            return middle - timedelta(minutes=15), middle + timedelta(hours=1)
        if self._read.part is None:
            return self._wall(begin, 0), self._wall(end, 0)
        first, last = _PARTS[self._read.part]
        return self._wall(begin, first * 60), self._wall(end - timedelta(days=1), last * 60)

    def _wall(self, day: date, minutes: int) -> datetime:
        """Return the moment that clocks show, also on days that set them."""
        whole = day + timedelta(days=minutes // 1440)
        at = time(minutes % 1440 // 60, minutes % 60)
        return datetime.combine(whole, at, self._now.tzinfo).astimezone(UTC)
