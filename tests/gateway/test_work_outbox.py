"""The outbox: fair, newest first, never lost, never in a hurry during an outage."""

import asyncio
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import dataclass, field, replace
import logging
import sqlite3

import pytest

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, cameras, captures, events, tasks
from camvault_gateway.model import (
    ArchiveError,
    ArchiveProblem,
    Capture,
    Event,
    Kind,
    OutageError,
    Settings,
    SettingsChanged,
    State,
    Task,
    TaskKind,
    TasksAdded,
    new_id,
    now_ms,
)
from camvault_gateway.work import Outbox, Worker, task_queue

from .archiving import until
from .todo import to_do

ADDED = TasksAdded(frozenset({TaskKind.ARCHIVE}))
_STATES = {TaskKind.ARCHIVE: State.STORED, TaskKind.VERIFY: State.ARCHIVED}


def _add(db: sqlite3.Connection, camera: str, kind: TaskKind, due_at: int) -> str:
    """Add a capture that needs nothing but a task of a kind; returns its id."""
    now = now_ms()
    event = Event(id=new_id(), camera=cameras.for_folder(db, camera, now).id, started_at=now, last_at=now)
    events.begin(db, event)
    events.protect(db, event.id, protected=kind is TaskKind.PROTECT)
    capture = Capture(
        id=new_id(),
        camera=event.camera,
        event=event.id,
        kind=Kind.CLIP,
        original_path="x",
        extension="",
        content_type="",
        captured_at=now,
        started_at=now,
        received_at=now,
        sha256="0" * 64,
        archive_key="key",
        state=_STATES.get(kind, State.VERIFIED),
    )
    captures.commit(db, capture, derive=kind is TaskKind.DERIVE)
    if due_at:
        tasks.defer(db, kind, capture.id, due_at)
    return capture.id


def finish(db: sqlite3.Connection, task: Task) -> None:
    """Do what a handler does at its end."""
    tasks.done(db, task)
    if task.kind in _STATES:
        captures.change(db, replace(captures.get(db, task.capture), state=State.VERIFIED))
    if task.kind is TaskKind.PROTECT:
        captures.change(db, replace(captures.get(db, task.capture), archive_key="camvault/_protected/home/key"))


@dataclass
class Office:
    """An outbox whose worker does what the test wants."""

    catalog: Catalog
    bus: Bus = field(default_factory=Bus)
    began: list[Task] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    trouble: Callable[[Task], Exception | None] = lambda _: None
    seconds: float = 0.0

    def add(self, camera: str = "front", due_at: int = 0, kind: TaskKind = TaskKind.ARCHIVE) -> str:
        """Add a capture with a task, and tell nobody; returns its id."""
        return self.catalog.write(_add, camera, kind, due_at).result()

    async def work(self, task: Task) -> None:
        """Do a task."""
        self.began.append(task)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await asyncio.sleep(self.seconds)
            if (err := self.trouble(task)) is not None:
                raise err
            await asyncio.wrap_future(self.catalog.write(finish, task))
        finally:
            self.running -= 1

    @contextlib.asynccontextmanager
    async def open(self, concurrency: int = 1) -> AsyncIterator[Outbox]:
        """Run the outbox."""
        outbox = Outbox(self.catalog, self.bus, {TaskKind.ARCHIVE: Worker(self.work, concurrency)})
        await outbox.start()
        try:
            yield outbox
        finally:
            await outbox.stop()

    def waiting(self) -> list[sqlite3.Row]:
        """Return the tasks that wait."""
        return self.catalog.read(to_do)

    async def empty(self, limit_s: float = 10) -> float:
        """Wait until nothing waits."""
        return await until(lambda: not self.waiting(), limit_s)


@pytest.fixture
def office(catalog: Catalog) -> Office:
    """Return an outbox that is not open yet."""
    return Office(catalog)


async def test_cameras_take_turns_and_newest_goes_first(office: Office) -> None:
    """A camera that floods the outbox delays no other, and what happened last is safe first."""
    flood = [office.add("flood") for _ in range(5)]
    back, door = office.add("back"), office.add("door")
    async with office.open():
        await office.empty()
    assert [task.capture for task in office.began] == [back, door, *reversed(flood)]


async def test_work_is_done_side_by_side_up_to_the_limit(office: Office) -> None:
    """Four at a time, and none twice."""
    for n in range(20):
        office.add(f"cam {n % 3}")
    office.seconds = 0.03
    async with office.open(4):
        await office.empty()
    assert office.most_running == 4
    assert len({task.capture for task in office.began}) == len(office.began) == 20


async def test_new_tasks_from_any_thread_begin_at_once(office: Office) -> None:
    """The FTP server's threads tell of them on the bus."""
    async with office.open():
        await asyncio.sleep(0.1)
        await asyncio.to_thread(office.add)
        assert not office.began
        await asyncio.to_thread(office.bus.publish, ADDED)
        await office.empty()


