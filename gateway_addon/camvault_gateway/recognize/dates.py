"""The dates in a path: which day each stands for, where its text ends, and whether it can be read in one way only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
import re
from typing import Final

from .date_text import JOIN, YEAR, day_of

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_APART: Final = r"[-_./ ]"
_CERTAIN: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        # Padded, with any separator or none, and with folders between its parts; an hour may be glued to it.
        rf"(?<!\d)(?P<year>{YEAR}){JOIN}(?P<month>[01]\d){JOIN}(?P<day>[0-3]\d)(?!(?:\d|\d{3}|\d{5})(?!\d))",
        rf"(?<!\d)(?P<year>{YEAR}){_APART}(?P<month>\d\d?)(?:{_APART})(?P<day>\d\d?)(?!\d)",
        rf"(?<!\d)(?P<year>{YEAR}){_APART}?{_NAMED_MONTH}{_APART}?(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d)(?P<day>[0-3]?\d){_APART}?{_NAMED_MONTH}{_APART}?(?P<year>{YEAR})(?!\d)",
    )
)
# With the year at the end, day and month may stand either way round.
_YEAR_LAST: Final = re.compile(
    rf"(?<!\d)(\d\d?)(?P<mark>[-_./ ]?)(\d\d?)(?P=mark)(?P<year>{YEAR}|\d\d)(?!\d)", re.ASCII
)
_SHORT_YEAR: Final = re.compile(
    r"(?<!\d)(\d\d)(?P<mark>[-_./ ]?)(\d\d)(?P=mark)(\d\d)(?=\d{6,10}(?!\d)|(?!\d))", re.ASCII
)
# A folder for each part, with a year of two digits.
_DEEP: Final = re.compile(r"(?:^|/)(\d\d)/([01]\d)/([0-3]\d)(?=/[0-2]\d/[0-5]\d/[0-5]\d(?!\d))", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a path, and where its text begins and ends."""

    day: date
    begin: int
    end: int


def certain(path: str) -> list[Dated]:
    """Return the dates that can be read in one way only, the last one first; where two begin at one place, the longer.

    A year of two digits counts where a folder tells the same day, or where each part has a folder of its own.
    """
    found = {each.begin: each for pattern in _CERTAIN for match in pattern.finditer(path) for each in _of(match)}
    for match in _YEAR_LAST.finditer(path):
        readings = set(_year_last(match))
        if len(match["year"]) == len("yyyy") and len(readings) == 1:
            found.setdefault(match.start(), Dated(readings.pop(), match.start(), match.end()))
    told = {(each.day, each.begin) for each in found.values()}
    for match in _SHORT_YEAR.finditer(path):
        day = day_of(match[1] + match[3] + match[4])
        if day and any(day == other and begin < match.start() for other, begin in told):
            found.setdefault(match.start(), Dated(day, match.start(), match.end()))
    for match in _DEEP.finditer(path):
        if day := day_of("".join(match.groups())):
            found.setdefault(match.start(), Dated(day, match.start(), match.end()))
    return sorted(found.values(), key=lambda each: each.end, reverse=True)


def possible(path: str) -> Iterator[Dated]:
    """Yield what else a date may mean: the year last or of two digits, day and month either way round."""
    for match in _SHORT_YEAR.finditer(path):
        if day := day_of(match[1] + match[3] + match[4]):
            yield Dated(day, match.start(), match.end())
    for match in _YEAR_LAST.finditer(path):
        yield from (Dated(day, match.start(), match.end()) for day in _year_last(match))


def _of(match: re.Match[str]) -> Iterator[Dated]:
    month = match["month"].casefold()[:3]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    if day := day_of(f"{match['year']}{number:02}{int(match['day']):02}"):
        yield Dated(day, match.start(), match.end())


def _year_last(match: re.Match[str]) -> Iterator[date]:
    one, other, year = int(match[1]), int(match[3]), match["year"]
    for month, day in ((other, one), (one, other)):
        if found := day_of(f"{year}{month:02}{day:02}"):
            yield found
