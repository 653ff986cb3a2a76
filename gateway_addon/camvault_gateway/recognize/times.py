"""The time in a path that no family claims: the camera's wall clock, in any of the usual writings."""

import re
from typing import Final

from .wall import CLOCK, DATE, Stamp, between, day_of, last_day, since_midnight

# Both together, with milliseconds, padded or not, or microseconds; then perhaps the time of the end.
_JOINED: Final = re.compile(
    rf"(?<!\d)({DATE})[-_.@ T]{{0,3}}({CLOCK})s?(?:(\d{{6}}|\d{{1,3}})|[.-](\d{{3}}))?(?!\d)(?:[-~]({CLOCK})s?(?!\d))?",
    re.ASCII,
)
_TIME: Final = re.compile(
    rf"(?<![0-9A-Za-z])({CLOCK})s?(?:(\d{{3}})|[.-](\d{{3}}))?(?![0-9A-Za-z])(?:[-~]({CLOCK})s?(?!\d))?", re.ASCII
)
# What has digits in pairs and is no time: a MAC and an IP address.
_ADDRESS: Final = re.compile(
    r"(?<![0-9A-Fa-f-])(?:[0-9A-Fa-f]{2}[-:]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f-])|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)",
    re.ASCII,
)


def find(path: str) -> Stamp | None:
    """Return what a path says of the time: its name first, then its name and folders together, then its folders."""
    *folders, name = path.split("/")
    if stamp := _joined(name) or _apart(path, len(path) - len(name)):
        return stamp
    return next((stamp for folder in reversed(folders) if (stamp := _joined(folder))), None)


def _joined(text: str) -> Stamp | None:
    """Return a date and time beside each other; a second pair is the end."""
    found = [stamp for match in _JOINED.finditer(text) if (stamp := _of_match(match))]
    if not found:
        return None
    first, last = found[0], found[-1]
    return first if first.length else first.until(last)


def _of_match(match: re.Match[str]) -> Stamp | None:
    day, start, glued, parted, end = match.groups()
    begin = since_midnight(start, glued or parted)
    length = between(begin, since_midnight(end)) if end else None
    return Stamp.of(day_of(day), begin, length) if day_of(day) else None


def _apart(path: str, name_at: int) -> Stamp | None:
    """Return the last date of a path with a time in the name behind it; two times without a date are a length."""
    day, end = last_day(path)
    text = _ADDRESS.sub(lambda found: "#" * len(found[0]), path[max(end, name_at) :])
    for match in _TIME.finditer(text):
        start, glued, parted, until = match.groups()
        begin = since_midnight(start, glued or parted)
        if stamp := Stamp.of(day, begin, between(begin, since_midnight(until)) if until else None):
            return stamp
    return None
