"""How received files get to their places, many with one sync of a folder."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
import queue

from camvault_gateway.model import Capture

from .vault import Vault


class Shelf:
    """Moves files on a thread of its own: those that wait together share the fsync of their folder."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._waiting: queue.SimpleQueue[_Waiting] = queue.SimpleQueue()
        self._mover = ThreadPoolExecutor(1, thread_name_prefix="shelf")

    def keep(self, capture: Capture) -> Future[Capture]:
        """Move a received file to its place; the future is done when that is durable, or has the error."""
        placed: Future[Capture] = Future()
        self._waiting.put((capture, placed))
        self._mover.submit(self._move)
        return placed

    def close(self) -> None:
        """Finish what was handed over."""
        self._mover.shutdown()

    def _move(self) -> None:
        folders: dict[Path, list[_Waiting]] = {}
        for _ in range(self._waiting.qsize()):
            capture, placed = self._waiting.get()
            try:
                folders.setdefault(self._vault.move(capture), []).append((capture, placed))
            except Exception as err:  # noqa: BLE001 whatever it is, a camera waits for an answer
                placed.set_exception(err)
        for folder, moved in folders.items():
            self._sync(folder, moved)

    def _sync(self, folder: Path, moved: list[_Waiting]) -> None:
        try:
            self._vault.sync(folder)
        except Exception as err:  # noqa: BLE001 as above
            for _, placed in moved:
                placed.set_exception(err)
        else:
            for capture, placed in moved:
                placed.set_result(capture)


type _Waiting = tuple[Capture, Future[Capture]]
