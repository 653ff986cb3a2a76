"""The s6 service, run for real: its scripts by sh, and what they start against a stand-in Supervisor.

Neither s6-overlay nor a Supervisor exists outside Home Assistant OS. So the environment that `with-contenv` would set
is set here, the Supervisor is a stand-in, and the gateway is a small program that writes down how it was started and
uses the gateway's own code to ask and to announce.
"""

import asyncio
import json
import os
from pathlib import Path
import shlex
import subprocess
import sys

import pytest

from tests.app.paths import ROOTFS, SERVICES
from tests.fake_supervisor import TOKEN, FakeSupervisor

GATEWAY = """#!{python}
import asyncio, json, os, pathlib, sys, aiohttp
from camvault_gateway.announce import Supervisor

async def main():
    async with aiohttp.ClientSession() as session:
        supervisor = Supervisor(session, os.environ["SUPERVISOR_TOKEN"], {url!r})
        await supervisor.announce(await supervisor.own_host(), 8099, "secret")
        return await supervisor.lan_address()

seen = {{"arguments": sys.argv[1:], "pid": os.getpid(), "address": asyncio.run(main())}}
pathlib.Path({record!r}).write_text(json.dumps(seen))
"""

EXPECTED = """run --options /data/options.json --data /data --vault /media/camvault --ftp-host 0.0.0.0 --ftp-port 21
    --implicit-tls-port 990 --passive-ports 50000-50019 --http-port 8080 --https-port 8443
    --api-host 0.0.0.0 --api-port 8099 --heartbeat /dev/shm/camvault-heartbeat"""


def program(path: Path, text: str) -> Path:
    """Write a program."""
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_s6_knows_the_service() -> None:
    """The service is a long-running one, started with the container and after its base is set up."""
    assert (SERVICES / "camvault/type").read_text() == "longrun\n"
    assert (SERVICES / "camvault/dependencies.d/base").read_text() == ""
    assert (SERVICES / "user/contents.d/camvault").read_text() == ""
    assert (SERVICES / "camvault/run").read_text().startswith("#!/command/with-contenv sh\n")
    programs = [SERVICES / "camvault/run", SERVICES / "camvault/finish", ROOTFS / "usr/bin/camvault-gateway"]
    assert all(os.access(path, os.X_OK) for path in programs)


@pytest.mark.usefixtures("socket_enabled")
async def test_the_service_starts_the_gateway(tmp_path: Path) -> None:
    """The gateway gets its whole command line, the Supervisor's token, and the signals that s6 sends."""
    record = tmp_path / "record"
    async with FakeSupervisor().running() as fake:
        program(tmp_path / "camvault-gateway", GATEWAY.format(python=sys.executable, url=fake.url, record=str(record)))
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "SUPERVISOR_TOKEN": TOKEN}
        service = await asyncio.create_subprocess_exec("sh", SERVICES / "camvault/run", env=environment)
        assert await asyncio.wait_for(service.wait(), 30) == 0
    seen = json.loads(record.read_text())
    assert seen == {"arguments": shlex.split(EXPECTED), "pid": service.pid, "address": "192.168.1.20"}
    config = {"host": fake.hostname, "port": 8099, "token": "secret"}
    assert fake.messages == [{"service": "camvault", "config": config}]


@pytest.mark.parametrize(("code", "signal", "result"), [("0", "0", "0"), ("3", "0", "3"), ("256", "9", "137")])
def test_the_container_ends_with_the_gateway(tmp_path: Path, code: str, signal: str, result: str) -> None:
    """When the gateway ends, so does the container, and with the same code."""
    (tmp_path / "s6-linux-init-container-results").mkdir()
    (tmp_path / "s6/basedir/bin").mkdir(parents=True)
    program(tmp_path / "s6/basedir/bin/halt", f"#!/bin/sh\ntouch {tmp_path}/halted\n")
    finish = (SERVICES / "camvault/finish").read_text().replace("/run/", f"{tmp_path}/")
    subprocess.run([program(tmp_path / "finish", finish), code, signal, "camvault", "1"], check=True)
    assert (tmp_path / "s6-linux-init-container-results/exitcode").read_text() == f"{result}\n"
    assert (tmp_path / "halted").exists()


def test_the_command_ends_as_the_gateway_does(tmp_path: Path) -> None:
    """The command hands back what the gateway's main function returns."""
    package = tmp_path / "camvault_gateway/app"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package.parent / "__init__.py").touch()
    (package / "main.py").write_text("def main() -> int:\n    return 7\n")
    command = ROOTFS / "usr/bin/camvault-gateway"
    ended = subprocess.run([sys.executable, command], env={"PYTHONPATH": str(tmp_path)}, check=False)
    assert ended.returncode == 7
