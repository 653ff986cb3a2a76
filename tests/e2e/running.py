"""A demo that runs, seen from outside: as a camera, as Home Assistant's user, as the owner of the bucket."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
import hashlib
import os
from pathlib import Path
import signal
import subprocess
import sys
import time
from typing import Any
from urllib.parse import quote

import aiohttp
import boto3
from botocore.config import Config
import httpx

from demo.files import read_json
from demo.hass_api import HassApi
from demo.options import ROOT, Ports
from demo.processes import is_free, tail

QUIET_S = 3
START_S = 240


def wait_for[T](what: str, look: Callable[[], T | None], patience_s: float = 30) -> T:
    """Look until there is something to be seen."""
    deadline = time.monotonic() + patience_s
    while not (seen := look()):
        assert time.monotonic() < deadline, f"{what}: not within {patience_s} s"
        time.sleep(0.1)
    return seen


def free_base() -> int:
    """Find forty ports that nobody uses, below those the system gives away."""
    for base in range(20000, 30000, 50):
        if all(is_free(port) for port in range(base, base + 40)):
            return base
    raise AssertionError("no free ports")


def sha256(content: bytes) -> str:
    """Return the digest as the catalog has it."""
    return hashlib.sha256(content).hexdigest()


@dataclass
class Running:
    """One demo, started by its own command line."""

    state: Path
    ports: Ports
    home: httpx.Client
    gateway: httpx.Client

    @classmethod
    def start(cls, state: Path, *arguments: str, environment: dict[str, str] | None = None) -> Running:
        """Start a demo without cameras, and let events end soon."""
        base = free_base()
        run_demo("--headless", "--no-cameras", "--port-base", str(base), *arguments, state=state, more=environment)
        record = read_json(state / "demo.json")
        home = {"Authorization": f"Bearer {record['home_assistant']['token']}"}
        gateway = {"Authorization": f"Bearer {record['gateway']['token']}"}
        demo = cls(
            state,
            Ports.counted_from(base),
            httpx.Client(base_url=record["home_assistant"]["url"], headers=home, timeout=30),
            httpx.Client(base_url=f"{record['gateway']['url']}/api/v1", headers=gateway, timeout=30),
        )
        demo.gateway.patch("/settings", json={"quiet_time_s": QUIET_S}).raise_for_status()
        return demo

    def stop(self) -> None:
        """End it."""
        self.home.close()
        self.gateway.close()
        run_demo("--stop", state=self.state)

    @property
    def record(self) -> dict[str, Any]:
        """What the demo says of itself."""
        return read_json(self.state / "demo.json")

    def ftp_url(self, path: str = "", *, password: str | None = None) -> str:
        """Return the address of a path below the account's root."""
        ftp = self.record["ftp"]
        login = f"{ftp['username']}:{quote(password or ftp['password'], safe='')}"
        return f"ftp://{login}@{ftp['host']}:{ftp['port']}/{quote(path)}"

    def upload(self, source: Path, path: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Upload with curl, as the cameras' shared account."""
        return curl(source, self.ftp_url(path), *options)

    def begin_upload(self, source: Path, path: str, *options: str) -> subprocess.Popen[bytes]:
        """Upload without waiting for the end."""
        argv = ["curl", "-sS", "--max-time", "60", "--ftp-create-dirs", *options, "-T", str(source), self.ftp_url(path)]
        return subprocess.Popen(argv, stderr=subprocess.DEVNULL)

    def captures(self, **filters: str) -> list[dict[str, Any]]:
        """Return all captures, newest first."""
        items: list[dict[str, Any]] = []
        cursor = None
        while True:
            if cursor:
                filters["cursor"] = cursor
            page = self.gateway.get("/captures", params={"limit": "500", **filters}).raise_for_status().json()
            items += page["items"]
            cursor = page["next"]
            if cursor is None:
                return items

    def capture_of(self, path: str) -> dict[str, Any]:
        """Wait for the capture of an upload."""
        return wait_for(f"a capture of {path}", lambda: next(iter(self.captures_of(path)), None))

    def captures_of(self, path: str) -> list[dict[str, Any]]:
        """Return the captures that were uploaded under exactly this path, newest first."""
        return [one for one in self.captures() if one["original_path"] == f"/{path}"]

    def until(self, capture: str, what: str, check: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Wait for something of a capture to come true."""
        last: dict[str, Any] = {}

        def look() -> dict[str, Any] | None:
            last.update(self.gateway.get(f"/captures/{capture}").raise_for_status().json())
            return last if check(last) else None

        try:
            return wait_for(f"{what} of {capture}", look, 60)
        except AssertionError as error:
            gateway = self.gateway.get("/gateway").json()
            raise AssertionError(f"{error}\n{last}\n{gateway}\n{tail(self.state / 'logs/gateway.log')}") from error

    def verified(self, path: str) -> dict[str, Any]:
        """Wait until an upload's archived copy is verified."""
        return self.until(self.capture_of(path)["id"], "verification", lambda c: c["state"] == "verified")

    def archived(self, key: str) -> bytes:
        """Read an object, as the owner of the bucket."""
        archive = self.record["archive"]
        client = boto3.client(
            "s3",
            endpoint_url=archive["endpoint_url"],
            aws_access_key_id=archive["access_key_id"],
            aws_secret_access_key=archive["secret_access_key"],
            region_name=archive["region"],
            config=Config(s3={"addressing_style": "path"}, response_checksum_validation="when_required"),
        )
        try:
            return client.get_object(Bucket=archive["bucket"], Key=key)["Body"].read()
        finally:
            client.close()

    def command(self, name: str, /, **fields: object) -> Any:  # noqa: ANN401
        """Give Home Assistant a WebSocket command."""

        async def give() -> object:
            async with aiohttp.ClientSession() as session:
                url, token = str(self.home.base_url).rstrip("/"), self.record["home_assistant"]["token"]
                async with HassApi(session, url, token).socket() as socket:
                    return await socket.command(name, **fields)

        return asyncio.run(give())

    def entity(self, camera: str, start: str) -> str | None:
        """Find an entity of a camera's device."""
        devices = {one["id"]: one["name"] for one in self.command("config/device_registry/list")}
        for one in self.command("config/entity_registry/list"):
            ours = one["platform"] == "camvault" and devices.get(one["device_id"]) == camera
            if ours and one["entity_id"].startswith(start):
                return str(one["entity_id"])
        return None

    def states(self, entity: str) -> dict[str, Any]:
        """Return an entity as Home Assistant has it."""
        state: dict[str, Any] = self.home.get(f"/api/states/{entity}").raise_for_status().json()
        return state

    def kill_gateway(self) -> int:
        """Kill the gateway as a power cut would; return the id it had."""
        pid: int = self.record["gateway"]["pid"]
        os.kill(pid, signal.SIGKILL)
        return pid

    def wait_for_gateway(self, not_pid: int) -> None:
        """Wait until the gateway is back."""

        def back() -> bool:
            try:
                return self.record["gateway"]["pid"] != not_pid and self.gateway.get("/gateway").is_success
            except httpx.TransportError:
                return False

        wait_for("the gateway", back)


def curl(source: Path, url: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Upload to an address with curl, make folders on the way; curl fails when there is no 226."""
    argv = ["curl", "-sS", "--max-time", "60", "--ftp-create-dirs", *options, "-T", str(source), url]
    return subprocess.run(argv, check=False, capture_output=True, text=True, timeout=90)


def run_demo(*arguments: str, state: Path, more: dict[str, str] | None = None) -> None:
    """Run the demo's command line."""
    argv = [sys.executable, "-m", "demo", "--state", str(state), *arguments]
    environment = {**os.environ, **(more or {})}
    done = subprocess.run(argv, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=START_S)
    logs = "\n".join(f"--- {log}\n{log.read_text()[-4000:]}" for log in (state / "logs").glob("*.log"))
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{logs}"
