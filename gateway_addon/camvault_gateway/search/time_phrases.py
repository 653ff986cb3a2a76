"""When something was, in words such as "yesterday evening", "14 march" or "30 minutes ago"."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
import re
from typing import Final

from . import days
from .clock_times import DAY_MINUTES, clock, clocks
from .spans import ONE_DAY, Day, Reading, Span

_SATURDAY: Final = 5
_MONTHS: Final = 12
# From when until when, in minutes of the day; a night ends on the next day.
_PARTS: Final = {"morning": (300, 720), "afternoon": (720, 1080), "evening": (1020, 1440), "night": (1260, 1800)}
_DAY_S: Final = 86_400
# Nobody asks for what was before there were cameras.
_LONGEST_S: Final = 100 * 366 * _DAY_S
_MOST_WORDS: Final = 6


class TimeReader:
    """Reads one search; `now` is the time where the cameras are."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._today = now.date()
        self._read = Reading()
        # Each with how it looks, and what it means if that makes sense.
        self._forms: list[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]]] = [
            (re.compile(pattern), form)
            for pattern, form in (
                (r"(\d{4})-(\d\d?)-(\d\d?)(?:t(\d\d?:\d\d(?::\d\d)?))?", self._iso),
                (r"(\d\d?)\.(\d\d?)(?:\.(\d{4})?)?", self._dotted),
                (r"(\d\d?)/(\d\d?)(?:/(\d{4}))?", self._slashed),
                (r"(\d\d?)(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?(?: (\d{4}))?", self._day_month),
                (r"([a-z]+)\.? (\d\d?)(?:st|nd|rd|th)?(?: (\d{4}))?", self._month_day),
                (r"([a-z]+) (\d{4})", self._month_of),
                (r"(this|last) (week|month|year)", self._period),
                (rf"(?:the |in the )?(?:last|past) (?:{days.NUMBER} ?)?{days.UNIT}", self._since_ago),
                (rf"(?:about )?{days.NUMBER} ?{days.UNIT} ago", self._ago),
                (r"(?:(last|this) )?(?:night|overnight)", self._night),
                (r"(?:(?:at|on|over) )?(?:the )?(?:(last|this) )?weekend", self._weekend),
                (r"(this|last) ([a-z]+)", self._relative),
                (r"(?:the )?day before yesterday", lambda _: self._of_day(2)),
                (r"(tonight|today|yesterday)", self._near),
                (r"(since|after|before|until|till) (.+)", self._open),
                (r"(at |around |about )?(.+)", self._clock),
                (r"(.+)", self._range),
                (r"([a-z]+)", self._name),
            )
        ]

    def read(self, words: list[str]) -> list[str]:
        """Take in what tells a time; returns the other words."""
        left: list[str] = []
        at = 0
        while at < len(words):
            taken = self._take(words, at)
            if not taken:
                left.append(words[at])
            at += taken or 1
        return left

    def _take(self, words: list[str], at: int) -> int:
        """Return how many words from here on tell a time."""
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + count])
            if self._takes(phrase):
                return count
        return 0

    def _takes(self, phrase: str) -> bool:
        return any((match := pattern.fullmatch(phrase)) and form(match) for pattern, form in self._forms)

    def _add(self, day: Day | None, *, again: int = 0) -> bool:
        """Take a day; one that comes `again` after so many days is the latest that has come."""
        if day is not None:
            self._read.days.append((day, again))
        return day is not None

    def _latest(self, month: int, day: int, year: str | None) -> bool:
        """Take a day of a year, or of the latest year in which it has come."""
        years = [int(year)] if year else range(self._today.year, self._today.year - 9, -1)
        possible = (found for each in years if (found := days.day(each, month, day)))
        return self._add(next((found for found in possible if year or found[0] <= self._today), None))

    def _iso(self, match: re.Match[str]) -> bool:
        at = clock(match[4]) if match[4] else None
        if (match[4] and at is None) or not self._add(days.day(*map(int, match.groups()[:3]))):
            return False
        self._read.clock = self._read.clock if at is None else at
        return True

    def _dotted(self, match: re.Match[str]) -> bool:
        return self._latest(int(match[2]), int(match[1]), match[3])

    def _slashed(self, match: re.Match[str]) -> bool:
        """Take a day of which it is clear what is the day and what is the month."""
        first, last = int(match[1]), int(match[2])
        day, month = (first, last) if last <= _MONTHS else (last, first)
        return (first > _MONTHS or last > _MONTHS or first == last) and self._latest(month, day, match[3])

    def _day_month(self, match: re.Match[str]) -> bool:
        month = days.index(days.MONTHS, match[2])
        return month is not None and self._latest(month + 1, int(match[1]), match[3])

    def _month_day(self, match: re.Match[str]) -> bool:
        month = days.index(days.MONTHS, match[1])
        return month is not None and self._latest(month + 1, int(match[2]), match[3])

    def _month_of(self, match: re.Match[str]) -> bool:
        month, year = days.index(days.MONTHS, match[1]), int(match[2])
        return month is not None and days.FIRST_YEAR <= year < date.max.year and self._add(days.month(year, month + 1))

    def _since_ago(self, match: re.Match[str]) -> bool:
        length = days.number(match[1]) * days.seconds(match[2])
        if length > _LONGEST_S:
            return False
        now = self._now.astimezone(UTC)
        self._read.spans.append(Span(now - timedelta(seconds=length), now))
        return True

    def _ago(self, match: re.Match[str]) -> bool:
        """Take a moment so long ago, as exact as people say it; of days and weeks the whole day."""
        ago = days.number(match[1]) * days.seconds(match[2])
        if ago > _LONGEST_S:
            return False
        if days.seconds(match[2]) >= _DAY_S:
            begin = self._today - timedelta(seconds=ago)
            return self._add((begin, begin + ONE_DAY))
        # Hours are counted, whatever the clocks do.
        now = self._now.astimezone(UTC)
        moment, about = now - timedelta(seconds=ago), timedelta(seconds=min(1800.0, max(300.0, ago / 2)))
        self._read.spans.append(Span(moment - about, min(now, moment + about), moment))
        return True

    def _period(self, match: re.Match[str]) -> bool:
        back = match[1] == "last"
        monday = self._today - timedelta(days=self._today.weekday() + 7 * back)
        first = self._today.replace(day=1)
        month = (first - ONE_DAY) if back else first
        year = self._today.year - back
        return self._add(
            {
                "week": (monday, monday + timedelta(days=7)),
                "month": days.month(month.year, month.month),
                "year": (date(year, 1, 1), date(year + 1, 1, 1)),
            }[match[2]]
        )

    def _night(self, match: re.Match[str]) -> bool:
        if match[0] == "night":
            return False
        return self._of_day(match[1] == "last", "night") if match[1] else self._part("night")

    def _weekend(self, match: re.Match[str]) -> bool:
        """Take the latest weekend that has begun; the last one is over."""
        back = (self._today.weekday() - _SATURDAY) % 7
        is_now = back <= 1
        saturday = self._today - timedelta(days=back + 7 * (match[1] == "last" and is_now))
        return self._add((saturday, saturday + timedelta(days=2)))

    def _relative(self, match: re.Match[str]) -> bool:
        if match[2] in _PARTS and match[1] == "this":
            return self._of_day(0, match[2], again=1)
        return self._weekday(match[2], least=match[1] == "last")

    def _near(self, match: re.Match[str]) -> bool:
        if match[0] == "tonight":
            return self._of_day(0, "night", again=1)
        return self._of_day(match[0] == "yesterday")

    def _of_day(self, back: int, part: str | None = None, *, again: int = 0) -> bool:
        begin = self._today - timedelta(days=back)
        self._read.part = _PARTS[part] if part else self._read.part
        return self._add((begin, begin + ONE_DAY), again=again)

    def _weekday(self, word: str, *, least: int) -> bool:
        number = days.index(days.WEEKDAYS, word)
        if number is None:
            return False
        back = (self._today.weekday() - number) % 7 or 7 * least
        return self._add((self._today - timedelta(days=back), self._today - timedelta(days=back - 1)), again=7)

    def _open(self, match: re.Match[str]) -> bool:
        """Take what is open at one side; a time of day is one of the day that is named with it."""
        at, named = clock(match[2], bare=True), self._read
        if at is None and not self._takes(match[2]):
            return False
        named.clock, named.of_day = (named.clock, named.of_day) if at is None else (at, True)
        named.opened = named.opened or match[1].replace("till", "until")
        return True

    def _clock(self, match: re.Match[str]) -> bool:
        at = clock(match[2], bare=match[1] is not None)
        if at is None:
            return False
        self._read.clock = at
        return True

    def _range(self, match: re.Match[str]) -> bool:
        found = clocks(match[0])
        if found is None:
            return False
        begin, end = found
        self._read.part = (begin, end if end > begin else end + DAY_MINUTES)
        return True

    def _part(self, name: str) -> bool:
        if self._read.part is not None:
            return False
        self._read.part = _PARTS[name]
        return True

    def _name(self, match: re.Match[str]) -> bool:
        if match[0] in _PARTS:
            return self._part(match[0])
        return len(match[0]) > days.SHORTEST and self._weekday(match[0], least=0)

    def span(self, end: datetime | None) -> Span | None:
        """Return from when until when all that was read is, of what is before an `end`."""
        return self._read.span(self._now, end)
