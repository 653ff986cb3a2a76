"""Time that jumps from one happening to the next."""

from collections.abc import Callable
import heapq


class Engine:
    """Does what is due, in the order of its time, and of two at once the one that was planned first."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now
        self._number = 0
        self._plan: list[tuple[float, int, Callable[[], None]]] = []

    def at(self, moment: float, happening: Callable[[], None]) -> None:
        """Plan something; never for the past."""
        self._number += 1
        heapq.heappush(self._plan, (max(moment, self.now), self._number, happening))

    def run(self, until: float) -> None:
        """Go on until a moment."""
        plan = self._plan
        while plan and plan[0][0] <= until:
            self.now, _, happening = heapq.heappop(plan)
            happening()
        self.now = until


class Line:
    """Something that does one thing at a time, in the order of asking: a core, an uplink."""

    __slots__ = ("busy_s", "free_at")

    def __init__(self) -> None:
        self.free_at = 0.0
        self.busy_s = 0.0

    def take(self, now: float, duration: float) -> float:
        """Return when something is done that is asked for now."""
        self.free_at = max(self.free_at, now) + duration
        self.busy_s += duration
        return self.free_at
