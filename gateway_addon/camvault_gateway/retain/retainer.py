"""Evicts verified captures from the vault when its disk or its limit asks for it."""

import asyncio
from collections.abc import Callable
import contextlib
import logging
from typing import Final

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, captures, tasks
from camvault_gateway.model import (
    CLOCK,
    CaptureChanged,
    GatewayChanged,
    Millis,
    Settings,
    SettingsChanged,
    State,
    Task,
    TaskKind,
    TasksAdded,
    now_ms,
)
from camvault_gateway.vault import Vault

from .policy import Limits, bytes_to_free

_LOGGER = logging.getLogger(__name__)
_EVERY_S: Final = 30.0
_ROUND: Final = 200


class Retainer:
    """Evicts verified captures, oldest first; whether there is room at all is told to the vault."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus, settings: Settings) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._limits = Limits.of(settings)
        self._awake = asyncio.Event()
        # Room is wanted, and nothing may go until another capture is verified.
        self._short = False
        self._unsubscribe: Callable[[], None] = lambda: None
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look after the vault's size and age."""
        self._unsubscribe = self._bus.listen(self._hear, CaptureChanged, SettingsChanged)
        self._loop = asyncio.create_task(self._run(), name="retain")

    async def stop(self) -> None:
        """Stop; what is marked as gone is deleted at the next start."""
        self._unsubscribe()
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    def _hear(self, message: CaptureChanged | SettingsChanged) -> None:
        if isinstance(message, SettingsChanged):
            self._limits = Limits.of(message.settings)
            self._awake.set()
        elif (message.new and self._limits.bytes is not None) or (
            self._short and message.capture.state is State.VERIFIED
        ):
            self._awake.set()

    async def _run(self) -> None:
        while True:
            try:
                await self._tidy()
            except Exception:
                _LOGGER.exception("Room could not be made in the vault")
            self._awake.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_EVERY_S):
                    await self._awake.wait()

    async def _tidy(self) -> None:
        """Let captures go until nothing more is asked for, or none may go."""
        while await asyncio.to_thread(self._evict_some):
            self._bus.publish(TasksAdded(frozenset({TaskKind.EXPIRE})))
            self._bus.publish(GatewayChanged())

    def _evict_some(self) -> bool:
        """Mark the oldest captures as gone; tells whether there were any."""
        used = self._catalog.read(captures.totals)[1]
        free, total = self._vault.disk()
        pending = self._catalog.read(captures.expiring_bytes)
        if (lacking := bytes_to_free(Limits(), used=used, free=free + pending, total=total)) > 0:
            # What can be made again goes before anything else does.
            free += self._vault.renditions.give_up(lacking)
        wanted = bytes_to_free(self._limits, used=used, free=free + pending, total=total)
        before = self._too_old()
        gone = self._catalog.write(captures.evict, wanted, before, _ROUND).result() if wanted or before else []
        self._short = wanted > 0 and not gone
        self._tell(
            short=self._short and bytes_to_free(Limits(), used=used, free=free + pending, total=total) > 0,
            crowded=self._short and self._limits.bytes is not None and used > self._limits.bytes,
        )
        return bool(gone)

    def _too_old(self) -> Millis:
        """Return before which moment captures came that are too old: none by a clock that may be wrong."""
        age_ms = self._limits.age_ms
        return now_ms() - age_ms if age_ms is not None and CLOCK.proven else 0

    def _tell(self, *, short: bool, crowded: bool) -> None:
        if crowded and not self._vault.disk_space.crowded:
            _LOGGER.warning("The vault is at its limit and nothing may go: the rest is not archived yet")
        self._vault.disk_space.retained(short=short, crowded=crowded)

    async def expire(self, task: Task) -> None:
        """Delete the file of a capture that was marked as gone: the handler of TaskKind.EXPIRE."""
        capture = await asyncio.to_thread(self._catalog.read, captures.find, task.capture)
        if capture is not None and not capture.local:
            await asyncio.to_thread(self._vault.evict, capture)
        # Deleting it again, after a power cut, does no harm.
        await self._catalog.keep_unsynced(tasks.done, task)
