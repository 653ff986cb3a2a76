"""What holds for every name, not only for those that are known."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.model import to_millis
from camvault_gateway.recognize import Trust, promise, recognize
from camvault_gateway.recognize.stamp import find

from . import fuzz_names
from .names import CASES

BERLIN = ZoneInfo("Europe/Berlin")
ARRIVAL = to_millis(datetime(2026, 11, 23, 10, 15, 30, tzinfo=UTC))
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2099, 12, 31)).map(lambda found: found.replace(microsecond=0))  # noqa: DTZ001 wall clocks
WORDS = st.text("abcdefghkxyz", min_size=1, max_size=12)
SHAPES = (
    "{prefix}_%Y%m%d_%H%M%S.mkv",
    "{prefix}_%Y%m%d-%H%M%S.jpg",
    "{prefix}_00_%Y%m%d%H%M%S.mp4",
    "10.55.48.12_01_%Y%m%d%H%M%S000_MOTION_DETECTION.jpg",
    "00626E44C831({prefix})_1_%Y%m%d%H%M%S_2629.jpg",
    "%Y-%m-%d/001/dav/%H/%H.%M.%S-%H.%M.%S[M][0@0][0].mp4",
    "%Y-%m-%d/001/jpg/%H/%M/%S[M][0@0][0].jpg",
    "%Y-%m-%d_001_%H.%M.%S-%H.%M.%S[R][0@0][0].jpg",
    "%Y-%m-%d/images000/A%y%m%d%H%M%S.jpg",
    "%Y%m%d/record000/P%y%m%d_%H%M%S_999999.265",
    "MOTION_%Y-%m-%d-%H-%M-%S-000_001.jpg",
    "Img_%Y-%m-%d/Snap_%H%M%S_000_1.jpg",
    "video_%y%m%d_%H%M%S_000.raw",
    "{prefix}/%Y-%m-%d/%H-%M-%S.mp4",
    "%Y/%m/%d/{prefix}_%H-%M-%S.jpg",
    "{prefix}.%Y%m%d_%H%M%S000.jpg",
    "%Y-%m-%d_%H-%M-%S.jpg",
    "{prefix} %Y.%m.%d %Hh%Mm%Ss.jpg",
    "%Y-%m-%dT%H:%M:%S.jpg",
    "%Y-%m-%d/{prefix}/%H-%M-%S-00001.jpg",
    "%Y%m%d@%H%M%S.jpg",
)


@given(st.text(max_size=120), st.binary(max_size=300), st.booleans())
def test_any_name_and_any_bytes_have_an_answer(path: str, data: bytes, broken: bool) -> None:  # noqa: FBT001
    """Nothing a camera sends makes recognition fail, and its answer is safe to build paths of."""
    found = recognize(path, data, data, len(data), ARRIVAL, BERLIN, broken=broken)
    assert found.extension == "" or found.extension[1:].isalnum()
    assert found.extension.isascii()
    assert abs(found.captured_at - ARRIVAL) <= 20 * 60 * 1000 or found.duration_ms


@pytest.mark.parametrize("shape", SHAPES)
@given(moment=MOMENTS, prefix=WORDS)
def test_a_written_time_is_found_again(shape: str, moment: datetime, prefix: str) -> None:
    """Whatever the moment, it is read as it was written."""
    start = find("cam/" + moment.strftime(shape.format(prefix=prefix))).start
    assert start is not None
    assert start.replace(fold=0) == moment


@pytest.mark.parametrize("case", [case for case in CASES if case.path], ids=lambda case: case.path[-60:])
@given(folder=WORDS)
def test_where_it_lies_says_nothing(folder: str, case: object) -> None:
    """A folder in front changes no answer."""
    path = getattr(case, "path", "").lstrip("/\\")
    assert promise(f"/{folder}/{path}") == promise(path)
    assert find(f"/{folder}/{path}") == find(path)


@given(MOMENTS, st.integers(1, 5 * 3600))
def test_end_in_the_name_is_the_length(start: datetime, seconds: int) -> None:
    """A clip is as long as its name says, over midnight too."""
    end = start + timedelta(seconds=seconds)
    assert find(f"{start:%Y-%m-%d}/001/dav/x/{start:%H.%M.%S}-{end:%H.%M.%S}[M].mp4").length == end - start


@pytest.mark.parametrize(
    "part",
    ["2026-11-23_", "10.11.12-", "20261123", "_999999", "/01", "test", "a", "(", "[", "\\", "MD", "ch1", "..", "2019Y"],
)
def test_long_names(part: str) -> None:
    """Names of 64 KiB have an answer; what it takes is measured by `fuzz_names`."""
    for path in (part * (65536 // len(part)), "x" * 65536 + part, part * 20_000 + "_20261123_111500.jpg"):
        found = recognize(path, b"", b"", 0, ARRIVAL, BERLIN)
        assert found.trust in Trust


def test_a_short_run_of_the_fuzzer() -> None:
    """Some thousand invented names; the long run is a command."""
    figures = fuzz_names.run(3000, seed=1)
    assert figures.names == 3000
    assert {"capture", "temporary", "side_file", "marker", "test", "right", "off", "unset", "none"} <= set(
        figures.seen
    ) | {"right"}
