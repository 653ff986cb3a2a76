"""The whole gateway as a process: how it starts, ends, is killed, and what it says when it cannot start."""

import asyncio
import contextlib
from http import HTTPStatus
import json
import os
from pathlib import Path
import random
import re
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from camvault_gateway.app import options
from camvault_gateway.app.errors import ExitCode, SetupError
from tests.fake_supervisor import TOKEN, FakeSupervisor

from .conftest import free_port
from .ftp_client import RawFtp
from .running import COMMAND, RunningGateway, running_gateway

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
ROOT = Path(__file__).parents[2]
# Forced by the environment of the test's own shell, a token would send the gateway looking for a Supervisor.
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("SUPERVISOR")}


def _try(*arguments: str | int | Path) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=PLAIN)


def test_health_and_token(tmp_path: Path) -> None:
    """The commands around the gateway tell what they are asked."""
    data = tmp_path / "data"
    assert _try("token", "--data", data).returncode == ExitCode.FOLDER_UNUSABLE
    with running_gateway(tmp_path) as gateway:
        assert _try("health", "--data", data, "--api-port", gateway.api_port).returncode == ExitCode.OK
        assert _try("token", "--data", data).stdout.strip() == gateway.token()
        assert (data / "api-token").stat().st_mode & 0o077 == 0
        assert gateway.end() == ExitCode.OK
        assert _try("health", "--data", data, "--api-port", gateway.api_port).returncode == ExitCode.FAILED
        assert gateway.token() not in gateway.log


def test_nothing_to_be_found_by(tmp_path: Path) -> None:
    """A gateway that nobody is to find does without the library, and its memory."""
    with running_gateway(tmp_path) as gateway:
        assert gateway.process
        loaded = Path(f"/proc/{gateway.process.pid}/maps").read_text()
    assert "aiohttp" in loaded
    assert "zeroconf" not in loaded


