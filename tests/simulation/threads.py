"""An event loop and threads of which one runs at a time, in virtual time: the seed decides which is next."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
import contextlib
from functools import partial
from random import Random
import selectors
from typing import Any, Final, override

import greenlet

from .timeline import CrashError, Timeline

# A hand-over between threads takes so long at most.
_PAUSE_S: Final = 0.002


class _Selector(selectors.BaseSelector):
    """Waits for nothing but time."""

    def __init__(self, timeline: Timeline, step: Callable[[], None]) -> None:
        self._timeline = timeline
        self._step = step

    @override
    def select(self, timeout: float | None = None) -> list[Any]:
        self._step()
        moment = self._timeline.next()
        if timeout is None and moment is None:
            raise RuntimeError("Nothing will ever happen any more")
        self._timeline.advance(self._timeline.now + timeout if timeout is not None else moment or 0.0)
        return []

    @override
    def register(self, fileobj: Any, events: int, data: object = None) -> selectors.SelectorKey:
        return selectors.SelectorKey(fileobj, 0, events, data)

    @override
    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return selectors.SelectorKey(fileobj, 0, 0, None)

    @override
    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return {}


class VirtualLoop(asyncio.SelectorEventLoop):
    """One life of the gateway: its event loop, and its threads."""

    def __init__(self, timeline: Timeline, random: Random) -> None:
        super().__init__(_Selector(timeline, self._step))
        self._timeline = timeline
        self._random = random
        self._alive: dict[Any, None] = {}
        self._steps_left: int | None = None
        self.killed = False
        self._default = Pool(self, 32)

    @override
    def time(self) -> float:
        return self._timeline.now

    def _write_to_self(self) -> None:
        """Wake nobody: it never sleeps."""

    @override
    def run_in_executor[T](
        self, executor: Executor | Pool | None, func: Callable[..., T], *args: object
    ) -> asyncio.Future[T]:
        pool: Any = executor or self._default
        return asyncio.wrap_future(pool.submit(func, *args), loop=self)

    def pause(self) -> float:
        """Return how long a hand-over takes now."""
        return self._random.random() * _PAUSE_S

    def kill_after(self, steps: int) -> None:
        """Let the gateway die in so many rounds of its event loop."""
        self._steps_left = steps

    def _step(self) -> None:
        if self._steps_left is not None:
            self._steps_left -= 1
            if self._steps_left < 0:
                raise CrashError

    def start(self, work: Callable[[], None]) -> None:
        """Run something in a thread."""
        if not self.killed:
            self.call_later(self.pause(), self._run, work)

    def _run(self, work: Callable[[], None]) -> None:
        thread = greenlet.greenlet(work)
        self._alive[thread] = None
        self._switch(thread)

    def _switch(self, thread: Any) -> None:  # noqa: ANN401 greenlets have no types
        thread.switch()
        if thread.dead:
            self._alive.pop(thread, None)

    def sleep(self, seconds: float) -> None:
        """Let a thread wait."""
        thread = greenlet.getcurrent()
        if self.killed:
            raise CrashError
        if thread not in self._alive:
            raise AssertionError("The event loop waits for the network or the clock")
        self.call_later(max(0.0, seconds), self._switch, thread)
        thread.parent.switch()
        if self.killed:
            raise CrashError

    def bury(self) -> None:
        """End what is left of a life that is over: threads and tasks, without a trace."""
        self.killed = True
        for thread in list(self._alive):
            with contextlib.suppress(CrashError):
                thread.throw(CrashError)
        self._alive.clear()
        for task in asyncio.all_tasks(self):
            task._log_destroy_pending = False  # type: ignore[attr-defined] # it was killed, nobody forgot it
            _unwind(task.get_coro())
        self.close()


def _unwind(coroutine: Any) -> None:  # noqa: ANN401 a coroutine or none
    """Leave a coroutine at once, and whatever it waits for on its way out."""
    with contextlib.suppress(BaseException):
        while coroutine is not None:
            coroutine.throw(CrashError)


class Pool:
    """A thread pool."""

    def __init__(self, loop: VirtualLoop, most: int) -> None:
        self._loop = loop
        self._most = most
        self._running = 0
        self._waiting: deque[tuple[Future[Any], Callable[[], object]]] = deque()
        self._closed = False

    def submit[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do something as soon as a thread is free."""
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[T] = Future()
        self._waiting.append((future, partial(work, *args, **kwargs)))
        self._begin()
        return future

    def shutdown(self, *, cancel_futures: bool = False, **_: object) -> None:
        """Begin nothing more."""
        self._closed = True
        while cancel_futures and self._waiting:
            self._waiting.popleft()[0].cancel()

    def _begin(self) -> None:
        if self._running < self._most and self._waiting:
            self._running += 1
            self._loop.start(self._work)

    def _work(self) -> None:
        try:
            while self._waiting:
                future, work = self._waiting.popleft()
                if future.set_running_or_notify_cancel():
                    self._do(future, work)
        finally:
            self._running -= 1

    def _do(self, future: Future[Any], work: Callable[[], object]) -> None:
        try:
            result = work()
        except Exception as err:  # noqa: BLE001 whatever it is belongs to whoever waits
            self._loop.sleep(self._loop.pause())
            future.set_exception(err)
        else:
            self._loop.sleep(self._loop.pause())
            future.set_result(result)


class InTurn:
    """A thread pool that does everything at once, one after the other."""

    def __init__(self, *_: object) -> None:
        pass

    def submit[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do something."""
        future: Future[T] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as err:  # noqa: BLE001 as above
            future.set_exception(err)
        return future

    def shutdown(self, **_: object) -> None:
        """End nothing."""
