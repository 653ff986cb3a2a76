"""Cameras whose subentry is not to be touched: a flow adds them, or the gateway is asked to change them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from homeassistant.core import callback


class Reservations:
    """The reserved cameras of an entry; `version` grows when a reservation ends."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        """Begin without any; `on_end` is called when one ends."""
        self._on_end = on_end
        self._ids: set[str] = set()
        self._holds = 0
        self.version = 0

    def __contains__(self, camera_id: object) -> bool:
        """Return whether a camera is reserved."""
        return camera_id in self._ids

    @property
    def holds_new(self) -> bool:
        """Return whether cameras without a subentry are reserved, too: one of them may be a flow's."""
        return self._holds > 0

    @contextmanager
    def hold_new(self) -> Iterator[None]:
        """Reserve cameras without a subentry while the gateway adds one, whose id is only known from its answer."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            self._end()

    @callback
    def async_reserve(self, camera_id: str) -> None:
        """Reserve a camera."""
        self._ids.add(camera_id)

    @callback
    def async_release(self, camera_id: str) -> None:
        """End a camera's reservation."""
        self._ids.discard(camera_id)
        self._end()

    def _end(self) -> None:
        self.version += 1
        self._on_end()
