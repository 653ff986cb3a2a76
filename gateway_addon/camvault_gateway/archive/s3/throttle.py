"""Throttling: after a 429 or 503, requests to that server are spaced out until it keeps up again."""

from collections.abc import Callable
import threading
import time
from typing import Final

from camvault_gateway.model import steady_s

_FIRST_S: Final = 0.05
_MOST_S: Final = 2.0
_SLOWER: Final = 2.0
_FASTER: Final = 0.95
_NONE_S: Final = 0.01
_LONGEST_S: Final = 30.0


class Throttle:
    """The time between two requests, which grows when a server is busy and shrinks while it is not."""

    def __init__(self, clock: Callable[[], float] = steady_s, sleep: Callable[[float], None] | None = None) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next = 0.0
        self._learned_at = 0.0
        self.interval_s = 0.0

    def wait(self) -> None:
        """Wait for one's turn."""
        with self._lock:
            now = self._clock()
            # However many wait, none does so for longer than a clock that jumps may be believed.
            turn = min(max(now, self._next), now + _LONGEST_S)
            self._next = turn + self.interval_s
        if turn > now:
            (self._sleep or time.sleep)(turn - now)

    def learn(self, *, busy: bool) -> None:
        """Learn from an answer; what was asked side by side counts once."""
        with self._lock:
            if not busy:
                self.interval_s = self.interval_s * _FASTER if self.interval_s > _NONE_S else 0.0
                return
            now = self._clock()
            if now - self._learned_at >= self.interval_s:
                self._learned_at = now
                self.interval_s = min(_MOST_S, max(_FIRST_S, self.interval_s * _SLOWER))


class Throttles:
    """The pace of each server: all that asks it has the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[object, Throttle] = {}

    def of(self, place: object) -> Throttle:
        """Return the pace of a server."""
        with self._lock:
            return self._of.setdefault(place, Throttle())


THROTTLES: Final = Throttles()
