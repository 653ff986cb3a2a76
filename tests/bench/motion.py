"""How soon Home Assistant shows motion: from a camera's `STOR` to the state machine of a real Home Assistant."""

from collections.abc import Iterator, Mapping
import contextlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
import re
import time
from typing import Any

from tests.e2e.running import Running, wait_for

from .cameras import CAMERAS, Cameras, Door, Uploaded, Work, cameras
from .content import KIB, MIB
from .figures import Sample, percentile
from .listening import listening
from .size import Bench, Size

_QUIET_S = 1
_MOTION = re.compile(r"binary_sensor\.(camera_\d+)_motion")


def _cases(size: Size) -> dict[str, Work]:
    if size is Size.TINY:
        return {"14 cameras at once, 60 KiB each": Work(1, 60 * KIB)}
    return {
        "one camera at a time, 60 KiB each": Work(1, 60 * KIB, apart_s=0.15),
        "one camera at a time, 8 MiB each": Work(1, 8 * MIB, apart_s=0.3),
        "14 cameras at once, 60 KiB each": Work(1, 60 * KIB),
        "14 cameras at once, 8 MiB each": Work(1, 8 * MIB),
    }


@dataclass(slots=True)
class _Home:
    """What Home Assistant's motion sensors said: their state, and when each went on, by its own clock."""

    states: dict[str, str] = field(default_factory=dict)
    went_on: dict[str, list[float]] = field(default_factory=dict)

    def take(self, message: dict[str, Any], _: float) -> None:
        """Take a change of a state."""
        state = message.get("event", {}).get("data", {}).get("new_state")
        if state is None or (found := _MOTION.fullmatch(state["entity_id"])) is None:
            return
        camera = found[1].replace("_", "-")
        if state["state"] == "on" != self.states.get(camera):
            self.went_on.setdefault(camera, []).append(datetime.fromisoformat(state["last_changed"]).timestamp())
        self.states[camera] = state["state"]

    def is_quiet(self) -> bool:
        """Tell whether every camera is known, and nothing moves."""
        return len(self.states) == CAMERAS and set(self.states.values()) == {"off"}


@dataclass(frozen=True, slots=True)
class _Cycle:
    """One upload of each camera, and when each one's sensor went on, if it did."""

    uploaded: Uploaded
    went_on: Mapping[str, list[float]]


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    rounds, uploads = {Size.TINY: (1, 1), Size.QUICK: (2, 2)}.get(size, (5, 2))
    with cameras() as fleet:
        demo = Running.start(folder / "demo")
        try:
            demo.gateway.patch("/settings", json={"quiet_time_s": _QUIET_S}).raise_for_status()
            yield from _shown(demo, fleet, _cases(size), rounds, uploads)
        finally:
            demo.stop()


def _shown(demo: Running, fleet: Cameras, cases: dict[str, Work], rounds: int, uploads: int) -> Iterator[Sample]:
    home, record = _Home(), demo.record
    door = Door(record["ftp"]["port"], record["ftp"]["username"], record["ftp"]["password"])
    opening: list[dict[str, Any]] = [
        {"type": "auth", "access_token": record["home_assistant"]["token"]},
        {"id": 1, "type": "subscribe_events", "event_type": "state_changed"},
    ]
    url = record["home_assistant"]["url"].replace("http", "ws", 1)
    with listening(f"{url}/api/websocket", {}, opening, home.take):
        fleet.warm_up(door, Work(1, 60 * KIB))
        for _ in range(rounds):
            for case, work in cases.items():
                yield from _round(case, [_cycle(fleet, door, work, home) for _ in range(uploads)])


def _cycle(fleet: Cameras, door: Door, work: Work, home: _Home) -> _Cycle:
    wait_for("quiet", home.is_quiet)
    before = {camera: len(times) for camera, times in home.went_on.items()}
    uploaded = fleet.upload(door, work)
    # What never comes is counted as an error; quiet would otherwise be seen before there was motion.
    with contextlib.suppress(AssertionError):
        wait_for("motion", lambda: all(len(home.went_on.get(each, ())) > before.get(each, 0) for each in home.states))
    went_on = {camera: times[before.get(camera, 0) :][:1] for camera, times in home.went_on.items()}
    return _Cycle(uploaded, went_on)


def _round(case: str, cycles: list[_Cycle]) -> Iterator[Sample]:
    # Home Assistant tells the time of day, the cameras the machine's clock.
    offset = time.time() - time.monotonic()
    took = [
        at - sent - offset
        for cycle in cycles
        for name, sent in cycle.uploaded.sent.items()
        for at in cycle.went_on.get(name.split("/")[0], ())
    ]
    kept = [at - cycle.uploaded.sent[name] for cycle in cycles for name, at in cycle.uploaded.kept.items()]
    uploads = sum(len(cycle.uploaded.sent) for cycle in cycles)
    yield Sample(case, "CamVault: motion on", {**_times(took), "errors": uploads - len(took)})
    yield Sample(case, "the upload's end, 226", {**_times(kept), "errors": uploads - len(kept)})


def _times(seconds: list[float]) -> dict[str, float]:
    shares = {"p50 ms": 0.5, "p99 ms": 0.99}
    return {name: percentile(seconds, share) * 1000 for name, share in shares.items()}


MOTION = Bench("motion", "the upload's end, 226", _run)
