"""The real gateway on a machine whose clock is wrong: never set, years ahead, hours off, set while it runs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import os
from pathlib import Path
import time
from typing import Any

import pytest

from camvault_gateway.model import RELEASED, from_millis

from .clocks import DAY_S, HOUR_S, YEAR_S, MachineClock, machine_clock
from .running import RunningGateway, running_gateway
from .s3_servers import S3Server

__all__ = ["machine_clock"]

pytest_plugins = ("tests.gateway.s3_fixtures",)

_PATIENCE_S = 40
# What a request and a busy machine may take.
_CLOSE = timedelta(seconds=30)


class Home:
    """A gateway on such a machine."""

    def __init__(self, gateway: RunningGateway, clock: MachineClock) -> None:
        self.gateway = gateway
        self.clock = clock
        self._sent = 0

    def upload(self, name: str = "") -> str:
        """Upload a picture, and return its path."""
        self._sent += 1
        path = f"/front/{name or f'picture{self._sent}'}.jpg"
        with self.gateway.client() as ftp:
            assert ftp.store(path, b"\xff\xd8\xff\xe0" + os.urandom(2000) + b"\xff\xd9").startswith("226")
        return path

    def captures(self) -> dict[str, Any]:
        """Return all captures by their paths."""
        return {each["original_path"]: each for each in self.gateway.ask("/captures?limit=500")["items"]}

    def captured_at(self, path: str) -> datetime:
        """Return when a capture was taken."""
        return datetime.fromisoformat(self.captures()[path]["captured_at"])

    def clock_problem(self) -> str | None:
        """Return what the gateway says of the machine's clock."""
        told = self.gateway.ask("/gateway")["clock"]
        return str(told["problem"]) if told else None

    def until(self, reached: Any) -> None:  # noqa: ANN401 any question
        """Wait for something."""
        limit = time.monotonic() + _PATIENCE_S
        while not reached():
            assert time.monotonic() < limit, self.gateway.log[-3000:]
            time.sleep(0.1)

    def restart(self) -> None:
        """End it, and start it again."""
        assert self.gateway.end() == 0
        self.gateway.start(os.environ | self.clock.environment)


def _is_right(moment: datetime, taken: datetime) -> bool:
    return abs(moment - taken) < _CLOSE


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def home(request: pytest.FixtureRequest, tmp_path: Path, machine_clock: MachineClock) -> Iterator[Home]:
    """Run a gateway; the clock is as the test's parameter says."""
    offset = getattr(request, "param", 0)
    machine_clock.set(offset() if callable(offset) else offset)
    folder = tmp_path / "gateway"
    folder.mkdir()
    with running_gateway(folder, os.environ | machine_clock.environment) as gateway:
        gateway.ask("/settings", "PATCH", {"time_zone": "UTC"})
        yield Home(gateway, machine_clock)


@pytest.mark.parametrize("home", [lambda: 60 - time.time()], indirect=True, ids=["1970"])
def test_a_clock_that_was_never_set(home: Home) -> None:
    """What came before somebody told the time is where it belongs as soon as somebody did; no camera is blamed."""
    taken = _now()
    stamped = [home.upload(f"{taken - timedelta(seconds=each):%Y%m%d_%H%M%S}") for each in range(7)]
    plain = home.upload()
    assert all(_is_right(home.captured_at(path), taken) for path in stamped)
    assert home.captured_at(plain) >= from_millis(RELEASED)
    assert home.clock_problem() == "before_release"
    (camera,) = home.gateway.ask("/cameras")["items"]
    assert camera["clock_offset_s"] is None
    assert camera["silent_since"] is None
    home.clock.set(0)
    home.until(lambda: _is_right(home.captured_at(plain), taken))
    home.until(lambda: home.clock_problem() == "stepped")
    (camera,) = home.gateway.ask("/cameras")["items"]
    assert _is_right(datetime.fromisoformat(camera["last_upload_at"]), taken)
    for event in home.gateway.ask("/events")["items"]:
        assert _is_right(datetime.fromisoformat(event["started_at"]), taken)
    assert _is_right(datetime.fromisoformat(home.gateway.ask("/gateway")["started_at"]), taken)
    assert "was never set" in home.gateway.log


@pytest.mark.parametrize("off", [2 * HOUR_S, -2 * HOUR_S, YEAR_S])
def test_a_clock_that_is_set_while_it_runs(home: Home, off: int) -> None:
    """Each capture has its own time, before, meanwhile and after, in the order they came."""
    taken = _now()
    before = home.upload()
    home.clock.set(off)
    meanwhile = [home.upload() for _ in range(3)]
    home.until(lambda: "The clock was set" in home.gateway.log)
    home.clock.set(0)
    after = [home.upload() for _ in range(3)]
    home.until(lambda: home.gateway.log.count("The clock was set") == 2)
    order = [home.captured_at(path) for path in (before, *meanwhile, *after)]
    assert all(_is_right(moment, taken) for moment in order)
    assert order == sorted(order)
    assert len(set(order)) == len(order)
    assert home.gateway.ask("/cameras")["items"][0]["clock_offset_s"] is None


def test_a_year_ahead_evicts_nothing(home: Home, seaweedfs: S3Server) -> None:
    """Neither while it runs, nor across a restart; and once the archive has told the time, what is old goes."""
    gateway = home.gateway
    known = seaweedfs.settings(seaweedfs.warm_bucket())
    names = ("bucket", "endpoint_url", "access_key_id", "secret_access_key")
    gateway.ask("/settings/archive", "PUT", {name: getattr(known, name) for name in names})
    paths = [home.upload() for _ in range(5)]
    home.until(lambda: gateway.ask("/gateway")["backlog"]["files"] == 0)
    gateway.ask("/settings", "PATCH", {"vault_days": 30})

    def all_here() -> bool:
        captures = home.captures()
        return all(captures[path]["vault_path"] for path in paths)

    home.clock.set(40 * DAY_S)
    # A change of settings has the vault looked through at once.
    gateway.ask("/settings", "PATCH", {"vault_days": 29})
    home.until(lambda: "The clock was set" in gateway.log)
    assert all_here()
    home.clock.set(YEAR_S)
    home.restart()
    gateway.ask("/settings", "PATCH", {"vault_days": 28})
    late = home.upload()
    home.until(lambda: home.clock_problem() == "archive_differs")
    assert abs(gateway.ask("/gateway")["clock"]["off_s"] - YEAR_S) < 60
    gateway.ask("/settings", "PATCH", {"vault_days": 27})
    time.sleep(1)
    assert all_here()
    home.clock.set(0)
    home.until(lambda: _is_right(home.captured_at(late), _now()))
    home.upload()
    home.until(lambda: home.clock_problem() is None)
    assert all_here()
