"""Lets captures leave the catalog that the bucket's own rules have removed."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
import contextlib
import logging
from typing import Final, Protocol

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.catalog.bulk.expiry import Gone, Put, Remains
from camvault_gateway.model import (
    CLOCK,
    ArchiveError,
    ArchiveProblem,
    CameraChanged,
    EventRemoved,
    GatewayChanged,
    Millis,
    Retention,
    Settings,
    SettingsChanged,
    now_ms,
)
from camvault_gateway.vault import Vault

from .policy import overdue_before

_LOGGER = logging.getLogger(__name__)
_SOON_S: Final = 60.0
_EVERY_S: Final = 24 * 3600.0
_AGAIN_S: Final = 3600.0
_BATCH: Final = 5000
# So many leave in one transaction, which uploads wait for.
_ROUND: Final = 200


class Bucket(Protocol):
    """The bucket, as far as expiry asks it."""

    async def read(self) -> Retention | None:
        """Return what the bucket's rules say; None without an archive."""

    async def listed(self, folder: str) -> frozenset[str]:
        """Return the keys of all objects in a folder; raises ArchiveError."""


class Expirer:
    """Asks once a day which of the captures that may have expired are gone from the bucket."""

    def __init__(
        self, catalog: Catalog, vault: Vault, bus: Bus, bucket: Bucket, settings: Settings, soon_s: float = _SOON_S
    ) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._bucket = bucket
        self._place = (settings.archive, settings.site)
        self._soon_s = soon_s
        self._changed = asyncio.Event()
        self._unsubscribe: Callable[[], None] = lambda: None
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look; what a stop has left in the vault goes at once."""
        self._unsubscribe = self._bus.listen(self._hear, SettingsChanged)
        self._loop = asyncio.create_task(self._run(), name="expire")

    async def stop(self) -> None:
        """Stop."""
        self._unsubscribe()
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    def _hear(self, message: SettingsChanged) -> None:
        place = (message.settings.archive, message.settings.site)
        if place != self._place:
            self._place = place
            self._changed.set()

    async def _run(self) -> None:
        pause = self._soon_s
        await self._done(self._clear)
        while True:
            await self._wait(pause)
            pause = _EVERY_S if await self._done(self.look) else _AGAIN_S

    async def _done(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Do something, and tell whether that went well."""
        try:
            await work()
        except ArchiveError as err:
            _LOGGER.warning("Whether captures have expired could not be found out: %s", err)
        except Exception:
            _LOGGER.exception("Captures that have expired could not leave")
        else:
            return True
        return False

    async def _wait(self, pause: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._changed.wait()
        self._changed.clear()

    async def look(self) -> None:
        """Read the rules, and let what they removed leave the catalog; raises ArchiveError."""
        await self._clear()
        retention = await self._bucket.read()
        if retention is None or not retention.rules:
            return
        if not CLOCK.proven:
            raise ArchiveError(ArchiveProblem.CLOCK_SKEWED, "It is not certain what the time is.")
        now, last = now_ms(), None
        before = overdue_before(retention, now)
        if not await self._lists(retention, now):
            _LOGGER.warning("The bucket does not list even the newest capture: nothing leaves the catalog")
            return
        while batch := await asyncio.to_thread(self._catalog.read, expiry.put_before, before, last, _BATCH):
            await self._let_go(await self._gone(retention, batch, now), now)
            last = batch[-1]

    async def _lists(self, retention: Retention, now: Millis) -> bool:
        """Tell whether a list can be believed: it must show the newest capture, unless that may be gone, too."""
        newest = await asyncio.to_thread(self._catalog.read, expiry.newest)
        if newest is None or retention.explains(newest.key, newest.put_at, now):
            return True
        return newest.key in await self._bucket.listed(_folder(newest))

    async def _gone(self, retention: Retention, batch: Sequence[Put], now: Millis) -> list[Put]:
        """Return those that a rule explains to be gone, and that are: a list for each camera's day tells."""
        folders = defaultdict[str, list[Put]](list)
        for put in batch:
            if retention.explains(put.key, put.put_at, now):
                folders[_folder(put)].append(put)
        gone: list[Put] = []
        for folder, puts in folders.items():
            there = await self._bucket.listed(folder)
            gone += [put for put in puts if put.key not in there]
        return gone

    async def _let_go(self, gone: list[Put], now: Millis) -> None:
        for start in range(0, len(gone), _ROUND):
            self._tell(await self._catalog.keep(expiry.expire, gone[start : start + _ROUND], now))
            await self._clear()

    def _tell(self, gone: Gone) -> None:
        for event in gone.events:
            self._bus.publish(EventRemoved(event))
        for camera in gone.cameras:
            self._bus.publish(CameraChanged(camera))
        if gone.captures:
            _LOGGER.info("Expired in the archive, and left the catalog: %d captures", gone.captures)
            self._bus.publish(GatewayChanged())

    async def _clear(self) -> None:
        """Delete what the vault still has of captures that left."""
        while remains := await asyncio.to_thread(self._catalog.read, expiry.uncleared, _ROUND):
            await asyncio.to_thread(self._forget, remains)
            await self._catalog.keep(expiry.cleared, remains)

    def _forget(self, remains: list[Remains]) -> None:
        for each in remains:
            self._vault.forget(each.id, each.extension)


def _folder(put: Put) -> str:
    """Return the folder of an object: its camera's day."""
    return put.key[: put.key.rfind("/") + 1]
