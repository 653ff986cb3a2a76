"""The text of dates and times of day as cameras write it: patterns, and their values."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
import re
from typing import Final, Self

# The years that clocks show: this century's, and those of a clock that was never set.
YEAR: Final = r"(?:0001|19[7-9]\d|20\d\d)"
DATE: Final = rf"{YEAR}[-_./]?[01]\d[-_./]?[0-3]\d"
# Between two parts of a date or of a time: a separator, a unit's letter, nothing, or the boundary of a folder, behind
# which folders may stand that hold no part of either: words and the numbers of channels.
JOIN: Final = r"(?:[-_.: YMDHhm年月日时分]?/(?:(?:[^/\d][^/]{0,80}|\d{3})/){0,4}|[-_.: YMDHhm年月日时分]?)"
CLOCK: Final = r"(?:[01]\d|2[0-4])[-_.:h]?[0-5]\d[-_.:m]?(?:[0-5]\d|60)"

_SEPARATORS: Final = re.compile(r"[^0-9]")
_CENTURY: Final = "20"
_ONE_DAY: Final = timedelta(days=1)
# Nobody's clip is longer; what would be is no pair of times.
_LONGEST: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The time that a name tells: the camera's wall clock at the start, and the length of the clip."""

    start: datetime | None = None
    length: timedelta | None = None

    @classmethod
    def of(cls, day: date | None, start: timedelta | None, length: timedelta | None = None) -> Self | None:
        """Return the stamp of a day and of a time since its midnight, or None if nothing is said."""
        try:
            begin = datetime.combine(day, time()) + start if day is not None and start is not None else None
        except OverflowError:
            begin = None
        told = length if length and timedelta(0) < length <= _LONGEST else None
        return cls(start=begin, length=told) if begin or told else None

    def until(self, end: Stamp) -> Stamp:
        """Return this start with another's as the end, if that can be."""
        length = end.start - self.start if self.start and end.start else timedelta(0)
        return replace(self, length=length) if timedelta(0) < length <= _LONGEST else self


def day_of(text: str) -> date | None:
    """Return the day that a date stands for, with a year of four digits or of two."""
    digits = _SEPARATORS.sub("", text)
    if len(digits) == len("yymmdd"):
        digits = _CENTURY + digits
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def since_midnight(text: str, fraction: str | None = None) -> timedelta | None:
    """Return a time of day; a leap second and the end of the day belong to what follows.

    The fraction is milliseconds, padded or not, or all six digits of microseconds.
    """
    digits = _SEPARATORS.sub("", text)
    hours, minutes, seconds = (int(digits[at : at + 2]) for at in (0, 2, 4))
    found = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes >= 60 or seconds > 60 or found > _ONE_DAY:  # noqa: PLR2004 as clocks go
        return None
    micros = int(fraction or 0)
    return found + timedelta(microseconds=micros if len(fraction or "") == len("ffffff") else micros * 1000)


def between(start: timedelta | None, end: timedelta | None) -> timedelta | None:
    """Return the time from one time of day to another; an end before the start is the next day's."""
    return None if start is None or end is None else (end - start) % _ONE_DAY
