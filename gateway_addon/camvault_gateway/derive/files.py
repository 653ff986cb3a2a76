"""Captures' files to look at, wherever they lie."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
from pathlib import Path
from typing import BinaryIO

from camvault_gateway.model import LARGEST_FETCH, Capture, OutageError, Rendition
from camvault_gateway.vault import Fetch, Vault, local_copy


class Files:
    """The vault's files, and those fetched from the archive for the moment."""

    def __init__(self, vault: Vault, fetch: Fetch | None) -> None:
        self._vault = vault
        self._fetch = fetch

    def can_have(self, capture: Capture) -> bool:
        """Tell whether there is a file here, or one that may be fetched; waits for the disk."""
        return self._vault.has(capture) or (
            self._fetch is not None
            and not capture.local
            and capture.archive_key is not None
            and capture.size <= LARGEST_FETCH
        )

    async def shown[T](self, capture: Capture, look: Callable[[BinaryIO], Awaitable[T]]) -> T:
        """Look at the file here, or at one fetched for the moment; raises ArchiveError."""
        async with local_copy(self._vault, capture, self._fetch or _nowhere) as file:
            return await look(file)


def make_room(vault: Vault) -> None:
    """Let go what can be made again if the disk is full; raises OutageError when it still is."""
    if vault.disk_space.look():
        vault.renditions.trim(0)
    if vault.disk_space.look():
        raise OutageError("The disk is full.")


@contextlib.asynccontextmanager
async def drafted(vault: Vault, capture: str, which: Rendition) -> AsyncIterator[BinaryIO]:
    """Give an open draft of a rendition, which goes at the end unless it was kept."""
    draft = await asyncio.to_thread(vault.renditions.begin, capture, which)
    try:
        with draft:
            yield draft
    finally:
        await asyncio.to_thread(vault.renditions.drop, capture, which)


async def _nowhere(capture: Capture, _: Path) -> None:
    """Say that a file went from the vault meanwhile, and that there is nothing to fetch it from."""
    raise FileNotFoundError(capture.id)
