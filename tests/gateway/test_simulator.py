"""The simulated cameras themselves: `python -m demo.simulator`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.model import Kind
from demo.simulator import __main__ as simulator
from demo.simulator.brands import BRANDS

from . import simulated
from .conftest import Receiving
from .simulated import passing


def _run(receiving: Receiving, *more: str, password: str = "right-password") -> int:
    login = ["--host", "127.0.0.1", "--port", str(receiving.port), "--user", "camera", "--password", password]
    return simulator.main([*login, "--pace", "0", *more])


def test_dialogue_is_printed(receiving: Receiving, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line and its answer, but no password."""
    assert _run(receiving, "--brand", "amcrest", "--camera", "Driveway", "--count", "2") == 0
    printed = capsys.readouterr().out
    assert "REST 0\n    350" in printed
    assert "right-password" not in printed
    assert printed.endswith("amcrest: 12 files sent\n")
    assert len(receiving.captures()) == 6
    assert {capture.camera for capture in receiving.captures()} == {"driveway"}


def test_a_seed_repeats_itself(receiving: Receiving) -> None:
    """The same seed sends the same bytes, another one others."""
    for camera, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert _run(receiving, "--brand", "append", "--camera", camera, "--seed", seed, "--quiet") == 0
    hashes = [capture.sha256 for capture in simulated.arrived(receiving)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_own_files(receiving: Receiving, tmp_path: Path) -> None:
    """Real clips and pictures can be sent."""
    clip, picture = tmp_path / "a.mp4", tmp_path / "a.jpg"
    clip.write_bytes(simulated.CLIP)
    picture.write_bytes(simulated.MEDIA.snapshot(7))
    assert _run(receiving, "--brand", "thingino", "--clip", str(clip), "--picture", str(picture), "--quiet") == 0
    kept = {capture.kind: receiving.content(capture) for capture in receiving.captures()}
    assert kept == {Kind.CLIP: clip.read_bytes(), Kind.SNAPSHOT: picture.read_bytes()}


def test_giving_up(receiving: Receiving, capsys: pytest.CaptureFixture[str]) -> None:
    """A server that a camera does not get on with is told, and fails the command."""
    receiving.server.gatekeeper.failed.add = lambda *_: 0.0  # type: ignore[method-assign]
    assert _run(receiving, "--brand", "dahua", "--quiet", password="wrong") == 1
    printed = capsys.readouterr().out
    assert "530" in printed
    assert "wrong" not in printed.lower().replace("wrong user name", "")


def test_a_session_that_the_server_ended(receiving: Receiving, certificate: Path) -> None:
    """A camera that keeps its session logs in anew when the gateway was restarted meanwhile."""
    camera = simulated.player(receiving)
    camera.play(BRANDS["foscam"](passing()))
    receiving.server.stop()
    settings = FtpSettings(
        host="127.0.0.1",
        port=receiving.port,
        passive_ports=receiving.passive_ports,
        passive_address=None,
        own_certificate=certificate,
    )
    again = UploadServers(receiving.catalog, receiving.vault, receiving.recorder.bus, settings)
    again.start()
    camera.play(BRANDS["foscam"](passing(start=datetime.now(UTC) - timedelta(minutes=1))))
    camera.hang_up()
    again.stop()
    assert len(receiving.captures()) == 8
