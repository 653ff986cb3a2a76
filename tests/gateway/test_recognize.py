"""What an upload is, from its path, bytes and time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.model import Condition, Kind, to_millis
from camvault_gateway.recognize import inspect, promise, recognize
from camvault_gateway.recognize.stamp import find

BERLIN = ZoneInfo("Europe/Berlin")
ARRIVAL = to_millis(datetime(2026, 11, 23, 10, 15, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("head", "kind", "content_type"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Kind.SNAPSHOT, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0", Kind.SNAPSHOT, "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", Kind.SNAPSHOT, "image/webp"),
        (b"\0\0\0\x18ftypmp42\0\0", Kind.CLIP, "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0", Kind.CLIP, "video/quicktime"),
        (b"\0\0\0\x18styp", Kind.CLIP, "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x23\x42\x82matroska", Kind.CLIP, "video/x-matroska"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x23\x42\x82webm", Kind.CLIP, "video/webm"),
        (b"RIFF\0\0\0\0AVI LIST", Kind.CLIP, "video/x-msvideo"),
        (b"DHAV\xfd\0\0\0", Kind.CLIP, "application/octet-stream"),
        (b"\0\0\0\x01\x67\x42\0\x1f", Kind.CLIP, "video/h264"),
        (b"\0\0\0\x01\x40\x01\x0c\x01", Kind.CLIP, "video/h265"),
        (b"\x47" + bytes(187) + b"\x47", Kind.CLIP, "video/mp2t"),
    ],
)
def test_content_decides(head: bytes, kind: Kind, content_type: str) -> None:
    """The first bytes tell what a file is, whatever its name says."""
    for path in ("/cam/x.txt.jpg", "/cam/x.mp4", "/cam/x"):
        found = recognize(path, head, head, len(head), ARRIVAL, BERLIN)
        assert (found.kind, found.content_type) == (kind, content_type)


@pytest.mark.parametrize("head", [b"", b"hello", b"<html>", bytes(64), b"\0\0\0\x01", b"RIFF\0\0\0\0WAVE", b"PK\3\4"])
def test_what_is_no_picture_or_video(head: bytes) -> None:
    """Unknown bytes are kept with the name's kind, and called unreadable."""
    assert inspect(head) is None
    found = recognize("/cam/a.jpg", head, head, len(head), ARRIVAL, BERLIN)
    assert found.kind is Kind.SNAPSHOT
    assert found.condition is (Condition.UNREADABLE if head else Condition.EMPTY)
    assert found.extension == ".jpg"


@pytest.mark.parametrize(
    ("tail", "broken", "condition"),
    [
        (b"data\xff\xd9", False, Condition.COMPLETE),
        (b"data\xff\xd9" + bytes(5000), False, Condition.COMPLETE),
        (b"data\xff\xd9trailer of a vendor", False, Condition.COMPLETE),
        (b"thumbnail\xff\xd9" + b"x" * 1000, False, Condition.INCOMPLETE),
        (b"data", False, Condition.INCOMPLETE),
        (b"data\xff\xd9", True, Condition.INCOMPLETE),
    ],
)
def test_picture_tells_whether_it_is_whole(tail: bytes, broken: bool, condition: Condition) -> None:  # noqa: FBT001
    """A JPEG ends with its end mark, or it was cut."""
    head = b"\xff\xd8\xff\xe0"
    assert recognize("/a.jpg", head, tail, 9000, ARRIVAL, BERLIN, broken=broken).condition is condition


# What cameras write, from public issues and manuals; the times are the camera's wall clock.
@pytest.mark.parametrize(
    ("name", "wall_clock"),
    [
        ("MDalarm_20161123_111500.mkv", "11:15:00"),
        ("MDAlarm_20161123-111500.jpg", "11:15:00"),
        ("K3TA_00_20161123111500.mp4", "11:15:00"),
        ("10.55.48.12_01_20161123111500794_MOTION_DETECTION.jpg", "11:15:00.794"),
        ("AIFOSCAMDRIVEWAY.20161123_111500312.jpg", "11:15:00.312"),
        ("v_20161123_111500.mp4", "11:15:00"),
        ("eufy-t8410x-e0be-20161123-111500.jpg", "11:15:00"),
        ("motion_2016-11-23_11-15-00.jpg", "11:15:00"),
        ("axis_2016-11-23T11:15:00.mkv", "11:15:00"),
        ("000DC5D4D0F7(downdown)_1_20161123111500_5219.jpg", "11:15:00"),
    ],
)
def test_stamps_of_cameras(name: str, wall_clock: str) -> None:
    """Date and time are found in any of the usual writings."""
    expected = datetime.fromisoformat(f"2016-11-23T{wall_clock}").replace(tzinfo=BERLIN)
    assert find(name, BERLIN) == to_millis(expected)


