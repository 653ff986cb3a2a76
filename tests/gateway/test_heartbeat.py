"""The sign of life that the app's health check looks at."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
import signal
import subprocess
from unittest.mock import patch

import pytest

from camvault_gateway.app import heartbeat
from camvault_gateway.app.heartbeat import beating

from .conftest import free_port
from .running import RunningGateway

HEALTH = Path(__file__).parents[2] / "gateway_addon/rootfs/usr/bin/camvault-health"


def _is_well(path: Path) -> bool:
    return subprocess.run(["sh", HEALTH, path], check=False, capture_output=True).returncode == 0


def test_a_running_gateway_is_well(tmp_path: Path) -> None:
    """From its start until its end, by the command that the container runs."""
    beat = tmp_path / "heartbeat"
    gateway = RunningGateway(tmp_path, free_port(), free_port(), more=("--heartbeat", str(beat)))
    assert not _is_well(beat)
    gateway.start()
    try:
        while not beat.exists():
            assert gateway.process is not None
            assert gateway.process.poll() is None
        assert _is_well(beat)
    finally:
        gateway.end(signal.SIGTERM)
    assert not _is_well(beat)


@pytest.fixture
def quick() -> Iterator[None]:
    """Beat as often as a test wants to see it."""
    with patch.multiple(heartbeat, _EVERY_S=0.01, _PATIENCE_S=0.2):
        yield


@pytest.mark.usefixtures("quick")
async def test_what_is_stuck_or_fails_stops_the_heart(tmp_path: Path) -> None:
    """It beats again once all checks answer; in between the file grows old."""
    path, works = tmp_path / "heartbeat", asyncio.Event()
    failures = [OSError("gone"), None]

    async def stuck_or_failing() -> None:
        await works.wait()
        if failures and (error := failures.pop(0)):
            raise error

    async with beating(path, stuck_or_failing):
        await asyncio.sleep(0.5)
        assert not path.exists()
        works.set()
        async with asyncio.timeout(20):
            while not path.exists():
                await asyncio.sleep(0.01)
        assert not failures
        assert _is_well(path)
    assert not path.exists()
