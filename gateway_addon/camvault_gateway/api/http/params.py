"""Path and query parameters, checked."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
import re
from typing import Final, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web

from camvault_gateway.model import Millis, to_millis

from .errors import invalid

MAX_LIMIT: Final = 500
_DEFAULT_LIMIT: Final = 50
_MAX_Q: Final = 200
_MAX_VALUES: Final = 200
# RFC 3339, section 5.6; Python's own parser takes much more.
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_LIMIT: Final = re.compile(r"\d{1,9}", re.ASCII)


class Params:
    """The parameters of a request's query; unknown ones are left alone."""

    def __init__(self, request: web.Request) -> None:
        self._query = request.query

    def text(self, name: str) -> str | None:
        """Return a parameter, or None."""
        values = self._query.getall(name, [])
        if len(values) > 1:
            raise invalid(f"`{name}` may be given once only.")
        return check_text(name, values[0]) if values else None

    def texts(self, name: str) -> list[str]:
        """Return all values of a parameter that may be given several times."""
        values = self._query.getall(name, [])
        if len(values) > _MAX_VALUES:
            raise invalid(f"`{name}` may be given {_MAX_VALUES} times at most.")
        return [check_text(name, value) for value in values]

    def time(self, name: str) -> Millis | None:
        """Return a time, or None."""
        return self._parsed(name, parse_time)

    @overload
    def choice[E: StrEnum](self, name: str, choices: type[E]) -> E | None: ...
    @overload
    def choice[E: StrEnum](self, name: str, choices: type[E], default: E) -> E: ...
    def choice[E: StrEnum](self, name: str, choices: type[E], default: E | None = None) -> E | None:
        """Return one of several words, or the default."""
        if (value := self.text(name)) is None:
            return default
        try:
            return choices(value)
        except ValueError:
            raise invalid(f"`{name}` must be one of: {', '.join(choices)}.") from None

    def several[E: StrEnum](self, name: str, choices: type[E]) -> frozenset[E]:
        """Return which of some words a parameter has, divided by commas."""
        if (value := self.text(name)) is None:
            return frozenset()
        try:
            return frozenset(map(choices, value.split(",")))
        except ValueError:
            raise invalid(f"`{name}` may be, divided by commas: {', '.join(choices)}.") from None

    def flag(self, name: str) -> bool:
        """Return whether a switch is set."""
        if (value := self.text(name)) not in {None, "true", "false"}:
            raise invalid(f"`{name}` must be true or false.")
        return value == "true"

    def zone(self, name: str) -> ZoneInfo | None:
        """Return a time zone, or None."""
        return self._parsed(name, parse_zone)

    def limit(self) -> int:
        """Return how many items a page may have."""
        value = self.text("limit")
        number = _DEFAULT_LIMIT if value is None else int(value) if _LIMIT.fullmatch(value) else 0
        if not 1 <= number <= MAX_LIMIT:
            raise invalid(f"`limit` must be a whole number from 1 to {MAX_LIMIT}.")
        return number

    def q(self) -> str | None:
        """Return the words to look for, or None."""
        value = self.text("q")
        if value is not None and len(value) > _MAX_Q:
            raise invalid(f"`q` may have {_MAX_Q} characters at most.")
        return value

    def _parsed[T](self, name: str, parse: Callable[[str, str], T]) -> T | None:
        value = self.text(name)
        return None if value is None else parse(name, value)


def path_part(request: web.Request, name: str) -> str:
    """Return a part of the request's path."""
    return check_text(name, request.match_info[name])


def check_text(name: str, text: str) -> str:
    """Return a text that the catalog can keep: real Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise invalid(f"`{name}` is not valid UTF-8.") from None
    return text


def parse_time(name: str, text: str) -> Millis:
    """Return a time as milliseconds; one between two of them counts as the later."""
    try:
        if not _TIME.fullmatch(text):
            raise ValueError(text)  # noqa: TRY301 one message for both
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        raise invalid(
            f"`{name}` must be a time as in RFC 3339, such as 2026-11-23T10:15:30Z; in an address, + is written %2B."
        ) from None
    return to_millis(moment) + (moment.microsecond % 1000 > 0)


def parse_zone(name: str, text: str) -> ZoneInfo:
    """Return a time zone by its IANA name."""
    try:
        return ZoneInfo(text)
    except ZoneInfoNotFoundError, ValueError, OSError:
        raise invalid(f"`{name}` must be the IANA name of a time zone, such as Europe/Berlin.") from None
