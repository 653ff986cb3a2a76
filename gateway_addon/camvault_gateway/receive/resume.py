"""Resumed uploads: which upload may go on where an earlier one broke off."""

import threading
from typing import Final

from camvault_gateway.catalog import Catalog, captures, events
from camvault_gateway.model import Capture, Condition, State

# Each piece has what is there copied, so who sends single bytes is stopped before that costs much.
_MOST_PIECES: Final = 256
_MOST_OF_LARGE: Final = 16
_LARGE: Final = 1024 * 1024


class Resumption:
    """The captures that an upload may still continue, or continues now; safe to use from any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._under_way: set[str] = set()

    def find(self, capture: str, size: int, pieces: int, *, asked: bool) -> Capture | None:
        """Return the capture that an upload goes on with, or None when it is a file of its own; reads the catalog.

        The client believes that `size` bytes are kept, and went on `pieces` times before. What is appended to a whole
        file belongs to it only if the client `asked` for its size, or named it. Raises CatalogError.
        """
        if pieces >= (_MOST_PIECES if size < _LARGE else _MOST_OF_LARGE):
            return None
        known = self._catalog.read(captures.find, capture)
        if known is None or not may_grow(known) or known.size != size:
            return None
        if known.event and self._catalog.read(events.get, known.event).protected:
            return None
        return known if asked or known.condition is not Condition.COMPLETE else None

    def enter(self, capture: str) -> bool:
        """Note that an upload goes on with a capture; returns whether no other one does."""
        with self._lock:
            free = capture not in self._under_way
            self._under_way.add(capture)
            return free

    def leave(self, capture: str) -> None:
        """Note that this upload ended."""
        with self._lock:
            self._under_way.discard(capture)


def may_grow(capture: Capture) -> bool:
    """Tell whether nobody has a copy of a capture's content yet: then what follows can be joined to it."""
    return capture.state is State.STORED and capture.local and capture.archive_key is None
