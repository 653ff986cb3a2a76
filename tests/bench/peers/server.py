"""An FTP server: started, asked and ended by its process id."""

from collections.abc import Iterator, Mapping, Sequence
import contextlib
from dataclasses import dataclass, field
import os
from pathlib import Path
import signal
import subprocess
import time

from tests.bench.cameras import CAMERAS, Door
from tests.gateway.ftp_client import RawFtp

_PATIENCE_S = 30
ROOT = Path(__file__).parents[3]
PASSIVE = range(24100, 24900)
# Where scripts/bench unpacks Debian's packages, which cannot be installed beside each other.
UNPACKED = ROOT / ".tools/peers"


@dataclass(slots=True)
class Server:
    """How to start one, and how cameras reach it."""

    name: str
    command: Sequence[str | Path]
    door: Door
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Return its process's id."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start it, and return when it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + _PATIENCE_S
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), RawFtp(self.door.port) as ftp:
            return ftp.greeting.startswith("220")
        return False

    def stop(self) -> None:
        """End it, and what it started."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_PATIENCE_S)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process = None


@contextlib.contextmanager
def started[S: Server](server: S) -> Iterator[S]:
    """Run a server for a while."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def unpacked(package: str, program: str) -> Path:
    """Return a program of a Debian package that scripts/bench has unpacked."""
    found = UNPACKED / package / program
    assert found.exists(), f"{found} is not there: scripts/bench fetches it"
    assert os.geteuid() == 0, f"{package} has to be started as root: run scripts/bench as root"
    return found


def folders(root: Path, owner: int) -> None:
    """Make a folder for each camera: these servers make none."""
    for number in range(CAMERAS):
        folder = root / f"camera-{number}"
        folder.mkdir(parents=True)
        os.chown(folder, owner, -1)


def reachable(folder: Path) -> None:
    """Let a server that gave up root's rights go into a folder of the benchmark."""
    for each in (folder, *folder.parents[:-2]):
        each.chmod(each.stat().st_mode | 0o011)
