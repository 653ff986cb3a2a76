"""The gateway's rooms while the clock is set: nothing is misdated, evicted, late or blamed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
import os
from pathlib import Path
import tempfile
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings as trials, strategies as st
import pytest

from camvault_gateway.api.shown import views
from camvault_gateway.app.clock_watch import ClockWatch
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, cameras, captures, events, settings, tasks
from camvault_gateway.catalog.bulk import redating
from camvault_gateway.catalog.lists import audit
from camvault_gateway.model import CLOCK, Capture, Event, State, Task, TaskKind, from_millis, new_id, now_ms
from camvault_gateway.receive.ingest import GRACE_MS, Ingest
from camvault_gateway.recognize import promise
from camvault_gateway.retain import Retainer
from camvault_gateway.vault import Vault

from .clocks import DAY_S, HOUR_S, MINUTE_S, YEAR_S, SetClock, set_clock
from .todo import due

_HOUR_MS = HOUR_S * 1000


class Home:
    """What keeps uploads, on a machine whose clock is set."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        self.folder = folder
        self.clock = clock
        self._open()

    def _open(self) -> None:
        self.catalog = Catalog(self.folder / "catalog.db")
        self.catalog.write(settings.ensure).result()
        self.vault = Vault(self.folder / "vault")
        self.bus = Bus()
        self.watch = ClockWatch(self.catalog, self.bus)
        self.watch.begin()
        self.ingest = Ingest(self.catalog, self.vault, self.bus, ZoneInfo("UTC"))
        self.camera = self.catalog.write(cameras.for_folder, "front", now_ms()).result().id

    def close(self) -> None:
        """End."""
        self.ingest.close()
        self.catalog.close()

    def restart(self) -> None:
        """Stop and start."""
        self.close()
        self._open()

    def event(self) -> Event:
        """Begin an event."""
        event = Event(id=new_id(), camera=self.camera, started_at=now_ms(), last_at=now_ms())
        self.catalog.write(events.begin, event).result()
        return event

    def upload(self, path: str = "/front/x.jpg", event: Event | None = None, takes_s: float = 0) -> Capture:
        """Keep an upload, which takes its time."""
        begun, shifted = self.ingest.capture(self.camera, event, path, promise(path)), CLOCK.shifted
        self.clock.pass_by(takes_s)
        upload = self.vault.receive(begun.id, self.camera)
        upload.write(b"\xff\xd8\xff\xe0" + os.urandom(40) + b"\xff\xd9")
        upload.finish()
        kept = self.ingest.commit(begun, upload, broken=False, shifted=CLOCK.shifted - shifted)
        assert kept is not None
        upload.close()
        return kept

    def verify(self, capture: Capture) -> None:
        """Let a capture be proven in the archive."""
        proven = replace(self.get(capture), state=State.VERIFIED, archive_key="key", archived_at=now_ms())
        self.catalog.write(captures.change, proven).result()

    def get(self, capture: Capture) -> Capture:
        """Return a capture as it is now."""
        return self.catalog.read(captures.get, capture.id)

    def due(self, kind: TaskKind = TaskKind.ARCHIVE) -> Task | None:
        """Return a task that is due now."""
        return due(self.catalog, kind, now_ms(), (), "")

    def adds_up(self) -> bool:
        """Tell whether the counters are right."""
        return all(
            each.kept == each.recounted for each in self.catalog.read(lambda db: audit.counters(db, audit.tally(db)))
        )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return the machine's clocks."""
    return set_clock(monkeypatch)


@pytest.fixture
def home(clock: SetClock, tmp_path: Path) -> Iterator[Home]:
    """Return a home whose clock is right."""
    made = Home(tmp_path, clock)
    yield made
    made.close()


