"""The queue of one kind of task: which tasks run now, and which run next."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from dataclasses import dataclass
import math
from random import SystemRandom
from sqlite3 import Connection, Error

from camvault_gateway.catalog import Catalog, CatalogError, tasks
from camvault_gateway.model import LONGEST_RETRY_MS, Millis, OutageError, Task, TaskKind, now_ms, steady_s

from .backoff import backoff
from .circuit_breaker import CircuitBreaker
from .report import Report

_FIRST_S = 2.0
_MOST_S = LONGEST_RETRY_MS / 1000
# A task that ends the all-clear this often is its own trouble, not an outage.
_SUSPECT_AFTER = 3

_RANDOM = SystemRandom()


@dataclass(frozen=True, slots=True)
class Worker:
    """The worker of one kind of task: its handler, its concurrency, and what it gives way to.

    When a handler returns, its capture needs it no more: that is in the transaction that keeps what it did.
    """

    handler: Callable[[Task], Awaitable[None]]
    concurrency: int
    # It gives way to tasks of this kind: as long as one is due, none is begun.
    after: TaskKind | None = None
    # And while this is true; which nobody tells the end of, so it needs patience that ends.
    unless: Callable[[], bool] = lambda: False
    # It gives way for so long at a time at most, and does not wait for the end of the other kind's outage.
    patience_s: float | None = None


class TaskQueue:
    """Runs the tasks of one kind: the cameras take turns, and of each the newest capture comes first."""

    def __init__(
        self, catalog: Catalog, kind: TaskKind, worker: Worker, on_outage: Callable[[], None] = lambda: None
    ) -> None:
        self._catalog = catalog
        self._kind = kind
        self._worker = worker
        # Called whenever an outage is met once more, and so when the next try is known.
        self._on_outage = on_outage
        self._breaker = CircuitBreaker()
        self._report = Report(kind)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._probe: str | None = None
        self._suspects: dict[str, int] = {}
        self._turn = ""
        self._awake = asyncio.Event()
        # Whether there may be more to do now than what runs.
        self._more = True
        self._leader: TaskQueue | None = None
        self._followers: list[TaskQueue] = []
        self._waits_since: float | None = None

    def follow(self, leader: TaskQueue) -> None:
        """Give way to another queue."""
        self._leader = leader
        leader._followers.append(self)

    @property
    def busy(self) -> bool:
        """Whether tasks run or may be due."""
        return self._more or bool(self._running) or self._awake.is_set()

    @property
    def waits(self) -> bool:
        """Whether the circuit breaker is tripped: tasks wait for the end of an outage."""
        return self._breaker.tripped

    @property
    def next_try_s(self) -> float | None:
        """In how many seconds an outage is tried to be over; None without one."""
        return self._breaker.wait() if self._breaker.tripped else None

    def wake(self) -> None:
        """Look for due tasks again."""
        self._more = True
        self._awake.set()

    def go_on(self) -> None:
        """Look again, if the queue had given way."""
        if self._waits_since:
            self.wake()

    def try_now(self) -> None:
        """Try at once, also during an outage: something changed."""
        self._breaker.try_now()
        self.wake()

    async def run(self) -> None:
        """Run tasks until cancelled."""
        while True:
            self._awake.clear()
            wait = await self._fill()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._awake.wait()

    async def drain(self, grace_s: float) -> None:
        """Wait for the running tasks, then cancel those that remain."""
        running = list(self._running.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=grace_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _fill(self) -> float | None:
        """Start what may start; returns after how many seconds to look again, or None to be woken."""
        while room := self._room():
            if (wait := self._breaker.wait() or self._gives_way()) > 0:
                return wait
            self._waits_since = None
            busy = tuple(self._running)
            try:
                found, moment = await asyncio.to_thread(_look, self._catalog, self._kind, busy, self._turn, room)
            except (CatalogError, Error) as err:
                self._report.catalog(err)
                self._breaker.fail(self._breaker.period)
                continue
            # The breaker may have tripped meanwhile.
            begun = found[: self._room()]
            for task in begun:
                self._begin(task)
            if len(begun) == len(found) < room:
                self._more = False
                self._let_others_go_on()
                return None if moment is None else max(0.0, (moment - now_ms()) / 1000)
        self._more = True
        return None

    def _room(self) -> int:
        """Return how many tasks may be begun."""
        return int(self._probe is None) if self._breaker.tripped else self._worker.concurrency - len(self._running)

    def _gives_way(self) -> float:
        """Return for how many seconds the other queue goes first."""
        patience_s = self._worker.patience_s
        if not (self._worker.unless() or self._is_led(patience_s)):
            return 0.0
        now = steady_s()
        self._waits_since = self._waits_since or now
        return math.inf if patience_s is None else max(0.0, self._waits_since + patience_s - now)

    def _is_led(self, patience_s: float | None) -> bool:
        leader = self._leader
        return leader is not None and leader.busy and (patience_s is None or not leader.waits)

    def _let_others_go_on(self) -> None:
        if self.waits or not self.busy:
            for queue in self._followers:
                queue.go_on()

    def _begin(self, task: Task) -> None:
        self._turn = task.camera
        if self._breaker.tripped:
            self._probe = task.capture
        self._running[task.capture] = asyncio.create_task(self._do(task, self._breaker.period))

    async def _do(self, task: Task, period: int) -> None:
        try:
            done = await self._try(task, period)
        except (CatalogError, Error) as err:
            self._report.catalog(err)
            self._breaker.fail(self._breaker.period)
            done = False
        finally:
            if self._probe == task.capture:
                self._probe = None
            del self._running[task.capture]
        # What is new is told, and what else there was has been seen, if there was room for it.
        if self._more or not done:
            self.wake()
        self._let_others_go_on()

    async def _try(self, task: Task, period: int) -> bool:
        """Do a task; tells whether that changed nothing about what is to be done next."""
        try:
            await self._worker.handler(task)
        except OutageError as err:
            await self._hold(task, err, period)
            return False
        except CatalogError, Error:
            raise
        except Exception as err:  # noqa: BLE001 whatever it is belongs to this task alone
            self._report.failed(task, err)
            await self._postpone(task, err)
            done = False
        else:
            done = True
        self._suspects.pop(task.capture, None)
        if (seconds := self._breaker.succeed()) is not None:
            self._report.goes_on(seconds)
        return done

    async def _hold(self, task: Task, err: OutageError, period: int) -> None:
        if self._breaker.fail(period, lasting=err.lasting):
            self._suspects[task.capture] = self._suspects.get(task.capture, 0) + 1
        self._report.outage(err)
        # Without a cause nothing is broken, and nothing changes.
        if err.__cause__ is not None:
            self._on_outage()
        if self._suspects.get(task.capture, 0) >= _SUSPECT_AFTER:
            del self._suspects[task.capture]
            await self._postpone(task, err)

    async def _postpone(self, task: Task, err: Exception) -> None:
        wait = backoff(task.attempts + 1, _FIRST_S, _MOST_S, _RANDOM.random())
        text = str(err) or type(err).__name__
        await self._catalog.keep(tasks.postpone, task, now_ms() + int(wait * 1000), text)


def _look(
    catalog: Catalog, kind: TaskKind, busy: tuple[str, ...], turn: str, most: int
) -> tuple[list[Task], Millis | None]:
    """Return the tasks to do now; and when the next one is due that was put off."""
    now = now_ms()
    found, moment = catalog.read(_next, kind, now, busy, turn, most)
    if moment is not None and moment <= now:
        catalog.note(tasks.release, kind, now).result()
        found, moment = catalog.read(_next, kind, now, busy, turn, most)
    return found, moment


def _next(
    db: Connection, kind: TaskKind, now: Millis, busy: tuple[str, ...], turn: str, most: int
) -> tuple[list[Task], Millis | None]:
    moment = tasks.next_moment(db, kind, now)
    found: list[Task] = []
    while len(found) < most and (task := tasks.next_due(db, kind, busy, turn)) is not None:
        found.append(task)
        turn, busy = task.camera, (*busy, task.capture)
    return found, moment
