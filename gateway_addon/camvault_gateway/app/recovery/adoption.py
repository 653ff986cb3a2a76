"""Files of the vault that the catalog does not know, or does not know to be there: both are found at each start.

A catalog that lost rows, to a disk or to an older backup, gets them back as far as the files tell.
"""

import asyncio
from collections.abc import Callable
import contextlib
import logging
from pathlib import Path
import threading
from typing import Final

from camvault_gateway.catalog import Catalog, CatalogError
from camvault_gateway.catalog.bulk import locations
from camvault_gateway.model import is_id
from camvault_gateway.vault import Vault

_LOGGER = logging.getLogger(__name__)
_AGAIN_S: Final = 60.0
# So many days are looked at as fast as it goes; the others rest for as long as each took.
_NEWEST: Final = 2


class Adoption:
    """Looks through the vault a day at a time, the newest first."""

    def __init__(self, catalog: Catalog, vault: Vault, adopt: Callable[[Path], None]) -> None:
        self._catalog = catalog
        self._vault = vault
        self._adopt = adopt
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Adopt nothing more."""
        self._stopped.set()

    async def run(self) -> None:
        """Look through the vault, beside everything else; a day that cannot be looked at now is tried again."""
        clock = asyncio.get_running_loop().time
        for number, folder in enumerate(await asyncio.to_thread(self._vault.folders)):
            begun = clock()
            await self._look_at(folder)
            if number >= _NEWEST:
                await asyncio.sleep(clock() - begun)

    async def _look_at(self, folder: Path) -> None:
        try:
            await asyncio.to_thread(self.look_at, folder)
        except (CatalogError, OSError) as err:
            _LOGGER.warning("The vault's folder %s could not be compared with the catalog yet: %s", folder, err)
            await asyncio.sleep(_AGAIN_S)
            await self._look_at(folder)

    def look_through(self) -> None:
        """Look through all of the vault at once; raises CatalogError or OSError."""
        for folder in self._vault.folders():
            self.look_at(folder)

    def look_at(self, folder: Path) -> None:
        """Bring a day's files and the catalog together."""
        files = {path.stem: path for path in folder.iterdir() if is_id(path.stem)}
        facts = self._catalog.read(locations.facts, list(files))
        for identity in facts.unknown:
            if self._stopped.is_set():
                return
            # It may have been deleted since.
            with contextlib.suppress(FileNotFoundError):
                self._adopt(files[identity])
        for identity in facts.left:
            # What was deleted or has expired does not come back.
            self._vault.forget(identity, files[identity].suffix)
        self._find(folder, [each for each, size in facts.away.items() if _size(files[each]) == size])

    def _find(self, folder: Path, away: list[str]) -> None:
        here = self._catalog.write(locations.note_here, away).result() if away else []
        for capture in here:
            if not self._vault.has(capture):
                self._catalog.write(locations.note_gone, [capture.id]).result()
        if here:
            _LOGGER.info("%d files of %s are here after all", len(here), folder)


def _size(path: Path) -> int | None:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size
    return None
