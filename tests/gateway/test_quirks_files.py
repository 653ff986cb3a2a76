"""What cameras send, when and under which names: each row of the table is told by a simulated camera."""

from datetime import UTC, datetime, timedelta
import threading
from typing import Final, override

import pytest

from camvault_gateway.catalog import Catalog, cameras, settings
from camvault_gateway.model import CaptureChanged, Condition, EventChanged, Kind
from demo.simulator.brands import BRANDS
from demo.simulator.visit import Sketches

from . import simulated
from .conftest import Receiving
from .simulated import MEDIA, arrived, events, passing, paths, play, without_test

ROWS: Final = {
    "a clip grows while it is filmed, several at once (Reolink)": ("test_quirks_files.test_live",),
    "fragmented MP4 (Reolink)": (
        "test_derive_worker.test_fragmented_clip",
        "test_derive_convert.test_converted",
    ),
    "an MP4 without its index (FFmpeg as a sender)": (
        "test_derive_deriver.test_cut_is_incomplete",
        "test_derive_convert.test_without_its_index",
    ),
    ".dav, .264, .265, .h264, .mkv, .avi": ("test_quirks_files.test_containers", "test_derive_convert.test_dahua"),
    "0 bytes": ("test_quirks_files.test_nothing_but_empty_files",),
    "a cut that looks like an end": (
        "test_receive_promise.test_picture_cut_by_the_camera",
        "test_derive_deriver.test_cut_is_incomplete",
    ),
    "a very slow upload": ("test_quirks_files.test_live",),
    "files in the root although a folder is set (Reolink NVR)": ("test_quirks_files.test_root",),
    "no folder can be set": ("test_quirks_files.test_root", "test_recognize_source.test_path_names_its_camera"),
    "the same name again": ("test_quirks_files.test_same_name_again",),
    "several pictures in one second": ("test_quirks_files.test_several_in_one_second",),
    "a ring of names (Blue Iris)": ("test_quirks_files.test_ring",),
    "a clock that was never set": ("test_quirks_files.test_clock_that_was_never_set",),
    "a clock that is an hour off": ("test_receive_recognized.test_clock_an_hour_off_is_measured",),
    "a clock that drifts by minutes": (
        "test_quirks_files.test_drifting_clock",
        "test_recognize.test_arrival_is_the_truth",
    ),
    "D for daylight time (D-Link)": ("test_quirks_files.test_daylight_time",),
    "hours twice or not at all, clips over midnight": (
        "test_recognize_names.test_change_of_daylight_time",
        "test_recognize_names.test_clip_over_midnight",
    ),
    "one event, many files": ("test_quirks_files.test_many_files_of_one_event",),
    "pictures of a timer": ("test_quirks_files.test_timers",),
    "odd letters, GBK": ("test_quirks_files.test_gbk", "test_receive_protocol.test_names_are_kept_to_the_letter"),
    "beginning and end in the name": ("test_quirks_files.test_length_in_the_name",),
}


@pytest.fixture
def catalog(catalog: Catalog) -> Catalog:
    """Return a catalog whose events do not end while a test goes on."""
    catalog.write(settings.change, quiet_time_s=60).result()
    return catalog


def test_every_row_has_a_test() -> None:
    """The table above is true."""
    assert without_test(ROWS) == []


def test_live(receiving: Receiving) -> None:
    """The event is told at the first byte; the clip when it has ended, however long that takes; four at once."""
    begun = threading.Barrier(4, timeout=15)
    first = threading.local()

    def wait(seconds: float) -> None:
        # A clip's first block is sent: it waits here until all clips are that far.
        if seconds < 4 and not hasattr(first, "block"):
            first.block = True
            begun.wait()
            assert receiving.recorder.all(EventChanged)
            assert not [m for m in receiving.recorder.all(CaptureChanged) if m.capture.kind is Kind.CLIP]

    visits = [passing(Sketches(bytes([number]), 50_000), camera=f"cam{number}") for number in range(4)]
    groups = tuple(session for visit in visits for group in BRANDS["reolink"](visit) for session in group)
    camera = simulated.player(receiving, wait)
    camera.play((groups,))
    kept = receiving.captures()
    assert {capture.camera for capture in kept} == {f"cam{number}" for number in range(4)}
    assert sorted(capture.kind for capture in kept) == [Kind.CLIP] * 4 + [Kind.SNAPSHOT] * 4
    assert {receiving.content(capture) for capture in kept} >= {visit.media.clip("mp4") for visit in visits}
    assert len(events(receiving)) == 4
    assert all(capture.received_at >= capture.started_at for capture in kept)


@pytest.mark.parametrize(
    ("brand", "ending"),
    [
        ("amcrest", "mp4"),
        ("dahua", "dav"),
        ("foscam", "mkv"),
        ("dafang", "avi"),
        ("xm", "h264"),
        ("hi3510", "264"),
        ("hi3510-planned", "265"),
    ],
)
def test_containers(receiving: Receiving, brand: str, ending: str) -> None:
    """Whatever a clip is wrapped in, it is kept as it is."""
    play(receiving, brand)
    (clip,) = [capture for capture in receiving.captures() if capture.kind is Kind.CLIP]
    assert receiving.content(clip) == MEDIA.clip(ending)
    assert clip.original_path.endswith(f".{ending}")


