"""The time in a path that no family claims: the camera's wall clock, in any of the usual writings.

A path is read as pieces: dates (`dates.py`), and behind each its times of day. A folder's boundary separates the parts
of a date or a time as any other separator does, so neither is bound to one name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import re
from typing import Final

from . import dates
from .date_text import CLOCK, DATE, JOIN, Stamp, between, day_of, since_midnight
from .dates import Dated

# Both together, with milliseconds, padded or not, or microseconds; then perhaps the time of the end.
_JOINED: Final = re.compile(
    rf"(?<!\d)({DATE})[-_.@ T]{{0,3}}({CLOCK})s?(?:(\d{{6}}|\d{{1,3}})|[.-](\d{{3}}))?(?![ _]?[AP]M\b)(?!\d)"
    rf"(?:[-~]({CLOCK})s?(?!\d))?",
    re.ASCII | re.IGNORECASE,
)
# A time of day at any place, the parts padded: with milliseconds or a counter of two digits, and perhaps its end.
_PADDED: Final = re.compile(
    rf"(?=(?P<hour>[01]\d|2[0-4]){JOIN}(?P<minute>[0-5]\d){JOIN}(?P<second>[0-5]\d|60)s?"
    r"(?:(?P<fraction>\d{3})(?!\d)|[.-](?P<parted>\d{3})(?![0-9A-Za-z])|\d\d(?!\d)|(?!\d))"
    rf"(?P<half>[ _]?[AP]M\b)?(?:[-~](?P<until>{CLOCK})s?(?!\d))?(?P<rest>(?![A-Za-z])[-_.:]\d\d(?!\d))?(?P<end>))",
    re.ASCII | re.IGNORECASE,
)
_UNPADDED: Final = re.compile(
    r"(?=(?P<hour>\d)[-_.: h](?P<minute>[0-5]\d)[-_.: m](?P<second>[0-5]\d|60)(?!\d)(?P<half>[ _]?[AP]M\b)?(?P<end>))",
    re.ASCII | re.IGNORECASE,
)
# What a time may stand behind: no letter and no digit, but the mark of ISO 8601 and the unit of a day.
_BEFORE: Final = re.compile(r"(?:^|[^0-9A-Za-z]|\d[TD])$", re.ASCII)
_NEXT_TO: Final = re.compile(r"[-_.@ T/D日]{0,3}")
_HALF_BEFORE: Final = re.compile(r"(?<!\d)\d\d[-_.:]$", re.ASCII)
# What has digits in pairs and is no time: a MAC and an IP address.
_ADDRESS: Final = re.compile(
    r"(?<![0-9A-Fa-f-])(?:[0-9A-Fa-f]{2}[-:]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f-])|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d)",
    re.ASCII,
)
# Seconds or milliseconds since 1970.
_EPOCH: Final = re.compile(r"(?<![0-9A-Za-z])(1\d{9})(\d{3})?(?![0-9A-Za-z])", re.ASCII)
_NOON: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day in a path, where its text begins and ends, and whether digits of the same kind stand beside it."""

    begin: int
    end: int
    start: timedelta
    until: timedelta | None
    is_part: bool


def find(path: str) -> Stamp | None:
    """Return what a path says of the time: its name first, then its name and folders together, then its folders."""
    *folders, name = path.split("/")
    if stamp := _joined(name) or _apart(path, len(path) - len(name)):
        return stamp
    return next((stamp for folder in reversed(folders) if (stamp := _joined(folder))), None)


def possible(path: str) -> Iterator[Stamp]:
    """Yield what a path may mean as well, to be believed only where the time of arrival says the same."""
    text, name_at = _without_addresses(path), path.rfind("/") + 1
    for each in dates.possible(text):
        if (clock := _behind(text, each, name_at)) and (stamp := _stamp(each, clock)):
            yield stamp
    for each in (*dates.certain(text), *dates.possible(text)):
        part = text[text.rfind("/", 0, each.begin) + 1 : each.begin]
        for clock in _clocks(part, 0):
            if stamp := _stamp(each, clock):
                yield stamp
    for match in _EPOCH.finditer(text):
        moment = datetime.fromtimestamp(int(match[1]), UTC) + timedelta(milliseconds=int(match[2] or 0))
        yield Stamp(start=moment)


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
    """Return the last date of a path that has a time behind it; two times without a date are a length."""
    text = _without_addresses(path)
    for each in dates.certain(text):
        if clock := _behind(text, each, name_at):
            return _stamp(each, clock)
    timed = next((clock for clock in _clocks(text[name_at:], 0) if clock.until is not None), None)
    return Stamp.of(None, timed.start, between(timed.start, timed.until)) if timed else None


def _without_addresses(path: str) -> str:
    return _ADDRESS.sub(lambda found: "#" * len(found[0]), path)


def _behind(text: str, dated: Dated, name_at: int) -> _Clock | None:
    """Return the time behind a date: best one that takes all of what it takes a part of, next to it, or in the name."""

    def rank(clock: _Clock) -> tuple[bool, bool, bool, int]:
        is_next = _NEXT_TO.fullmatch(text, dated.end, clock.begin) is not None
        return not clock.is_part, is_next, clock.end > name_at, -clock.begin

    return max(_clocks(text, dated.end), key=rank, default=None)


def _stamp(dated: Dated, clock: _Clock) -> Stamp | None:
    return Stamp.of(dated.day, clock.start, between(clock.start, clock.until) if clock.until is not None else None)


def _clocks(text: str, begin: int) -> Iterator[_Clock]:
    """Yield every time of day behind a place, which may overlap."""
    for pattern in (_PADDED, _UNPADDED):
        for match in pattern.finditer(text, begin):
            at = match.start()
            if at != begin and not _BEFORE.search(text, max(0, at - 2), at):
                continue
            parts = match.groupdict()
            clock = f"{parts['hour']:0>2}{parts['minute']}{parts['second']}"
            start = _of_half(since_midnight(clock, parts.get("fraction") or parts.get("parted")), parts["half"])
            if start is None:
                continue
            half = _HALF_BEFORE.search(text, max(begin, at - 4), at)
            until = since_midnight(parts["until"]) if parts.get("until") else None
            yield _Clock(at, match.end("end"), start, until, bool(parts.get("rest") or half))


def _of_half(start: timedelta | None, half: str | None) -> timedelta | None:
    """Return a time of day, told on a clock of twelve hours if it says which half of the day it is."""
    if start is None or half is None:
        return start
    if start >= _NOON + timedelta(hours=1):
        return None
    return start % _NOON + (_NOON if half.strip(" _").casefold() == "pm" else timedelta(0))
