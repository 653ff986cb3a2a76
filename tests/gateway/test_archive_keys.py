"""What objects are called, and what they say of themselves."""

from dataclasses import replace
import re
from urllib.parse import unquote

from hypothesis import assume, given, strategies as st

from camvault_gateway.model import Capture, Condition, Kind, State, rfc3339
from camvault_gateway.record.keys import archive_key, is_safe_prefix
from camvault_gateway.record.metadata import metadata

CAPTURE = Capture(
    id="0" * 32,
    camera="front-door",
    event="e" * 32,
    kind=Kind.CLIP,
    original_path="front/a b.mp4",
    extension=".mp4",
    content_type="video/mp4",
    captured_at=1_795_428_930_123,
    started_at=1_795_428_931_000,
    received_at=1_795_428_932_000,
    labels=("person", "motion"),
    size=5,
    sha256="0123456789abcdef" * 4,
    state=State.STORED,
)
SLUGS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
MOMENTS = st.integers(0, 4_102_444_800_000)
CAPTURES = st.builds(
    Capture,
    id=st.uuids().map(lambda made: made.hex),
    camera=SLUGS,
    event=st.none() | st.uuids().map(lambda made: made.hex),
    kind=st.sampled_from(Kind),
    original_path=st.text(max_size=3000),
    extension=st.sampled_from([".mp4", ".jpg", ".dav", ""]) | st.text(max_size=12),
    content_type=st.just("video/mp4"),
    captured_at=MOMENTS,
    started_at=MOMENTS,
    received_at=MOMENTS,
    camera_time=st.none() | MOMENTS,
    labels=st.lists(st.text(max_size=60), max_size=12).map(tuple),
    scheduled=st.booleans(),
    size=st.integers(0, 2**40),
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    state=st.just(State.STORED),
    condition=st.sampled_from(Condition),
)


def test_key_says_where_when_and_what() -> None:
    """The layout is the one that the design promises."""
    assert archive_key("camvault", "home", CAPTURE) == (
        "camvault/home/front-door/2026/11/23/101530.123Z_clip_person_0123456789abcdef.mp4"
    )


def test_label_is_motion_or_timer_when_the_camera_gave_none() -> None:
    """A capture without a label was motion, unless a timer sent it."""
    assert "_clip_motion_" in archive_key("", "home", replace(CAPTURE, labels=()))
    assert "_clip_timer_" in archive_key("", "home", replace(CAPTURE, scheduled=True))


def test_prefix_may_be_empty_or_deep() -> None:
    """No key begins with a slash or has two in a row."""
    assert archive_key("", "home", CAPTURE).startswith("home/front-door/")
    assert archive_key("/a//b/", "home", CAPTURE).startswith("a/b/home/front-door/")


@given(st.text(max_size=40), SLUGS, CAPTURES)
def test_key_is_safe_whatever_it_is_made_of(prefix: str, site: str, capture: Capture) -> None:
    """Only letters, digits and . _ - / stand in a key, and no folder of it leads anywhere else."""
    key = archive_key(prefix, site, capture)
    assert re.fullmatch(r"[A-Za-z0-9._/-]+", key)
    assert not any(part.strip(".") == "" for part in key.split("/"))
    assert len(key) < 1024


@given(CAPTURES, CAPTURES)
def test_no_two_captures_share_a_key(one: Capture, other: Capture) -> None:
    """Camera and moment, which no two captures share, can be read from a key."""
    assume((one.camera, one.captured_at) != (other.camera, other.captured_at))
    assert archive_key("p", "home", one) != archive_key("p", "home", other)


@given(CAPTURES)
def test_metadata_fits_into_http_and_two_kilobytes(capture: Capture) -> None:
    """Names and values are visible ASCII, and small enough for every server."""
    said = metadata(capture)
    assert all(re.fullmatch(r"[!-~]+", name + value) for name, value in said.items())
    assert sum(len(name) + len(value) for name, value in said.items()) <= 2048
    assert said["sha256"] == capture.sha256
    assert said["capture"] == capture.id


@given(st.text(max_size=100))
def test_original_path_survives_to_the_letter(path: str) -> None:
    """Blanks, brackets and letters of any alphabet come back."""
    assert unquote(metadata(replace(CAPTURE, original_path=path)).get("original-path", "")) == path


@given(st.text(min_size=1000, max_size=3000))
def test_end_of_a_very_long_path_survives(path: str) -> None:
    """What is cut off is the beginning, at a whole letter."""
    kept = unquote(metadata(replace(CAPTURE, original_path=path))["original-path"])
    assert kept
    assert path.endswith(kept)


def test_metadata_holds_what_a_rebuild_needs() -> None:
    """Times, labels, event and condition are there; what is not known is left out."""
    said = metadata(replace(CAPTURE, camera_time=CAPTURE.captured_at, scheduled=True))
    assert said["captured-at"] == said["camera-time"] == rfc3339(CAPTURE.captured_at)
    assert said["received-at"] == rfc3339(CAPTURE.received_at)
    assert said["labels"] == "person,motion"
    assert said["scheduled"] == "true"
    assert said["event"] == "e" * 32
    assert {"camera-time", "event"}.isdisjoint(metadata(replace(CAPTURE, event=None)))


def test_prefix_is_used_to_the_letter_or_refused() -> None:
    """A prefix that would have to be changed is found out before it is used."""
    assert all(is_safe_prefix(prefix) for prefix in ("", "camvault", "a/b-c/d_e.f", "/a/"))
    assert not any(is_safe_prefix(prefix) for prefix in ("ü", "a b", "a//b", "..", "a/../b", ".hidden"))
    assert not any(is_safe_prefix(prefix) for prefix in ("_protected", "a/_protected/b"))
