"""What was captured while the gateway was lost: which of it still happens in Home Assistant."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from .models import Capture

# Older news must not switch on a light. Whoever counts has the gateway's own counts, which miss nothing.
FRESH: Final = timedelta(minutes=5)
# A capture's own time may be this much before its arrival.
EARLIER: Final = timedelta(minutes=20)
MOST: Final = 500


class Heard:
    """The captures that were heard of lately; what is older than the beginning was others' to hear."""

    def __init__(self, beginning: datetime) -> None:
        """Begin."""
        self._beginning = beginning
        self._ids: deque[str] = deque(maxlen=2 * MOST)

    def note(self, capture: Capture) -> None:
        """Remember a capture."""
        self._ids.append(capture.id)

    def since(self, now: datetime) -> datetime:
        """Return from when on captures are fresh."""
        return max(self._beginning, now - FRESH)

    def missed(self, captures: Iterable[Capture], now: datetime) -> list[Capture]:
        """Return the fresh ones that were not heard of, in the order they were received in."""
        first, last = self.since(now), now + FRESH
        fresh = (each for each in captures if first <= each.received_at <= last and each.id not in self._ids)
        return sorted(fresh, key=lambda capture: capture.received_at)
