"""Test after how long a camera is called silent."""

import pytest

from camvault_gateway.model import is_silent, patience

HOUR = 3_600_000
DAY = 24 * HOUR


def _days(count: int, hours: tuple[int, ...], *, but: tuple[int, ...] = ()) -> list[int]:
    """Return uploads at some hours of each of so many days."""
    return [day * DAY + hour * HOUR for day in range(count) if day not in but for hour in hours]


@pytest.mark.parametrize(
    ("uploads", "hours"),
    [
        # All day and all night: never before three hours.
        (_days(5, tuple(range(24))), 3),
        # Nobody comes at night: from 22 to 6 o'clock is usual.
        (_days(5, tuple(range(6, 23))), 16),
        # Nobody comes at weekends: from Friday, 17 o'clock, to Monday, 8 o'clock.
        (_days(26, tuple(range(8, 18)), but=(5, 6, 12, 13, 19, 20)), 2 * 63),
        # It was broken once, for ten days: that is not usual.
        (_days(26, tuple(range(24)), but=tuple(range(8, 18))), 3),
        # It is never called silent later than after two weeks.
        ([day * DAY for day in (0, 1, 2, 3, 4, 5, 15, 26)], 14 * 24),
    ],
)
def test_patience(uploads: list[int], hours: int) -> None:
    """A camera may be silent for twice as long as it usually is."""
    assert patience(uploads) == hours * HOUR


@pytest.mark.parametrize("uploads", [[], _days(8, (12,))[:7], _days(3, tuple(range(24)))])
def test_too_little_is_known(uploads: list[int]) -> None:
    """Nothing is said of a camera that has just come."""
    assert patience(uploads) is None
    assert not is_silent(0, uploads, 365 * DAY)


def test_silent() -> None:
    """It is silent once its patience is over, and not before."""
    uploads = _days(5, tuple(range(24)))
    assert not is_silent(uploads[-1], uploads, uploads[-1] + 3 * HOUR)
    assert is_silent(uploads[-1], uploads, uploads[-1] + 3 * HOUR + 1)
