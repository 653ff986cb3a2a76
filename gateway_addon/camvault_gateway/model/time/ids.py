"""Ids that sort by the time they were made at."""

from itertools import count
import re
import secrets
from typing import Final
import uuid

from .clock import now_ms
from .millis import Millis, from_millis

_TIMESTAMP_DIGITS: Final = 12
# The version and the variant stand where they stand in every UUIDv7.
_ID: Final = re.compile(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}")
# Behind the time stand 74 bits: a counter, which keeps the order within a millisecond, and what nobody can guess.
_COUNTED_BITS: Final = 28
_RANDOM_BITS: Final = 46
_LOW_BITS: Final = 62
_VERSION: Final = 7 << 76
_VARIANT: Final = 2 << 62
_NUMBERS: Final = count()


def new_id() -> str:
    """Return a new id of 32 hex digits: a UUIDv7, RFC 9562 section 5.7, whose time goes back when the clock does."""
    rest = next(_NUMBERS) % (1 << _COUNTED_BITS) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    high, low = divmod(rest, 1 << _LOW_BITS)
    return uuid.UUID(int=now_ms() << 80 | _VERSION | high << 64 | _VARIANT | low).hex


def is_id(text: str) -> bool:
    """Tell whether a text is an id as made here."""
    return _ID.fullmatch(text) is not None


def first_id_of(moment: Millis) -> str:
    """Return what no id that was made at a moment or later comes before."""
    return f"{moment:0{_TIMESTAMP_DIGITS}x}"


def started_at(identity: str) -> Millis:
    """Return when an id was made."""
    return int(identity[:_TIMESTAMP_DIGITS], 16)


def place_of(identity: str, extension: str) -> str:
    """Return where what an id names lies below its folder: by the UTC day that it was made on."""
    day = from_millis(started_at(identity)).date().isoformat().replace("-", "/")
    return f"{day}/{identity}{extension}"
