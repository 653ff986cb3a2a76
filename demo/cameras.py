"""Three simulated cameras of different brands that film painted places, each in a thread of its own."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
import logging
from pathlib import Path
from random import Random
import subprocess
from tempfile import TemporaryDirectory
from threading import Event, Thread
from zoneinfo import ZoneInfo

from . import media
from .scenes import Scene, paint
from .simulator.brands import BRANDS
from .simulator.player import GaveUpError, Player
from .simulator.visit import Visit

LOG = logging.getLogger("cameras")
FAILURES: tuple[type[Exception], ...] = (OSError, GaveUpError, subprocess.CalledProcessError)


@dataclass(frozen=True, slots=True)
class Login:
    """How a camera reaches the gateway."""

    host: str
    port: int
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Film:
    """What a camera films of a visit."""

    folder: Path
    scene: Scene
    camera: str
    start: datetime
    seconds: float

    def clip(self, ending: str) -> bytes:
        """Film it."""
        path = self.folder / f"clip.{ending}"
        media.clip(path, self.scene, self.camera, self.start, self.seconds)
        return path.read_bytes()

    def snapshot(self, at: float) -> bytes:
        """Photograph it after so many seconds."""
        path = self.folder / "snapshot.jpg"
        media.snapshot(path, self.scene, self.camera, self.start, at, self.seconds)
        return path.read_bytes()


HOME = {"Front door": "reolink", "Driveway": "amcrest", "Garden": "foscam"}
# A visit now and then, long enough apart for motion to end (30 s after the last upload) before the next.
FIRST_VISITS_S = (0.0, 12.0, 24.0)
BETWEEN_VISITS_S = (45.0, 70.0)


def watch(camera: str, login: Login, place: Path, zone: ZoneInfo, first_s: float, stopped: Event) -> None:
    """Be one camera until the end; a gateway that is away for a while is no reason to stop."""
    chance = Random(camera)  # noqa: S311 - not for secrets
    scene = paint(camera, place)
    player = Player(login.host, login.port, stopped.wait)
    stopped.wait(first_s)
    for number in count(1):
        if stopped.is_set():
            break
        try:
            with TemporaryDirectory(dir=place) as folder:
                seconds = round(chance.uniform(5, 8), 1)
                film = Film(Path(folder), scene, camera, datetime.now(zone), seconds)
                player.play(BRANDS[HOME[camera]](_visit(login, film)))
            LOG.info("%s: visit %d uploaded", camera, number)
        except FAILURES as error:
            LOG.warning("%s: visit %d failed: %s", camera, number, error)
        stopped.wait(chance.uniform(*BETWEEN_VISITS_S))
    player.hang_up()


def _visit(login: Login, film: Film) -> Visit:
    return Visit(
        username=login.username,
        password=login.password,
        camera=film.camera,
        start=film.start,
        seconds=film.seconds,
        media=film,
    )


def run(login: Login, place: Path, zone: ZoneInfo, stopped: Event) -> None:
    """Be all of them, each on its own."""
    threads = [
        Thread(target=watch, args=(camera, login, place, zone, first_s, stopped), name=camera)
        for camera, first_s in zip(HOME, FIRST_VISITS_S, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
