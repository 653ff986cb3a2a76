"""Tell for how long Home Assistant's event loop does one thing: an integration that only a benchmark installs.

asyncio's own debug mode tells it, too, and slows down all it looks at.
"""

import asyncio
from dataclasses import asdict, dataclass
import os
import time
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback

from .const import DOMAIN

_LONG_S = 0.05
# There is no other place that all of a loop's callbacks pass.
_run: Any = asyncio.Handle._run


@dataclass(slots=True)
class Seen:
    """The longest callback, by the clock and by the processor's time in it, and how many took long."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    long: int = 0

    def take(self, wall_s: float, cpu_s: float) -> None:
        """Note a callback that is over."""
        self.wall_s, self.cpu_s = max(self.wall_s, wall_s), max(self.cpu_s, cpu_s)
        self.long += wall_s > _LONG_S


class Watch:
    """Looks at each callback from `begin` to `end`."""

    def __init__(self) -> None:
        self.seen = Seen()
        self._patch = patch.object(asyncio.Handle, "_run", self._watching(self.seen))

    def begin(self) -> None:
        """Begin."""
        self._patch.start()

    def end(self) -> None:
        """Look no longer."""
        self._patch.stop()

    @staticmethod
    def _watching(seen: Seen) -> Any:  # noqa: ANN401 a method of asyncio's
        def run(handle: asyncio.Handle) -> None:
            begin, begin_cpu = time.perf_counter(), time.thread_time()
            try:
                _run(handle)
            finally:
                seen.take(time.perf_counter() - begin, time.thread_time() - begin_cpu)

        return run


async def async_setup_entry(hass: HomeAssistant, _: ConfigEntry) -> bool:
    """Let a benchmark say when to watch, and ask for what was seen."""
    watches: list[Watch] = []

    @callback
    def begin(_: ServiceCall) -> None:
        watches.append(watch := Watch())
        watch.begin()

    @callback
    def end(_: ServiceCall) -> ServiceResponse:
        watch = watches.pop()
        watch.end()
        return {**asdict(watch.seen), "pid": os.getpid()}

    hass.services.async_register(DOMAIN, "begin", begin)
    hass.services.async_register(DOMAIN, "end", end, supports_response=SupportsResponse.ONLY)
    return True
