"""Days, months and numbers as people call them."""

from datetime import date
from typing import Final

from .spans import ONE_DAY, Day

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
SHORTEST: Final = 3
# Nobody asks for what was before there were cameras.
FIRST_YEAR: Final = 1970
_DECEMBER: Final = 12
_NUMBERS: Final[dict[str, float]] = {
    "a": 1,
    "an": 1,
    "half an": 0.5,
    "a couple of": 2,
    "a couple": 2,
    "couple": 2,
    "a few": 3,
    "few": 3,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "sixty": 60,
}
NUMBER: Final = rf"(\d{{1,6}}|{'|'.join(_NUMBERS)})"
_UNITS: Final = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
UNIT: Final = r"(minute|min|m|hour|hr|h|day|d|week|w)s?"


def number(text: str | None) -> float:
    """Return how many that is."""
    return 1 if text is None else _NUMBERS.get(text) or int(text)


def seconds(unit: str) -> int:
    """Return how long a unit is."""
    return _UNITS[unit[0]]


def index(names: tuple[str, ...], word: str) -> int | None:
    """Return which name a word is, or begins, as people abbreviate."""
    found = [place for place, name in enumerate(names) if len(word) >= SHORTEST and name.startswith(word)]
    return found[0] if found else None


def day(year: int, month: int, day: int) -> Day | None:
    """Return a day, if there is one."""
    if not FIRST_YEAR <= year < date.max.year:
        return None
    try:
        found = date(year, month, day)
        return found, found + ONE_DAY
    except ValueError:
        return None


def month(year: int, month: int) -> Day:
    """Return a month's days."""
    return date(year, month, 1), date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
