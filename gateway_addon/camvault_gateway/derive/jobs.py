"""Jobs that people wait for: each is done once, and what was asked for last comes first."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
import logging

from camvault_gateway.model import steady_s

_LOGGER = logging.getLogger(__name__)
_LOOK_S = 0.05


@dataclass(slots=True)
class _Job[T]:
    work: Callable[[], Awaitable[T]]
    result: asyncio.Future[T]


class Jobs[T]:
    """Jobs by what they make: some at once, and so many that wait; the one that was asked for first is given up.

    Whoever scrolls on asks for something else, and no longer looks at what was asked for before.
    """

    def __init__(
        self, at_once: int, most_waiting: int, busy: Callable[[], bool] = lambda: False, patience_s: float = 0.0
    ) -> None:
        """Begin without any; while `busy`, none is begun, for so many seconds each."""
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._busy = busy
        self._patience_s = patience_s
        self._waiting: dict[str, _Job[T]] = {}
        self._running: dict[str, tuple[_Job[T], asyncio.Task[None]]] = {}

    async def do(self, key: str, work: Callable[[], Awaitable[T]], wait_s: float) -> T:
        """Return what a job gives, or raise what it raises; TimeoutError when it is not done so soon, or given up.

        It goes on when nobody waits for it any more.
        """
        running = self._running.get(key)
        job = running[0] if running else self._ask(key, work)
        async with asyncio.timeout(wait_s):
            return await asyncio.shield(job.result)

    async def stop(self) -> None:
        """End what runs, and give up what waits."""
        waiting, self._waiting = self._waiting, {}
        for job in waiting.values():
            job.result.cancel()
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ask(self, key: str, work: Callable[[], Awaitable[T]]) -> _Job[T]:
        """Have a job done next, also one that waits already."""
        job = self._waiting.pop(key, None) or _Job(work, asyncio.get_running_loop().create_future())
        self._waiting[key] = job
        self._begin()
        if len(self._waiting) > self._most_waiting:
            _fail(self._waiting.pop(next(iter(self._waiting))), TimeoutError())
        return job

    def _begin(self) -> None:
        while self._waiting and len(self._running) < self._at_once:
            key, job = self._waiting.popitem()
            self._running[key] = job, asyncio.create_task(self._run(key, job))

    async def _run(self, key: str, job: _Job[T]) -> None:
        try:
            await self._until_quiet()
            job.result.set_result(await job.work())
        except asyncio.CancelledError:
            job.result.cancel()
            raise
        except Exception as err:  # noqa: BLE001 whoever waits is told
            _LOGGER.info("Nothing can be shown of capture %s now: %s", key, err or type(err).__name__)
            _fail(job, err)
        finally:
            del self._running[key]
            self._begin()

    async def _until_quiet(self) -> None:
        until = steady_s() + self._patience_s
        while self._busy() and steady_s() < until:  # noqa: ASYNC110 nobody tells when it is over
            await asyncio.sleep(_LOOK_S)


def _fail[T](job: _Job[T], err: Exception) -> None:
    job.result.set_exception(err)
    # Perhaps nobody waits for it any more.
    job.result.exception()
