"""Captures' files to look at, wherever they lie."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
from pathlib import Path
from typing import Final

from camvault_gateway.model import Capture, new_id
from camvault_gateway.vault import Vault

# Brings a file that lies in the archive only; raises ArchiveError.
type Fetch = Callable[[Capture, Path], Awaitable[None]]

LARGEST_FETCH: Final = 200 * 1024 * 1024


class Files:
    """The vault's files, and those fetched from the archive for the moment."""

    def __init__(self, vault: Vault, fetch: Fetch | None) -> None:
        self._vault = vault
        self._fetch = fetch

    def can_have(self, capture: Capture, path: Path | None) -> bool:
        """Tell whether there is a file here, or one that may be fetched."""
        return path is not None or (
            self._fetch is not None
            and not capture.local
            and capture.archive_key is not None
            and capture.size <= LARGEST_FETCH
        )

    @contextlib.asynccontextmanager
    async def at_hand(self, capture: Capture, path: Path | None) -> AsyncIterator[Path]:
        """Give the file here, or one fetched for the moment; raises ArchiveError."""
        if path is not None or self._fetch is None:
            yield path or self._vault.path(capture)
            return
        # Two may look at one capture, each for a reason of its own.
        borrowed = await asyncio.to_thread(self._vault.borrowed, f"{capture.id}-{new_id()}")
        try:
            await self._fetch(capture, borrowed)
            yield borrowed
        finally:
            await asyncio.to_thread(borrowed.unlink, missing_ok=True)
