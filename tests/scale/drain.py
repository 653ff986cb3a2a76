"""The simulated gateway beside the real one: what waited while the bucket was away, as in the benchmark `spike`."""

from functools import partial
from typing import Final

from tests.bench.content import KIB, MIB

from .engine import Engine
from .gateway import Gateway, Place, Upload
from .measured import Measured
from .observed import Observed
from .simulation import chances
from .store import Boundless, Window

_AWAY: Final = Window(0, 600)
_FILES: Final = 2_000
_CAMERAS: Final = 14
_CLIP_AMONG: Final = 50


def drained_s(measured: Measured) -> float:
    """Return how many files a second a simulated gateway puts over loopback, once the bucket is back."""
    engine, observed = Engine(), Observed()
    loopback = Place(uplink_bits_s=1e12, trip_s=0, free_bytes=10**12, cut=_AWAY)
    gateway = Gateway(engine, measured, loopback, Boundless(), observed, chances("drain"))
    for number in range(_FILES):
        size = 60 * KIB if number % _CLIP_AMONG else 8 * MIB
        arrives = _AWAY.end * number / _FILES
        engine.at(arrives, partial(gateway.receive, Upload(0, number % _CAMERAS, size, arrives)))
    engine.run(10 * _AWAY.end)
    ends = [kept + delay for kept, delay, _ in observed.delays]
    return _FILES / (max(ends) - min(ends))