async def test_task_begins_when_it_is_due(office: Office) -> None:
    """Not before, and without being told again."""
    began_at: list[int] = []
    office.trouble = lambda _: began_at.append(now_ms())
    async with office.open():
        due_at = now_ms() + 400
        office.add(due_at=due_at)
        office.bus.publish(ADDED)
        await office.empty()
    (moment,) = began_at
    assert moment >= due_at


async def test_failed_task_waits_with_its_reason_and_stops_no_other(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Attempts and error are kept; the wait is from two seconds on."""
    bad = office.add("a")
    good = office.add("b")
    office.trouble = lambda task: ArchiveError(ArchiveProblem.DAMAGED, "is bad") if task.capture == bad else None
    async with office.open():
        await until(lambda: len(office.began) == 2)
        await until(lambda: len(office.waiting()) == 1 and office.waiting()[0]["attempts"] == 1)
    assert [task.capture for task in office.began] == [bad, good]
    (row,) = office.waiting()
    assert row["error"] == "is bad"
    assert 1500 <= row["due_at"] - now_ms() <= 4000
    assert [(each.levelname, each.exc_info) for each in caplog.records] == [("WARNING", None)]


async def test_failed_task_is_tried_again_and_succeeds(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts count up, each wait longer; the waits are cut short here."""
    monkeypatch.setattr(task_queue, "_FIRST_S", 0.02)
    monkeypatch.setattr(task_queue, "_MOST_S", 0.1)
    office.add()
    office.trouble = lambda task: ValueError("not yet") if task.attempts < 5 else None
    async with office.open():
        await office.empty()
    assert [task.attempts for task in office.began] == [0, 1, 2, 3, 4, 5]


async def test_many_failures_are_few_log_lines(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A lost disk must not fill another one with log lines."""
    monkeypatch.setattr(task_queue, "_FIRST_S", 0.01)
    monkeypatch.setattr(task_queue, "_MOST_S", 0.02)
    for n in range(30):
        office.add(f"cam {n % 3}")
    office.trouble = lambda _: RuntimeError("unexpected")
    async with office.open(4):
        await until(lambda: len(office.began) > 100)
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info


async def test_outage_pauses_all_and_tries_one_at_a_time(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """No task is marked; the log says when it begins and when it ends; then all go on."""
    caplog.set_level(logging.INFO)
    for n in range(20):
        office.add(f"cam {n % 4}")
    office.trouble = lambda _: OutageError("nobody there")
    office.seconds = 0.02
    async with office.open(4):
        await until(lambda: office.running == 0 and len(office.began) >= 4)
        at_once = len(office.began)
        assert at_once <= 8
        office.most_running = 0
        await asyncio.sleep(2)
        assert office.most_running == 1
        assert 1 <= len(office.began) - at_once <= 7
        assert {(row["attempts"], row["error"]) for row in office.waiting()} == {(0, None)}
        office.trouble = lambda _: None
        await office.empty(30)
    assert [each.getMessage().partition(",")[0] for each in caplog.records] == [
        "Tasks wait (archive): nobody there",
        "Tasks go on (archive)",
    ]


async def test_task_that_hangs_from_before_does_not_keep_the_try_out(office: Office) -> None:
    """While three wait for an answer that never comes, a fourth finds out that the outage is over."""
    for n in range(8):
        office.add(f"cam {n}")
    hanging = asyncio.Event()

    async def work(task: Task) -> None:
        office.began.append(task)
        if len(office.began) <= 3:
            await hanging.wait()
        if len(office.began) == 4:
            raise OutageError("nobody there")
        await asyncio.wrap_future(office.catalog.write(finish, task))

    outbox = Outbox(office.catalog, office.bus, {TaskKind.ARCHIVE: Worker(work, 4)})
    await outbox.start()
    await until(lambda: len(office.waiting()) == 3, 5)
    hanging.set()
    await office.empty()
    await outbox.stop()


async def test_one_task_that_always_looks_like_an_outage_stops_no_other_for_long(office: Office) -> None:
    """A file that makes the server fail each time is soon taken for what it is."""
    bad = office.add("a")
    for n in range(30):
        office.add(f"cam {n % 3}")
    office.trouble = lambda task: OutageError("500") if task.capture == bad else None
    async with office.open():
        await until(lambda: len(office.waiting()) == 1 and office.waiting()[0]["attempts"] > 0, 15)
    assert office.waiting()[0]["capture"] == bad


async def test_change_of_settings_ends_the_wait(office: Office) -> None:
    """The owner who corrects a key sees the uploads go on."""
    office.add()
    office.trouble = lambda _: OutageError("wrong key", lasting=True)
    async with office.open():
        await asyncio.sleep(3)
        office.trouble = lambda _: None
        office.bus.publish(SettingsChanged(Settings(gateway_id="test")))
        # By itself it would be tried again after half a minute.
        await office.empty(25)


async def test_stop_waits_a_little_and_leaves_the_rest(office: Office) -> None:
    """What is nearly done gets done; what hangs is let go; nothing is lost."""
    office.add("a")
    office.add("b")
    office.seconds = 0.3
    async with office.open(1):
        await until(lambda: office.running == 1)
    assert len(office.waiting()) == 1
    office.seconds = 60
    outbox = Outbox(office.catalog, office.bus, {TaskKind.ARCHIVE: Worker(office.work, 1)})
    await outbox.start()
    await until(lambda: office.running == 1)
    await outbox.stop(0.1)
    assert office.running == 0
    assert len(office.waiting()) == 1
    office.bus.publish(ADDED)


async def test_kinds_do_not_wait_for_each_other(office: Office) -> None:
    """A slow kind, or one that has an outage, leaves the others alone."""
    office.add(kind=TaskKind.DERIVE)
    office.add(kind=TaskKind.ARCHIVE)
    office.add(kind=TaskKind.VERIFY)

    async def hang(_: Task) -> None:
        await asyncio.sleep(60)

    async def fail(_: Task) -> None:
        raise OutageError("no archive")

    workers = {
        TaskKind.ARCHIVE: Worker(fail, 4),
        TaskKind.VERIFY: Worker(hang, 2),
        TaskKind.DERIVE: Worker(office.work, 1),
    }
    outbox = Outbox(office.catalog, office.bus, workers)
    await outbox.start()
    await until(lambda: len(office.waiting()) == 2, 2)
    await outbox.stop(0)
    assert {row["kind"] for row in office.waiting()} == {"archive", "verify"}


async def test_catalog_that_cannot_be_read_is_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A disk with a moment of weakness ends neither the outbox nor the log's silence."""
    office.add()
    read = office.catalog.read

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(office.catalog, "read", fail)
    async with office.open():
        await asyncio.sleep(2)
        monkeypatch.setattr(office.catalog, "read", read)
        await office.empty()
    assert len(caplog.records) == 1


async def test_next_is_found_at_once_in_a_long_outbox(office: Office) -> None:
    """A hundred thousand waiting captures of a long outage do not slow each other down."""
    for n in range(14):
        office.add(f"cam {n}")

    def fill(db: sqlite3.Connection) -> None:
        _multiply(db, 100_000)
        steps: list[int] = []
        db.set_progress_handler(lambda: steps.append(1), 1000)
        turn = ""
        busy: tuple[str, ...] = ()
        for _ in range(200):
            task = tasks.next_due(db, TaskKind.ARCHIVE, busy[-3:], turn)
            assert task is not None
            turn, busy = task.camera, (*busy, task.capture)
            if len(busy) == 100:
                # All others failed, and wait.
                db.execute("INSERT INTO deferred (capture, kind, due_at) SELECT id, 'archive', 2e12 FROM captures")
                db.execute("DELETE FROM deferred WHERE capture > printf('%032x', 99000)")
                steps.clear()
        db.set_progress_handler(None, 0)
        # Thousands of SQLite's own steps: a scan of what waits would take some hundred for each.
        assert len(steps) < 400

    await asyncio.wrap_future(office.catalog.write(fill))


def _multiply(db: sqlite3.Connection, count: int) -> None:
    """Let there be many more captures like those that are there."""
    columns = [row["name"] for row in db.execute("PRAGMA table_info(captures)")]
    told = {"id": "printf('%032x', n)", "captured_at": "n", "event": "NULL"}
    db.execute(
        f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})"  # noqa: S608 our own
        f" INSERT INTO captures ({', '.join(columns)}) SELECT {', '.join(told.get(name, name) for name in columns)}"
        " FROM numbers JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS places"
        " FROM captures) AS one ON n % places = place"
    )


@pytest.mark.parametrize("kind", TaskKind)
def test_next_follows_its_index(catalog: Catalog, kind: TaskKind) -> None:
    """Nothing is sorted, and no other capture is looked at, however many there are."""
    query = f"EXPLAIN QUERY PLAN {tasks.next_query(kind, 2)}"
    values = {"kind": kind, "turn": "", "busy0": "", "busy1": ""}
    plan = catalog.read(lambda db: [row["detail"] for row in db.execute(query, values)])
    looks = [step for step in plan if step.startswith(("SCAN captures", "SEARCH captures"))]
    assert len(looks) == 2
    assert all(f"INDEX captures_to_{kind} (camera" in step for step in looks), plan
    assert [step for step in plan if step.startswith("SEARCH deferred")] == [
        "SEARCH deferred USING PRIMARY KEY (capture=? AND kind=?)"
    ] * 2
    assert not [step for step in plan if "TEMP B-TREE" in step]
