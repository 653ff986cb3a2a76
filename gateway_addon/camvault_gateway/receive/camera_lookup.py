"""The lookup of an upload's camera, by its account and path."""

import logging
import threading
from typing import Final

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, cameras, pattern
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import UNASSIGNED, Account, CameraChanged, now_ms
from camvault_gateway.recognize import find_source, promise

from .paths import first_folder

_LOGGER = logging.getLogger(__name__)
_NOBODY: Final = ""
# Of a place with more folders than homes have cameras the folders are something else: perhaps one for each event.
_MOST_IN_A_PLACE: Final = 32


class CameraLookup:
    """The cameras that accounts and folders stand for, from memory; what is new is looked up in the catalog.

    Safe to use from any thread.
    """

    def __init__(self, catalog: Catalog, bus: Bus) -> None:
        self._catalog = catalog
        self._bus = bus
        self._crowded = False
        self._lock = threading.Lock()
        # Replaced as a whole: somebody may be looking through it.
        self._known: dict[str, str] = {}
        self._merged: dict[str, str] = {}
        self.reload()

    def reload(self) -> None:
        """Read anew which folders stand for which cameras. Raises CatalogError."""
        with self._lock:
            merged, known = self._catalog.read(moves.redirects), self._catalog.read(cameras.folders)
            self._merged, self._known = merged, known

    def find(self, account: Account, path: str) -> str | None:
        """Return whose upload a path is, or None when that camera must be learned first."""
        if account.camera:
            return self._merged.get(account.camera, account.camera)
        source, folder = find_source(path), first_folder(path)
        # What the owner said counts more than what the path says; and a folder of former days stands for all in it.
        for key in (pattern(path), folder and f"{folder}/*", source.key if source else _NOBODY):
            if key is not None and (camera := self._known.get(key)):
                return camera
        if source and source.place and self._is_full(source.place) and (camera := self._known.get(source.place)):
            return camera
        # Test and marker files lie where no camera has its folder; they alone make none.
        return UNASSIGNED if not promise(path).is_kept else None

    def _is_full(self, place: str) -> bool:
        return sum(key.startswith(f"{place}/") and key[-1] != "*" for key in self._known) >= _MOST_IN_A_PLACE

    def learn(self, path: str | None) -> str:
        """Return the camera that a path names, added when it is new, without a path Unassigned; waits for the disk.

        Raises CatalogError.
        """
        source = find_source(path) if path else None
        key, name = (source.key, source.name) if source else (None, None)
        if source and source.place and self._is_full(source.place):
            key = name = source.place
        camera = self._catalog.write(cameras.for_folder, key, now_ms(), name).result()
        if key is None or camera.id != UNASSIGNED:
            with self._lock:
                self._known = {**self._known, key or _NOBODY: camera.id}
        elif not self._crowded:
            self._crowded = True
            _LOGGER.warning(
                "There are %d cameras; new ones go to Unassigned. Is the cameras' password in wrong hands?",
                cameras.MAX_CAMERAS,
            )
        self._bus.publish(CameraChanged(camera.id))
        return camera.id
