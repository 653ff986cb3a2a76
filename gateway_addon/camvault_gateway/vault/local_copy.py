"""A capture's file on the local disk: the vault's own, or a temporary download from the archive."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
import contextlib
from pathlib import Path
from typing import BinaryIO

from camvault_gateway.model import Capture, new_id

from .vault import Vault

# Brings a file that lies in the archive only.
type Fetch = Callable[[Capture, Path], Awaitable[None]]


@contextlib.asynccontextmanager
async def local_copy(vault: Vault, capture: Capture, fetch: Fetch) -> AsyncIterator[BinaryIO]:
    """Give the vault's file, open, or else one that is fetched for as long as it is used."""
    if (file := await asyncio.to_thread(vault.open, capture)) is not None:
        with file:
            yield file
        return
    # Two may want one capture, each for a reason of its own.
    borrowed = await asyncio.to_thread(vault.borrowed, f"{capture.id}-{new_id()}")
    try:
        await fetch(capture, borrowed)
        with await asyncio.to_thread(borrowed.open, "rb") as file:
            yield file
    finally:
        await asyncio.to_thread(borrowed.unlink, missing_ok=True)
