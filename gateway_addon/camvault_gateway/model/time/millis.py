"""Time as CamVault keeps it: whole milliseconds since 1970, UTC; and the two clocks that it is read from."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
import time

type Millis = int

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE_MS = timedelta(milliseconds=1)
_MINUTE_MS = 60_000
# It goes on while the machine sleeps, as the wall clock does: a sleep is no step of either.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def wall_ms() -> Millis:
    """Return the time of the machine's clock, right or wrong."""
    return time.time_ns() // 1_000_000


def steady_s() -> float:
    """Return the seconds of the clock that nobody sets: what lengths of time are measured with."""
    return time.clock_gettime(_STEADY)


def to_millis(moment: datetime) -> Millis:
    """Return an aware datetime as milliseconds, cut to whole ones."""
    return (moment - _EPOCH) // _ONE_MS


def from_millis(moment: Millis) -> datetime:
    """Return milliseconds as a datetime in UTC."""
    return _EPOCH + moment * _ONE_MS


def rfc3339(moment: Millis) -> str:
    """Return a time as `2026-11-23T10:15:30.123Z` (RFC 3339)."""
    minute, rest = divmod(moment, _MINUTE_MS)
    return f"{_minute_text(minute)}:{rest // 1000:02}.{rest % 1000:03}Z"


# A page has a thousand times, and most share their minute.
@lru_cache(1024)
def _minute_text(minute: int) -> str:
    return from_millis(minute * _MINUTE_MS).isoformat(timespec="minutes").removesuffix("+00:00")
