"""Time as CamVault keeps it: whole milliseconds since 1970, UTC; and the two clocks that it is read from."""

from datetime import UTC, datetime, timedelta
import time

type Millis = int

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE_MS = timedelta(milliseconds=1)
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
    return from_millis(moment).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
