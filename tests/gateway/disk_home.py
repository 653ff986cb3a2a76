"""A gateway as people run it, on disks that a test can break, and cameras that upload to it all the while."""

from collections.abc import Callable, Iterator
import contextlib
from dataclasses import dataclass, field
import hashlib
import io
import os
from pathlib import Path
import subprocess
import threading
import time
from typing import Any, Final
import urllib.request

from PIL import Image

from camvault_gateway.app.errors import ExitCode

from .conftest import free_port
from .disks import Disk, Disks
from .running import COMMAND, RunningGateway

_PATIENCE_S: Final = 60
PICTURE: Final = b"\xff\xd8\xff\xe0" + bytes(2000)


def _large() -> bytes:
    """Return a picture that can be looked at, of 2.6 MiB: what is none may be found damaged at any moment."""
    made = io.BytesIO()
    Image.effect_noise((2048, 1536), 100).save(made, "JPEG", quality=92)
    return made.getvalue()


LARGE: Final = _large()


@dataclass(slots=True)
class Camera:
    """Uploads without end, each time something new, and notes what it is told."""

    gateway: RunningGateway
    name: str
    replies: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Upload until it is told to stop; a connection that ends is made again."""
        while not self.stopped.is_set():
            with contextlib.suppress(OSError, IndexError), self.gateway.client() as ftp:
                while not self.stopped.is_set():
                    data = (LARGE if len(self.replies) % 2 else PICTURE) + os.urandom(16)
                    reply = ""
                    with contextlib.suppress(ConnectionError):
                        reply = ftp.store(f"{self.name}/{len(self.replies)}", data)
                    reply = reply or ftp.reply()
                    self.replies.append(reply)
                    if reply.startswith("226"):
                        self.acknowledged.append(hashlib.sha256(data).hexdigest())
                    assert reply[:3] in {"226", "426", "451", "452"}, reply
                    self.stopped.wait(0.05)

    def hears(self, code: str) -> None:
        """Wait until it is answered with a code from now on."""
        heard = len(self.replies)
        until(lambda: any(reply.startswith(code) for reply in self.replies[heard:]))


def until(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "It did not come about"
        time.sleep(0.02)


@dataclass(slots=True)
class Home:
    """A gateway, and the disks that its catalog and its vault lie on."""

    gateway: RunningGateway
    catalog: Disk
    vault: Disk

    def refusing(self) -> str | None:
        """Return why the gateway says it refuses uploads."""
        refusal = self.gateway.ask("/gateway")["refusing"]
        return refusal and str(refusal["reason"])

    def check(self) -> None:
        """Run the conservation check, beside the gateway or after it."""
        folders: list[str | Path] = ["--data", self.catalog.place / "data", "--vault", self.vault.place / "vault"]
        command: list[str | Path] = [*self.gateway.through, COMMAND, "check", "--hash", *folders]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == ExitCode.OK, done.stdout + done.stderr

    def captures(self) -> list[Any]:
        """Return every capture the gateway tells of."""
        found: list[Any] = []
        page: Any = {"next": ""}
        while page["next"] is not None:
            page = self.gateway.ask(f"/captures?limit=500&cursor={page['next']}" if found else "/captures?limit=500")
            found += page["items"]
        return found

    def content(self, capture: str) -> bytes:
        """Return a capture's bytes."""
        url = f"http://127.0.0.1:{self.gateway.api_port}/api/v1/captures/{capture}/content"
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.gateway.token()}"})
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
            return bytes(answer.read())


@contextlib.contextmanager
def uploading(home: Home, *names: str) -> Iterator[list[Camera]]:
    """Let cameras upload; in the end everything that was acknowledged must be there, once, as it was sent."""
    cameras = [Camera(home.gateway, name) for name in names]
    threads = [threading.Thread(target=camera.run) for camera in cameras]
    for thread in threads:
        thread.start()
    try:
        for camera in cameras:
            camera.hears("226")
        yield cameras
    finally:
        for camera, thread in zip(cameras, threads, strict=True):
            camera.stopped.set()
            thread.join()
    acknowledged = sorted(sha256 for camera in cameras for sha256 in camera.acknowledged)
    complete = {item["sha256"]: item["id"] for item in home.captures()}
    assert not set(acknowledged) - complete.keys()
    for sha256 in acknowledged[:: max(1, len(acknowledged) // 20)]:
        assert hashlib.sha256(home.content(complete[sha256])).hexdigest() == sha256


def gateway_on(disks: Disks, catalog: Disk, vault: Disk) -> RunningGateway:
    """Return a gateway that does not run yet."""
    (folder := catalog.place).mkdir(exist_ok=True)
    where = ("--vault", str(vault.place / "vault"))
    return RunningGateway(folder, free_port(), free_port(), through=disks.enter, more=where)


@contextlib.contextmanager
def running_on(disks: Disks, catalog: Disk, vault: Disk) -> Iterator[Home]:
    """Run a gateway; at its end it must end in good order."""
    gateway = gateway_on(disks, catalog, vault)
    gateway.start()
    try:
        gateway.ask("/accounts/camera", "PUT", {"password": "right-password"})
        gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        yield Home(gateway, catalog, vault)
    finally:
        if gateway.process is not None and gateway.process.poll() is None:
            assert gateway.end() == ExitCode.OK, gateway.log
