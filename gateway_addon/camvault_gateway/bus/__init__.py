"""In-process publish and subscribe, between threads."""

import asyncio
from collections import deque
from collections.abc import Callable
import contextlib
from dataclasses import dataclass
import logging
import threading
from typing import Any

from camvault_gateway.model import Message

_LOGGER = logging.getLogger(__name__)

type Listener = Callable[[Message], None]


class Bus:
    """A message bus: calls every listener on the publisher's thread.

    A listener returns at once: one that has work to do hands it to its own thread or loop.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[_Subscription, ...] = ()
        self._inboxes: dict[asyncio.AbstractEventLoop, _Inbox] = {}

    def subscribe(self, listener: Listener, *kinds: type[Message]) -> Callable[[], None]:
        """Add a listener for messages of some kinds, or of all; returns a function that removes it."""
        subscription = _Subscription(listener, kinds or (object,))
        with self._lock:
            self._listeners = (*self._listeners, subscription)
        return lambda: self._unsubscribe(subscription)

    def listen(self, hear: Callable[[Any], None], *kinds: type[Message]) -> Callable[[], None]:
        """Have messages of some kinds passed to the current event loop; returns a function that ends it."""
        loop = asyncio.get_running_loop()
        with self._lock:
            inbox = self._inboxes.setdefault(loop, _Inbox(loop))
        return self.subscribe(lambda message: inbox.put(hear, message), *kinds)

    def _unsubscribe(self, subscription: _Subscription) -> None:
        with self._lock:
            self._listeners = tuple(known for known in self._listeners if known is not subscription)

    def publish(self, message: Message) -> None:
        """Pass a message to all listeners; one that fails is logged, and the others still get it."""
        for subscription in self._listeners:
            if isinstance(message, subscription.kinds):
                _tell(subscription.listener, message)


@dataclass(frozen=True, slots=True, eq=False)
class _Subscription:
    """A listener, and the kinds of messages that it gets."""

    listener: Listener
    kinds: tuple[type, ...]


class _Inbox:
    """The messages that wait for an event loop, which is woken once for all of them."""

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