@pytest.mark.parametrize(
    "name", ["a.jpg", "20161323111500.jpg", "12345678901234567890.jpg", "00010224210928.jpg"[:8], "192.168.100.200.jpg"]
)
def test_names_without_a_stamp(name: str) -> None:
    """Other digits are no time."""
    assert find(name, BERLIN) is None


@pytest.mark.parametrize(
    ("stamp", "trusted"),
    [
        ("20261123111528", True),  # two seconds before the arrival, in the camera's zone
        ("20261123110000", True),  # a long clip
        ("20261123112000", True),  # a clock that drifts
        ("20261123121530", False),  # an hour off: a wrong zone
        ("20261123101530", False),
        ("00010224210928", False),  # a clock that was never set
        ("19700101000010", False),
        ("20000101000000", False),
    ],
)
def test_arrival_is_the_truth(stamp: str, trusted: bool) -> None:  # noqa: FBT001
    """The camera's own time is used only when it can be right, and kept in any case."""
    found = recognize(f"/cam/x_{stamp}.jpg", b"\xff\xd8\xff", b"\xff\xd9", 9, ARRIVAL, BERLIN)
    assert (found.captured_at == found.camera_time) is trusted
    assert trusted or found.captured_at == ARRIVAL


@pytest.mark.parametrize(
    ("name", "labels", "scheduled"),
    [
        ("192.168.1.64_01_20190827095800502_MOTION_DETECTION.jpg", (), False),
        ("192.168.1.51_01_20160505160951242_LINE_CROSSING_DETECTION.jpg", ("line_crossing",), False),
        ("192.168.10.11_01_20211223100318344_VEHICLE_DETECTION.jpg", ("vehicle",), False),
        ("HMDAlarm_20221014-152016.jpg", ("person",), False),
        ("192.168.88.67_01_20150619045313183_TIMING.jpg", (), True),
        ("15.39.01[R][0@0][0].jpg", (), True),
        ("52[M][0@0][0].jpg", (), False),
        ("carport_20221014.jpg", (), False),
    ],
)
def test_labels_of_names(name: str, labels: tuple[str, ...], scheduled: bool) -> None:  # noqa: FBT001
    """A name may tell why it was sent; a timer's picture is no motion."""
    expected = promise(f"/cam/{name}")
    assert (expected.labels, expected.scheduled) == (labels, scheduled)


@pytest.mark.parametrize(
    ("name", "extension", "temporary", "side_file"),
    [
        ("a.mp4", ".mp4", False, False),
        ("A.JPG", ".jpg", False, False),
        ("52[M][0@0][0].mp4_", ".mp4", True, False),
        ("52[M][0@0][0].mp4.backup_", ".mp4", True, False),
        ("a.mp4.filepart", ".mp4", True, False),
        ("a.tmp", "", True, False),
        ("DVRWorkDirectory", "", False, True),
        ("a.idx", ".idx", False, True),
        ("testftp.txt", ".txt", False, True),
        ("nothing", "", False, False),
        ("a.averylongextension", "", False, False),
    ],
)
def test_kinds_of_names(name: str, extension: str, temporary: bool, side_file: bool) -> None:  # noqa: FBT001
    """Temporary names and side files are told apart from captures."""
    expected = promise(f"/cam/{name}")
    assert (expected.extension, expected.temporary, expected.side_file) == (extension, temporary, side_file)


@given(st.text(max_size=80), st.binary(max_size=300), st.booleans())
def test_any_name_and_any_bytes_have_an_answer(path: str, data: bytes, broken: bool) -> None:  # noqa: FBT001
    """Nothing a camera sends makes recognition fail, and its answer is safe to build paths of."""
    found = recognize(path, data, data, len(data), ARRIVAL, BERLIN, broken=broken)
    assert found.extension == "" or found.extension[1:].isalnum()
    assert found.extension.isascii()
    assert abs(found.captured_at - ARRIVAL) <= 20 * 60 * 1000
