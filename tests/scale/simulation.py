"""Many homes for some hours; equal seeds make equal runs."""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import gc
from random import Random
from typing import Final

from .arrivals import CLIP_S, motions
from .engine import Engine
from .gateway import Gateway, Place, Upload
from .load import HOUR_S, Load
from .measured import Measured
from .observed import Observed
from .scenarios import Scenario

# Ways out of homes, and how many of ten have each; a way there and back; what is free on a gateway's disk.
UPLINKS_MBIT: Final = (5, 10, 10, 10, 20, 20, 40, 40, 100, 100)
TRIP_S: Final = 0.03
FREE_BYTES: Final = 32 * 10**9
# So long after the last upload it is still watched how what waits gets less.
DRAIN_S: Final = 12 * HOUR_S


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it: all that was seen, and how busy the busiest gateway's core was."""

    scenario: Scenario
    homes: int
    observed: Observed
    core_share: float


class _Home:
    """A home's cameras, which send to its gateway."""

    def __init__(
        self, number: int, engine: Engine, gateway: Gateway, load: Load, chance: Random, due: Iterator[float]
    ) -> None:
        self._number = number
        self._engine = engine
        self._gateway = gateway
        self._load = load
        self._chance = chance
        self._due = due

    def go_on(self, observed: Observed) -> None:
        """Plan the next motion."""
        if (moment := next(self._due, None)) is not None:
            self._engine.at(moment, lambda: self._see(observed))

    def _see(self, observed: Observed) -> None:
        """Send a snapshot now, and the clip when it is over."""
        camera = self._chance.randrange(self._load.cameras)
        self._send(camera, self._load.snapshot_bytes, observed)
        self._engine.at(self._engine.now + CLIP_S, lambda: self._send(camera, self._load.clip_bytes, observed))
        self.go_on(observed)

    def _send(self, camera: int, size: int, observed: Observed) -> None:
        now = self._engine.now
        observed.arrived(now)
        self._gateway.receive(Upload(self._number, camera, size, now))


def chances(seed: str) -> Random:
    """Return chance that can be had again."""
    return Random(seed)  # noqa: S311 nothing is kept secret by it


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Spare Python looking through millions of uploads again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def simulate(scenario: Scenario, homes: int, measured: Measured, seed: int = 1) -> Run:
    """Let homes live through a scenario, and go on until nothing waits, or as long as is watched."""
    engine, observed = Engine(scenario.window.start), Observed()
    store = scenario.store(homes)
    gateways = []
    for number in range(homes):
        chance = chances(f"{seed} {scenario.name} {number}")
        uplink = UPLINKS_MBIT[number % len(UPLINKS_MBIT)] * 1e6
        place = Place(uplink, TRIP_S, FREE_BYTES, scenario.cut)
        gateway = Gateway(engine, measured, place, store, observed, chance, scenario.manner)
        due = motions(scenario.load, chance, scenario.window, scenario.spike)
        _Home(number, engine, gateway, scenario.load, chance, due).go_on(observed)
        gateways.append(gateway)
    with _no_search_for_cycles():
        engine.run(scenario.window.end + DRAIN_S)
    lasted = scenario.window.end - scenario.window.start
    return Run(scenario, homes, observed, max(each.busy_s for each in gateways) / lasted)
