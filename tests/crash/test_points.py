"""The points at which a gateway can kill itself are there."""

import pytest

from .points import POINTS, find


@pytest.mark.parametrize("point", POINTS)
def test_point(point: str) -> None:
    """A function that is renamed is renamed here, too."""
    owner, name = find(point)
    assert callable(getattr(owner, name))
