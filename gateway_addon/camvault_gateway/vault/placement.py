"""How received files get to their places for good, many with one sync of a folder."""

from pathlib import Path
import threading

from camvault_gateway.model import Capture

from .vault import Vault


class Placement:
    """Moves files to their places; those that wait at the same time share the fsync of their folder.

    Syncs follow one another. When one fails, no file counts as durable that was moved before it ended: the next sync
    would have nothing to write.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._moving = threading.Lock()
        self._syncing = threading.Lock()
        # The files of each folder that wait for its next sync.
        self._moved: dict[Path, _Group] = {}

    def place(self, capture: Capture) -> None:
        """Move a received file to its place; returns when that is durable. Raises OSError."""
        with self._moving:
            folder = self._vault.move(capture)
            group = self._moved.setdefault(folder, _Group())
        with self._syncing:
            if not group.synced:
                self._sync(folder)
        if group.error is not None:
            raise group.error

    def _sync(self, folder: Path) -> None:
        group = self._taken(folder)
        try:
            self._vault.sync(folder)
        except Exception as err:  # noqa: BLE001 whatever it is, nobody may be told that it went well
            group.error = self._taken(folder).error = err

    def _taken(self, folder: Path) -> _Group:
        with self._moving:
            group = self._moved.pop(folder, None) or _Group()
        group.synced = True
        return group


class _Group:
    """Files of one folder that were moved, and how their sync went."""

    synced = False
    error: Exception | None = None