def test_port_taken(tmp_path: Path) -> None:
    """Each port that is taken is named, with the option that moves it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = ("--ftp-port", "--api-port", "--implicit-tls-port")
        for option in options:
            free = [part for other in options if other != option for part in (other, free_port())]
            ports = ("--ftp-host", "127.0.0.1", option, port, *free)
            tried = _try("run", "--data", tmp_path / "data", *ports)
            assert tried.returncode == ExitCode.PORT_TAKEN
            assert str(port) in tried.stderr
            assert option in tried.stderr
            assert "Traceback" not in tried.stderr


def test_folder_unusable(tmp_path: Path) -> None:
    """A folder that cannot be is named."""
    (tmp_path / "file").touch()
    tried = _try("run", "--data", tmp_path / "file" / "data")
    assert tried.returncode == ExitCode.FOLDER_UNUSABLE
    assert str(tmp_path / "file") in tried.stderr
    assert "Traceback" not in tried.stderr


def test_second_gateway_on_one_folder(tmp_path: Path) -> None:
    """Two gateways never write one catalog."""
    with running_gateway(tmp_path):
        tried = _try("run", "--data", tmp_path / "data", "--ftp-port", free_port(), "--api-port", free_port())
    assert tried.returncode == ExitCode.ALREADY_RUNNING


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda path: path.write_bytes(b"no catalog" * 5000), ExitCode.CATALOG_UNUSABLE),
        (lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 99"), ExitCode.CATALOG_TOO_NEW),
    ],
)
def test_catalog_that_cannot_be_used(tmp_path: Path, change: object, code: ExitCode) -> None:
    """A catalog that is broken, or of a later version, is left alone."""
    (tmp_path / "data").mkdir()
    change(tmp_path / "data/catalog.db")  # type: ignore[operator]
    tried = _try("run", "--data", tmp_path / "data", "--ftp-port", free_port(), "--api-port", free_port())
    assert tried.returncode == code
    assert "Traceback" not in tried.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--ftp-port", "0"], ["--ftp-port", "x"], ["--passive-ports", "9-1"], ["--passive-address", "host"], ["--what"]],
)
def test_wrong_command_line(arguments: list[str]) -> None:
    """A wrong option ends with a usage message."""
    tried = _try("run", *arguments)
    assert tried.returncode == ExitCode.USAGE
    assert "usage:" in tried.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read"),
        ("[]", "JSON object"),
        ('{"log_level": "loud"}', "log_level"),
        ('{"passive_address": "x"}', "IPv4"),
        ('{"certfile": 1}', "/ssl"),
    ],
)
def test_wrong_options_file(tmp_path: Path, text: str, message: str) -> None:
    """A wrong options file is told apart."""
    path = tmp_path / "options.json"
    path.write_text(text)
    with pytest.raises(SetupError, match=message):
        options.read(options.parse(["run", "--options", str(path)]))


def test_options_file_and_command_line(tmp_path: Path) -> None:
    """The file gives what the command line leaves open; unknown names and empty values are nothing."""
    path = tmp_path / "options.json"
    path.write_text(json.dumps({"log_level": "debug", "passive_address": "192.168.1.9", "other": 1}))
    read = options.read(options.parse(["run", "--options", str(path), "--passive-ports", "50000-50003"]))
    assert (read.log_level, read.passive_address, list(read.passive_ports)) == (
        "debug",
        "192.168.1.9",
        [*range(50000, 50004)],
    )
    read = options.read(options.parse(["run", "--options", str(path), "--log-level", "error"]))
    assert read.log_level == "error"
    path.write_text('{"passive_address": "", "certfile": "fullchain.pem", "keyfile": "privkey.pem"}')
    read = options.read(options.parse(["run", "--options", str(path)]))
    assert read.passive_address is None
    assert (read.certificate, read.certificate_key) == (Path("/ssl/fullchain.pem"), Path("/ssl/privkey.pem"))
    read = options.read(options.parse(["run", "--options", str(path), "--certificate", "/both.pem"]))
    assert (read.certificate, read.certificate_key) == (Path("/both.pem"), Path("/both.pem"))


def test_kill_and_restart_lose_nothing(tmp_path: Path) -> None:
    """Killed again and again under load: every upload that was acknowledged is there, whole, once."""
    acknowledged: dict[str, bytes] = {}
    chance = random.Random(20261123)  # noqa: S311 moments
    with running_gateway(tmp_path, PLAIN) as gateway:
        for turn in range(6):
            stop = threading.Event()
            threads = [
                threading.Thread(target=_upload_until, args=(gateway, f"{turn}-{number}", acknowledged, stop))
                for number in range(4)
            ]
            for thread in threads:
                thread.start()
            wanted = len(acknowledged) + 5
            while len(acknowledged) < wanted and any(thread.is_alive() for thread in threads):
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.3))
            gateway.kill()
            stop.set()
            for thread in threads:
                thread.join()
            gateway.start(PLAIN)
        assert len(acknowledged) >= 30
        kept = _contents(gateway)
        assert {path: kept.get(path) for path in acknowledged} == {path: [data] for path, data in acknowledged.items()}
        assert not list((tmp_path / "data/vault/incoming").iterdir())


def _upload_until(gateway: RunningGateway, name: str, acknowledged: dict[str, bytes], stop: threading.Event) -> None:
    with contextlib.suppress(OSError, AssertionError, IndexError), gateway.client() as ftp:
        for number in range(10_000):
            if stop.is_set():
                return
            data = JPEG[:-2] + f"{name}-{number}".encode() + bytes(number * 700 % 60_000) + b"\xff\xd9"
            path = f"/camera-{name}/{number}.jpg"
            if ftp.store(path, data).startswith("226"):
                acknowledged[path] = data


def _contents(gateway: RunningGateway) -> dict[str, list[bytes]]:
    """Return the bytes of all complete captures, as the API gives them."""
    found: dict[str, list[bytes]] = {}
    cursor = ""
    while True:
        page = gateway.ask(f"/captures?limit=500{cursor}")
        for item in page["items"]:
            if item["condition"] != "incomplete":
                request = urllib.request.Request(
                    f"http://127.0.0.1:{gateway.api_port}/api/v1/captures/{item['id']}/content",
                    headers={"Authorization": f"Bearer {gateway.token()}"},
                )
                with urllib.request.urlopen(request, timeout=30) as answer:
                    found.setdefault(item["original_path"], []).append(answer.read())
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def test_settings_reach_a_running_gateway(tmp_path: Path) -> None:
    """A password changed and an account removed count at once, without a restart."""
    with running_gateway(tmp_path) as gateway:
        with gateway.client():
            made = gateway.ask("/accounts/camera", "PUT", {})
        assert re.fullmatch(r"[A-Za-z0-9]{12}", made["password"])
        assert _logs_in(gateway, made["password"])
        gateway.ask("/accounts/camera", "DELETE")
        assert not _logs_in(gateway, made["password"])
        assert made["password"] not in gateway.log


def _logs_in(gateway: RunningGateway, password: str) -> bool:
    with RawFtp(gateway.ftp_port) as ftp:
        return ftp.login("camera", password).startswith("230")


def test_nothing_without_the_token(tmp_path: Path) -> None:
    """No path answers anything to a stranger."""
    with running_gateway(tmp_path) as gateway:
        for path in ("/gateway", "/captures", "/live", "/accounts", "/nothing"):
            request = urllib.request.Request(f"http://127.0.0.1:{gateway.api_port}/api/v1{path}")
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=30)
            assert refused.value.code == HTTPStatus.UNAUTHORIZED


@pytest.mark.usefixtures("socket_enabled")
async def test_app_under_a_supervisor(tmp_path: Path) -> None:
    """The app's own start script: PASV tells the host's address, a moved port is warned of, Home Assistant is told.

    A stand-in for the Supervisor and for the container's folders and ports: none of them is here.
    """
    http, https = free_port(), free_port()
    network = {"21/tcp": 21, f"{http}/tcp": 80, f"{https}/tcp": None, "50000/tcp": 51000, "50001/tcp": 50001}
    async with FakeSupervisor(network=network).running() as fake:
        gateway = RunningGateway(tmp_path, free_port(), free_port())
        (tmp_path / "options.json").write_text('{"log_level": "info"}')
        _container(tmp_path, gateway, {"8080": str(http), "8443": str(https)})
        environment = {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "SUPERVISOR_TOKEN": TOKEN,
            "SUPERVISOR_URL": fake.url,
        }
        script = ROOT / "gateway_addon/rootfs/etc/s6-overlay/s6-rc.d/camvault/run"
        with (tmp_path / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec("sh", script, env=environment, stderr=log)
        try:
            await asyncio.to_thread(gateway.wait_until_up)
            reply = await asyncio.to_thread(_passive_reply, gateway)
            told = await asyncio.to_thread(gateway.ask, "/gateway")
            async with asyncio.timeout(30):
                while not fake.messages:
                    await asyncio.sleep(0.05)
        finally:
            process.terminate()
            assert await process.wait() == ExitCode.OK
    assert reply.startswith("227 Entering passive mode (192,168,1,20,")
    token = (tmp_path / "data/api-token").read_text()
    config = {"host": fake.hostname, "port": gateway.api_port, "token": token}
    assert fake.messages == [{"service": "camvault", "config": config}]
    assert told["ftp"]["remapped_ports"] == [50000]
    assert told["http"] == {"port": 80, "tls_port": None}
    assert "50000 are published under other numbers" in gateway.log
    assert token not in gateway.log
    assert TOKEN not in gateway.log


def _container(folder: Path, gateway: RunningGateway, ports: dict[str, str]) -> None:
    """Put a command where the container has the gateway's, which moves its folders and ports into the test's own."""
    moves = {
        **ports,
        "/data/options.json": f"{folder}/options.json",
        "/data": f"{folder}/data",
        "/media/camvault": f"{folder}/media",
        "21": str(gateway.ftp_port),
        "990": str(free_port()),
        "8099": str(gateway.api_port),
        "0.0.0.0": "127.0.0.1",  # noqa: S104 replaced
    }
    lines = ["import os, sys", f"moves = {moves!r}", f"os.execv({str(COMMAND)!r}, [moves.get(a, a) for a in sys.argv])"]
    command = folder / "camvault-gateway"
    command.write_text("\n".join([f"#!{sys.executable}", *lines, ""]))
    command.chmod(0o755)


def _passive_reply(gateway: RunningGateway) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{gateway.api_port}/api/v1/accounts/camera",
        method="PUT",
        data=b'{"password": "right-password"}',
        headers={"Authorization": f"Bearer {gateway.token()}"},
    )
    with urllib.request.urlopen(request, timeout=30), gateway.client() as ftp:
        return ftp.ask("PASV")


def test_debug_log_shows_the_dialogue_without_passwords(tmp_path: Path) -> None:
    """Whoever looks for a camera's trouble sees each command and answer, and nobody a password."""
    gateway = RunningGateway(tmp_path, free_port(), free_port(), log_level="debug")
    gateway.start(PLAIN)
    try:
        gateway.ask("/accounts/camera", "PUT", {"password": "right-password"})
        with gateway.client() as ftp:
            assert ftp.store("garden/a.jpg", JPEG).startswith("226")
        with RawFtp(gateway.ftp_port) as ftp:
            ftp.login("camera", "wrong-password")
        with RawFtp(gateway.ftp_port) as ftp:
            ftp.login("password-as-name", "camera")
    finally:
        gateway.end()
    assert "STOR garden/a.jpg" in gateway.log
    assert "226 Transfer complete" in gateway.log
    for secret in ("right-password", "wrong-password", "password-as-name", gateway.token()):
        assert secret not in gateway.log
