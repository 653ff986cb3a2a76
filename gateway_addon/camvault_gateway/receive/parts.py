"""Parts of files: which upload may go on where an earlier one broke off."""

from typing import Final

from camvault_gateway.catalog import Catalog, captures, events
from camvault_gateway.model import Capture, Condition, State

from .namespace import Uploaded

# Each piece has what is there copied, so who sends single bytes is stopped before that costs much.
_MOST_PIECES: Final = 256
_MOST_OF_LARGE: Final = 16
_LARGE: Final = 1024 * 1024


class Parts:
    """What was kept of files that are not whole yet, and which of them somebody is going on with."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._under_way: set[str] = set()

    def find(self, uploaded: Uploaded, *, asked: bool) -> Capture | None:
        """Return what an upload goes on with, or None when it is a file of its own; on a worker.

        What is appended to a whole file belongs to it only if the client asked for its size, or named it.
        """
        most = _MOST_PIECES if uploaded.size < _LARGE else _MOST_OF_LARGE
        if uploaded.capture is None or uploaded.pieces >= most:
            return None
        capture = self._catalog.read(captures.find, uploaded.capture)
        if capture is None or not may_grow(capture) or capture.size != uploaded.size:
            return None
        if capture.event and self._catalog.read(events.get, capture.event).protected:
            return None
        return capture if asked or capture.condition is not Condition.COMPLETE else None

    def enter(self, capture: str) -> bool:
        """Begin to go on with a part; returns whether nobody else does."""
        free = capture not in self._under_way
        self._under_way.add(capture)
        return free

    def leave(self, capture: str) -> None:
        """End that."""
        self._under_way.discard(capture)


def may_grow(capture: Capture) -> bool:
    """Tell whether nobody has a copy of a capture's content yet: then what follows can be joined to it."""
    return capture.state is State.STORED and capture.local and capture.archive_key is None
