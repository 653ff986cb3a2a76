"""Jobs that people wait for: each once, the newest first, and no more than so many."""

import asyncio
from collections.abc import Callable

import pytest

from camvault_gateway.derive.jobs import Jobs

pytestmark = pytest.mark.asyncio


class Work:
    """Work that is done when it may be, and noted in the order in which it was begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may = asyncio.Event()

    def of(self, name: str) -> Callable[[], asyncio.Future[str]]:
        """Return what is to be done under a name."""

        async def do() -> str:
            self.begun.append(name)
            await self.may.wait()
            return name.upper()

        return lambda: asyncio.ensure_future(do())


async def _asked(jobs: Jobs[str], work: Work, *names: str, wait_s: float = 5) -> list[asyncio.Task[str]]:
    tasks = []
    for name in names:
        tasks.append(asyncio.create_task(jobs.do(name, work.of(name), wait_s)))
        await asyncio.sleep(0.01)
    return tasks


async def test_newest_first() -> None:
    """What was asked for last comes next, also what is asked for once more; and each is done once."""
    jobs, work = Jobs[str](1, 10), Work()
    tasks = await _asked(jobs, work, "a", "b", "c", "d", "b", "a")
    work.may.set()
    assert await asyncio.gather(*tasks) == ["A", "B", "C", "D", "B", "A"]
    assert work.begun == ["a", "b", "d", "c"]


async def test_several_at_once() -> None:
    """So many run beside each other, and no more."""
    jobs, work = Jobs[str](2, 10), Work()
    tasks = await _asked(jobs, work, "a", "b", "c")
    assert work.begun == ["a", "b"]
    work.may.set()
    assert await asyncio.gather(*tasks) == ["A", "B", "C"]


async def test_the_oldest_is_given_up() -> None:
    """Beyond so many, whoever asked first is to ask again; what runs goes on."""
    jobs, work = Jobs[str](1, 2), Work()
    tasks = await _asked(jobs, work, "a", "b", "c", "d")
    with pytest.raises(TimeoutError):
        await tasks[1]
    work.may.set()
    assert await asyncio.gather(tasks[0], *tasks[2:]) == ["A", "C", "D"]
    assert work.begun == ["a", "d", "c"]


async def test_goes_on_when_nobody_waits() -> None:
    """Who waits too long asks again, and gets what was made meanwhile; it is not begun again."""
    jobs, work = Jobs[str](1, 2), Work()
    for task in await _asked(jobs, work, "a", "a", wait_s=0.01):
        with pytest.raises(TimeoutError):
            await task
    (again,) = await _asked(jobs, work, "a")
    work.may.set()
    assert await again == "A"
    assert work.begun == ["a"]


async def test_failures_are_told() -> None:
    """All who wait are told, and the next job is done."""
    jobs = Jobs[str](1, 2)
    may = asyncio.Event()

    async def fail() -> str:
        await may.wait()
        raise ValueError("no picture")

    tasks = [asyncio.create_task(jobs.do("a", fail, 5)) for _ in range(2)]
    work = Work()
    work.may.set()
    tasks += await _asked(jobs, work, "b")
    may.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(each) for each in results] == ["no picture", "no picture", "B"]


async def test_gives_way() -> None:
    """While uploads wait for each other, nothing is begun; but not for ever."""
    busy = True
    jobs, work = Jobs[str](1, 2, lambda: busy, 60.0), Work()
    work.may.set()
    (task,) = await _asked(jobs, work, "a")
    await asyncio.sleep(0.1)
    assert work.begun == []
    busy = False
    assert await task == "A"
    busy = True
    jobs = Jobs[str](1, 2, lambda: busy, 0.1)
    (task,) = await _asked(jobs, work, "b")
    assert await task == "B"


async def test_stop() -> None:
    """What runs ends, what waits is given up, and nothing is begun any more."""
    jobs, work = Jobs[str](1, 2), Work()
    tasks = await _asked(jobs, work, "a", "b")
    await jobs.stop()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(each) for each in results} == {asyncio.CancelledError}
    assert work.begun == ["a"]
