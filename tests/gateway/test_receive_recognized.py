"""What becomes of what names tell: tests are reported, timers open no event, clocks are measured."""

from datetime import UTC, datetime, timedelta

import pytest

from camvault_gateway.catalog import cameras, events
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import UNASSIGNED, Camera, CameraChanged, Capture, EventChanged, EventRemoved, steady_offset

from .conftest import Receiving

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
CLIP = b"\0\0\0\x18ftypmp42" + bytes(2000)
MINUTE = 60_000


def _camera(receiving: Receiving, camera: str = "garden") -> Camera:
    """Return a camera, with all that was written before."""
    return receiving.catalog.write(cameras.get, camera).result()


def _name(shape: str, off: timedelta = timedelta(0)) -> str:
    return "garden/" + (datetime.now(UTC) + off).strftime(shape)


@pytest.mark.parametrize("name", ["testftp.txt", "TestFile", "test.txt.tmp"])
def test_test_upload_is_reported_and_let_go(receiving: Receiving, name: str) -> None:
    """The camera's test button works, and the gateway says so; there is nothing to keep."""
    with receiving.client() as ftp:
        assert ftp.store(f"garden/{name}", b"hello").startswith("226")
        assert ftp.ask(f"SIZE garden/{name}") == "213 5"
        assert ftp.ask(f"DELE garden/{name}").startswith("250")
    # A test makes no camera of its own.
    assert receiving.recorder.wait(CameraChanged).camera == UNASSIGNED
    assert _camera(receiving, UNASSIGNED).last_test_at is not None
    assert receiving.captures() == []
    assert receiving.recorder.all(EventChanged) == []


def test_test_upload_of_a_known_camera(receiving: Receiving) -> None:
    """The camera is told whose test it was."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
        assert _camera(receiving).last_test_at is None
        assert ftp.store("garden/testftp.txt", b"hello").startswith("226")
    assert _camera(receiving).last_test_at is not None
    assert len(receiving.captures()) == 1


def test_picture_sent_as_a_test_is_kept_and_marked(receiving: Receiving) -> None:
    """It may be all there is of something: what was acknowledged is kept, and is no motion."""
    with receiving.client() as ftp:
        assert ftp.store("garden/2026-11-23/test-101112.jpg", JPEG).startswith("226")
    kept = receiving.only()
    assert (kept.labels, kept.event) == (("test",), None)
    assert receiving.content(kept) == JPEG
    assert _camera(receiving).last_test_at is not None
    assert receiving.recorder.all(EventChanged) == []


def test_other_uploads_are_no_test(receiving: Receiving) -> None:
    """A capture, a side file and a camera that is called so say nothing of a test."""
    with receiving.client() as ftp:
        for name in ("a.jpg", "a.idx", "DVRWorkDirectory", "test-20261123-101112.jpg"):
            assert ftp.store(f"garden/{name}", JPEG).startswith("226")
    assert _camera(receiving).last_test_at is None
    assert len(receiving.captures()) == 2


def _rename(receiving: Receiving, source: str, target: str, data: bytes = CLIP) -> Capture:
    with receiving.client() as ftp:
        assert ftp.store(source, data).startswith("226")
        assert ftp.ask(f"RNFR {source}").startswith("350")
        assert ftp.ask(f"RNTO {target}").startswith("250")
    return receiving.captures()[0]


def test_length_of_a_clip_comes_with_its_final_name(receiving: Receiving) -> None:
    """Dahua knows the end of a clip when it is over; until then nobody knows how long it is."""
    day = _name("%Y-%m-%d/001/dav/")
    first = _rename(receiving, day + "21.04.49[M][0@0][0].mp4_", day + "21.04.49-21.05.14[M][0@0][0].mp4")
    assert (first.duration_ms, first.labels) == (25_000, ("motion",))
    with receiving.client() as ftp:
        assert ftp.store(day + "22.04.49-22.04.59[M][0@0][0].mp4", CLIP).startswith("226")
    assert {capture.duration_ms for capture in receiving.captures()} == {25_000, 10_000}


def test_timer_picture_under_a_temporary_name(receiving: Receiving) -> None:
    """Its final name tells that it is no motion: the event that it opened is taken back."""
    kept = _rename(receiving, "garden/upload.tmp", "garden/a_TIMING.jpg", JPEG)
    opened = receiving.recorder.wait(EventChanged).event
    assert receiving.recorder.wait(EventRemoved).event.id == opened.id
    assert (kept.scheduled, kept.event) == (True, None)
    assert receiving.catalog.write(events.open_events).result() == []


def test_a_final_name_hides_nothing(receiving: Receiving) -> None:
    """Who has the password cannot take what was seen out of its event by another name."""
    kept = _rename(receiving, "garden/a.jpg", "garden/a_TIMING.jpg", JPEG)
    ended = receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event
    assert (kept.scheduled, kept.event, ended.captures) == (False, ended.id, 1)
    assert receiving.recorder.all(EventRemoved) == []


def test_timer_picture_among_others(receiving: Receiving) -> None:
    """The others' event goes on without it."""
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")
    _rename(receiving, "garden/upload.tmp", "garden/a_TIMING.jpg", JPEG)
    ended = receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event
    assert ended.captures == 1
    assert receiving.recorder.all(EventRemoved) == []


