"""In-process publish and subscribe, between threads."""

from collections.abc import Callable
import logging
import threading

from camvault_gateway.model import Message

_LOGGER = logging.getLogger(__name__)

type Listener = Callable[[Message], None]


class Bus:
    """Tell every listener what happened, on the thread it happened on.

    A listener returns at once: one that has work to do hands it to its own thread or loop.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; returns what removes it."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
        return lambda: self._unsubscribe(listener)

    def _unsubscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(known for known in self._listeners if known is not listener)

    def publish(self, message: Message) -> None:
        """Tell all listeners; one that fails does not keep it from the others."""
        for listener in self._listeners:
            try:
                listener(message)
            except Exception:
                _LOGGER.exception("A listener failed on %s", type(message).__name__)
