"""Has clips made playable when somebody wants to see them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
import logging
from sqlite3 import Connection
from typing import BinaryIO, Final

from camvault_gateway.catalog import Catalog, CatalogError, captures
from camvault_gateway.model import Capture, Condition, OutageError, Playback
from camvault_gateway.vault import Fetch, Vault

from .files import Files
from .process import WRITER, MediaProcess, UnreadableError
from .protocol import Conversion

_LOGGER = logging.getLogger(__name__)
_WAIT_S: Final = 20.0
_MOST_WAITING: Final = 16


class Player:
    """Converts one clip at a time, in a process of its own, so that a viewer does not wait for thumbnails."""

    def __init__(
        self,
        catalog: Catalog,
        vault: Vault,
        changed: Callable[[Capture], None],
        media: MediaProcess | None = None,
        fetch: Fetch | None = None,
        wait_s: float = _WAIT_S,
    ) -> None:
        self._catalog = catalog
        self._vault = vault
        self._changed = changed
        self._media = media or MediaProcess(WRITER)
        self._files = Files(vault, fetch)
        self._wait_s = wait_s
        self._jobs: dict[str, asyncio.Task[Capture]] = {}

    async def prepare(self, capture: Capture) -> Capture:
        """Return a capture with what browsers show of it; if it is converted, that lies in the vault now.

        Raises ArchiveError, OutageError when it cannot be made now, and TimeoutError when it is not done yet.
        """
        if capture.playback in {Playback.ORIGINAL, Playback.NONE}:
            return capture
        if capture.playback is Playback.CONVERTED and await asyncio.to_thread(self._vault.playables.touch, capture.id):
            return capture
        job = self._jobs.get(capture.id) or self._begin(capture)
        async with asyncio.timeout(self._wait_s):
            return await asyncio.shield(job)

    async def stop(self) -> None:
        """End what runs, and the worker process."""
        for job in self._jobs.values():
            job.cancel()
        await asyncio.gather(*self._jobs.values(), return_exceptions=True)
        await self._media.stop()

    def _begin(self, capture: Capture) -> asyncio.Task[Capture]:
        if len(self._jobs) >= _MOST_WAITING:
            raise OutageError("Too many clips are being made playable.")
        job = self._jobs[capture.id] = asyncio.create_task(self._prepare(capture))
        job.add_done_callback(lambda done: self._end(capture, done))
        return job

    def _end(self, capture: Capture, job: asyncio.Task[Capture]) -> None:
        del self._jobs[capture.id]
        if not job.cancelled() and (err := job.exception()):
            # Whoever waits still is told, too.
            _LOGGER.info("Capture %s cannot be made playable now: %s", capture.id, err)

    async def _prepare(self, capture: Capture) -> Capture:
        if not await asyncio.to_thread(self._files.can_have, capture):
            return replace(capture, playback=Playback.NONE)
        await asyncio.to_thread(self._make_room)
        conversion = await self._files.shown(capture, partial(self._convert, capture))
        try:
            changed = await self._catalog.keep(_note, capture.id, conversion)
        except CatalogError:
            # The capture is gone meanwhile, most likely.
            await asyncio.to_thread(self._vault.playables.path(capture.id).unlink, missing_ok=True)
            raise
        if changed != capture:
            self._changed(changed)
        return changed

    async def _convert(self, capture: Capture, file: BinaryIO) -> Conversion:
        playables = self._vault.playables
        draft = await asyncio.to_thread(playables.begin, capture.id)
        try:
            with draft:
                conversion = await self._media.convert(
                    file,
                    draft,
                    capture.size,
                    kind=capture.kind,
                    told_ms=capture.duration_ms,
                    cut=capture.condition is Condition.INCOMPLETE,
                )
            if conversion.playback is Playback.CONVERTED:
                await asyncio.to_thread(playables.keep, capture.id)
        except UnreadableError as err:
            _LOGGER.info("Capture %s of camera %s cannot be made playable: %s", capture.id, capture.camera, err)
            return Conversion(playback=Playback.NONE)
        finally:
            await asyncio.to_thread(playables.drop, capture.id)
        return conversion

    def _make_room(self) -> None:
        if self._vault.disk_space.look():
            self._vault.playables.trim(0)
        if self._vault.disk_space.look():
            raise OutageError("The disk is full.")


def _note(db: Connection, capture: str, conversion: Conversion) -> Capture:
    """Keep what browsers make of a clip; it may have changed meanwhile."""
    kept = captures.get(db, capture)
    noted = replace(kept, playback=conversion.playback, codecs=conversion.codecs)
    return kept if noted == kept else captures.change(db, noted)
