"""The time in a path, however a date and a time of day are spread over its folders and its name."""

from datetime import UTC, datetime, timedelta
import itertools
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings, strategies as st
import pytest

from camvault_gateway.model import to_millis
from camvault_gateway.recognize import Recognition, Trust, recognize

UTC_ZONE = ZoneInfo("UTC")
MOMENT = datetime(2026, 11, 30, 9, 41, 7, tzinfo=UTC)


def _recognized(path: str, arrival: datetime, zone: ZoneInfo = UTC_ZONE) -> Recognition:
    return recognize(path, b"", b"", 0, to_millis(arrival), zone)


@pytest.mark.parametrize(
    "path",
    [
        # The hour in a folder, minutes and seconds in the name, with a channel and more folders between.
        "2026-11-30/001/jpg/09/41.07[M][0@0][0].jpg",
        "gate/2026-11-30/001/jpg/09/41/07[M][0@0][0].jpg",
        "2026-11-30/01/09/41.07[M][0@0][0].jpg",
        "2026/11/30/09/4107.jpg",
        "2026/11/30/0941/07.jpg",
        "2026/11/30/0941/07-01.jpg",
        "2026113009/4107.jpg",
        "202611300941/07.jpg",
        "202611/30/09/41/07/0001-capture.jpg",
        "2026/1130/09-41-07.jpg",
        "2026/Nov/30/09.41.07.jpg",
        "30 Nov 2026/front 9-41-07 AM.jpg",
        "2026-11-30/images/09/snap/41-07.jpg",
        "camera/2026Y11M30D09H/front/41m07s.jpg",
        "2026年11月30日/09时41分07秒.jpg",
        # A year of two digits below the same day in full, with a counter behind, and where each part has its folder.
        "20261130/images000/A26113009410703.jpg",
        "2026-11-30/261130094107.jpg",
        "2026/11/30/pic-261130-094107-1.jpg",
        "events/1/26/11/30/09/41/07/0001-capture.jpg",
        # Counters behind the time, with a separator and without.
        "2026-11-30/front/094107-02.jpg",
        "2026-11-30/front/09410702.jpg",
        "2026-11-30/09-41-07-0012.jpg",
        "2026-11-30/09_41_07_3.jpg",
        # With the year at the end, where only one of the two can be the month.
        "30-11-2026/09-41-07.jpg",
        "11-30-2026 09.41.07.jpg",
        "2026-11-30 9-41-07.jpg",
    ],
)
def test_one_moment_in_many_writings(path: str) -> None:
    """Whatever the time of arrival says, this is the camera's time."""
    for later in (timedelta(seconds=5), timedelta(days=400)):
        found = _recognized(path, MOMENT + later)
        assert found.camera_time is not None, path
        assert datetime.fromtimestamp(found.camera_time / 1000, UTC) == MOMENT
    assert _recognized(path, MOMENT + timedelta(seconds=5)).trust is Trust.RIGHT


@pytest.mark.parametrize(
    "path",
    ["05-11-2026/09-41-07.jpg", "11/05/2026 09.41.07.jpg", "05.11.26/09-41-07.jpg", "261105_094107.jpg",
     "09-41-07_2026-11-05.jpg", "front_094107_20261105.jpg", "1793871667.jpg", "gate-1793871667123.jpg"],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_read_as_what_is_right(path: str) -> None:
    """Day and month may stand either way round; the time of arrival tells which it is, and without it nothing does."""
    moment = datetime(2026, 11, 5, 9, 41, 7, tzinfo=UTC)
    right = _recognized(path, moment + timedelta(seconds=5))
    assert right.trust is Trust.RIGHT
    assert right.camera_time is not None
    assert right.camera_time // 1000 * 1000 == to_millis(moment)
    other = _recognized(path, moment + timedelta(days=100))
    assert (other.camera_time, other.captured_at) == (None, to_millis(moment + timedelta(days=100)))


def test_seconds_since_1970_are_in_no_zone() -> None:
    """They are read alike wherever the camera is."""
    moment = datetime(2026, 11, 5, 9, 41, 7, tzinfo=UTC)
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):
        assert _recognized("front-1793871667.jpg", moment, ZoneInfo(zone)).captured_at == to_millis(moment)


@pytest.mark.parametrize(
    "path",
    ["2026-11-30/IMG_0041.jpg", "2026-11-30/10.20.30.40.jpg", "2026-11-30/front/41.07.jpg", "gate/09/41/07.jpg",
     "2026-11-30/00112233445566.jpg", "2026-11-30/12345.jpg", "2026-11-30/09-41.jpg", "20261130/1/2/3.jpg",
     "1234567890123456789.jpg", "0941072026.jpg", "2026-13-30/09-41-07.jpg", "2026-11-31/09-41-07.jpg"],
)  # fmt: skip
def test_what_lacks_a_part_is_no_time(path: str) -> None:
    """A counter, an address, or a time without its seconds."""
    assert _recognized(path, MOMENT).camera_time is None


_LETTERS = st.text("abcdefgijklnopqrstuvwxz", min_size=2, max_size=8)
_FIRST, _LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2011, 2098))
_FORMS = ("%Y", "%m", "%d", "%H", "%M", "%S")


@st.composite
def _splits(draw: st.DrawFn) -> tuple[datetime, str]:
    """Return a moment, and a path that tells it: its parts in order, some in one text, some with folders between."""
    moment = draw(st.integers(_FIRST, _LAST).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
    path = draw(st.sampled_from(["", "front/", "cam 2/", "data/cams/"])) + f"{moment:%Y}"
    mark = draw(st.sampled_from(["-", "_", ".", ""]))
    for form, before in zip(_FORMS[1:], itertools.pairwise(_FORMS), strict=True):
        part = f"{moment:{form}}"
        match draw(st.sampled_from(["glued", "glued", "folder", "words"])):
            case "folder":
                path += f"/{part}"
            case "words":
                words = draw(st.lists(_LETTERS | st.just("001"), max_size=2))
                path += "/" + "".join(f"{word}/" for word in words) + part
            case _:
                path += (draw(st.sampled_from(["T", "_", " ", "-"])) if before == ("%d", "%H") else mark) + part
    return moment, path + draw(st.sampled_from(["", "-1", "_0007", "[M][0@0][0]", " person"])) + ".jpg"


@settings(max_examples=400)
@example((MOMENT, "2026-11-30/001/jpg/09/41.07[M][0@0][0].jpg"))
@given(_splits())
def test_any_split_over_folders(split: tuple[datetime, str]) -> None:
    """The parts stand in order; where they are divided says nothing."""
    moment, path = split
    assert _recognized(path, moment).camera_time == to_millis(moment), path
