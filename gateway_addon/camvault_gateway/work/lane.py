"""One kind of task: what runs now, and what runs next."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
import contextlib
from dataclasses import dataclass
from random import SystemRandom
from sqlite3 import Connection, Error

from camvault_gateway.catalog import Catalog, CatalogError, tasks
from camvault_gateway.model import Millis, OutageError, Task, TaskKind, now_ms

from .backoff import backoff
from .gate import Gate
from .report import Report

_FIRST_S = 2.0
_MOST_S = 3600.0
# A task that ends the all-clear this often is its own trouble, not an outage.
_SUSPECT_AFTER = 3
# How soon a kind that gave way to another looks whether it may go on.
_LOOK_AGAIN_MS = 500

_RANDOM = SystemRandom()


@dataclass(frozen=True, slots=True)
class Worker:
    """Who does tasks of a kind, and how many of them at a time.

    A handler that returns has removed its task, in the transaction that keeps what it did.
    """

    handler: Callable[[Task], Awaitable[None]]
    concurrency: int
    # It gives way to tasks of this kind: as long as one is due, none is begun.
    after: TaskKind | None = None


class Lane:
    """Does the tasks of one kind: camera by camera in turn, of each the newest first."""

    def __init__(self, catalog: Catalog, kind: TaskKind, worker: Worker) -> None:
        self._catalog = catalog
        self._kind = kind
        self._worker = worker
        self._gate = Gate()
        self._report = Report(kind)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._probe: str | None = None
        self._suspects: dict[str, int] = {}
        self._turn = ""
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Look again for something to do."""
        self._awake.set()

    def try_now(self) -> None:
        """Do not wait for the end of an outage: something changed."""
        self._gate.try_now()
        self.wake()

    async def run(self) -> None:
        """Do tasks until cancelled."""
        while True:
            self._awake.clear()
            wait = await self._fill()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._awake.wait()

    async def drain(self, grace_s: float) -> None:
        """Wait for what runs, then cancel it."""
        running = list(self._running.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=grace_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _fill(self) -> float | None:
        """Start what may start; returns after how many seconds to look again, or None to be woken."""
        while self._has_room():
            if (wait := self._gate.wait()) > 0:
                return wait
            busy = tuple(self._running)
            try:
                task, moment = await asyncio.to_thread(
                    self._catalog.read, _next, self._kind, now_ms(), busy, self._turn, self._worker.after
                )
            except (CatalogError, Error) as err:
                self._report.catalog(err)
                self._gate.fail(self._gate.period)
                continue
            if task is None:
                return None if moment is None else max(0.0, (moment - now_ms()) / 1000)
            self._begin(task)
        return None

    def _has_room(self) -> bool:
        return self._probe is None if self._gate.shut else len(self._running) < self._worker.concurrency

    def _begin(self, task: Task) -> None:
        self._turn = task.camera
        if self._gate.shut:
            self._probe = task.capture
        self._running[task.capture] = asyncio.create_task(self._do(task, self._gate.period))

    async def _do(self, task: Task, period: int) -> None:
        try:
            await self._try(task, period)
        except (CatalogError, Error) as err:
            self._report.catalog(err)
            self._gate.fail(self._gate.period)
        finally:
            if self._probe == task.capture:
                self._probe = None
            del self._running[task.capture]
            self.wake()

    async def _try(self, task: Task, period: int) -> None:
        try:
            await self._worker.handler(task)
        except OutageError as err:
            await self._hold(task, err, period)
            return
        except CatalogError, Error:
            raise
        except Exception as err:  # noqa: BLE001 whatever it is belongs to this task alone
            self._report.failed(task, err)
            await self._postpone(task, err)
        self._suspects.pop(task.capture, None)
        if (seconds := self._gate.succeed()) is not None:
            self._report.goes_on(seconds)

    async def _hold(self, task: Task, err: OutageError, period: int) -> None:
        if self._gate.fail(period, lasting=err.lasting):
            self._suspects[task.capture] = self._suspects.get(task.capture, 0) + 1
        self._report.outage(err)
        if self._suspects.get(task.capture, 0) >= _SUSPECT_AFTER:
            del self._suspects[task.capture]
            await self._postpone(task, err)

    async def _postpone(self, task: Task, err: Exception) -> None:
        wait = backoff(task.attempts + 1, _FIRST_S, _MOST_S, _RANDOM.random())
        text = str(err) or type(err).__name__
        await self._catalog.keep(tasks.postpone, task, now_ms() + int(wait * 1000), text)


def _next(
    db: Connection, kind: TaskKind, now: Millis, busy: Collection[str], turn: str, after: TaskKind | None = None
) -> tuple[Task | None, Millis | None]:
    """Return the task to do now, or else when to look for the next one."""
    moment = tasks.next_moment(db, kind, busy)
    if moment is None or moment > now:
        return None, moment
    first = tasks.next_moment(db, after) if after else None
    if first is not None and first <= now:
        return None, now + _LOOK_AGAIN_MS
    return tasks.next_due(db, kind, now, busy, turn), moment
