"""Moves captures from one camera to another, in the background."""

import asyncio
import contextlib
import logging
from typing import Final

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import CameraChanged, CameraRemoved, CapturesMoving, GatewayChanged, steady_s

_LOGGER = logging.getLogger(__name__)
# So few at a time that an upload hardly waits for the catalog's writer.
_BATCH: Final = 250
_AFTER_TROUBLE_S: Final = 5.0


class Mover:
    """Does one move after the other, and continues an interrupted one."""

    def __init__(self, catalog: Catalog, bus: Bus) -> None:
        self._catalog = catalog
        self._bus = bus
        self._awake = asyncio.Event()
        self._stack = contextlib.ExitStack()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start with the moves that a stop interrupted."""
        self._stack.callback(self._bus.listen(lambda _: self._awake.set(), CapturesMoving))
        self._loop = asyncio.create_task(self._run(), name="move")

    async def stop(self) -> None:
        """Stop; the moves that remain wait in the catalog."""
        self._stack.close()
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._awake.clear()
            try:
                while await self._step():
                    pass
            except Exception:
                _LOGGER.exception("Captures could not be moved to another camera; trying again")
                await asyncio.sleep(_AFTER_TROUBLE_S)
                continue
            await self._awake.wait()

    async def _step(self) -> bool:
        """Move some; returns whether there was anything to do."""
        begun = steady_s()
        taken = await self._catalog.keep(moves.step, _BATCH)
        if taken is None:
            return False
        move, done = taken
        self._bus.publish(CameraChanged(move.target))
        self._bus.publish(CameraChanged(move.camera))
        if done:
            _LOGGER.info("The captures of camera %s that were to be moved are camera %s's", move.camera, move.target)
            self._bus.publish(GatewayChanged())
            if move.pattern is None:
                self._bus.publish(CameraRemoved(move.camera))
        # Uploads have the writer for themselves half of the time.
        await asyncio.sleep(steady_s() - begun)
        return True