class Nothing(Sketches):
    """Files without a byte, which a camera sends whose data connection fails."""

    @override
    def clip(self, _ending: str) -> bytes:
        return b""

    @override
    def snapshot(self, _at: float) -> bytes:
        return b""


def test_nothing_but_empty_files(receiving: Receiving) -> None:
    """They are no motion, and are counted, for the transfer mode may be at fault."""
    play(receiving, "reolink", passing(Nothing(b"")))
    assert {(capture.condition, capture.event) for capture in receiving.captures()} == {(Condition.EMPTY, None)}
    assert events(receiving) == set()
    assert receiving.catalog.write(cameras.get, "garden").result().empty_uploads == 2


def test_root(receiving: Receiving) -> None:
    """Where no folder names the camera, the file's name does."""
    play(receiving, "reolink-nvr")
    assert not [path for path in paths(receiving) if "/" in path.removeprefix("/")]
    assert {capture.camera for capture in receiving.captures()} == {"garden"}


@pytest.mark.parametrize(
    ("brand", "times"), [("foscam-fixed-name", 1), ("vivotek-overwriting", 2), ("yi-hack-flat", 2)]
)
def test_same_name_again(receiving: Receiving, brand: str, times: int) -> None:
    """Both are kept, and nothing is overwritten."""
    start = datetime.now(UTC)
    for number in range(times):
        play(receiving, brand, passing(Sketches(bytes([number])), start=start))
    one, other = receiving.captures()
    assert one.original_path == other.original_path
    assert receiving.content(one) != receiving.content(other)
    assert len(events(receiving)) == 1


@pytest.mark.parametrize(("brand", "count"), [("hikvision", 3), ("levelone", 2), ("foscam-mjpeg", 3)])
def test_several_in_one_second(receiving: Receiving, brand: str, count: int) -> None:
    """Each is a capture of its own, in the order they were taken."""
    play(receiving, brand)
    kept = receiving.captures()
    assert len({capture.captured_at for capture in kept}) == count
    assert paths(receiving) == sorted(paths(receiving))


def test_ring(receiving: Receiving) -> None:
    """Renames are no motion: four uploads are four captures and one event, however often each is renamed."""
    for number in range(4):
        play(receiving, "blue-iris-ring", passing(Sketches(bytes([number]))))
    assert paths(receiving) == [f"image.{number:03}.jpg" for number in (3, 2, 1, 0)]
    assert [receiving.content(capture) for capture in arrived(receiving)] == [
        Sketches(bytes([number])).snapshot(0) for number in range(4)
    ]
    assert len(simulated.news(receiving)) == 4
    assert len(events(receiving)) == 1


@pytest.mark.parametrize("brand", ["hikvision-unset-clock", "xm-after-boot"])
def test_clock_that_was_never_set(receiving: Receiving, brand: str) -> None:
    """The arrival is the time."""
    play(receiving, brand)
    kept = receiving.only()
    assert kept.captured_at == kept.started_at
    assert len(events(receiving)) == 1


@pytest.mark.parametrize("minutes", [-9, 9])
def test_drifting_clock(receiving: Receiving, minutes: int) -> None:
    """Ten minutes are as much as a camera drifts in a day without a time server: its time is believed."""
    start = datetime.now(UTC) + timedelta(minutes=minutes)
    play(receiving, "hikvision-smart", passing(start=start))
    assert receiving.only().captured_at == int(start.timestamp() * 1000)


def test_daylight_time(receiving: Receiving) -> None:
    """The letter behind the time does not hide it."""
    play(receiving, "dlink")
    assert all(capture.camera_time is not None for capture in receiving.captures())


def test_many_files_of_one_event(receiving: Receiving) -> None:
    """Three pictures a second apart, a crossed line and three clips of somebody who stays are one event."""
    for brand in ("hikvision", "hikvision-smart", "yi-hack", "reolink", "dahua"):
        play(receiving, brand)
    assert len(receiving.captures()) == 3 + 1 + 1 + 2 + 3
    assert {capture.event for capture in receiving.captures()} == events(receiving)
    assert len(events(receiving)) == 1


@pytest.mark.parametrize("brand", ["hikvision-timer", "dahua-timer", "abus", "hi3510-planned"])
def test_timers(receiving: Receiving, brand: str) -> None:
    """What a timer sends is kept, and is no motion."""
    play(receiving, brand)
    kept = receiving.only()
    assert (kept.scheduled, kept.event) == (True, None)
    assert events(receiving) == set()


def test_gbk(receiving: Receiving) -> None:
    """Bytes that are no UTF-8 are kept one by one, and the file is whole."""
    play(receiving, "chinese")
    kept = receiving.only()
    assert kept.original_path.encode("latin-1").decode("gbk").startswith("/garden/车库 [1] (东)/")
    assert kept.camera == "garden"
    assert receiving.content(kept) == MEDIA.snapshot(0)


@pytest.mark.parametrize("brand", ["amcrest", "hi3510", "xm", "yi-hack"])
def test_length_in_the_name(receiving: Receiving, brand: str) -> None:
    """How long a clip is follows from its name."""
    play(receiving, brand)
    assert arrived(receiving)[-1].duration_ms == 8000
