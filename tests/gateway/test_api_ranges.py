"""Ranges as arithmetic: whatever is asked for, the part is a slice of the file."""

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.api.media.ranges import Part, UnsatisfiableError, matches, wanted_part

_ETAG = '"abc"'
_NUMBERS = st.integers(0, 60)


@given(st.binary(min_size=1, max_size=50), _NUMBERS, _NUMBERS)
def test_first_and_last(content: bytes, first: int, length: int) -> None:
    """`first-last` has both of them, as far as the file goes."""
    headers = {"Range": f"bytes={first}-{first + length}"}
    if first >= len(content):
        with pytest.raises(UnsatisfiableError):
            wanted_part(headers, len(content), _ETAG)
        return
    part = wanted_part(headers, len(content), _ETAG)
    assert part is not None
    assert part.end <= len(content)
    assert content[part.start : part.end] == content[first : first + length + 1]


@given(st.binary(min_size=1, max_size=50), st.integers(1, 60))
def test_suffix(content: bytes, length: int) -> None:
    """`-length` is the end of the file."""
    part = wanted_part({"Range": f"bytes=-{length}"}, len(content), _ETAG)
    assert part is not None
    assert content[part.start : part.end] == content[-length:]


@given(st.text(max_size=30), st.integers(0, 50))
def test_anything(header: str, size: int) -> None:
    """Whatever the header is, the part lies within the file and has a byte."""
    try:
        part = wanted_part({"Range": header}, size, _ETAG)
    except UnsatisfiableError:
        return
    assert part is None or 0 <= part.start < part.end <= size


@pytest.mark.parametrize(
    ("if_range", "part"), [(_ETAG, Part(0, 2)), ('W/"abc"', None), ('"other"', None), ("yesterday", None)]
)
def test_part_of_the_same_version_only(if_range: str, part: Part | None) -> None:
    """`If-Range` compares strongly (RFC 9110, section 13.1.5)."""
    assert wanted_part({"Range": "bytes=0-1", "If-Range": if_range}, 10, _ETAG) == part


@pytest.mark.parametrize(
    ("known", "matching"),
    [
        (None, False),
        ("", False),
        (_ETAG, True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ("*", True),
        ('"abcd"', False),
    ],
)
def test_if_none_match(known: str | None, *, matching: bool) -> None:
    """`If-None-Match` compares weakly, in a list."""
    assert matches(known, _ETAG) is matching
