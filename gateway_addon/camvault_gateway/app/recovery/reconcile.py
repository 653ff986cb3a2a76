"""After a restore: vault and archive went on when the backup was made, so the catalog learns from both."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
import contextlib
import logging
from pathlib import Path
from typing import Final

from camvault_gateway.archive import Archive, Rebuilder, find
from camvault_gateway.catalog import Catalog, CatalogError
from camvault_gateway.catalog.bulk import locations
from camvault_gateway.model import ArchiveError, Capture, CaptureChanged, Message, RebuildPhase, State
from camvault_gateway.vault import Vault

from . import backup
from .adoption import Adoption

_LOGGER = logging.getLogger(__name__)
_BATCH: Final = 1000
_AGAIN_S: Final = 300.0
_NOTHING_THERE: Final = "archive_empty"


class Reconciliation:
    """The reconciliation after a restore; after a stop in between, the next start does it from the beginning."""

    def __init__(
        self,
        folder: Path,
        catalog: Catalog,
        vault: Vault,
        archive: Archive,
        rebuilder: Rebuilder,
        adoption: Adoption,
        publish: Callable[[Message], None],
    ) -> None:
        self._folder = folder
        self._catalog = catalog
        self._vault = vault
        self._archive = archive
        self._rebuilder = rebuilder
        self._adoption = adoption
        self._publish = publish

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Do it beside everything else; if the catalog did not come out of a backup, only look through the vault."""
        restored = await asyncio.to_thread(backup.is_restored, self._folder)
        work = asyncio.create_task(self._run() if restored else self._adoption.run(), name="reconcile")
        try:
            yield
        finally:
            self._adoption.stop()
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._forget_files)
                if await self._learn_from_archive():
                    await asyncio.to_thread(self._adoption.look_through)
                    await asyncio.to_thread(self._find_pictures)
                    await asyncio.to_thread(backup.is_compared, self._folder)
                    _LOGGER.info("The catalog from the backup was compared with vault and archive")
                    return
            except (ArchiveError, CatalogError, OSError) as err:
                _LOGGER.warning("The catalog from the backup could not be compared yet: %s", err)
            except Exception:
                _LOGGER.exception("The catalog from the backup could not be compared yet")
            await asyncio.sleep(_AGAIN_S)

    def _received(self) -> Iterator[list[Capture]]:
        last = ""
        while found := self._catalog.read(locations.batch, last, _BATCH):
            last = found[-1].id
            yield found

    def _forget_files(self) -> None:
        """Note which verified captures the vault has no more: they play from the archive."""
        for found in self._received():
            gone = [each for each in found if each.local and not self._vault.has(each)]
            self._catalog.write(locations.note_gone, [each.id for each in gone]).result()

    def _find_pictures(self) -> None:
        """Note which captures have a thumbnail in the vault: the archive tells nothing of that."""
        for found in self._received():
            here = [each.id for each in found if not each.thumbnail and self._vault.thumbnail(each.id).exists()]
            self._catalog.write(locations.note_pictured, here).result()

    async def _learn_from_archive(self) -> bool:
        """Bring in what was archived since; returns whether that is done."""
        if self._archive.current() is not None:
            if not await self._rebuilder.start():
                # One that somebody asked for, perhaps of another site.
                return False
            await self._rebuilder.ended()
            state = self._rebuilder.state
            if state.phase is not RebuildPhase.DONE and state.error != _NOTHING_THERE:
                return False
        await asyncio.to_thread(self._look_up)
        return True

    def _look_up(self) -> None:
        """Ask the archive for what was not archived when the backup was made, and has no file now."""
        lost = 0
        for found in self._received():
            for capture in found:
                if capture.state is not State.VERIFIED and not self._vault.has(capture):
                    lost += not self._is_archived(capture)
        if lost:
            _LOGGER.error("%d captures of the backup are neither in the vault nor in the archive", lost)

    def _is_archived(self, capture: Capture) -> bool:
        store = self._archive.current()
        key = find(store, capture) if store else None
        if key is None:
            return False
        if (kept := self._catalog.write(locations.note_archived, capture.id, key).result()) is not None:
            self._publish(CaptureChanged(kept))
        return True
