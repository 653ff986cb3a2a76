"""Watches the machine's clock: what it decided wrongly is set right, and people are told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
import contextlib
from datetime import timedelta
from itertools import pairwise
import logging
from typing import Final

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, tasks
from camvault_gateway.catalog.bulk import redating
from camvault_gateway.catalog.bulk.redating import Steps
from camvault_gateway.model import (
    CLOCK,
    Capture,
    CaptureChanged,
    Doubt,
    GatewayChanged,
    Millis,
    Period,
    TaskKind,
    TasksAdded,
    now_ms,
    rfc3339,
    wall_ms,
)

_LOGGER = logging.getLogger(__name__)
_EVERY_S: Final = 5.0
# Somebody is about to set it.
_DOUBTED_EVERY_S: Final = 0.5
_WORDS: Final = {
    Doubt.BEFORE_RELEASE: "it was never set",
    Doubt.BEHIND: "captures came later than that",
    Doubt.AHEAD: "nothing was heard of for so long",
    Doubt.STEPPED: "it was just set",
    Doubt.ARCHIVE_DIFFERS: "the archive's clock shows another time",
}


class ClockWatch:
    """Looks at the clock every few seconds; where it was set, the catalog's times follow."""

    def __init__(self, catalog: Catalog, bus: Bus) -> None:
        self._catalog = catalog
        self._bus = bus
        self._period = CLOCK.periods[-1]
        self._doubt: Doubt | None = None
        self._proven = False
        self._commits = 0

    def begin(self) -> None:
        """Trust the clock no more than what the catalog has seen allows; before anything is dated."""
        CLOCK.begin(self._catalog.read(redating.latest))
        self._period = CLOCK.periods[-1]
        self._commits = self._catalog.commits
        self._seen = self._trusted = self._catalog.read(redating.mark)
        self._catalog.write(tasks.clamp, now_ms()).result()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch until the end."""
        watch = asyncio.create_task(self._run(), name="clock")
        try:
            yield
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                _LOGGER.exception("The catalog's times could not be set right; trying again")
            await asyncio.sleep(_EVERY_S if CLOCK.credible else _DOUBTED_EVERY_S)

    async def look(self) -> None:
        """Do what the clock asks for now."""
        self._tell(CLOCK.doubt)
        if (periods := _since(self._period, CLOCK.periods))[1:]:
            await self._follow(periods)
        proven = CLOCK.proven
        if proven and not self._proven:
            self._publish(await self._catalog.keep(redating.not_later, now_ms()))
        self._proven = proven
        await self._look_at_catalog()
        if proven:
            self._trusted = self._seen

    async def _look_at_catalog(self) -> None:
        """Remember what there is; a catalog that nobody has written to since is not read again."""
        commits = self._catalog.commits
        if commits != self._commits:
            self._seen, self._commits = await asyncio.to_thread(self._catalog.read, redating.mark), commits

    async def _follow(self, periods: Sequence[Period]) -> None:
        steps = Steps(periods, now_ms(), self._seen)
        self._publish(await self._catalog.keep(redating.follow, steps, self._trusted))
        self._period, self._proven = periods[-1], False
        for before, after in pairwise(periods):
            by = after.shifted - before.shifted
            _LOGGER.warning("The clock was set %s by %s", "ahead" if by > 0 else "back", _span(by))

    def _publish(self, changed: list[Capture]) -> None:
        for capture in changed:
            self._bus.publish(CaptureChanged(capture))
        # What waits may be due now.
        self._bus.publish(TasksAdded(frozenset(TaskKind)))

    def _tell(self, doubt: Doubt | None) -> None:
        if doubt is self._doubt:
            return
        self._doubt = doubt
        if doubt is None:
            _LOGGER.info("The clock of this machine is credible: it is %s", rfc3339(now_ms()))
        else:
            _LOGGER.warning(
                "The clock of this machine shows %s and may be wrong: %s. Until that is settled, nothing goes by its"
                " age, and no camera is judged by it",
                rfc3339(wall_ms()),
                _WORDS[doubt],
            )
        self._bus.publish(GatewayChanged())


def _span(span: Millis) -> timedelta:
    return timedelta(seconds=round(abs(span) / 1000))


def _since(known: Period, periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Return the periods from a known one on."""
    return next((periods[place:] for place, each in enumerate(periods) if each is known), periods)
