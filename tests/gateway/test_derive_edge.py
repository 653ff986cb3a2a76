"""Whether a clip is whole, by its container."""

from collections.abc import Callable

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.derive.container.truncation import is_whole

from .media import FRAGMENTED, clip

_SAMPLES: dict[str, dict[str, object]] = {
    "plain.mp4": {},
    "faststart.mp4": {"muxer_options": {"movflags": "+faststart"}},
    "fragmented.mp4": {"muxer_options": FRAGMENTED},
    "apple.mov": {},
    "foscam.mkv": {},
    "old.avi": {"codec": "mjpeg"},
}

_HEADS = [
    b"\0\0\0\x08ftyp",
    b"\x1a\x45\xdf\xa3",
    b"RIFF\x10\0\0\0AVI ",
    b"\xff\xd8",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"BM",
    b"\x47",
]


def _reader(data: bytes) -> Callable[[int, int], bytes]:
    return lambda offset, length: data[offset : offset + length]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return real clips."""
    folder = tmp_path_factory.mktemp("samples")
    return {name: clip(folder / name, **options).read_bytes() for name, options in _SAMPLES.items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", _SAMPLES)
def test_whole_and_cut(samples: dict[str, bytes], name: str) -> None:
    """A real clip is whole; cut anywhere but between two fragments, it is told to be cut."""
    data = samples[name]
    assert is_whole(len(data), _reader(data)) is True
    for share in range(1, 20):
        part = data[: len(data) * share // 20]
        assert is_whole(len(part), _reader(part)) is False, share


def test_live_recording_says_nothing() -> None:
    """A Matroska segment of unknown size is as long as it is."""
    head = b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + bytes(100)
    assert is_whole(len(head), _reader(head)) is None


def _box(kind: bytes, length: int) -> bytes:
    return (8 + length).to_bytes(4) + kind + bytes(length)


@pytest.mark.parametrize(
    ("trailer", "whole"),
    [
        (b"CAMERA 1.0 \xff\xff\xff\xff", True),
        (bytes(4096), True),
        (_box(b"beam", 30)[:-10], True),
        (_box(b"mdat", 30)[:-10], False),
        (b"\xfe" * 99 + _box(b"moof", 0) + _box(b"mfhd", 8), False),
    ],
)
def test_bytes_behind_the_last_box(samples: dict[str, bytes], trailer: bytes, whole: bool) -> None:  # noqa: FBT001
    """A camera's own bytes are no damage; a box that is cut is, and so is what hides another part of the index."""
    for name in ("plain.mp4", "faststart.mp4", "fragmented.mp4"):
        data = samples[name] + trailer
        assert is_whole(len(data), _reader(data)) is whole, name


def test_other_containers_say_nothing() -> None:
    """Nothing is claimed of what is not known."""
    assert is_whole(100, _reader(bytes(100))) is None


@given(st.sampled_from(_HEADS), st.binary(max_size=200))
def test_any_bytes_have_an_answer(head: bytes, data: bytes) -> None:
    """Hostile headers end the walk."""
    data = head + data
    assert is_whole(len(data), _reader(data)) in {True, False, None}
