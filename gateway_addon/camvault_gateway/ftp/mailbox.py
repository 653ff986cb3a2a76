"""The mailbox by which other threads hand work to the FTP loop."""

from collections.abc import Callable
import logging
import os
import queue
import threading

from pyftpdlib.ioloop import IOLoop

_LOGGER = logging.getLogger(__name__)


class Mailbox:
    """Callbacks for the loop, posted from any thread; pyftpdlib's loop has no such thing of its own."""

    def __init__(self, ioloop: IOLoop) -> None:
        self._ioloop = ioloop
        self._callbacks: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._fileno = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._closed = False
        self._rung = False
        # What was posted may close the loop before who posted it has rung the bell.
        self._lock = threading.Lock()
        ioloop.register(self._fileno, self, ioloop.READ)

    def post(self, callback: Callable[[], None]) -> None:
        """Have a callback run on the loop."""
        self._callbacks.put(callback)
        with self._lock:
            if not self._closed and not self._rung:
                self._rung = True
                os.eventfd_write(self._fileno, 1)

    def readable(self) -> bool:
        """Tell the loop that this waits for something to read."""
        return True

    def handle_read_event(self) -> None:
        """Run what was posted."""
        os.eventfd_read(self._fileno)
        # Before looking: what is posted from now on rings again, what was posted until now is seen.
        self._rung = False
        for _ in range(self._callbacks.qsize()):
            try:
                self._callbacks.get()()
            except Exception:
                _LOGGER.exception("A callback on the FTP loop failed")

    def handle_close(self) -> None:
        """Do nothing: nobody else holds the other end."""

    def close(self) -> None:
        """Leave the loop."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._ioloop.unregister(self._fileno)
                os.close(self._fileno)
