"""Files that come again, and files that come hours late."""

from datetime import UTC, datetime, timedelta

from camvault_gateway.catalog import cameras, events
from camvault_gateway.catalog.bulk import duplicates
from camvault_gateway.model import CameraChanged, Capture, CaptureChanged, EventChanged, EventRemoved, Millis, now_ms
from camvault_gateway.receive.late_arrivals import LateCameras

from .conftest import Receiving
from .ftp_client import RawFtp

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9"
PATH = "garden/2026-11-20_08-11-12.jpg"
HOUR_MS = 3_600_000


def _repeated(receiving: Receiving) -> int:
    return receiving.catalog.read(cameras.get, "garden").repeated_uploads


def test_the_same_file_again(receiving: Receiving) -> None:
    """It is acknowledged, counted, and nothing else: no capture, no news, and the event is taken back."""
    with receiving.client() as ftp:
        assert ftp.store(PATH, JPEG).startswith("226")
        first = receiving.only()
        receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None)
        assert ftp.store(PATH, JPEG).startswith("226")
        assert ftp.ask(f"SIZE {PATH}") == f"213 {len(JPEG)}"
    removed = receiving.recorder.wait(EventRemoved).event
    assert removed.id != first.event
    assert receiving.only() == first
    assert _repeated(receiving) == 1
    assert [message.capture.id for message in receiving.recorder.all(CaptureChanged) if message.new] == [first.id]
    assert CameraChanged("garden") in receiving.recorder.messages
    assert list(receiving.vault.incoming_files()) == []
    assert receiving.catalog.read(cameras.get, "garden").last_upload_at > first.received_at  # type: ignore[operator]


def test_a_large_file_again(receiving: Receiving) -> None:
    """Of one that had a row while its bytes arrived nothing is left either."""
    big = b"\xff\xd8\xff\xe0" + bytes(700_000) + b"\xff\xd9"
    with receiving.client() as ftp:
        for _ in range(3):
            assert ftp.store(PATH, big).startswith("226")
    assert receiving.content(receiving.only()) == big
    assert _repeated(receiving) == 2


def test_it_is_in_the_archive_only(receiving: Receiving) -> None:
    """A file whose capture is no longer in the vault is known all the same."""
    with receiving.client() as ftp:
        assert ftp.store(PATH, JPEG).startswith("226")
        first = receiving.only()
        gone = "UPDATE captures SET state = 'verified', archive_key = 'key', local = 0 WHERE id = ?"
        receiving.catalog.write(lambda db: db.execute(gone, (first.id,))).result()
        assert ftp.store(PATH, JPEG).startswith("226")
    assert receiving.only().id == first.id
    assert _repeated(receiving) == 1


def test_what_is_news(receiving: Receiving) -> None:
    """Other bytes, another camera, a path without a time, or one of a clock that was never set."""
    with receiving.client() as ftp:
        for path, data in (
            (PATH, JPEG),
            (PATH, JPEG + b"\0"),
            (PATH.replace("garden", "drive"), JPEG),
            *[("garden/motion.jpg", JPEG)] * 2,
            *[("garden/1970-01-01_00-00-05.jpg", JPEG)] * 2,
        ):
            assert ftp.store(path, data).startswith("226")
    assert len(receiving.captures()) == 7
    assert _repeated(receiving) == 0


