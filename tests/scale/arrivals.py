"""When cameras of a home see something: at random, more at busy hours, and all at once in a storm."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from .load import DAY_S, HOUR_S, Load, share_of_hour
from .store import Window

# A camera that sees something all the time sends one clip after the other, each this long.
CLIP_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Spike:
    """A time during which every camera of every home sees so many times as much, as far as it can."""

    window: Window
    factor: float


def rate(load: Load, moment: float, spike: Spike | None) -> float:
    """Return the motions a second of a home."""
    usual = load.motions / DAY_S * share_of_hour(moment)
    times = spike.factor if spike and spike.window.has(moment) else 1.0
    return min(usual * times, load.cameras / CLIP_S)


def motions(load: Load, chance: Random, window: Window, spike: Spike | None) -> Iterator[float]:
    """Yield when a home's cameras see something: a Poisson process whose rate is constant between two changes."""
    edges = {window.end, *((spike.window.start, spike.window.end) if spike else ())}
    now = window.start
    while now < window.end:
        edge = min([(now // HOUR_S + 1) * HOUR_S, *(each for each in edges if each > now)])
        now += chance.expovariate(rate(load, now, spike))
        if now < edge:
            yield now
        else:
            # It forgets what it waited for: from the edge on it waits at another rate.
            now = edge
