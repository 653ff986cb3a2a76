"""The captures that came in lately, for a listener whose connection was lost."""

from collections.abc import Iterable
import time
from typing import Final

from camvault_gateway.model import Capture, now_ms

MOST: Final = 500
# Older news must not switch on a light; whoever counts has the counts, which miss nothing.
FRESH_S: Final = 300
# The cursor while nothing has come in yet.
_NOTHING: Final = "0"


class Arrivals:
    """The newest captures in the order of their announcement, each with its time by the monotonic clock.

    A cursor is the id of the last capture that a listener was told of. It is looked up, never compared: neither the
    order of ids nor the wall clock counts.
    """

    def __init__(self) -> None:
        self._times: dict[str, float] = {}

    @property
    def cursor(self) -> str:
        """The cursor behind all that came in."""
        return next(reversed(self._times), _NOTHING)

    def add(self, capture: str) -> None:
        """Note a capture that is announced now."""
        self._times.pop(capture, None)
        self._times[capture] = time.monotonic()
        if len(self._times) > MOST:
            del self._times[next(iter(self._times))]

    def add_earlier(self, captures: Iterable[Capture]) -> None:
        """Note captures, oldest first, that came in before the gateway started to announce."""
        now, now_monotonic = now_ms(), time.monotonic()
        earlier = {each.id: now_monotonic - max(0, now - each.received_at) / 1000 for each in captures}
        for known in self._times:
            earlier.pop(known, None)
        self._times = dict([*(earlier | self._times).items()][-MOST:])

    def after(self, cursor: str) -> tuple[str, ...]:
        """Return what came in after a cursor and is news still; after an unknown one, all that is."""
        known = [*self._times]
        later = known[known.index(cursor) + 1 :] if cursor in self._times else known
        oldest = time.monotonic() - FRESH_S
        return tuple(capture for capture in later if self._times[capture] >= oldest)
