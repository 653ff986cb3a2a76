"""The outbox's handler for DERIVE: a capture gets its thumbnail, its duration and its condition."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
import logging
from sqlite3 import Connection
from typing import BinaryIO

from camvault_gateway.catalog import Catalog, captures, tasks
from camvault_gateway.model import Capture, Condition, Playback, Task
from camvault_gateway.vault import Fetch, Vault

from .files import Files
from .process import MediaProcess, UnreadableError
from .protocol import Media

_LOGGER = logging.getLogger(__name__)

# What the transfer already told of a file is worth more than what can still be seen in it.
_SETTLED = frozenset({Condition.INCOMPLETE, Condition.EMPTY})


class Deriver:
    """Derives what is shown of captures, one at a time, in another process."""

    def __init__(
        self,
        catalog: Catalog,
        vault: Vault,
        changed: Callable[[Capture], None],
        media: MediaProcess | None = None,
        fetch: Fetch | None = None,
    ) -> None:
        self._catalog = catalog
        self._vault = vault
        self._changed = changed
        self._media = media or MediaProcess()
        self._files = Files(vault, fetch)

    async def derive(self, task: Task) -> None:
        """Do a task of the outbox; it is gone from there when this returns, and still there when it raises."""
        capture = await asyncio.to_thread(self._find, task.capture)
        if capture is None:
            _LOGGER.debug("There is nothing here to derive from: capture %s", task.capture)
            await self._catalog.keep(tasks.done, task)
            return
        media, condition = await self._files.shown(capture, partial(self._look, capture))
        if media is not None:
            await asyncio.to_thread(self._vault.keep_thumbnail, capture.id, media.picture)
        changed = await self._catalog.keep_unsynced(_finish, task, capture, media, condition)
        if changed is not None:
            self._changed(changed)
        elif media is not None and not await asyncio.to_thread(self._find, capture.id):
            # The capture is gone meanwhile, and nobody would remove its picture.
            await asyncio.to_thread(self._vault.thumbnail(capture.id).unlink, missing_ok=True)

    async def stop(self) -> None:
        """End the worker process."""
        await self._media.stop()

    def _find(self, identity: str) -> Capture | None:
        """Return a capture that there is something to derive from."""
        capture = self._catalog.read(captures.find, identity)
        if capture is None or capture.condition is Condition.EMPTY or not self._files.can_have(capture):
            return None
        return capture

    async def _look(self, capture: Capture, file: BinaryIO) -> tuple[Media | None, Condition]:
        try:
            media = await self._media.examine(file, capture.kind, capture.size, capture.duration_ms)
        except UnreadableError as err:
            _LOGGER.info("Capture %s of camera %s is unreadable: %s", capture.id, capture.camera, err)
            return None, Condition.INCOMPLETE if err.cut else Condition.UNREADABLE
        return media, Condition.COMPLETE if media.whole else Condition.INCOMPLETE


def _finish(db: Connection, task: Task, seen: Capture, media: Media | None, condition: Condition) -> Capture | None:
    """Keep what was derived and nothing else: the capture may have changed meanwhile, or be gone."""
    capture = captures.find(db, task.capture)
    if capture is not None and capture.sha256 != seen.sha256:
        # It has grown, and what it is now is looked at next.
        return None
    tasks.done(db, task)
    if capture is None:
        return None
    told = replace(capture, condition=capture.condition if capture.condition in _SETTLED else condition)
    return captures.change(db, _seen(told, media))


def _seen(capture: Capture, media: Media | None) -> Capture:
    return replace(
        capture,
        thumbnail=media is not None,
        duration_ms=(media.duration_ms if media else None) or capture.duration_ms,
        playback=media.playback if media else Playback.UNKNOWN,
        codecs=media.codecs if media else None,
        width=media.width if media else None,
        height=media.height if media else None,
    )
