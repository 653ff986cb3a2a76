"""The placement of received files: renamed to their final paths, many with one fsync of a folder."""

from collections import deque
from pathlib import Path
import threading

from camvault_gateway.model import Capture

from .vault import Vault


class Placement:
    """Moves files to their places; those that wait at the same time share the fsync of their folder.

    Whoever comes first places the files of all who wait by then; nobody moves one meanwhile, for a sync that fails
    leaves the next one nothing to write.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = threading.Lock()
        self._waiting: deque[_Waiting] = deque()

    def place(self, capture: Capture) -> None:
        """Move a received file to its place; returns when that is durable. Raises OSError."""
        own = _Waiting(capture)
        self._waiting.append(own)
        with self._lock:
            if not own.settled:
                self._place_all()
        if own.error is not None:
            raise own.error

    def _place_all(self) -> None:
        folders: dict[Path, list[_Waiting]] = {}
        # Those who come while others are moved come in time for the sync.
        while self._waiting:
            each = self._waiting.popleft()
            each.settled = True
            try:
                folders.setdefault(self._vault.move(each.capture), []).append(each)
            except Exception as err:  # noqa: BLE001 it is told to who waits
                each.error = err
        for folder, moved in folders.items():
            self._sync(folder, moved)

    def _sync(self, folder: Path, moved: list[_Waiting]) -> None:
        try:
            self._vault.sync(folder)
        except Exception as err:  # noqa: BLE001 as above
            for each in moved:
                each.error = err


class _Waiting:
    """A file that waits for its placement, and the result."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.settled = False
        self.error: Exception | None = None
