"""Times of day as people type them: `14:35`, `2:35 pm`, `2.35pm`, `14h35`, `noon`, and from one to another."""

import re
from typing import Final

# Minutes since midnight; the end of a day is 1440.
type Minutes = int

_HALF: Final = r"a\.?m\.?|p\.?m\.?"
_CLOCK: Final = re.compile(
    rf"(?P<hour>\d\d?)(?:(?P<mark>[:.h])(?P<minute>\d\d)(?::\d\d)?h?|(?P<o>h| ?o'?clock)?)(?: ?(?P<half>{_HALF}))?"
)
_WORDS: Final = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_RANGE: Final = re.compile(
    r"(?P<way>between |from )?(?P<first>[\d:.h]+(?: ?(?:am|pm|a\.m\.|p\.m\.))?|noon|midnight)"
    r"(?: ?[-\u2013\u2014] ?| (?:to|and|until|till) )(?P<last>[\d:.h]+(?: ?(?:am|pm|a\.m\.|p\.m\.))?|noon|midnight)"
)
_NOON: Final = 12 * 60
DAY_MINUTES: Final = 24 * 60


def clock(text: str, *, bare: bool = False) -> Minutes | None:
    """Return a time of day; a number alone is one only where it can be nothing else (`bare`)."""
    if text in _WORDS:
        return _WORDS[text]
    found = _CLOCK.fullmatch(text)
    if found is None or not (bare or found["minute"] or found["half"] or found["o"]):
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if found["mark"] == "." and not bare and not half and 1 <= minute <= 12:  # noqa: PLR2004 the months
        # It is a day and a month.
        return None
    if half is not None:
        if not 1 <= hour <= 12:  # noqa: PLR2004 as on a clock's face
            return None
        hour = hour % 12 + 12 * half.startswith("p")
    at = hour * 60 + minute
    return at if minute < 60 and at <= DAY_MINUTES else None  # noqa: PLR2004 as above


def clocks(text: str) -> tuple[Minutes, Minutes] | None:
    """Return two times of day, from one to the other: `22:00-06:00`, `8-10 am`, `between 8 and 10`."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    first, last = found["first"], found["last"]
    half = re.search(_HALF, last)
    plain = first.isdecimal() and last.isdecimal()
    if plain and not found["way"]:
        return None
    begin, end = clock(first, bare=True), clock(last, bare=True)
    if (
        begin is not None
        and half
        and not re.search(_HALF, first)
        and begin < _NOON
        and "pm" in half[0].replace(".", "")
    ):
        # The half of the day said at the end is that of both, as long as the first is then still the first.
        later = begin % _NOON + _NOON
        begin = later if end is None or later < end else begin
    return None if begin is None or end is None else (begin, end)
