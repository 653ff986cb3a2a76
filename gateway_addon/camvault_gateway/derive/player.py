"""Has clips made playable when somebody wants to see them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
import logging
from sqlite3 import Connection
from typing import BinaryIO, Final

from camvault_gateway.catalog import Catalog, CatalogError, captures
from camvault_gateway.model import Capture, Condition, Playback, Rendition
from camvault_gateway.vault import Fetch, Vault

from .files import Files, drafted, make_room
from .jobs import Jobs
from .process import WRITER, MediaProcess, UnreadableError
from .protocol import Conversion

_LOGGER = logging.getLogger(__name__)
_WAIT_S: Final = 20.0
_MOST_WAITING: Final = 16
# Some wait for the archive meanwhile: the worker takes one after the other.
_AT_ONCE: Final = 4
_GIVE_WAY_S: Final = 1.0


class Player:
    """Converts one clip at a time, the one asked for last, in a process of its own: nobody waits for thumbnails."""

    def __init__(
        self,
        catalog: Catalog,
        vault: Vault,
        changed: Callable[[Capture], None],
        media: MediaProcess | None = None,
        fetch: Fetch | None = None,
        busy: Callable[[], bool] = lambda: False,
        wait_s: float = _WAIT_S,
    ) -> None:
        self._catalog = catalog
        self._vault = vault
        self._changed = changed
        self._media = media or MediaProcess(WRITER)
        self._files = Files(vault, fetch)
        self._wait_s = wait_s
        self._jobs = Jobs[Capture](_AT_ONCE, _MOST_WAITING, busy, _GIVE_WAY_S)

    async def prepare(self, capture: Capture) -> Capture:
        """Return a capture with what browsers show of it; if it is converted, that lies in the vault now.

        Raises ArchiveError, OutageError when it cannot be made now, and TimeoutError when it is not done yet.
        """
        if capture.playback in {Playback.ORIGINAL, Playback.NONE}:
            return capture
        if capture.playback is Playback.CONVERTED and await asyncio.to_thread(self._is_kept, capture.id):
            return capture
        return await self._jobs.do(capture.id, partial(self._prepare, capture), self._wait_s)

    async def stop(self) -> None:
        """End what runs, and the worker process."""
        await self._jobs.stop()
        await self._media.stop()

    def _is_kept(self, capture: str) -> bool:
        return self._vault.renditions.touch(capture, Rendition.PLAYABLE)

    async def _prepare(self, capture: Capture) -> Capture:
        if not await asyncio.to_thread(self._files.can_have, capture):
            return replace(capture, playback=Playback.NONE)
        await asyncio.to_thread(make_room, self._vault)
        conversion = await self._files.shown(capture, partial(self._convert, capture))
        try:
            changed = await self._catalog.keep(_note, capture.id, conversion)
        except CatalogError:
            # The capture is gone meanwhile, most likely.
            await asyncio.to_thread(self._vault.renditions.forget, capture.id)
            raise
        if changed != capture:
            self._changed(changed)
        return changed

    async def _convert(self, capture: Capture, file: BinaryIO) -> Conversion:
        try:
            async with drafted(self._vault, capture.id, Rendition.PLAYABLE) as draft:
                conversion = await self._media.convert(
                    file,
                    draft,
                    capture.size,
                    kind=capture.kind,
                    told_ms=capture.duration_ms,
                    cut=capture.condition is Condition.INCOMPLETE,
                )
                if conversion.playback is Playback.CONVERTED:
                    await asyncio.to_thread(self._vault.renditions.keep, capture.id, Rendition.PLAYABLE)
                return conversion
        except UnreadableError as err:
            _LOGGER.info("Capture %s of camera %s cannot be made playable: %s", capture.id, capture.camera, err)
            return Conversion(playback=Playback.NONE)


def _note(db: Connection, capture: str, conversion: Conversion) -> Capture:
    """Keep what browsers make of a clip; it may have changed meanwhile."""
    kept = captures.get(db, capture)
    noted = replace(kept, playback=conversion.playback, codecs=conversion.codecs)
    return kept if noted == kept else captures.change(db, noted)
