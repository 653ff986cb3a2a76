"""The tables of docs/scale.md, by the names of their places there."""

from .outcome import Kept
from .reckoned import RECKONED
from .simulated import SIMULATED


def tables(kept: Kept) -> dict[str, list[str]]:
    """Return the lines of each table."""
    return {name: lines() for name, lines in RECKONED.items()} | {
        name: lines(kept) for name, lines in SIMULATED.items()
    }
