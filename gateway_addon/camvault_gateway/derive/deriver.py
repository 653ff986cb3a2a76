"""The outbox's handler for DERIVE: a capture gets its thumbnail, its duration and its condition."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
from dataclasses import replace
import logging
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog import Catalog, captures, tasks
from camvault_gateway.model import Capture, Condition, Task
from camvault_gateway.vault import Vault

from .answer import Media
from .process import MediaProcess, UnreadableError

# Brings a file that lies in the archive only; raises ArchiveError.
type Fetch = Callable[[Capture, Path], Awaitable[None]]

LARGEST_FETCH: Final = 200 * 1024 * 1024

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
        self._fetch = fetch

    async def derive(self, task: Task) -> None:
        """Do a task of the outbox; it is gone from there when this returns, and still there when it raises."""
        capture, path = await asyncio.to_thread(self._find, task.capture)
        if capture is None or capture.condition is Condition.EMPTY or (path is None and not self._can_fetch(capture)):
            _LOGGER.debug("There is nothing here to derive from: capture %s", task.capture)
            await self._catalog.keep(tasks.done, task)
            return
        async with self._at_hand(capture, path) as file:
            media = await self._look(capture, file)
        if media is not None:
            await asyncio.to_thread(self._vault.keep_thumbnail, capture.id, media.picture)
        changed = await self._catalog.keep(_finish, task, media)
        if changed is not None:
            self._changed(changed)
        elif media is not None:
            # The capture is gone meanwhile, and nobody would remove its picture.
            await asyncio.to_thread(self._vault.thumbnail(capture.id).unlink, missing_ok=True)

    async def stop(self) -> None:
        """End the worker process."""
        await self._media.stop()

    def _find(self, identity: str) -> tuple[Capture | None, Path | None]:
        capture = self._catalog.read(captures.find, identity)
        return capture, self._vault.locate(capture) if capture else None

    def _can_fetch(self, capture: Capture) -> bool:
        return (
            self._fetch is not None
            and not capture.local
            and capture.archive_key is not None
            and capture.size <= LARGEST_FETCH
        )

    @contextlib.asynccontextmanager
    async def _at_hand(self, capture: Capture, path: Path | None) -> AsyncIterator[Path]:
        """Give the file here, or one fetched for the moment; raises ArchiveError."""
        if path is not None or self._fetch is None:
            yield path or self._vault.path(capture)
            return
        borrowed = await asyncio.to_thread(self._vault.borrowed, capture.id)
        try:
            await self._fetch(capture, borrowed)
            yield borrowed
        finally:
            await asyncio.to_thread(borrowed.unlink, missing_ok=True)

    async def _look(self, capture: Capture, path: Path) -> Media | None:
        try:
            return await self._media.examine(path, capture.kind, capture.size)
        except UnreadableError as err:
            _LOGGER.info("Capture %s of camera %s is unreadable: %s", capture.id, capture.camera, err)
            return None


def _finish(db: Connection, task: Task, media: Media | None) -> Capture | None:
    """Keep what was derived and nothing else: the capture may have changed meanwhile, or be gone."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None:
        return None
    condition = Condition.COMPLETE if media else Condition.UNREADABLE
    return captures.change(
        db,
        replace(
            capture,
            condition=capture.condition if capture.condition in _SETTLED else condition,
            duration_ms=media.duration_ms if media else None,
            thumbnail=media is not None,
        ),
    )
