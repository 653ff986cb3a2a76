"""Whether a clip is whole, by its container."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.model import Condition
from camvault_gateway.recognize import recognize
from camvault_gateway.recognize.structure import is_whole

from .media import FRAGMENTED, clip

_SAMPLES: dict[str, dict[str, object]] = {
    "plain.mp4": {},
    "faststart.mp4": {"muxer_options": {"movflags": "+faststart"}},
    "fragmented.mp4": {"muxer_options": FRAGMENTED},
    "apple.mov": {},
    "foscam.mkv": {},
    "old.avi": {"codec": "mjpeg"},
}


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
    data, extension = samples[name], Path(name).suffix
    assert is_whole(extension, len(data), _reader(data)) is True
    for share in range(1, 20):
        part = data[: len(data) * share // 20]
        assert is_whole(extension, len(part), _reader(part)) is False, share


@pytest.mark.parametrize("name", _SAMPLES)
def test_condition_of_an_upload(samples: dict[str, bytes], name: str) -> None:
    """What recognition says of a whole and of a cut clip."""
    data = samples[name]
    for part, condition in ((data, Condition.PENDING), (data[:-500], Condition.INCOMPLETE)):
        found = recognize(
            f"/cam/{name}", part[:65536], part[-65536:], len(part), 0, ZoneInfo("UTC"), read=_reader(part)
        )
        assert found.condition is condition


def test_live_recording_says_nothing() -> None:
    """A Matroska segment of unknown size is as long as it is."""
    head = b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + bytes(100)
    assert is_whole(".mkv", len(head), _reader(head)) is None


def test_other_containers_say_nothing() -> None:
    """Nothing is claimed of what is not known."""
    assert is_whole(".dav", 100, _reader(bytes(100))) is None


@given(st.sampled_from([".mp4", ".mkv", ".avi"]), st.binary(max_size=200))
def test_any_bytes_have_an_answer(extension: str, data: bytes) -> None:
    """Hostile headers end the walk."""
    assert is_whole(extension, len(data), _reader(data)) in {True, False, None}
