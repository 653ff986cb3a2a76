"""The demo's own promises: one at a time in a folder, looked after, ended cleanly."""

from collections.abc import Iterator
from pathlib import Path
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from demo.files import read_json
from demo.options import HOST, ROOT, Ports
from demo.processes import Process, is_free

from .running import Running, free_base, run_demo, wait_for

BRANDS = {"Front door", "Driveway", "Garden"}


def test_record_is_complete(demo: Running) -> None:
    """What the demo writes down is enough to use it, and nobody else may read it."""
    archive = {"endpoint_url", "bucket", "region", "prefix", "access_key_id", "secret_access_key"}
    assert {name: set(part) for name, part in demo.record.items()} == {
        "home_assistant": {"url", "username", "password", "token"},
        "ftp": {"host", "port", "username", "password"},
        "gateway": {"url", "token", "pid", "data"},
        "archive": archive,
    }
    assert all(value for part in demo.record.values() for value in part.values())
    assert (demo.state / "demo.json").stat().st_mode & 0o077 == 0


def test_blueprints_are_offered(demo: Running) -> None:
    """All of CamVault's, as Home Assistant's settings list them."""
    files = {f"camvault/{path.name}" for path in (ROOT / "blueprints/automation/camvault").iterdir()}
    assert set(demo.command("blueprint/list", domain="automation")) >= files


def test_second_in_the_same_folder_is_refused(demo: Running) -> None:
    """The one that runs is left alone."""
    with pytest.raises(AssertionError, match="running already"):
        run_demo("--headless", "--port-base", str(free_base()), state=demo.state)
    assert demo.gateway.get("/gateway").is_success


def test_gateway_can_be_started_again(demo: Running) -> None:
    """By the demo's own command."""
    before = demo.record["gateway"]["pid"]
    run_demo("--restart-gateway", state=demo.state)
    demo.wait_for_gateway(not_pid=before)
    assert Process.of(before) is None


def test_gateway_started_by_hand_is_taken_over(demo: Running) -> None:
    """The demo does not fight for the ports with whoever was quicker."""
    hold = demo.state / "no-restart"
    hold.touch()
    before = demo.kill_gateway()
    wait_for("its end", lambda: Process.of(before) is None)
    by_hand = subprocess.Popen([demo.state / "gateway.sh"], stdin=subprocess.DEVNULL, start_new_session=True)
    demo.wait_for_gateway(not_pid=before)
    assert demo.record["gateway"]["pid"] == by_hand.pid
    hold.unlink()


def test_taken_port_is_named(tmp_path: Path) -> None:
    """Nothing is started when a port is taken, and the port is named."""
    ports = Ports.counted_from(free_base())
    with socket.create_server((HOST, ports.home_assistant)):
        with pytest.raises(AssertionError, match=f"port {ports.home_assistant} is taken"):
            run_demo("--headless", "--port-base", str(ports.base), state=tmp_path)
        assert is_free(ports.s3)
    assert not (tmp_path / "programs.json").exists()


@pytest.fixture
def foreground(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path, Ports]]:
    """Run a demo in the foreground, with its cameras."""
    ports = Ports.counted_from(free_base())
    argv = [sys.executable, "-m", "demo", "--state", str(tmp_path / "state"), "--port-base", str(ports.base)]
    with (tmp_path / "said").open("wb") as said:
        running = subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    yield running, tmp_path, ports
    if running.poll() is None:
        running.terminate()
        running.wait(timeout=60)


def test_cameras_upload_until_ctrl_c(foreground: tuple[subprocess.Popen[bytes], Path, Ports]) -> None:
    """Three brands upload clips and pictures; Ctrl-C ends every process and frees every port."""
    running, folder, ports = foreground

    def said() -> str:
        assert running.poll() is None, (folder / "said").read_text()
        return (folder / "said").read_text()

    wait_for("the demo", lambda: "Ctrl-C ends it" in said(), 120)
    record = read_json(folder / "state" / "demo.json")
    assert record["home_assistant"]["password"] in said()
    assert record["ftp"]["password"] in said()
    gateway = record["gateway"]
    headers = {"Authorization": f"Bearer {gateway['token']}"}

    def verified() -> bool:
        captures = httpx.get(f"{gateway['url']}/api/v1/captures", headers=headers).json()["items"]
        # Asked after them: a camera may have come meanwhile.
        cameras = httpx.get(f"{gateway['url']}/api/v1/cameras", headers=headers).json()["items"]
        names = {one["id"]: one["name"] for one in cameras}
        good = {
            (names[one["camera"]], one["kind"])
            for one in captures
            if one["state"] == "verified" and one["condition"] == "complete" and one["thumbnail"]
        }
        return good == {(name, kind) for name in BRANDS for kind in ("clip", "snapshot")}

    wait_for("clips and pictures of all cameras", verified, 120)
    processes = [Process(**one) for one in read_json(folder / "state" / "programs.json")["processes"]]
    assert len(processes) == 4
    assert all(one.lives() for one in processes)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 0
    assert not any(one.lives() for one in processes)
    assert all(is_free(port) for port in range(ports.base, ports.base + 40))
