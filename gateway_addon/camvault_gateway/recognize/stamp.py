"""The camera's own time, and what it is worth."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.model import LATE_MS, RELEASED, Millis, from_millis, to_millis

from . import path_times
from .date_text import Stamp
from .families import FAMILIES
from .name import readable
from .said import NOTHING_SAID, Said

# Cameras drift by minutes; a clock that is off by a zone or by daylight saving is off by at least half an hour, and
# would sort a capture into the wrong hour of the evening.
_EARLIEST_MS: Final = -LATE_MS
_LATEST_MS: Final = 10 * 60 * 1000
# A clock that was never set starts in 1970, in 2000 or in the year its software was made.
_FIRST_YEAR: Final = 2010
_FIRST_MOMENT: Final = to_millis(datetime(1, 1, 1, tzinfo=UTC))
# While our own clock is not credible, a camera that tells none of the years to come counts.
_LAST_MOMENT: Final = RELEASED + 20 * 365 * 24 * 3600 * 1000
_NOTHING: Final = Stamp()


class Trust(StrEnum):
    """The trust in a camera's time."""

    NONE = "none"
    UNSET = "unset"
    OFF = "off"
    RIGHT = "right"


# As in `name.promise`.
@lru_cache(256)
def find(path: str) -> Stamp:
    """Return what a path says of the time; any text gives an answer."""
    path = readable(path)
    return next((stamp for read in (*FAMILIES, path_times.find) if (stamp := read(path))), _NOTHING)


def find_at(path: str, started_at: Millis, zone: ZoneInfo, said: Said = NOTHING_SAID) -> Stamp:
    """Return what a path, or else its client, says of the time to who knows when its upload started.

    What can be read in more than one way is read as the time that is right; where none is, it says nothing.
    """
    told = find(path)
    if said.recorded_at is not None:
        return Stamp(start=from_millis(said.recorded_at), length=told.length)
    if told.start is not None:
        return told
    readings = (replace(each, length=each.length or told.length) for each in _possible(path))
    return next(
        (each for each in readings if trust(each, moment(each, zone), started_at, credible=True) is Trust.RIGHT), told
    )


@lru_cache(256)
def _possible(path: str) -> tuple[Stamp, ...]:
    return tuple(path_times.possible(readable(path)))


def moment(stamp: Stamp, zone: ZoneInfo) -> Millis | None:
    """Return a stamp's start, read as a zone's wall clock; an hour that is there twice is the first."""
    if stamp.start is None:
        return None
    found = to_millis(stamp.start if stamp.start.tzinfo else stamp.start.replace(tzinfo=zone))
    return found if found >= _FIRST_MOMENT else None


def length_ms(stamp: Stamp) -> int | None:
    """Return how long a clip is."""
    return stamp.length // timedelta(milliseconds=1) if stamp.length else None


def trust(stamp: Stamp, camera_time: Millis | None, started_at: Millis, *, credible: bool) -> Trust:
    """Judge a camera's time by when its upload started: at the start of what it shows, or at its end.

    While our own clock is not credible, the camera's counts unless it cannot be right.
    """
    if camera_time is None or stamp.start is None:
        return Trust.NONE
    if stamp.start.year < _FIRST_YEAR:
        return Trust.UNSET
    if not credible and RELEASED <= camera_time <= _LAST_MOMENT:
        return Trust.RIGHT
    near = any(_EARLIEST_MS <= each <= _LATEST_MS for each in _offsets(stamp, camera_time, started_at))
    return Trust.RIGHT if near else Trust.OFF


def offset(stamp: Stamp, camera_time: Millis, started_at: Millis) -> Millis:
    """Return how far the camera's clock is ahead, as far as one upload tells."""
    return min(_offsets(stamp, camera_time, started_at), key=abs)


def _offsets(stamp: Stamp, camera_time: Millis, started_at: Millis) -> tuple[Millis, Millis]:
    """Return the difference if the upload began with what it shows, and if it began at the end of that."""
    began = camera_time - started_at
    return began, began + (length_ms(stamp) or 0)
