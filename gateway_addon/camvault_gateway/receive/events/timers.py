"""Timers on a thread of their own."""

from collections.abc import Callable
import contextlib
import logging
import sched
import threading
import time

_LOGGER = logging.getLogger(__name__)


class Timers:
    """Callbacks that run later, one after the other, on one thread; they may be set and cancelled from any thread."""

    def __init__(self) -> None:
        self._due = sched.scheduler(time.monotonic)
        self._changed = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)
        self._thread.start()

    def post(self, callback: Callable[[], object]) -> None:
        """Have a callback run at once."""
        self.call_later(0, callback)

    def call_later(self, delay_s: float, callback: Callable[[], object]) -> Callable[[], None]:
        """Have a callback run after so many seconds of the monotonic clock; returns what cancels it.

        One that is cancelled while it is about to run may run all the same.
        """
        due = self._due.enter(delay_s, 0, _guarded, (callback,))
        self._changed.set()

        def cancel() -> None:
            with contextlib.suppress(ValueError):
                self._due.cancel(due)

        return cancel

    def close(self) -> None:
        """Run nothing more, and return when nothing runs."""
        self._closed = True
        self._changed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed:
            # Before looking: what is set from now on wakes this up again.
            self._changed.clear()
            self._changed.wait(self._due.run(blocking=False))


def _guarded(callback: Callable[[], object]) -> None:
    try:
        callback()
    except Exception:
        _LOGGER.exception("A timer's callback failed")
