"""Ids that sort by the time they were made at."""

import re
from typing import Final
import uuid

from .times import Millis, from_millis

_TIMESTAMP_DIGITS: Final = 12
# The version and the variant stand where they stand in every UUIDv7.
_ID: Final = re.compile(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}")


def new_id() -> str:
    """Return a new id of 32 hex digits: a UUIDv7, RFC 9562 section 5.7."""
    return uuid.uuid7().hex


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
