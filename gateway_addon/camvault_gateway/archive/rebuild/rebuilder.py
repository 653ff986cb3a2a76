"""Brings what an archive has into the catalog of a running gateway, in the background."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
import logging
from pathlib import Path
import sqlite3
import threading
from typing import Final

from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.sites import sites_in
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError, cameras
from camvault_gateway.model import (
    ArchivedSite,
    ArchiveError,
    CameraChanged,
    GatewayChanged,
    RebuildPhase,
    RebuildState,
    Settings,
    SettingsChanged,
    TaskKind,
    TasksAdded,
)

from .merge import Counts
from .rebuild import EmptyError, Rebuild
from .requests import StoppedError

_LOGGER = logging.getLogger(__name__)
_GRACE_S: Final = 2.0
_INTERRUPTED: Final = "interrupted"
_NOTHING: Final = "archive_empty"
_FAILED: Final = "failed"


class Rebuilder:
    """At most one rebuild, and how it is doing; `store` gives the archive in use, or None."""

    def __init__(self, catalog: Catalog, bus: Bus, staging: Path, store: Callable[[], Store | None]) -> None:
        self._catalog = catalog
        self._bus = bus
        self._staging = staging
        self._store = store
        self._stopped = threading.Event()
        self._running: asyncio.Task[None] | None = None
        # What a stop cut off has left its file behind.
        cut = staging.exists()
        self.state = RebuildState(RebuildPhase.FAILED, error=_INTERRUPTED) if cut else RebuildState()

    async def sites(self) -> list[ArchivedSite]:
        """Return the sites that the archive in use has; raises ArchiveError."""
        store = self._store()
        return [] if store is None else await _in_thread(lambda: sites_in(store), "sites")

    async def start(self, site: str | None = None) -> bool:
        """Begin with a site, the gateway's own if none is named; returns whether it could: not while one runs."""
        if self.state.phase is RebuildPhase.RUNNING or (store := self._store()) is None:
            return False
        self.state = RebuildState(RebuildPhase.RUNNING)
        # A store of its own: it is closed in the end, and people who watch have theirs.
        own = Store(store.settings, site or store.site)
        self._running = asyncio.create_task(self._run(own), name="rebuild")
        self._bus.publish(GatewayChanged())
        return True

    async def ended(self) -> None:
        """Return when the rebuild that runs has ended, if one does."""
        if self._running is not None:
            await asyncio.wait({self._running})

    async def stop(self) -> None:
        """End it, without waiting long for a server; it can be started again."""
        self._stopped.set()
        if self._running is not None:
            await asyncio.wait({self._running}, timeout=_GRACE_S)
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self, store: Store) -> None:
        work = Rebuild(store, self._catalog, self._staging, self._progress, self._stopped, self._taken_over)
        try:
            counts = await _in_thread(work.run, "rebuild")
        except StoppedError:
            return
        except (ArchiveError, CatalogError, sqlite3.Error, OSError) as err:
            _LOGGER.error("The catalog could not be rebuilt from the archive: %s", err)  # noqa: TRY400 it says enough
            self._fail(err)
        except Exception as err:
            _LOGGER.exception("The catalog could not be rebuilt from the archive")
            self._fail(err)
        else:
            _LOGGER.info("The catalog was rebuilt from the archive: %d captures", counts.captures)
            self.state = RebuildState(
                RebuildPhase.DONE, captures=counts.captures, bare=counts.bare, unusable=counts.unusable
            )
            await self._tell()

    def _fail(self, err: Exception) -> None:
        named = _NOTHING if isinstance(err, EmptyError) else err.problem if isinstance(err, ArchiveError) else _FAILED
        self.state = RebuildState(RebuildPhase.FAILED, captures=self.state.captures, error=named)
        self._bus.publish(GatewayChanged())

    def _progress(self, counts: Counts) -> None:
        if self._stopped.is_set():
            raise StoppedError
        self.state = RebuildState(RebuildPhase.RUNNING, captures=counts.captures or counts.objects)
        self._bus.publish(GatewayChanged())

    def _taken_over(self, kept: Settings) -> None:
        self._bus.publish(SettingsChanged(kept))
        self._tell_cameras()

    def _tell_cameras(self) -> None:
        for camera in self._catalog.read(cameras.list_all):
            self._bus.publish(CameraChanged(camera.id))

    async def _tell(self) -> None:
        await asyncio.to_thread(self._tell_cameras)
        self._bus.publish(GatewayChanged())
        self._bus.publish(TasksAdded(frozenset({TaskKind.DERIVE, TaskKind.PROTECT})))


async def _in_thread[T](work: Callable[[], T], name: str) -> T:
    """Do something in a thread of its own, which the end of the process does not wait for."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except Exception as err:  # noqa: BLE001 whatever it is belongs to whoever waits
            if future.set_running_or_notify_cancel():
                future.set_exception(err)
        else:
            if future.set_running_or_notify_cancel():
                future.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await asyncio.wrap_future(future)