def test_it_is_found_by_its_index(receiving: Receiving) -> None:
    """However many captures there are, one look tells."""
    with receiving.client() as ftp:
        assert ftp.store(PATH, JPEG).startswith("226")
    asked: list[str] = []
    receiving.catalog.read(_traced, receiving.only(), asked)
    plan = receiving.catalog.read(lambda db: [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")])
    assert plan == ["SEARCH captures USING INDEX captures_by_content (<expr>=?)"]


def _traced(db: object, capture: Capture, asked: list[str]) -> None:
    db.set_trace_callback(asked.append)  # type: ignore[attr-defined] # a connection
    duplicates.is_duplicate(db, capture, temporary=False)  # type: ignore[arg-type]
    db.set_trace_callback(None)  # type: ignore[attr-defined]


# --- late ones


def _prove_clock(receiving: Receiving, ftp: RawFtp, offset: timedelta = timedelta()) -> None:
    """Send pictures with their times, as many as it takes until the camera's clock has proved to be right."""
    for number in range(6):
        at = datetime.now(UTC) + offset - timedelta(seconds=number)
        assert ftp.store(f"garden/{at:%Y-%m-%d_%H-%M-%S}_{number}.jpg", JPEG + bytes([number])).startswith("226")
    _over(receiving)


def _over(receiving: Receiving) -> None:
    receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None)
    assert receiving.catalog.read(events.open_events) == []


def _late(ftp: RawFtp, at: datetime, number: int = 0) -> Millis:
    """Send a picture that was taken then, and return when that was."""
    assert ftp.store(f"garden/{at:%Y-%m-%d_%H-%M-%S}.jpg", JPEG + bytes([100 + number])).startswith("226")
    return int(at.timestamp()) * 1000


def test_ten_late_clips(receiving: Receiving) -> None:
    """Each is filed at its own time, in an event of that time, and nothing moves now; it is a sign of life."""
    with receiving.client() as ftp:
        _prove_clock(receiving, ftp)
        before, told = now_ms(), len(receiving.recorder.all(EventChanged))
        start = datetime.now(UTC) - timedelta(hours=6)
        times = [_late(ftp, start + timedelta(minutes=18 * number), number) for number in range(10)]
    late = [each for each in receiving.captures() if each.late]
    assert [each.captured_at for each in reversed(late)] == times
    assert len({each.event for each in late}) == 10
    for each in late:
        event = receiving.catalog.read(events.get, str(each.event))
        assert (event.started_at, event.ended_at, event.captures) == (each.captured_at, each.captured_at, 1)
    assert all(message.event.ended_at is not None for message in receiving.recorder.all(EventChanged)[told:])
    assert receiving.catalog.read(events.open_events) == []
    camera = receiving.catalog.read(cameras.get, "garden")
    assert camera.last_upload_at is not None
    assert camera.last_upload_at >= before
    assert abs(camera.clock_offset_ms or HOUR_MS) < 60_000


def test_late_ones_of_one_episode(receiving: Receiving) -> None:
    """They share an event, in whatever order they come; one that was there covers them."""
    with receiving.client() as ftp:
        _prove_clock(receiving, ftp)
        receiving.catalog.write(cameras.change, "garden", quiet_time_s=60.0).result()
        start = datetime.now(UTC) - timedelta(hours=3)
        times = [_late(ftp, start + timedelta(seconds=20 * number), number) for number in (2, 0, 1, 4)]
    late = [each for each in receiving.captures() if each.late]
    (only,) = {each.event for each in late}
    event = receiving.catalog.read(events.get, str(only))
    assert (event.started_at, event.last_at, event.ended_at) == (min(times), max(times), max(times))
    assert event.captures == 4


def test_a_clock_that_proved_nothing(receiving: Receiving) -> None:
    """A new camera's hours count for nothing, nor do those of one whose clock is steadily off."""
    with receiving.client() as ftp:
        _late(ftp, datetime.now(UTC) - timedelta(hours=3))
        assert not receiving.only().late
        assert receiving.only().event is not None
        _over(receiving)
        _prove_clock(receiving, ftp, timedelta(hours=-3))
        _late(ftp, datetime.now(UTC) - timedelta(hours=7), 1)
    assert not any(each.late for each in receiving.captures())
    assert now_ms() - max(each.captured_at for each in receiving.captures()) < HOUR_MS


def test_a_muted_camera(receiving: Receiving) -> None:
    """Its late uploads make no event either."""
    with receiving.client() as ftp:
        _prove_clock(receiving, ftp)
        receiving.catalog.write(cameras.change, "garden", muted=True).result()
        _late(ftp, datetime.now(UTC) - timedelta(hours=3))
    (late,) = [each for each in receiving.captures() if each.late]
    assert late.event is None


def test_a_clock_that_was_set_back() -> None:
    """Uploads that come as fast as they were recorded are no backlog: motion is told again from the second on."""
    late, now = LateCameras(), 10 * HOUR_MS
    assert late.is_late("a", now - HOUR_MS, now)
    assert not late.is_late("a", now - HOUR_MS + 90_000, now + 95_000)
    assert not late.is_late("a", now - HOUR_MS + 91_000, now + 96_000)
    late.end("a")
    assert late.is_late("a", now - HOUR_MS + 99_000, now + 100_000)
    # A backlog is sent faster than it was recorded, or out of order.
    for number in range(20):
        assert late.is_late("b", now - 6 * HOUR_MS + number * 600_000, now + number * 70_000)
        assert late.is_late("c", now - HOUR_MS - number * 600_000, now + number * 70_000)
