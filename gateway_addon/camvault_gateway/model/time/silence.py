"""Whether a camera has been silent for longer than it usually is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from .millis import Millis

_HOUR_MS: Final = 3600 * 1000
_DAY_MS: Final = 24 * _HOUR_MS
# What is learned from: enough for weekends to be something usual.
HISTORY_MS: Final = 28 * _DAY_MS
# No camera is called silent before; and after a start of the gateway each gets as long.
LEAST_MS: Final = 3 * _HOUR_MS
_MOST_MS: Final = 14 * _DAY_MS
_TIMES: Final = 2
_FEWEST: Final = 8
_SHORTEST_MS: Final = 3 * _DAY_MS


def patience(uploads: Sequence[Millis]) -> Millis | None:
    """Return how long a camera may be silent, by when it uploaded, in order; None while too little is known of it.

    Its usual silence is the longest but one: nights and weekends come again, and a single failure teaches nothing.
    """
    if len(uploads) < _FEWEST or uploads[-1] - uploads[0] < _SHORTEST_MS:
        return None
    usual = sorted(later - earlier for earlier, later in pairwise(uploads))[-2]
    return min(max(_TIMES * usual, LEAST_MS), _MOST_MS)


def is_silent(last: Millis, uploads: Sequence[Millis], now: Millis) -> bool:
    """Tell whether the last sign of a camera is longer ago than is usual for it."""
    allowed = patience(uploads)
    return allowed is not None and now - last > allowed
