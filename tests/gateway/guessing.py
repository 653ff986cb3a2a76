"""Somebody in the network who guesses passwords, and what that costs the gateway."""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass, field
import itertools
import os
from pathlib import Path
import socket
import threading
import time

from .ftp_client import RawFtp, reset
from .hostile import memory_kib
from .running import RunningGateway

_TICKS = os.sysconf("SC_CLK_TCK")
_TIMEOUT_S = 60


@dataclass(slots=True)
class Cost:
    """What an attack was, and what it cost."""

    guesses: int = 0
    cpu_s: float = 0
    growth_kib: int = 0
    logins: list[tuple[str, float]] = field(default_factory=list)

    def log_in(self, gateway: RunningGateway, username: str, password: str) -> None:
        """Log in as a camera does, once."""
        began = time.monotonic()
        try:
            with RawFtp(gateway.ftp_port) as ftp:
                ftp.socket.settimeout(_TIMEOUT_S)
                reply = ftp.login(username, password)
        except OSError as err:
            reply = repr(err)
        self.logins.append((reply[:3], round(time.monotonic() - began, 2)))


def cpu_s(gateway: RunningGateway) -> float:
    """Return how much of a processor the gateway has used so far."""
    assert gateway.process is not None
    words = Path(f"/proc/{gateway.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / _TICKS


def say(gateway: RunningGateway, lines: bytes, source: str = "127.0.0.1") -> None:
    """Connect, say something, and hang up."""
    with contextlib.suppress(OSError):
        connection = socket.create_connection(("127.0.0.1", gateway.ftp_port), _TIMEOUT_S, (source, 0))
        connection.sendall(lines)
        # Until it has been greeted and asked for the password, so that all of it was taken.
        heard = b""
        while heard.count(b"\n") < 2 and (part := connection.recv(1000)):
            heard += part
        # A close would leave a port in use for a minute, and there are not that many.
        reset(connection)


@contextlib.contextmanager
def attacked(gateway: RunningGateway, username: str, sources: list[str] | None = None) -> Iterator[Cost]:
    """Have eight threads guess and hang up, over and over, and find out what it costs."""
    cost, stop = Cost(), threading.Event()
    turns, numbers = itertools.cycle(sources or ["127.0.0.1"]), itertools.count()

    def guess() -> None:
        while not stop.is_set():
            say(gateway, f"USER {username}\r\nPASS guess{next(numbers)}\r\n".encode(), next(turns))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    memory, cpu = memory_kib(gateway), cpu_s(gateway)
    for thread in threads:
        thread.start()
    try:
        yield cost
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    cost.guesses = next(numbers)
    cost.cpu_s = cpu_s(gateway) - cpu
    cost.growth_kib = memory_kib(gateway) - memory
