"""The offset of a camera's clock, from its last uploads."""

from collections.abc import Sequence
from statistics import median_low
from typing import Final

from .millis import Millis

_MOST: Final = 9
_FEWEST: Final = 5
_CLOSE_MS: Final = 2 * 60 * 1000
_AGREEING: Final = 2 / 3


def with_sample(samples: Sequence[Millis], offset: Millis) -> tuple[Millis, ...]:
    """Return the samples with a new one, without what is long ago."""
    return (*samples, offset)[-_MOST:]


def steady_offset(samples: Sequence[Millis]) -> Millis | None:
    """Return how far a clock is ahead, if most of its last times say the same; a late upload is not believed."""
    if len(samples) < _FEWEST:
        return None
    middle = median_low(samples)
    close = [sample for sample in samples if abs(sample - middle) <= _CLOSE_MS]
    return middle if len(close) >= len(samples) * _AGREEING else None
