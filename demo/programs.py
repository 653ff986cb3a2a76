"""The programs the demo is made of: started, waited for, looked after and ended."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
import os
from pathlib import Path
import signal
import subprocess
import sys
import time

from .processes import Process, is_free, tail

BIN = Path(sys.executable).parent
OFTEN_IS = 5
A_WHILE_S = 60.0


def _environment() -> dict[str, str]:
    """Return what a program may know: not the archive's keys, which the gateway gets through its API."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


class DemoError(Exception):
    """What went wrong, for the person at the terminal."""


@dataclass(slots=True)
class Program:
    """One program, its log and the ports it needs."""

    name: str
    argv: Sequence[str]
    log: Path
    ports: Sequence[int] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    restart_after_s: float = 2.0
    end_with: int = signal.SIGTERM
    patience_s: float = 20.0
    find: Callable[[], Process | None] = lambda: None
    process: Process | None = None
    ended_at: float | None = None
    starts: list[float] = field(default_factory=list)
    _child: subprocess.Popen[bytes] | None = None

    def check(self) -> None:
        """Find out before anything is started whether it can be."""
        if taken := [port for port in self.ports if not is_free(port)]:
            raise DemoError(
                f"{self.name} cannot start: port {taken[0]} is taken by another program. "
                "End that one, or choose other ports with --port-base."
            )
        if not Path(self.argv[0]).exists():
            raise DemoError(f"{self.name} cannot start: there is no program {self.argv[0]}")

    def start(self) -> None:
        """Start it in a session of its own: neither this terminal nor its Ctrl-C reaches it."""
        self.check()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            log.write(f"--- started {time.strftime('%F %T')}\n".encode())
            log.flush()
            self._child = subprocess.Popen(  # noqa: S603 - the demo's own programs
                list(self.argv),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**_environment(), **self.environment},
                cwd=self.log.parent.parent,
                start_new_session=True,
            )
        self.process = Process.of(self._child.pid)
        self.ended_at = None
        self.starts = [at for at in self.starts if at > time.monotonic() - A_WHILE_S] + [time.monotonic()]

    def runs(self) -> bool:
        """Tell whether it is there, and remember when it was first seen to be gone."""
        if self._child is not None:
            self._child.poll()
        if self.process is not None and self.process.lives():
            return True
        self.ended_at = self.ended_at or time.monotonic()
        return False

    def revive(self, *, by_hand: bool) -> bool:
        """Start it again when its time has come, unless somebody else does; tell whether it was started."""
        if self.runs():
            return False
        if found := self.find():
            self.process, self.ended_at, self._child = found, None, None
            return True
        if by_hand or self.ended_at is None or time.monotonic() < self.ended_at + self.restart_after_s:
            return False
        if not all(is_free(port) for port in self.ports):
            return False
        if len(self.starts) >= OFTEN_IS:
            raise DemoError(f"{self.name} ends again and again. {self.why()}")
        self.start()
        return True

    def why(self) -> str:
        """Say what is known of its end."""
        status = "" if self._child is None or self._child.returncode is None else f" ({self._child.returncode})"
        return f"It ended{status}; the end of {self.log}:\n{tail(self.log)}"

    def stop(self) -> None:
        """End it and wait until it is gone."""
        if self.process is not None:
            self.process.end(self.end_with, self.patience_s)
        self.runs()
        self.process = None

    async def until(self, what: str, check: Callable[[], Awaitable[bool]], patience_s: float) -> None:
        """Wait for something of it to come true, no longer than it lives."""
        deadline = time.monotonic() + patience_s
        while not await check():
            if not self.runs():
                raise DemoError(f"{self.name} did not start. {self.why()}")
            if time.monotonic() > deadline:
                raise DemoError(f"{self.name}: {what} not within {patience_s:.0f} s. {self.log}:\n{tail(self.log)}")
            await asyncio.sleep(0.1)
