"""Processes as the kernel knows them: found, told apart and ended by their id and start time."""

import contextlib
from dataclasses import dataclass
import errno
import os
from pathlib import Path
import signal
import socket
import time

from .options import HOST

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """A process that cannot be confused with a later one of the same id."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Process | None:
        """Find a process that lives; one that ended and was not waited for does not."""
        try:
            fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else cls(pid, int(fields[19]))

    def lives(self) -> bool:
        """Tell whether it is still there."""
        return Process.of(self.pid) == self

    def send(self, number: int) -> None:
        """Send a signal to it and to what it started, if it leads a group."""
        if not self.lives():
            return
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(self.pid) == self.pid:
                os.killpg(self.pid, number)
            else:
                os.kill(self.pid, number)

    def end(self, number: int = signal.SIGTERM, patience_s: float = 10) -> None:
        """Ask it to end, wait, and insist."""
        self.send(number)
        deadline = time.monotonic() + patience_s
        while self.lives():
            if time.monotonic() > deadline:
                self.send(signal.SIGKILL)
                deadline = time.monotonic() + patience_s
            time.sleep(0.05)


def find(program: str, folder: Path) -> Process | None:
    """Find another process that runs this program on this folder."""
    for entry in PROC.iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            here = (entry / "cwd").readlink()
        except OSError:
            continue
        runs_it = any(Path(word).name == program for word in words[:3])
        if (
            runs_it
            and any(here / word.rpartition("=")[2] == folder for word in words[1:])
            and (found := Process.of(int(entry.name)))
        ):
            return found
    return None


def is_free(port: int) -> bool:
    """Tell whether a port can be opened here."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def answers(port: int) -> bool:
    """Tell whether somebody listens at a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def tail(path: Path, lines: int = 15) -> str:
    """Return the end of a log."""
    try:
        text = path.read_text(errors="replace")
    except OSError:
        return "(no log)"
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:]) or "    (it printed nothing)"
