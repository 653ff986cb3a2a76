"""The bucket's side: how many puts a second a partition of keys takes, and when nothing gets through at all."""

from dataclasses import dataclass
from typing import Final, Protocol, override

# What one partition of a bucket's keys takes a second. S3 splits a busy one, by itself, after 30 to 60 minutes.
PARTITION_PUTS_S: Final = 3_500
SPLIT_AFTER_S: Final = 45 * 60.0
# What a second leaves over may be used in the next; a small part of a bucket is at least good for one.
_BURST_S: Final = 1.0
_LEAST: Final = 1.0


class Taking(Protocol):
    """Says of each put whether it is taken, or answered with SlowDown."""

    def takes(self, now: float) -> bool:
        """Tell whether a put is taken now."""


class Boundless(Taking):
    """A bucket of one's own: no home gets near to what a partition takes."""

    @override
    def takes(self, now: float) -> bool:
        """Take it."""
        return True


class Partitions:
    """One bucket for all: so many puts a second, and twice as many each time it was too few for long enough."""

    def __init__(self, rate: float, split_after_s: float | None = SPLIT_AFTER_S) -> None:
        self.rate = rate
        self._split_after_s = split_after_s
        self._level = max(_LEAST, rate * _BURST_S)
        self._at = 0.0
        self._hot_since: float | None = None
        self._refused_at = 0.0

    def takes(self, now: float) -> bool:
        """Take it if there is room in this second; a partition that keeps refusing is split."""
        most = max(_LEAST, self.rate * _BURST_S)
        self._level = min(most, self._level + (now - self._at) * self.rate)
        self._at = now
        if self._level >= 1:
            self._level -= 1
            return True
        self._refuse(now)
        return False

    def _refuse(self, now: float) -> None:
        # A minute without a refusal, and it was not too few.
        if self._hot_since is None or now - self._refused_at > 60:
            self._hot_since = now
        self._refused_at = now
        if self._split_after_s is not None and now - self._hot_since >= self._split_after_s:
            self.rate *= 2
            self._hot_since = now


@dataclass(frozen=True, slots=True)
class Window:
    """A time during which something is otherwise."""

    start: float
    end: float

    def has(self, moment: float) -> bool:
        """Tell whether a moment is in it."""
        return self.start <= moment < self.end

    def touches(self, start: float, end: float) -> bool:
        """Tell whether any of it is between two moments."""
        return self.start <= end and start < self.end


class Throttled:
    """A provider that takes less than it is sent, for a while."""

    def __init__(self, window: Window, rate: float) -> None:
        self._window = window
        self._partitions = Partitions(rate, None)

    def takes(self, now: float) -> bool:
        """Take it, or let it wait for a better time."""
        return not self._window.has(now) or self._partitions.takes(now)
