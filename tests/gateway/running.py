"""The gateway as people run it: a process of its own, asked over its API."""

from collections.abc import Iterator, Mapping
import contextlib
from dataclasses import dataclass
import json
import os
from pathlib import Path
import signal
import subprocess
import sys
import time
from typing import Any
import urllib.error
import urllib.request

from .conftest import free_port
from .ftp_client import RawFtp

COMMAND = Path(sys.executable).parent / "camvault-gateway"
_PATIENCE_S = 30


@dataclass(slots=True)
class RunningGateway:
    """A gateway's process, folders and ports; it can be killed and started again."""

    folder: Path
    ftp_port: int
    api_port: int
    log_level: str = "info"
    process: subprocess.Popen[bytes] | None = None
    # What runs the command, such as one that enters another namespace.
    through: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def log(self) -> str:
        """Return what it has logged so far."""
        return (self.folder / "log").read_text()

    @property
    def arguments(self) -> list[str]:
        """Return its command line."""
        first = 20000 + self.ftp_port % 20000
        ports = ["--ftp-port", str(self.ftp_port), "--api-port", str(self.api_port)]
        passive = ["--passive-ports", f"{first}-{first + 60}"]
        place = ["--data", str(self.folder / "data"), "--ftp-host", "127.0.0.1", "--log-level", self.log_level]
        return ["run", *place, *ports, *passive, *self.more]

    def start(self, environment: Mapping[str, str] = os.environ) -> None:
        """Start it, and return when it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.through, COMMAND, *self.arguments], env=dict(environment), stderr=log
            )
        self.wait_until_up()

    def wait_until_up(self) -> None:
        """Return when FTP answers, which is last."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            assert self.process is None or self.process.poll() is None, self.log
            with contextlib.suppress(OSError), RawFtp(self.ftp_port):
                return
            time.sleep(0.05)
        raise AssertionError(self.log)

    def kill(self) -> None:
        """End it as a power cut does, as far as a process can tell."""
        self.end(signal.SIGKILL)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it with a signal, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(_PATIENCE_S)

    def token(self) -> str:
        """Return the API's token."""
        return (self.folder / "data/api-token").read_text()

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:  # noqa: ANN401 JSON
        """Return the API's answer to a request."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.api_port}/api/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token()}"},
        )
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
            return json.loads(answer.read() or b"null")

    def client(self) -> RawFtp:
        """Return an FTP connection that has logged in."""
        ftp = RawFtp(self.ftp_port)
        assert ftp.login().startswith("230")
        return ftp


@contextlib.contextmanager
def running_gateway(
    folder: Path, environment: Mapping[str, str] = os.environ, more: tuple[str, ...] = ()
) -> Iterator[RunningGateway]:
    """Run a gateway with the account `camera`."""
    gateway = RunningGateway(folder, free_port(), free_port(), more=more)
    gateway.start(environment)
    try:
        gateway.ask("/accounts/camera", "PUT", {"password": "right-password"})
        yield gateway
    finally:
        if gateway.process is not None and gateway.process.poll() is None:
            gateway.end()
