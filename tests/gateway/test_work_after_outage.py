"""After an outage: one try, then all of them, the newest first and fair between cameras."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, settings as kept_settings
from camvault_gateway.model import (
    ArchiveError,
    ArchiveProblem,
    GatewayChanged,
    Message,
    OutageError,
    SettingsChanged,
    Task,
    TaskKind,
    TasksAdded,
    now_ms,
)
from camvault_gateway.work import Outbox, Worker, circuit_breaker
from camvault_gateway.work.task_queue import _look

from .archiving import until
from .test_work_outbox import Office, finish

BACKLOGS = st.lists(st.sampled_from(["front", "back", "door", "yard"]), min_size=1, max_size=25)


@pytest.fixture
def office(catalog: Catalog) -> Office:
    """Return an outbox that is not open yet."""
    return Office(catalog)


def in_order(office: Office, most: int) -> list[Task]:
    """Do all that waits, so many at a time, in virtual time; returns the order."""
    done: list[Task] = []
    turn = ""
    while True:
        found, _ = _look(office.catalog, TaskKind.ARCHIVE, (), turn, most)
        if not found:
            return done
        done.extend(found)
        turn = found[-1].camera
        for task in found:
            office.catalog.write(finish, task).result()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(backlog=BACKLOGS, most=st.integers(1, 5))
def test_backlog_goes_newest_first_and_in_turns(office: Office, backlog: list[str], most: int) -> None:
    """Whatever piled up: of each camera the newest first, and none gets a second turn before all others had one."""
    added = [(camera, office.add(camera)) for camera in backlog]
    done = in_order(office, most)
    assert {task.capture for task in done} == {capture for _, capture in added}
    for camera in set(backlog):
        own = [task.capture for task in done if task.camera == camera]
        assert own == [capture for owner, capture in reversed(added) if owner == camera]
    for place, task in enumerate(done):
        following = next((n for n in range(place + 1, len(done)) if done[n].camera == task.camera), None)
        if following is not None:
            between = {each.camera for each in done[place + 1 : following]}
            assert between >= {each.camera for each in done[following:]} - {task.camera}


async def test_one_try_then_all_and_the_newest_first(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """No herd: the store meets one request at a time until one succeeds, and four side by side from then on."""
    monkeypatch.setattr(circuit_breaker, "_MOST_S", 0.5)
    before = [office.add(f"cam {n % 4}") for n in range(12)]
    office.trouble = lambda _: OutageError("nobody there")
    office.seconds = 0.02
    async with office.open(4):
        await until(lambda: office.running == 0 and len(office.began) >= 4)
        office.most_running = 0
        await until(lambda: len(office.began) >= 8)
        assert office.most_running == 1
        newest = [office.add(f"cam {n}") for n in range(4)]
        await until(lambda: office.running == 0)
        office.began.clear()
        office.trouble = lambda _: None
        await office.empty()
        assert office.most_running == 4
    order = [task.capture for task in office.began]
    assert set(order[:4]) == set(newest)
    assert sorted(order[4:]) == sorted(before)


async def test_next_try_is_told(office: Office) -> None:
    """After each try of an outage it is told when the next one is; without an archive nothing is told."""
    told: list[Message] = []
    office.bus.subscribe(told.append)
    office.add()
    office.trouble = lambda _: OutageError("No archive is set up")
    async with office.open() as outbox:
        await until(lambda: len(office.began) >= 2 and office.running == 0)
        assert told == []
        office.trouble = _refused
        office.bus.publish(SettingsChanged(office.catalog.read(kept_settings.load)))
        told.clear()
        await until(lambda: told.count(GatewayChanged()) >= 3)
        following = outbox.next_try_at()
        assert following is not None
        assert now_ms() + 20_000 < following <= now_ms() + 300_000
        office.trouble = lambda _: None
        office.bus.publish(SettingsChanged(office.catalog.read(kept_settings.load)))
        await office.empty()
        await until(lambda: outbox.next_try_at() is None)


def _refused(_: object) -> OutageError:
    err = OutageError("wrong key", lasting=True)
    err.__cause__ = ArchiveError(ArchiveProblem.DENIED, "wrong key")
    return err


async def test_wrong_key_is_not_asked_about_blindly(office: Office) -> None:
    """Three tries in the first seconds, to be sure; then silence, until the owner changes something."""
    office.add()
    office.trouble = lambda _: OutageError("wrong key", lasting=True)
    async with office.open(4):
        await asyncio.sleep(6)
        assert len(office.began) == 3


async def test_kind_that_gives_way(office: Office) -> None:
    """As long as a task of the other kind is due, none is begun; then it goes on by itself."""
    copies = [office.add(kind=TaskKind.PROTECT) for _ in range(3)]
    fresh = [office.add() for _ in range(8)]
    later = office.add(due_at=now_ms() + 3600_000)
    office.seconds = 0.05
    workers = {
        TaskKind.PROTECT: Worker(office.work, 2, after=TaskKind.ARCHIVE),
        TaskKind.ARCHIVE: Worker(office.work, 1),
    }
    outbox = Outbox(office.catalog, office.bus, workers)
    await outbox.start()
    await until(lambda: [row["capture"] for row in office.waiting()] == [later])
    await outbox.stop()
    order = [task.capture for task in office.began]
    assert set(order[: len(fresh)]) == set(fresh)
    assert sorted(order[len(fresh) :]) == sorted(copies)


async def test_kind_that_gives_way_for_a_while(office: Office) -> None:
    """Little by little it is done beside a long row of the others, and the rest of it after them."""
    pictures = [office.add(kind=TaskKind.DERIVE) for _ in range(12)]
    fresh = [office.add() for _ in range(20)]
    office.seconds = 0.05
    async with _deriving_after(office, office.work):
        await office.empty()
    order = [task.capture for task in office.began]
    beside = set(order[: order.index(fresh[0])]) & set(pictures)
    assert order[0] in fresh
    assert 1 <= len(beside) <= 8
    assert sorted(order) == sorted(fresh + pictures)


async def test_kind_that_gives_way_lets_the_other_begin_what_came_with_its_own(office: Office) -> None:
    """An upload brings both along, and tells of them at once."""
    office.seconds = 0.02
    # With room for another nothing is looked for between the rounds.
    async with _deriving_after(office, office.work, 2, patience_s=60):
        for _ in range(5):
            await until(lambda: not office.running)
            office.began.clear()
            picture, fresh = office.add(kind=TaskKind.DERIVE), office.add()
            office.bus.publish(TasksAdded(frozenset({TaskKind.DERIVE, TaskKind.ARCHIVE})))
            await office.empty()
            assert [task.capture for task in office.began] == [fresh, picture]
    assert office.most_running == 1


async def test_no_kind_waits_for_the_end_of_the_outage_of_another(office: Office) -> None:
    """Pictures are made while the archive is away."""
    fresh = office.add()

    async def fail(_: Task) -> None:
        raise OutageError("nobody there")

    for _ in range(20):
        office.add(kind=TaskKind.DERIVE)
    async with _deriving_after(office, fail, patience_s=60):
        await until(lambda: [row["capture"] for row in office.waiting()] == [fresh])


async def test_kind_that_gives_way_to_a_rush(office: Office) -> None:
    """As long as it is told of one, a few are done now and then; then all, without being asked for."""
    rushed = True
    for _ in range(12):
        office.add(kind=TaskKind.DERIVE)
    workers = {TaskKind.DERIVE: Worker(office.work, 2, unless=lambda: rushed, patience_s=0.2)}
    async with _running(Outbox(office.catalog, office.bus, workers)):
        await until(lambda: len(office.began) >= 3)
        await until(lambda: not office.running)
        assert len(office.began) <= 6
        rushed = False
        await office.empty()
    assert len(office.began) == 12


def _deriving_after(
    office: Office, archive: Callable[[Task], Awaitable[None]], concurrency: int = 1, patience_s: float = 0.2
) -> AbstractAsyncContextManager[Outbox]:
    workers = {
        TaskKind.DERIVE: Worker(office.work, concurrency, after=TaskKind.ARCHIVE, patience_s=patience_s),
        TaskKind.ARCHIVE: Worker(archive, 1),
    }
    return _running(Outbox(office.catalog, office.bus, workers))


@asynccontextmanager
async def _running(outbox: Outbox) -> AsyncIterator[Outbox]:
    await outbox.start()
    try:
        yield outbox
    finally:
        await outbox.stop()
