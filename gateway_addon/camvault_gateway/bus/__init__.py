"""In-process publish and subscribe, between threads."""

import asyncio
from collections import deque
from collections.abc import Callable
import contextlib
import logging
import threading
from typing import Any

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
        self._inboxes: dict[asyncio.AbstractEventLoop, _Inbox] = {}

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; returns what removes it."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
        return lambda: self._unsubscribe(listener)

    def listen(self, hear: Callable[[Any], None], *kinds: type[Message]) -> Callable[[], None]:
        """Have the event loop that this is called on hear of messages of some kinds; returns what ends it."""
        loop = asyncio.get_running_loop()
        with self._lock:
            inbox = self._inboxes.setdefault(loop, _Inbox(loop))

        def pass_on(message: Message) -> None:
            if isinstance(message, kinds):
                inbox.put(hear, message)

        return self.subscribe(pass_on)

    def _unsubscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(known for known in self._listeners if known is not listener)

    def publish(self, message: Message) -> None:
        """Tell all listeners; one that fails does not keep it from the others."""
        for listener in self._listeners:
            _tell(listener, message)


class _Inbox:
    """What an event loop is going to hear; it is woken once for all that comes meanwhile."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[tuple[Callable[[Any], None], Message]] = deque()
        self._rung = False

    def put(self, hear: Callable[[Any], None], message: Message) -> None:
        self._waiting.append((hear, message))
        if not self._rung:
            self._rung = True
            # At the very end the loop may be gone, and with it everyone who would have been told.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._empty)

    def _empty(self) -> None:
        # Before looking: what comes from now on wakes the loop again, what came until now is seen.
        self._rung = False
        for _ in range(len(self._waiting)):
            _tell(*self._waiting.popleft())


def _tell(listener: Callable[[Any], None], message: Message) -> None:
    try:
        listener(message)
    except Exception:
        _LOGGER.exception("A listener failed on %s", type(message).__name__)
