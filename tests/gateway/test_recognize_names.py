"""What is read from names that cameras write, and what their time is worth."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.model import Kind, Millis, to_millis
from camvault_gateway.recognize import Recognition, Role, Trust, promise, recognize

from .names import CASES, Case

BERLIN = ZoneInfo("Europe/Berlin")
UTC_ZONE = ZoneInfo("UTC")
PICTURES = (".jpg", "[0]")


def _recognized(path: str, arrival: Millis = 0, zone: ZoneInfo = BERLIN) -> Recognition:
    return recognize(path, b"", b"", 0, arrival, zone)


def _utc(text: str) -> Millis:
    return to_millis(datetime.fromisoformat(text).replace(tzinfo=UTC))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path[-60:])
def test_names_of_cameras(case: Case) -> None:
    """Everything that a name tells is read from it."""
    found = _recognized(case.path, zone=UTC_ZONE)
    assert found.camera_time == (_utc(case.start) if case.start else None)
    assert found.duration_ms == (case.seconds * 1000 if case.seconds else None)
    assert (found.channel, found.labels, found.scheduled) == (case.channel, case.labels, case.scheduled)
    assert found.role == Role(case.role)
    assert found.kind is (Kind.SNAPSHOT if case.path.endswith(".jpg") else Kind.CLIP)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.start and case.start > "2010"], ids=lambda c: c.path[-60:]
)
def test_times_of_cameras_are_used(case: Case) -> None:
    """A name's time is when the capture was taken, if the upload began then, or when its clip was over."""
    assert case.start
    start, length = _utc(case.start), (case.seconds or 0) * 1000
    for arrival in (start - 60_000, start, start + length + 60_000):
        found = _recognized(case.path, arrival, UTC_ZONE)
        assert (found.captured_at, found.trust) == (start, Trust.RIGHT)
    for off in (timedelta(hours=8), timedelta(days=1), timedelta(days=365)):
        arrival = start + off // timedelta(milliseconds=1)
        found = _recognized(case.path, arrival, UTC_ZONE)
        assert (found.captured_at, found.camera_time, found.trust) == (arrival, start, Trust.OFF)


@pytest.mark.parametrize("year", ["0001", "1970", "2000", "2009"])
def test_clock_that_was_never_set(year: str) -> None:
    """Such a time is kept and not believed, even if it were near."""
    found = _recognized(f"a_{year}0101000010.jpg", _utc("2000-01-01T00:00:10"), UTC_ZONE)
    assert (found.trust, found.captured_at) == (Trust.UNSET, _utc("2000-01-01T00:00:10"))


def test_time_before_all_times() -> None:
    """The first hour of the year 1 east of Greenwich is no time that can be told."""
    assert _recognized("a_00010101000000.jpg").camera_time is None
    assert _recognized("a_00010102000000.jpg").camera_time is not None


@pytest.mark.parametrize(
    ("path", "utc"),
    [
        ("a_20261025_013000.jpg", "2026-10-24T23:30"),
        ("a_20261025_023000.jpg", "2026-10-25T00:30"),  # there twice: the first
        ("a_20261025_033000.jpg", "2026-10-25T02:30"),
        ("a_20260329_023000.jpg", "2026-03-29T01:30"),  # never there: goes on as if nothing had happened
        ("a_20260329_033000.jpg", "2026-03-29T01:30"),
        ("v_20261025_023000D.mp4", "2026-10-25T00:30"),  # D-Link tells which
        ("v_20261025_023000.mp4", "2026-10-25T01:30"),
        ("v_20260725_023000D.mp4", "2026-07-25T00:30"),
        ("v_20260725_023000.mp4", "2026-07-25T00:30"),
        ("i_20261225_023000.jpg", "2026-12-25T01:30"),
    ],
)
def test_change_of_daylight_time(path: str, utc: str) -> None:
    """The camera's wall clock is read in its zone."""
    assert _recognized(path).camera_time == _utc(utc)


def test_clip_over_midnight() -> None:
    """A clip that began before midnight and arrives after it is of the day it began on."""
    found = _recognized("2026-11-23/001/dav/23/23.59.40-00.00.10[M][0@0][0].mp4", _utc("2026-11-23T23:00:12"))
    assert (found.captured_at, found.duration_ms) == (_utc("2026-11-23T22:59:40"), 30_000)
    found = _recognized("a_20261123235959.jpg", _utc("2026-11-23T23:00:01"))
    assert found.captured_at == _utc("2026-11-23T22:59:59")


@pytest.mark.parametrize("name", ["carport_20221014.jpg", "Garage.mp4", "Doorbell_00_20260402080000.mp4", "Petra.jpg"])
def test_name_of_a_camera_is_no_label(name: str) -> None:
    """Only whole words that tell of a detection are labels."""
    assert promise(f"/cam/{name}").labels == ()


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("person-20260101.mp4", ("person",)),
        ("cam_PersonDetected_1.jpg", ("person",)),
        ("x_CROSS_REGION_DETECTION.jpg", ("intrusion",)),
        ("x_FACE_SNAP.jpg", ("face",)),
        ("x_AUDIO_EXCEPTION.jpg", ("sound",)),
        ("SDAlarm_20260101-101112.jpg", ("sound",)),
        ("x_DOG_CAT.jpg", ("animal",)),
        ("doorbell_press_1.jpg", ("doorbell",)),
        ("motion_person_vehicle.jpg", ("person", "vehicle", "motion")),
    ],
)
def test_labels_of_names(name: str, labels: tuple[str, ...]) -> None:
    """The most telling label comes first."""
    assert promise(f"/cam/{name}").labels == labels
