"""What an upload is, from its path, bytes and time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.model import Condition, Kind, to_millis
from camvault_gateway.recognize import Role, inspect, promise, recognize

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
    """Unknown bytes are kept with the name's kind; who decodes them may know more."""
    assert inspect(head) is None
    found = recognize("/cam/a.jpg", head, head, len(head), ARRIVAL, BERLIN)
    assert found.kind is Kind.SNAPSHOT
    assert found.condition is (Condition.PENDING if head else Condition.EMPTY)
    assert found.extension == ".jpg"


@pytest.mark.parametrize(
    ("tail", "broken", "condition"),
    [
        (b"data\xff\xd9", False, Condition.COMPLETE),
        (b"data\xff\xd9" + bytes(5000), False, Condition.COMPLETE),
        (b"data\xff\xd9trailer of a vendor", False, Condition.COMPLETE),
        (b"thumbnail\xff\xd9" + b"x" * 1000, False, Condition.PENDING),
        (b"data", False, Condition.PENDING),
        (b"data\xff\xd9", True, Condition.INCOMPLETE),
    ],
)
def test_picture_tells_whether_it_is_whole(tail: bytes, broken: bool, condition: Condition) -> None:  # noqa: FBT001
    """A JPEG that ends with its end mark is whole; of another, who decodes it must say."""
    head = b"\xff\xd8\xff\xe0"
    assert recognize("/a.jpg", head, tail, 9000, ARRIVAL, BERLIN, broken=broken).condition is condition


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
    ("name", "extension", "role"),
    [
        ("a.mp4", ".mp4", Role.CAPTURE),
        ("A.JPG", ".jpg", Role.CAPTURE),
        ("52[M][0@0][0].mp4_", ".mp4", Role.TEMPORARY),
        ("52[M][0@0][0].mp4.backup_", ".mp4", Role.TEMPORARY),
        ("a.mp4.filepart", ".mp4", Role.TEMPORARY),
        ("a.tmp", "", Role.TEMPORARY),
        ("A251122_070503_999999.264", ".264", Role.TEMPORARY),
        ("A251122_070503_070517.264", ".264", Role.CAPTURE),
        ("DVRWorkDirectory", "", Role.MARKER),
        ("a.idx", ".idx", Role.SIDE_FILE),
        ("a.idx_", ".idx", Role.SIDE_FILE),
        ("readme.txt", ".txt", Role.SIDE_FILE),
        ("testftp.txt", ".txt", Role.TEST),
        ("ftp_test.txt", ".txt", Role.TEST),
        ("TestFile", "", Role.TEST),
        ("test.jpg", ".jpg", Role.TEST),
        ("test.jpg.tmp", ".jpg", Role.TEST),
        ("test-101112.jpg", ".jpg", Role.TEST),
        # A camera that its owner calls so.
        ("test-20261123-101112.jpg", ".jpg", Role.CAPTURE),
        ("test_00_20261123101112.mp4", ".mp4", Role.CAPTURE),
        ("contest.jpg", ".jpg", Role.CAPTURE),
        ("nothing", "", Role.CAPTURE),
        ("a.averylongextension", "", Role.CAPTURE),
    ],
)
def test_roles_of_names(name: str, extension: str, role: Role) -> None:
    """Temporary names, side files and tests are told apart from captures."""
    expected = promise(f"/cam/{name}")
    assert (expected.extension, expected.role) == (extension, role)
