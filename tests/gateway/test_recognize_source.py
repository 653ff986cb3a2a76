"""Who sent it: what paths say of the camera."""

import re
import string

from hypothesis import given, settings, strategies as st
import pytest

from camvault_gateway.recognize import find_source

from .source_paths import NAMED, TOGETHER, UNNAMED


@pytest.mark.parametrize(("path", "key", "name"), [(path, key, name) for path, (key, name) in NAMED.items()])
def test_path_names_its_camera(path: str, key: str, name: str) -> None:
    """Paths that cameras really send."""
    found = find_source(path)
    assert found is not None
    assert (found.key, found.name) == (key, name)


@pytest.mark.parametrize("path", UNNAMED)
def test_path_names_nobody(path: str) -> None:
    """What every camera of a brand writes is nobody's name."""
    assert find_source(path) is None


@pytest.mark.parametrize("paths", TOGETHER)
def test_one_camera_has_one_name(paths: tuple[str, ...]) -> None:
    """Clips and pictures, day after day, and the file of the test button."""
    assert len({find_source(path) for path in paths}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/IPC-HFW5238M-AS-I1/3J07C6FPAU00272/2018-07-25/001/jpg/09/50/04[M][0@0][1].jpg",
         "/IPC-HFW5238M-AS-I1/3J07C6FPAU00273/2018-07-25/001/jpg/09/50/04[M][0@0][1].jpg"),
        ("/nvr/2024-05-01/001/jpg/09/50/04[M][0@0][1].jpg", "/nvr/2024-05-01/002/jpg/09/50/04[M][0@0][1].jpg"),
        ("/hub/2024-05-01/Front_00_My Hub_20240501120000.mp4", "/hub/2024-05-01/Back_01_My Hub_20240501120000.mp4"),
        ("/RLN8_00_20240501120000.mp4", "/RLN8_01_20240501120000.mp4"),
        ("/192.168.1.64_01_20190827095800502_TIMING.jpg", "/192.168.1.64_02_20190827095800502_TIMING.jpg"),
        ("/volume1/cams/Front/a.jpg", "/volume1/cams/Back/a.jpg"),
        ("/volume1/cams/Front/snap/1.jpg", "/volume2/cams/Front/snap/1.jpg"),
        ("/usb/C1_E8ABFA6BBE4F/snap/1.jpg", "/usb/C1_E8ABFA6BBE50/snap/1.jpg"),
        ("/192.168.1.64_01_20190827095800502_TIMING.jpg", "/192.168.1.65_01_20190827095800502_TIMING.jpg"),
    ],
)  # fmt: skip
def test_two_cameras_have_two_names(one: str, other: str) -> None:
    """A serial number, a recorder's channel or an address tells cameras apart."""
    assert find_source(one) != find_source(other)


@settings(max_examples=500)
@given(st.text() | st.lists(st.text(max_size=120), max_size=8).map("/".join))
def test_any_text_has_an_answer(path: str) -> None:
    """The answer is bounded, says something, and is the same whenever it is asked for."""
    found = find_source(path)
    if found is not None:
        assert 0 < len(found.key) <= 100
        assert 0 < len(found.name) <= 100
        assert found.name.strip(string.punctuation + string.whitespace + string.digits) or re.fullmatch(
            r"[\d.]+(?: \d+)?|[0-9A-Fa-f]{12}", found.name
        )
    assert find_source(path) == found


_DATES = st.sampled_from(
    [
        *("%Y-%m-%d", "%Y%m%d", "%Y_%m_%d", "%Y.%m.%d", "%Y/%m/%d", "%d-%m-%Y", "%y%m%d", "%Y/%b/%d", "%B %Y"),
        *("%YY%mM%dD%HH", "%Y-%m-%d/%H", "%Y年%m月%d日", "Img_%Y-%m-%d", "%Y-%m-%dT%H", "%a %d %b %Y"),
    ]
)
_TIMES = st.sampled_from(
    ["%Y%m%d%H%M%S", "%H-%M-%S", "%H.%M.%S-%H.%M.%S[M][0@0][0]", "MDAlarm_%Y%m%d-%H%M%S", "A%y%m%d%H%M%S"]
)


@settings(max_examples=500)
@given(st.datetimes(), _DATES, _TIMES, st.sampled_from(["", "snap/", "001/", "record000/", "jpg/"]))
def test_dates_never_become_cameras(moment: object, folder: str, name: str, inner: str) -> None:
    """In whatever way a camera writes them."""
    assert find_source(f"/{moment:{folder}}/{inner}{moment:{name}}.jpg") is None
