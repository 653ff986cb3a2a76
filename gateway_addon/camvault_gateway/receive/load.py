"""The load by uploads: how many wait to become durable, so that background work can yield to them."""

from collections.abc import Iterator
import contextlib
import threading
from typing import Final

from camvault_gateway.model import steady_s

# As many that are whole and not acknowledged yet; a home seldom has two.
_MANY: Final = 4
_LASTS_S: Final = 0.3


class Load:
    """The count of uploads that are being made durable; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = 0
        self._until = 0.0

    @property
    def is_high(self) -> bool:
        """Whether there are many, or were within the last 0.3 seconds."""
        return steady_s() < self._until

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Count an upload from its last byte until it is durable."""
        with self._lock:
            self._waiting += 1
            if self._waiting >= _MANY:
                self._until = steady_s() + _LASTS_S
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1
