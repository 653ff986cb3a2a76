"""Where recognition draws its lines, to the millisecond and to the letter."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.derive.container.truncation import is_whole
from camvault_gateway.derive.container.view import Reader
from camvault_gateway.model import Condition, Kind, to_millis
from camvault_gateway.recognize import Recognition, Role, Trust, inspect, promise, recognize
from camvault_gateway.recognize.content import condition
from camvault_gateway.recognize.stamp import find

_ZONE = ZoneInfo("UTC")
_TAKEN = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
_PICTURE = "/garden/20261123_193000.jpg"
_CLIP = "/garden/20261123_193000-193500.mp4"
_MINUTE = 60_000
_LENGTH = 5 * _MINUTE


def _arrives(path: str, later_ms: int) -> Recognition:
    """Return what is recognized when an upload starts so long after what its name says."""
    return recognize(path, b"", b"", 0, to_millis(_TAKEN) + later_ms, _ZONE)


@pytest.mark.parametrize(
    ("path", "later_ms", "trusted"),
    [
        (_PICTURE, 20 * _MINUTE, True),
        (_PICTURE, 20 * _MINUTE + 1, False),
        (_PICTURE, -10 * _MINUTE, True),
        (_PICTURE, -10 * _MINUTE - 1, False),
        # A clip is sent when it begins, or when it is over.
        (_CLIP, 20 * _MINUTE + _LENGTH, True),
        (_CLIP, 20 * _MINUTE + _LENGTH + 1, False),
        (_CLIP, -10 * _MINUTE, True),
        (_CLIP, -10 * _MINUTE - 1, False),
    ],
)
def test_how_far_a_clock_may_be_off(path: str, later_ms: int, *, trusted: bool) -> None:
    """Twenty minutes before the arrival and ten after it; what is off more may be off by daylight saving."""
    found = _arrives(path, later_ms)
    assert found.trust is (Trust.RIGHT if trusted else Trust.OFF)
    assert found.captured_at == to_millis(_TAKEN) + (0 if trusted else later_ms)
    assert found.camera_time == to_millis(_TAKEN)


@pytest.mark.parametrize(
    ("path", "later_ms", "ahead_ms"),
    [
        (_PICTURE, _MINUTE, -_MINUTE),
        (_PICTURE, -60 * _MINUTE, 60 * _MINUTE),
        # The nearer of begin and end is when it was sent.
        (_CLIP, _LENGTH + _MINUTE, -_MINUTE),
        (_CLIP, _MINUTE, -_MINUTE),
        (_CLIP, 4 * _MINUTE, _MINUTE),
    ],
)
def test_how_far_a_clock_is_ahead(path: str, later_ms: int, ahead_ms: int) -> None:
    """As far as one upload tells."""
    assert _arrives(path, later_ms).clock_offset_ms == ahead_ms


def test_year_of_a_clock_that_was_set() -> None:
    """2010 may be a real year, 2009 is none."""
    for year, trust in ((2009, Trust.UNSET), (2010, Trust.RIGHT)):
        moment = datetime(year, 11, 23, 19, 30, tzinfo=UTC)
        found = recognize(f"/a/{moment:%Y%m%d_%H%M%S}.jpg", b"", b"", 0, to_millis(moment), _ZONE)
        assert found.trust is trust


@pytest.mark.parametrize(
    ("path", "start"),
    [
        # The folder that is nearest to the file.
        ("/20250101_080000/20261123_193000/a.jpg", "2026-11-23 19:30:00"),
        ("/2025-01-01/2026-11-23/19-30-00.jpg", "2026-11-23 19:30:00"),
        # The name before any folder.
        ("/20250101_080000/a_20261123_193000.jpg", "2026-11-23 19:30:00"),
        # A time belongs to a date that stands before it, and may be spread over folders.
        ("/2026/11/23/19.30.00.jpg", "2026-11-23 19:30:00"),
        ("/20261123_193000/20269999/a.jpg", "2026-11-23 19:30:00"),
    ],
)
def test_which_of_several_times_counts(path: str, start: str) -> None:
    """Names tell more than folders, and later folders more than the first ones."""
    assert str(find(path).start) == start


@pytest.mark.parametrize(
    "name",
    [
        "personal.mp4",
        "impersonator.jpg",
        "salesperson_1.jpg",
        "persons.jpg",
        "vehicles.mp4",
        "emotion.mp4",
        "motionless.jpg",
        "facebook.jpg",
        "[m].jpg",
        "soundtrack.mp4",
        "visitors.jpg",
        "vmdx.jpg",
    ],
)
def test_labels_are_whole_words(name: str) -> None:
    """A word that begins or ends like a label is none."""
    assert promise(f"/garden/{name}").labels == ()


@pytest.mark.parametrize(
    "name", ["person.mp4", "1person2.jpg", "a person.jpg", "x-PERSON-y.jpg", "person_detected.jpg"]
)
def test_label_between_other_signs(name: str) -> None:
    """What is no letter ends a word."""
    assert promise(f"/garden/{name}").labels == ("person",)


def test_only_the_name_has_labels() -> None:
    """A folder that is called like a detection may be a camera."""
    assert promise("/person/vehicle/a.jpg").labels == ()


@pytest.mark.parametrize(
    ("path", "scheduled"),
    [
        ("/a/x_TIMING.jpg", True),
        ("/a/xTIMING.jpg", False),
        ("/a/schedule_1.jpg", True),
        ("/a/scheduled 1.jpg", True),
        ("/a/reschedule.jpg", False),
        ("/a/time-lapse-1.jpg", True),
        ("/a/timelapse/1.jpg", True),
        ("/a/timelapse/b/1.jpg", False),
        ("/a/Period/20261123/1.jpg", True),
        ("/a/Period/x/1.jpg", False),
        ("/a/12.00.00[R][0@0][0].jpg", True),
        ("/a[R]/b.jpg", False),
    ],
)
def test_what_a_timer_sends(path: str, *, scheduled: bool) -> None:
    """It is no motion, and so opens no event."""
    found = promise(path)
    assert found.scheduled is scheduled
    assert found.expects_event is not scheduled


@pytest.mark.parametrize(
    ("name", "kept", "event"),
    [
        ("a.jpg", True, True),
        ("a.jpg.tmp", True, True),
        ("a.idx", False, False),
        ("DVRWorkDirectory", False, False),
        ("test.txt", False, False),
        ("test", False, False),
        ("test.jpg", True, False),
    ],
)
def test_what_is_kept_and_what_is_motion(name: str, *, kept: bool, event: bool) -> None:
    """Side files and tests are let go, but nothing that is called a picture or a video."""
    assert (promise(f"/a/{name}").is_kept, promise(f"/a/{name}").expects_event) == (kept, event)


@pytest.mark.parametrize(
    ("head", "extension"),
    [
        (b"GIF89a", ".gif"),
        (b"BM\x00\x00", ".bmp"),
        (b"FLV\x01", ".flv"),
        (b"DAHUA", ".dav"),
        (b"\x00\x00\x01\xba", ".mpg"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ".asf"),
        (b"\x00\x00\x01\x67", ".h264"),
        (b"\x00\x00\x00\x01\x09", ".h264"),
        (b"\x00\x00\x00\x01\x42", ".h265"),
        (b"\x00\x00\x00\x01\x46", ".h265"),
        (b"\x00\x00\x00\x01\xe7", None),
        (b"\x00\x00\x00\x01\xc2", None),
        (b"\x00\x00\x00\x01\x61", None),
        (b"\x47" + bytes(187), None),
        (b"\x47" + bytes(188), None),
        (b"\xff\xd8", None),
        (b"RIFF\0\0\0\0WAVE", None),
    ],
)
def test_first_bytes(head: bytes, extension: str | None) -> None:
    """Each container and each bare stream by what it begins with, and nothing else."""
    found = inspect(head)
    assert (found and found.extension) == extension


def test_end_of_a_picture() -> None:
    """Its mark may be followed by zeros, and by a maker's few bytes; further back it is a thumbnail's within."""
    picture = inspect(b"\xff\xd8\xff")
    for more, found in ((b"", True), (b"x" * 254, True), (b"x" * 255, False), (b"x" * 254 + bytes(9000), True)):
        told = condition(picture, b"data\xff\xd9" + more, 9000, broken=False)
        assert told is (Condition.COMPLETE if found else Condition.PENDING), len(more)


def test_what_arrived_decides_before_what_it_is() -> None:
    """No byte is empty, also when it broke off; what broke off is incomplete, whatever it is."""
    for content in (None, inspect(b"\xff\xd8\xff"), inspect(b"GIF8")):
        assert condition(content, b"", 0, broken=True) is Condition.EMPTY
        assert condition(content, b"\xff\xd9", 9, broken=True) is Condition.INCOMPLETE


def test_clip_that_has_lost_its_index() -> None:
    """A camera that died before it wrote it, at a box's end: without the index nothing in it can be played."""
    data = b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x10mdat" + bytes(8)
    index = b"\0\0\0\x08moov"
    for each, told in ((data, False), (data + index, True), (index + data, True)):
        assert is_whole(len(each), _reader(each)) is told
        assert recognize("/a/x.mp4", each, each, len(each), 0, _ZONE).condition is Condition.PENDING


def _reader(data: bytes) -> Reader:
    return lambda at, most: data[at : at + most]


def test_length_of_what_has_one() -> None:
    """Two times in a name are a clip's length, and a picture has none; more than six hours are no length."""
    assert _arrives(_CLIP, 0).duration_ms == _LENGTH
    assert _arrives(_CLIP.replace(".mp4", ".jpg"), 0).duration_ms is None
    assert find("/a/20261123_060000-120000.mp4").length == timedelta(hours=6)
    assert find("/a/20261123_060000-120001.mp4").length is None
    assert find("/a/20261123_193000-193000.mp4").length is None


def test_long_paths_are_read_at_their_end() -> None:
    """There a camera's name says what it says."""
    name = "person_20261123_193000.jpg.tmp"
    for path in ("/" + "x" * 5000 + "/" + name, "\\" * 2000 + name):
        found = recognize(path, b"", b"", 0, to_millis(_TAKEN), _ZONE)
        assert (found.labels, found.trust, found.role) == (("person",), Trust.RIGHT, Role.TEMPORARY)
        assert (found.kind, found.extension) == (Kind.SNAPSHOT, ".jpg")