def test_timer_picture_that_is_renamed_late(receiving: Receiving) -> None:
    """An event that is over and has nothing else in it never was."""
    with receiving.client() as ftp:
        assert ftp.store("garden/upload.tmp", JPEG).startswith("226")
        ended = receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event
        assert ftp.ask("RNFR garden/upload.tmp").startswith("350")
        assert ftp.ask("RNTO garden/a_TIMING.jpg").startswith("250")
    assert receiving.recorder.wait(EventRemoved).event.id == ended.id
    assert receiving.catalog.write(event_pages.list_page).result().items == []


def test_clock_an_hour_off_is_measured(receiving: Receiving) -> None:
    """After some uploads that agree it is known, it survives a restart, and is gone when the clock is set right."""
    with receiving.client() as ftp:
        for number in range(5):
            assert _camera(receiving).clock_offset_ms is None if number else True
            path = _name(f"{number}_%Y%m%d_%H%M%S.jpg", timedelta(hours=1))
            assert ftp.store(path, JPEG).startswith("226")
        offset = _camera(receiving).clock_offset_ms
        assert offset is not None
        assert abs(offset - 60 * MINUTE) < MINUTE
        newest = receiving.captures()[0]
        assert newest.captured_at == newest.started_at
        for number in range(6):
            assert ftp.store(_name(f"r{number}_%Y%m%d_%H%M%S.jpg"), JPEG).startswith("226")
    offset = _camera(receiving).clock_offset_ms
    assert offset is not None
    assert abs(offset) < MINUTE


def test_clip_sent_when_it_was_over_has_no_late_clock(receiving: Receiving) -> None:
    """Its start is as long ago as it is long, its end is now."""
    with receiving.client() as ftp:
        for number in range(5):
            end, start = datetime.now(UTC), datetime.now(UTC) - timedelta(minutes=8)
            path = f"garden/{start:%Y-%m-%d}/001/dav/1/{start:%H.%M.%S}-{end:%H.%M.%S}[M][0@0][{number}].mp4"
            assert ftp.store(path, CLIP).startswith("226")
    offset = _camera(receiving).clock_offset_ms
    assert offset is not None
    assert abs(offset) < MINUTE
    assert all(capture.captured_at < capture.started_at - 7 * MINUTE for capture in receiving.captures())


@pytest.mark.parametrize(
    ("samples", "offset"),
    [
        ([], None),
        ([MINUTE] * 4, None),
        ([MINUTE] * 5, MINUTE),
        # One upload was late by a day.
        ([60 * MINUTE] * 7 + [-24 * 60 * MINUTE] * 2, 60 * MINUTE),
        # Nothing that agrees.
        ([MINUTE * 10 * number for number in range(9)], None),
        # Set right in between.
        ([60 * MINUTE] * 5 + [0] * 4, None),
        ([60 * MINUTE] * 3 + [0] * 6, 0),
    ],
)
def test_steady_offset(samples: list[int], offset: int | None) -> None:
    """Most of the last uploads must agree."""
    assert steady_offset(samples) == offset


def test_samples_are_few(receiving: Receiving) -> None:
    """However long a camera sends, only its last clocks are kept."""
    with receiving.client() as ftp:
        for number in range(12):
            assert ftp.store(_name(f"{number}_%Y%m%d_%H%M%S.jpg"), JPEG).startswith("226")
    assert len(_camera(receiving).clock_samples) == 9