async def test_idle_catalog_is_not_read(home: Home, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute without an upload asks nothing of the catalog; what came meanwhile is seen at the next look."""
    read, reads = home.catalog.read, []

    def counted(query: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401 as what it stands for
        reads.append(query)
        return read(query, *args, **named)

    await home.watch.look()
    monkeypatch.setattr(home.catalog, "read", counted)
    for _ in range(12):
        clock.pass_by(5)
        await home.watch.look()
    assert reads == []
    home.upload()
    reads.clear()
    for _ in range(2):
        await home.watch.look()
    assert reads == [redating.mark]


async def test_two_hours_back_freeze_no_time(home: Home, clock: SetClock) -> None:
    """Each capture has the time it came at, before somebody looks, and afterwards those of before as well."""
    clock.off = 2 * HOUR_S
    early = home.upload()
    clock.off = 0
    late = []
    for _ in range(5):
        clock.pass_by(MINUTE_S)
        late.append(home.upload())
        assert late[-1].captured_at == late[-1].received_at == clock.right_ms
    await home.watch.look()
    assert home.get(early).captured_at == clock.right_ms - 5 * MINUTE_S * 1000
    assert [home.get(each).captured_at for each in late] == [each.captured_at for each in late]
    assert home.adds_up()


async def test_an_event_follows(home: Home, clock: SetClock) -> None:
    """Its begin, its end and when the camera was last heard of are those of its captures."""
    clock.off = -HOUR_S
    begun, event = clock.right_ms, home.event()
    for _ in range(3):
        home.upload(event=event)
        clock.pass_by(10)
    home.catalog.write(events.end, event.id).result()
    clock.off = 0
    await home.watch.look()
    found = home.catalog.read(events.get, event.id)
    assert (found.started_at, found.ended_at) == (begun, begun + 20_000)
    assert home.catalog.read(cameras.get, home.camera).last_upload_at == begun + 20_000


@pytest.mark.parametrize("off", [-2 * HOUR_S, 2 * HOUR_S, YEAR_S])
async def test_an_upload_takes_as_long_as_it_takes(home: Home, clock: SetClock, off: float) -> None:
    """A clock that is set while the bytes arrive does not make them take hours, or less than nothing."""
    begun = clock.right_ms
    shifted, capture = CLOCK.shifted, home.ingest.capture(home.camera, None, "/front/a.jpg", promise("/front/a.jpg"))
    home.ingest.begin(capture)
    clock.off = off
    clock.pass_by(30)
    upload = home.vault.receive(capture.id, home.camera)
    upload.write(b"\xff\xd8\xff\xe0\xff\xd9")
    upload.finish()
    kept = home.ingest.commit(capture, upload, broken=False, shifted=CLOCK.shifted - shifted)
    assert kept is not None
    upload.close()
    assert kept.received_at - kept.started_at == 30_000
    clock.off = 0
    await home.watch.look()
    assert home.get(kept).started_at == begun


async def test_what_is_proven_stays(home: Home, clock: SetClock) -> None:
    """The archive agreed with the clock: what came then does not follow one that is set wrongly."""
    CLOCK.compare(clock.right_ms)
    before = home.upload()
    await home.watch.look()
    clock.off = 40 * DAY_S
    await home.watch.look()
    assert home.get(before).captured_at == before.captured_at
    meanwhile, right = home.upload(), clock.right_ms
    clock.off = 0
    await home.watch.look()
    assert home.get(before).captured_at == before.captured_at
    # Another had the moment already.
    assert home.get(meanwhile).captured_at == right + 1


async def test_captures_that_change_places_do_not_meet(home: Home, clock: SetClock) -> None:
    """A camera's captures never share a moment, also when each is moved to where the one before was."""
    clock.off = 2 * HOUR_S
    for _ in range(120):
        home.upload()
        clock.pass_by(MINUTE_S)
    await home.watch.look()
    for off in (HOUR_S, 3 * HOUR_S, 0):
        clock.off = off
        await home.watch.look()
    moments = [each.captured_at for each in home.catalog.read(captures.list_page, limit=500).items]
    assert moments == [clock.right_ms - place * MINUTE_S * 1000 for place in range(1, 121)]
    assert home.adds_up()


async def test_rows_from_the_future_come_back(home: Home, clock: SetClock) -> None:
    """The clock was a year ahead and is right after a restart: once that is proven, nothing came later than now."""
    clock.off = YEAR_S
    event = home.event()
    stamped = home.upload(f"/front/{from_millis(clock.right_ms):%Y%m%d_%H%M%S}.jpg", event=event)
    plain = home.upload(event=event)
    home.verify(plain)
    clock.off = 0
    clock.pass_by(HOUR_S)
    home.restart()
    assert not CLOCK.credible
    CLOCK.compare(clock.right_ms)
    await home.watch.look()
    assert clock.right_ms - home.get(stamped).captured_at == pytest.approx(_HOUR_MS, abs=1000)
    assert home.get(plain).captured_at == pytest.approx(clock.right_ms, abs=10)
    assert home.catalog.read(cameras.get, home.camera).last_upload_at == clock.right_ms
    found = home.catalog.read(events.get, event.id)
    assert found.started_at <= found.last_at <= clock.right_ms
    assert home.adds_up()


async def test_the_camera_counts_while_nobody_told_the_time(home: Home, clock: SetClock) -> None:
    """Its own stamp is taken, it is not judged by it, and one that was never set either counts for nothing."""
    home.upload()
    clock.show_1970()
    home.restart()
    for minute in range(9):
        home.upload(f"/front/{from_millis(clock.right_ms - minute * MINUTE_S * 1000):%Y%m%d_%H%M%S}.jpg")
        home.upload(f"/front/19700101_0001{minute:02}.jpg")
    found = home.catalog.read(captures.list_page, limit=50).items
    assert min(each.captured_at for each in found) > clock.right_ms - _HOUR_MS
    assert home.catalog.read(cameras.get, home.camera).clock_samples == ()


async def test_samples_of_a_clock_that_was_set_are_forgotten(home: Home, clock: SetClock) -> None:
    """How far a camera was off was told by a clock that was wrong."""
    clock.off = 20 * MINUTE_S
    home.restart()
    for second in range(9):
        home.upload(f"/front/{from_millis(clock.right_ms):%Y%m%d_%H%M}{second:02}.jpg")
    assert home.catalog.read(cameras.get, home.camera).clock_offset_ms is not None
    clock.off = 0
    await home.watch.look()
    assert home.catalog.read(cameras.get, home.camera).clock_offset_ms is None


@pytest.mark.parametrize("off", [40 * DAY_S, YEAR_S, 20 * HOUR_S])
@pytest.mark.parametrize("restarted", [False, True])
def test_nothing_is_evicted_while_it_is_ahead(home: Home, clock: SetClock, off: float, *, restarted: bool) -> None:
    """Neither while it runs nor across a restart; by a clock that is proven, what is old goes."""
    for _ in range(3):
        home.verify(home.upload())
    clock.pass_by(HOUR_S)
    CLOCK.compare(clock.right_ms)
    clock.off = off
    if restarted:
        home.restart()
    limits = home.catalog.write(settings.change, vault_days=1).result()
    retainer = Retainer(home.catalog, home.vault, home.bus, limits)
    evict: Callable[[], bool] = retainer._evict_some
    assert not evict()
    clock.pass_by(11 * MINUTE_S)
    assert not evict()
    clock.off = 0
    assert not evict()
    clock.pass_by(DAY_S)
    assert evict()


@pytest.mark.parametrize("restarted", [False, True])
async def test_no_task_waits_for_a_clock_that_was_ahead(home: Home, clock: SetClock, *, restarted: bool) -> None:
    """What was put off while the clock was a year ahead is due when it would have been, or after a start soon."""
    clock.off = YEAR_S
    capture = home.upload()
    task = home.due()
    assert task is not None
    home.catalog.write(tasks.postpone, task, now_ms() + _HOUR_MS // 2, "trouble").result()
    temporary = home.upload("/front/b.jpg.tmp")
    clock.off = 0
    if restarted:
        home.restart()
    else:
        await home.watch.look()
    assert home.due() is None
    clock.pass_by(2 * GRACE_MS / 1000)
    found = home.due()
    assert found is not None
    assert found.capture == temporary.id
    clock.pass_by(HOUR_S)
    home.verify(temporary)
    again = home.due()
    assert again is not None
    assert again.capture == capture.id


def test_a_task_is_due_before_anybody_noticed_the_step(home: Home, clock: SetClock) -> None:
    """Nobody puts a task off for a year: who reads that does it now."""
    clock.off = YEAR_S
    home.upload()
    task = home.due()
    assert task is not None
    home.catalog.write(tasks.postpone, task, now_ms() + _HOUR_MS, "trouble").result()
    clock.off = 0
    assert home.due() is not None


@pytest.mark.parametrize("off", [YEAR_S, -YEAR_S / 24, 7 * DAY_S])
async def test_no_camera_is_silent_by_a_clock_that_was_set(home: Home, clock: SetClock, off: float) -> None:
    """A camera is heard of as often as ever; one that is silent for long is told of when the clock is right again."""
    for _ in range(60):
        home.upload()
        clock.pass_by(2 * HOUR_S)
    CLOCK.compare(clock.right_ms)
    since = now_ms() - YEAR_S * 1000

    def silent() -> frozenset[str]:
        return home.catalog.read(views.silent_cameras, since)

    assert silent() == frozenset()
    clock.off = off
    for _ in range(20):
        await home.watch.look()
        assert silent() == frozenset()
        clock.pass_by(5 * MINUTE_S)
    clock.off = 0
    CLOCK.compare(clock.right_ms)
    await home.watch.look()
    assert silent() == frozenset()
    clock.pass_by(15 * HOUR_S)
    assert silent() == {home.camera}


def test_a_put_in_the_future_is_not_an_arrival_of_now(home: Home, clock: SetClock) -> None:
    """What came while the clock was ahead is not counted for a year as what comes in a minute."""
    clock.off = YEAR_S
    for _ in range(10):
        home.upload()
    clock.off = 0
    clock.pass_by(10 * MINUTE_S)
    assert home.catalog.read(views.gateway, home.vault).arrivals_per_minute == 0
    home.catalog.write(archives.note_damaged).result()


_OFFS = st.sampled_from([0, 0, HOUR_S, -HOUR_S, 40 * DAY_S, YEAR_S, -20 * DAY_S, -YEAR_S, -56 * YEAR_S])


@trials(max_examples=25, deadline=None)
@given(st.lists(st.tuples(_OFFS, st.integers(1, 3), st.booleans(), st.integers(1, 5000)), min_size=1, max_size=6))
async def test_any_steps(steps: list[tuple[float, int, bool, int]]) -> None:
    """Whatever the clock does between uploads: in the end each has its own time, and all is there."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        clock = set_clock(patch)
        home = Home(Path(folder), clock)
        limits = home.catalog.write(settings.change, vault_days=30).result()
        taken: dict[str, int] = {}
        for off, count, looked, seconds in steps:
            clock.off = off
            for _ in range(count):
                taken[home.upload().id] = clock.right_ms
                clock.pass_by(0.5)
            if looked:
                await home.watch.look()
            home.verify(next(iter(home.catalog.read(captures.list_page, limit=1).items)))
            retainer = Retainer(home.catalog, home.vault, home.bus, limits)
            assert not retainer._evict_some()
            clock.pass_by(seconds)
            await home.watch.look()
        clock.off = 0
        await home.watch.look()
        found = home.catalog.read(captures.list_page, limit=100).items
        assert {each.id: each.captured_at for each in found} == pytest.approx(taken, abs=100)
        assert all(each.local for each in found)
        assert home.catalog.read(cameras.get, home.camera).clock_offset_ms is None
        assert home.adds_up()
        home.close()
