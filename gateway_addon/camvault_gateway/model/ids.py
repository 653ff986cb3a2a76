"""Ids that sort by the time they were made at."""

import uuid

from .times import Millis

_TIMESTAMP_DIGITS = 12


def new_id() -> str:
    """Return a new id of 32 hex digits: a UUIDv7, RFC 9562 section 5.7."""
    return uuid.uuid7().hex


def started_at(identity: str) -> Millis:
    """Return when an id was made."""
    return int(identity[:_TIMESTAMP_DIGITS], 16)
