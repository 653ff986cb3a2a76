"""Cameras that upload: each a process of its own, all of them from the same moment on."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
import contextlib
from dataclasses import dataclass, field, replace
import multiprocessing
from pathlib import PurePath
import random
import time

from tests.gateway.ftp_client import RawFtp

from .content import MIB, mark, upload
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
    # How long a camera rests between two files, at most; and how much later each begins than the one before it.
    rest_s: float = 0.0
    apart_s: float = 0.0
    cameras: int = CAMERAS
    # With a pace, a camera begins a file every so many seconds, and at once when it is late.
    every_s: float = 0.0
    # One file among so many is a clip of 8 MiB, whatever the others are.
    clip_among: int = 0

    def file(self, camera: int, number: int) -> tuple[str, int]:
        """Return one file's name, without extension, and its size."""
        is_clip = self.clip_among and (number + camera) % self.clip_among == self.clip_among - 1
        return f"camera-{camera}/{self.batch}-{number:05}", 8 * MIB if is_clip else self.size


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What cameras saw on the machine's one clock: when each file's `STOR` was sent, and when its 226 came."""

    sent: Mapping[str, float]
    kept: Mapping[str, float]
    errors: int
    began: float
    ended: float

    @property
    def wall_s(self) -> float:
        """Return how long it took altogether."""
        return self.ended - self.began

    def ms(self, share: float) -> float:
        """Return within how many milliseconds this share of the uploads was acknowledged."""
        return percentile((at - self.sent[name] for name, at in self.kept.items()), share) * 1000


class Cameras:
    """As many processes as there are cameras."""

    def __init__(self) -> None:
        # Forked before there is any other thread here.
        self._pool = ProcessPoolExecutor(CAMERAS, multiprocessing.get_context("fork"))
        list(self._pool.map(time.sleep, [0.05] * CAMERAS))

    def upload(self, door: Door, work: Work) -> Uploaded:
        """Have the cameras do the work at once."""
        at = time.monotonic() + _MUSTER_S
        jobs = [self._pool.submit(_camera, door, work, number, at) for number in range(work.cameras)]
        seen = [job.result() for job in jobs]
        return Uploaded(
            dict(ChainMap(*(dict(one.sent) for one in seen))),
            dict(ChainMap(*(dict(one.kept) for one in seen))),
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
def cameras() -> Iterator[Cameras]:
    """Have cameras for a while."""
    made = Cameras()
    try:
        yield made
    finally:
        made.close()


def _camera(door: Door, work: Work, number: int, at: float) -> Uploaded:
    files = [work.file(number, each) for each in range(work.files)]
    # Made before the clock starts: the cameras' own time is not of interest.
    made = {size: upload(size, "") for _, size in files}
    camera = _Camera(door, {extension: bytearray(content) for extension, content in made.values()}, work.rest_s)
    names = [name + made[size][0] for name, size in files]
    time.sleep(max(0.0, at + number * work.apart_s - time.monotonic()))
    began = time.monotonic()
    for place, session in enumerate([[each] for each in names] if work.session_per_file else [names]):
        time.sleep(max(0.0, began + place * work.every_s - time.monotonic()))
        camera.upload(session)
    return Uploaded(camera.sent, camera.kept, len(files) - len(camera.kept), began, time.monotonic())


@dataclass(slots=True)
class _Camera:
    door: Door
    # By extension.
    contents: Mapping[str, bytearray]
    rest_s: float
    sent: dict[str, float] = field(default_factory=dict)
    kept: dict[str, float] = field(default_factory=dict)

    def upload(self, names: list[str]) -> None:
        """Upload some files in one session."""
        with contextlib.suppress(OSError, IndexError, ValueError), RawFtp(self.door.port) as ftp:
            if not ftp.login(self.door.username, self.door.password).startswith("230"):
                return
            ftp.ask("TYPE I")
            for name in names:
                self._store(ftp, name)
            ftp.ask("QUIT")
        time.sleep(random.uniform(0, self.rest_s))  # noqa: S311 no secret

    def _store(self, ftp: RawFtp, name: str) -> None:
        content = self.contents[PurePath(name).suffix]
        mark(content, name)
        with ftp.passive() as connection:
            self.sent[name] = time.monotonic()
            if not ftp.ask(f"STOR {name}").startswith("1"):
                return
            connection.sendall(content)
        if ftp.reply().startswith("226"):
            self.kept[name] = time.monotonic()
