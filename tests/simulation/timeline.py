"""Virtual time: a clock that cannot be trusted, one that can, and what happens when."""

from collections.abc import Callable, Iterator
import contextlib
from datetime import UTC, datetime, timedelta
import heapq
import itertools
from random import Random
import time
from typing import Final
from unittest.mock import patch

import botocore.auth

# Every run begins here.
_BEGIN: Final = datetime(2027, 3, 1, 8, tzinfo=UTC)
_BOOTED_S: Final = 1000.0
_MS: Final = 1000


class CrashError(BaseException):
    """The gateway is killed: nothing of it may go on, not even what cleans up."""


class Timeline:
    """What time it is, and what is going to happen by itself."""

    def __init__(self) -> None:
        self.now = _BOOTED_S
        # How far the gateway's wall clock is off.
        self.wrong_s = 0.0
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()

    def at(self, moment: float, happen: Callable[[], None]) -> None:
        """Let something happen at a moment; of one moment in the order of asking."""
        heapq.heappush(self._agenda, (moment, next(self._count), happen))

    def after(self, seconds: float, happen: Callable[[], None]) -> None:
        """Let something happen some seconds from now."""
        self.at(self.now + seconds, happen)

    def next(self) -> float | None:
        """Return when something happens next."""
        return self._agenda[0][0] if self._agenda else None

    def advance(self, until: float) -> None:
        """Let time pass until a moment, or until just after the next thing has happened."""
        if self._agenda and self._agenda[0][0] <= until:
            moment, _, happen = heapq.heappop(self._agenda)
            self.now = max(self.now, moment)
            happen()
        else:
            self.now = max(self.now, until)

    def true(self) -> datetime:
        """Return the true time, which servers go by."""
        return _BEGIN + timedelta(seconds=self.now)

    def wall(self) -> datetime:
        """Return what the gateway's clock says."""
        return self.true() + timedelta(seconds=self.wrong_s)


@contextlib.contextmanager
def patched(timeline: Timeline, random: Random, sleep: Callable[[float], None]) -> Iterator[None]:
    """Have the gateway live in virtual time, with chances that the seed decides."""

    def nanoseconds() -> int:
        return int(timeline.wall().timestamp() * _MS) * 1_000_000

    def utc(remove_tzinfo: bool = True) -> datetime:  # noqa: FBT001, FBT002 as botocore has it
        return timeline.wall().replace(tzinfo=None if remove_tzinfo else UTC)

    instead: dict[str, Callable[..., object]] = {
        "clock_gettime": lambda _: timeline.now,
        "monotonic": lambda: timeline.now,
        "time": lambda: timeline.wall().timestamp(),
        "time_ns": nanoseconds,
        "sleep": sleep,
    }
    with contextlib.ExitStack() as stack:
        for name, replacement in instead.items():
            stack.enter_context(patch.object(time, name, replacement))
        for name in ("os.urandom", "random._urandom"):
            stack.enter_context(patch(name, random.randbytes))
        stack.enter_context(patch("uuid._last_timestamp_v7", None))
        stack.enter_context(patch.object(botocore.auth, "get_current_datetime", utc))
        yield
