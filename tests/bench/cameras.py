"""Cameras that upload: each a process of its own, all of them from the same moment on."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
import contextlib
from dataclasses import dataclass, replace
import multiprocessing
import time

from tests.gateway.ftp_client import RawFtp

from .content import mark, upload
from .figures import percentile

CAMERAS = 14
_MUSTER_S = 0.3


@dataclass(frozen=True, slots=True)
class Door:
    """Where an FTP server is, and how to get in."""

    port: int
    username: str = "camera"
    password: str = "right-password"


@dataclass(frozen=True, slots=True)
class Work:
    """What each camera uploads."""

    files: int
    size: int
    session_per_file: bool = True
    batch: str = "a"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What cameras saw: seconds from `STOR` to 226, and when the first began and the last ended."""

    took_s: tuple[float, ...]
    errors: int
    began: float
    ended: float

    @property
    def wall_s(self) -> float:
        """Return how long it took altogether."""
        return self.ended - self.began

    def ms(self, share: float) -> float:
        """Return within how many milliseconds this share of the uploads was acknowledged."""
        return percentile(self.took_s, share) * 1000


class Cameras:
    """As many processes as there are cameras."""

    def __init__(self, count: int = CAMERAS) -> None:
        self.count = count
        # Forked before there is any other thread here.
        self._pool = ProcessPoolExecutor(count, multiprocessing.get_context("fork"))
        list(self._pool.map(time.sleep, [0.05] * count))

    def upload(self, door: Door, work: Work) -> Uploaded:
        """Have all cameras do the work at once."""
        at = time.monotonic() + _MUSTER_S
        jobs = [self._pool.submit(_camera, door, work, number, at) for number in range(self.count)]
        seen = [job.result() for job in jobs]
        return Uploaded(
            tuple(each for one in seen for each in one.took_s),
            sum(one.errors for one in seen),
            min(one.began for one in seen),
            max(one.ended for one in seen),
        )

    def warm_up(self, door: Door, work: Work) -> None:
        """Have each camera upload once, so that it is known, and its folder there."""
        assert not self.upload(door, replace(work, files=1, batch="warm")).errors

    def close(self) -> None:
        """End them."""
        self._pool.shutdown()


@contextlib.contextmanager
def cameras(count: int = CAMERAS) -> Iterator[Cameras]:
    """Have cameras for a while."""
    made = Cameras(count)
    try:
        yield made
    finally:
        made.close()


def _camera(door: Door, work: Work, number: int, at: float) -> Uploaded:
    names = [f"camera-{number}/{work.batch}-{each:05}" for each in range(work.files)]
    # Made before the clock starts: the cameras' own time is not of interest.
    extension, content = upload(work.size, names[0])
    time.sleep(max(0.0, at - time.monotonic()))
    began = time.monotonic()
    took, errors = _in_sessions(door, [f"{each}{extension}" for each in names], bytearray(content), work)
    return Uploaded(tuple(took), errors, began, time.monotonic())


def _in_sessions(door: Door, names: list[str], content: bytearray, work: Work) -> tuple[list[float], int]:
    sessions = [[each] for each in names] if work.session_per_file else [names]
    took: list[float] = []
    for session in sessions:
        with contextlib.suppress(OSError, IndexError, ValueError), RawFtp(door.port) as ftp:
            if not ftp.login(door.username, door.password).startswith("230"):
                continue
            ftp.ask("TYPE I")
            took += [each for name in session if (each := store(ftp, name, content)) is not None]
            ftp.ask("QUIT")
    return took, len(names) - len(took)


def store(ftp: RawFtp, name: str, content: bytearray) -> float | None:
    """Upload one file, marked with its name; returns the seconds from `STOR` to its 226, or None if there was none."""
    mark(content, name)
    with ftp.passive() as connection:
        begin = time.monotonic()
        if not ftp.ask(f"STOR {name}").startswith("1"):
            return None
        connection.sendall(content)
    return time.monotonic() - begin if ftp.reply().startswith("226") else None
