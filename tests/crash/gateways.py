"""A gateway that is killed and started again, many times a minute."""

from collections.abc import Iterator, Sequence
import contextlib
import json
import os
from pathlib import Path
import select
import signal
import subprocess
import sys
import time

from tests.gateway.conftest import free_port
from tests.gateway.ftp_client import RawFtp
from tests.gateway.running import COMMAND, RunningGateway

_PATIENCE_S = 60
_ROOT = Path(__file__).parents[2]
type Point = tuple[str, str, int]


class Launcher:
    """The process that starts gateways quickly."""

    def __init__(self, log: Path) -> None:
        with log.open("ab") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.launcher"],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
                env=plain_environment(),
            )

    def order(self, **order: object) -> int:
        """Give an order and return its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it; it has no gateway any more."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE_S)


def plain_environment() -> dict[str, str]:
    """Return an environment in which nobody looks for a Supervisor."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SUPERVISOR")}


class Gateway:
    """One gateway's folder and ports, and the process that runs on them now."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.http_port = free_port()
        self.known = RunningGateway(folder, free_port(), free_port(), more=("--http-port", str(self.http_port)))
        self._launcher = Launcher(folder / "log")
        self._pid = 0
        self._pidfd = -1
        self._command: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return self.known.folder / "data"

    def start(self, point: Point | None = None, *, plain: bool = False) -> None:
        """Start it, and do not wait; `plain` starts the very command that people run."""
        if plain:
            with (self.known.folder / "log").open("ab") as log:
                command: Sequence[str | Path] = [COMMAND, *self.known.arguments]
                self._command = subprocess.Popen(command, env=plain_environment(), stderr=log)
            self._pid = self._command.pid
        else:
            order: dict[str, object] = {"run": self.known.arguments}
            self._pid = self._launcher.order(**order, **({"point": point} if point else {}))
        self._pidfd = os.pidfd_open(self._pid)

    def up(self, patience_s: float = _PATIENCE_S) -> bool:
        """Wait until FTP answers, which is last; False when it ended before, or did not answer in time."""
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            if self.ended(0.01):
                return False
            with contextlib.suppress(OSError), RawFtp(self.known.ftp_port):
                return True
        return False

    def ended(self, within_s: float) -> bool:
        """Wait for its end for some time; tells whether it came."""
        return bool(select.select([self._pidfd], [], [], within_s)[0])

    def kill(self) -> int:
        """Kill it, if it is not dead, and return its exit code."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        return self.reap()

    def stop(self) -> int:
        """End it in good order."""
        signal.pidfd_send_signal(self._pidfd, signal.SIGTERM)
        return self.reap()

    def reap(self) -> int:
        """Wait for its end and return its exit code."""
        assert self.ended(_PATIENCE_S), "The gateway does not end"
        os.close(self._pidfd)
        self._pidfd = -1
        command, self._command = self._command, None
        return command.wait() if command else self._launcher.order(reap=self._pid)

    def close(self) -> None:
        """Leave nothing running."""
        if self._pidfd >= 0:
            self.kill()
        self._launcher.close()


@contextlib.contextmanager
def gateway_in(folder: Path) -> Iterator[Gateway]:
    """Return a gateway that does not run yet."""
    gateway = Gateway(folder)
    try:
        yield gateway
    finally:
        gateway.close()
