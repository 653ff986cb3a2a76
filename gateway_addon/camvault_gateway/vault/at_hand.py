"""A capture's file for a while, wherever it lies."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
from pathlib import Path

from camvault_gateway.model import Capture, new_id

from .vault import Vault

# Brings a file that lies in the archive only.
type Fetch = Callable[[Capture, Path], Awaitable[None]]


@contextlib.asynccontextmanager
async def at_hand(vault: Vault, capture: Capture, fetch: Fetch) -> AsyncIterator[Path]:
    """Give the vault's file, or else one that is fetched for as long as it is used."""
    if (path := await asyncio.to_thread(vault.locate, capture)) is not None:
        yield path
        return
    # Two may want one capture, each for a reason of its own.
    borrowed = await asyncio.to_thread(vault.borrowed, f"{capture.id}-{new_id()}")
    try:
        await fetch(capture, borrowed)
        yield borrowed
    finally:
        await asyncio.to_thread(borrowed.unlink, missing_ok=True)
