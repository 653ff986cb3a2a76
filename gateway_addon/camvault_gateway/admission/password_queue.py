"""Passwords whose check is slow by design: one at a time, few in waiting, and each address has its turn."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
import random
import threading
from typing import Final

# Thirty cameras behind one hidden address, each with an account of its own, just after a start.
MOST_OF_AN_ORIGIN: Final = 32
MOST_IN_ALL: Final = 64
_TURNS_REMEMBERED: Final = 1000


class BusyError(Exception):
    """There are too many checks in waiting for another."""


@dataclass(frozen=True, slots=True, eq=False)
class _Check[T]:
    origin: str
    trusted: bool
    job: Callable[[], T]
    future: Future[T]


class PasswordQueue[T]:
    """Run jobs one after the other on a thread of their own.

    Whoever cancels a job's future takes it out. Who was right before goes first, but for every second turn; otherwise
    the address goes first whose last turn is the longest ago. Where there is no room, chance decides who has to go, of
    the address that has the most in waiting: behind one address it is not known who is who.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Check[T]] = []
        self._turns: OrderedDict[str, int] = OrderedDict()
        self._turn = 0
        self._working = False
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="password")

    def submit(self, origin: str, job: Callable[[], T], *, trusted: bool) -> Future[T]:
        """Have a job run; its future has BusyError when it has to go instead."""
        check = _Check(origin, trusted, job, Future[T]())
        check.future.add_done_callback(lambda _: self._leave(check))
        with self._lock:
            self._waiting.append(check)
            surplus = self._surplus(origin)
            if surplus is not None:
                self._waiting.remove(surplus)
            start = not self._working
            self._working = True
        if surplus is not None and surplus.future.set_running_or_notify_cancel():
            surplus.future.set_exception(BusyError())
        if start:
            self._worker.submit(self._work)
        return check.future

    def run(self, job: Callable[[], object]) -> None:
        """Have something run on the thread that nobody waits for."""
        self._worker.submit(job)

    def close(self) -> None:
        """Drop what waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for check in waiting:
            check.future.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _surplus(self, origin: str) -> _Check[T] | None:
        counts = Counter(check.origin for check in self._waiting)
        if counts[origin] > MOST_OF_AN_ORIGIN:
            crowd = [check for check in self._waiting if check.origin == origin]
        elif len(self._waiting) > MOST_IN_ALL:
            most = max(counts.values())
            crowd = [check for check in self._waiting if counts[check.origin] == most]
            crowd = [check for check in crowd if not check.trusted] or crowd
        else:
            return None
        return random.choice(crowd)  # noqa: S311 nothing secret

    def _leave(self, check: _Check[T]) -> None:
        with self._lock:
            if check in self._waiting:
                self._waiting.remove(check)

    def _next(self) -> _Check[T] | None:
        with self._lock:
            if not self._waiting:
                self._working = False
                return None
            self._turn += 1
            in_turn = self._turn % 2
            check = min(
                self._waiting, key=lambda each: (not (each.trusted and in_turn), self._turns.get(each.origin, 0))
            )
            self._waiting.remove(check)
            self._turns.pop(check.origin, None)
            self._turns[check.origin] = self._turn
            if len(self._turns) > _TURNS_REMEMBERED:
                self._turns.popitem(last=False)
            return check

    def _work(self) -> None:
        while check := self._next():
            if not check.future.set_running_or_notify_cancel():
                continue
            try:
                result = check.job()
            except Exception as err:  # noqa: BLE001 whoever asked is told
                check.future.set_exception(err)
            else:
                check.future.set_result(result)
