"""A circuit breaker for one kind of task: during an outage one task at a time tries whether it is over."""

from collections.abc import Callable
from random import SystemRandom

from camvault_gateway.model import steady_s

from .backoff import backoff

# Work goes on within 5 s of the end of an outage: the longest wait leaves a second for the try itself.
_FIRST_S = 0.3
_MOST_S = 4.0
# What only the owner can end is asked for seldom; but first twice soon, for a server that has just begun knows no keys.
_LASTING_FIRST_S = 30.0
_LASTING_MOST_S = 300.0
_SURE_AFTER = 3

_RANDOM = SystemRandom()


class CircuitBreaker:
    """Closed: all tasks may run. Tripped by an OutageError: one may try, after longer and longer waits."""

    def __init__(self, clock: Callable[[], float] = steady_s, chance: Callable[[], float] = _RANDOM.random) -> None:
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self._lasting = 0
        self._next_try = 0.0
        self._tripped_at = 0.0
        # Odd while tripped. A task remembers it, so that one from before the outage is not taken for a try.
        self.period = 0

    @property
    def tripped(self) -> bool:
        """Whether there is an outage."""
        return bool(self.period % 2)

    def wait(self) -> float:
        """Return how many seconds to wait before the next task may start."""
        return max(0.0, self._next_try - self._clock()) if self.tripped else 0.0

    def fail(self, period: int, *, lasting: bool = False) -> bool:
        """Note that a task begun in a period met an outage; tells whether it tripped the breaker."""
        was_closed = not self.tripped
        if was_closed:
            self.period += 1
            self._failures = self._lasting = 0
            self._tripped_at = self._clock()
        if was_closed or period == self.period:
            self._failures += 1
            self._lasting = self._lasting + 1 if lasting else 0
            self._next_try = self._clock() + self._pause()
        return was_closed

    def _pause(self) -> float:
        if (sure := self._lasting - _SURE_AFTER) >= 0:
            return backoff(sure + 1, _LASTING_FIRST_S, _LASTING_MOST_S, self._chance())
        return backoff(self._failures, _FIRST_S, _MOST_S, self._chance())

    def succeed(self) -> float | None:
        """Note that a task got through; returns how many seconds the outage took, if there was one."""
        if not self.tripped:
            return None
        self.period += 1
        return self._clock() - self._tripped_at

    def try_now(self) -> None:
        """Let the next try of an outage happen at once."""
        self._failures = self._lasting = 0
        self._next_try = 0.0
