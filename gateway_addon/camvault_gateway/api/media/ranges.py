"""Range and conditional requests: the bytes of a file that a request wants (RFC 9110, sections 13 and 14)."""

from collections.abc import Mapping
from dataclasses import dataclass
import re
from typing import Final

_ONE_RANGE: Final = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII | re.IGNORECASE)
_MANY_DIGITS: Final = 18


class UnsatisfiableError(Exception):
    """The file has no such part."""


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` up to but without `end`."""

    start: int
    end: int


def wanted_part(headers: Mapping[str, str], size: int, etag: str) -> Part | None:
    """Return the one part that a request asks for, or None for the whole; raises UnsatisfiableError.

    What is not understood is not heeded: several ranges, other units, a range of another version of the file.
    """
    if headers.get("If-Range", etag).strip() != etag:
        return None
    found = _ONE_RANGE.fullmatch(headers.get("Range", ""))
    # An empty file has no part to point at; clients that ask for all of it in parts still get it.
    if found is None or not size or max(map(len, found.groups())) > _MANY_DIGITS:
        return None
    first, last = (int(digits) if digits else None for digits in found.groups())
    if first is None:
        return None if last is None else _suffix(last, size)
    if last is not None and last < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    return Part(first, size if last is None else min(last + 1, size))


def _suffix(length: int, size: int) -> Part:
    if not length:
        raise UnsatisfiableError
    return Part(max(0, size - length), size)


def matches(if_none_match: str | None, etag: str) -> bool:
    """Return whether a client has this version already."""
    if if_none_match is None:
        return False
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in known or etag in known
