"""Captures' files to look at, wherever they lie."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import BinaryIO

from camvault_gateway.model import LARGEST_FETCH, Capture, OutageError
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


async def _nowhere(capture: Capture, _: Path) -> None:
    """Say that a file went from the vault meanwhile, and that there is nothing to fetch it from."""
    raise FileNotFoundError(capture.id)
