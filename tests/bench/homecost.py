"""What CamVault costs Home Assistant: of a core, with a home's uploads, and of its event loop's time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import re
import shutil
import time

from camvault_gateway.catalog import Catalog
from tests.e2e.running import Running, wait_for

from . import home
from .cameras import CAMERAS, Cameras, Door, Work, cameras
from .content import KIB
from .figures import Sample
from .homes_loop import Loop, Place, browsed, places
from .processes import used
from .size import Bench, Size

_AN_HOUR = 1000
_HOUR_S = 3600
_COST = "Home Assistant's process"
_ALONE = "Home Assistant alone"
_MOTION = re.compile(r"binary_sensor\.camera_\d+_motion")


@dataclass(frozen=True, slots=True)
class _Effort:
    """How much is done; uploads are as far apart as in a home, or what rests a minute would have no rest."""

    rounds: int
    captures: int
    still_s: float = 60.0
    turns: int = 2
    apart_s: float = _HOUR_S / _AN_HOUR
    quiet_s: float = 30.0
    burst: int = 20
    looks: int = 20

    @property
    def settle_s(self) -> float:
        """How long after an upload its event is over, and all of it archived."""
        return self.quiet_s * 4 / 3


_EFFORTS = {
    Size.TINY: _Effort(1, 2000, still_s=0.5, turns=1, apart_s=0.02, quiet_s=1.0, burst=1, looks=1),
    Size.QUICK: _Effort(1, 100_000, still_s=30.0, turns=1),
    Size.WHOLE: _Effort(3, 1_000_000),
    Size.FULL: _Effort(3, 5_000_000),
}


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    effort, state = _EFFORTS[size], folder / "demo"
    with cameras() as fleet:
        _fill(state / "gateway", effort.captures)
        _install(state / "home-assistant/custom_components")
        demo = Running.start(state)
        try:
            subject = _Subject(demo, fleet, effort)
            for number in range(effort.rounds):
                yield from subject.round(f"r{number}")
        finally:
            demo.stop()


def _fill(data: Path, captures: int) -> None:
    data.mkdir(parents=True)
    with Catalog(data / "catalog.db") as catalog:
        home.fill(catalog, 0, captures)


def _install(components: Path) -> None:
    """Put the watch beside the integration, where Home Assistant looks first, whatever else is on Python's path."""
    shutil.copytree(Path(__file__).parent / "loop_watch", components / "loop_watch")
    (components / "__init__.py").touch()


class _Subject:
    """A Home Assistant with and without CamVault."""

    def __init__(self, demo: Running, fleet: Cameras, effort: _Effort) -> None:
        self._demo, self._fleet, self._effort = demo, fleet, effort
        ftp = demo.record["ftp"]
        self._door = Door(ftp["port"], ftp["username"], ftp["password"])
        self._loop = Loop(demo)
        (entry,) = demo.command("config_entries/get", domain="camvault")
        self._entry: str = entry["entry_id"]
        demo.gateway.patch("/settings", json={"quiet_time_s": effort.quiet_s}).raise_for_status()
        self._places: list[Place] = places(demo, self._entry, effort.captures)

    def round(self, name: str) -> Iterator[Sample]:
        """Measure everything once."""
        self._have_camvault(loaded=False)
        alone = self._still()
        yield Sample(_COST, _ALONE, {"% of a core": alone})
        yield from self._burst(f"{name}-alone", _ALONE)
        self._have_camvault(loaded=True)
        yield from self._costs(name, alone)
        yield from self._burst(f"{name}-burst", "CamVault")
        for place in self._places:
            yield browsed(self._demo, self._loop, place, self._effort.looks, self._effort.captures)

    def _have_camvault(self, *, loaded: bool) -> None:
        disabled_by = None if loaded else "user"
        self._demo.command("config_entries/disable", entry_id=self._entry, disabled_by=disabled_by)
        if loaded:
            wait_for("14 cameras that see nothing", lambda: self._motion() == ["off"] * CAMERAS, 90)
        # Whatever it has to do at first is no part of what it costs.
        time.sleep(min(10.0, self._effort.still_s))

    def _motion(self) -> list[str]:
        states = self._demo.home.get("/api/states").raise_for_status().json()
        return [each["state"] for each in states if _MOTION.fullmatch(each["entity_id"])]

    def _costs(self, name: str, alone: float) -> Iterator[Sample]:
        """Let nothing be uploaded, then what a home uploads, at a home's pace, for a while."""
        still = self._still()
        yield Sample(_COST, "CamVault, nothing uploaded", {"% of a core": still})
        before, began, errors = self._cpu_s(), time.monotonic(), 0
        for turn in range(self._effort.turns):
            work = Work(1, 60 * KIB, batch=f"{name}-{turn}", apart_s=self._effort.apart_s)
            errors += self._fleet.upload(self._door, work).errors
        time.sleep(self._effort.settle_s)
        rest = still / 100 * (time.monotonic() - began)
        each = (self._cpu_s() - before - rest) / (self._effort.turns * CAMERAS)
        own = still - alone + each * _AN_HOUR / _HOUR_S * 100
        figures = {"% of a core": own, "CPU ms an upload": each * 1000, "errors": errors}
        yield Sample(_COST, "CamVault's share, 1,000 uploads an hour", figures)

    def _still(self) -> float:
        before, began = self._cpu_s(), time.monotonic()
        time.sleep(self._effort.still_s)
        return (self._cpu_s() - before) / (time.monotonic() - began) * 100

    def _cpu_s(self) -> float:
        return used(self._loop.pid).own_s

    def _burst(self, batch: str, system: str) -> Iterator[Sample]:
        with self._loop.watched() as seen:
            uploaded = self._fleet.upload(self._door, Work(self._effort.burst, 60 * KIB, batch=batch))
            time.sleep(min(5.0, self._effort.settle_s))
        figures = {**seen.figures, "errors": uploaded.errors}
        yield Sample(f"the event loop, while 14 cameras upload {self._effort.burst} files each", system, figures)


HOMECOST = Bench("home", _ALONE, _run)
