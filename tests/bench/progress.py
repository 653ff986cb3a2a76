"""How far a run is, and how long it may still take, going by what the published one took."""

from collections.abc import Sequence
import time

from .figures import Result
from .page import kept
from .size import Bench, Size

_MINUTE_S = 60


class Progress:
    """Tells where a run is."""

    def __init__(self, benches: Sequence[Bench], size: Size) -> None:
        self._names = [bench.name for bench in benches]
        self._expected = [_took_s(kept(name), size) for name in self._names]
        self._begin = time.monotonic()
        self._place = 0
        self._since = self._begin

    def enter(self, bench: Bench) -> None:
        """Note that a benchmark begins."""
        self._place, self._since = self._names.index(bench.name), time.monotonic()

    def told(self) -> str:
        """Return how long it has been, which benchmark this is, and how long the rest will take if that is known."""
        now = time.monotonic()
        text = f"{_minutes(now - self._begin)}, {self._place + 1} of {len(self._names)}"
        known = [took for took in self._expected[self._place :] if took is not None]
        if len(known) < len(self._names) - self._place:
            return text
        left = max(0.0, known[0] - (now - self._since)) + sum(known[1:])
        return f"{text}, about {_minutes(left)} left"


def _took_s(result: Result | None, size: Size) -> float | None:
    took = result.machine.get("took_s") if result and result.size == size else None
    return None if took is None else float(took)


def _minutes(seconds: float) -> str:
    return f"{seconds / _MINUTE_S:.1f} min"
