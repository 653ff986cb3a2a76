"""Three simulated cameras of different brands, each with the upload habits and the names of its brand."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ftplib import FTP, all_errors
from io import BytesIO
from itertools import count
import logging
from pathlib import Path
from random import Random
import subprocess
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import IO
from zoneinfo import ZoneInfo

from . import media
from .scenes import Scene, paint

LOG = logging.getLogger("cameras")
LIVE_BLOCK = 4096
FAILURES: tuple[type[Exception], ...] = (*all_errors, subprocess.CalledProcessError)
TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Login:
    """How a camera reaches the gateway."""

    host: str
    port: int
    username: str
    password: str

    @contextmanager
    def session(self) -> Generator[FTP]:
        """Open an FTP session in passive mode."""
        with FTP(timeout=TIMEOUT_S, encoding="utf-8") as ftp:  # noqa: S321 - this is what cameras speak
            ftp.connect(self.host, self.port)
            ftp.login(self.username, self.password)
            yield ftp


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody crosses the scene."""

    folder: Path
    scene: Scene
    camera: str
    start: datetime
    seconds: float

    def clip(self, ending: str) -> Path:
        """Film it."""
        path = self.folder / f"clip.{ending}"
        media.clip(path, self.scene, self.camera, self.start, self.seconds)
        return path

    def snapshot(self, at: float) -> BytesIO:
        """Photograph it after so many seconds."""
        path = self.folder / "snapshot.jpg"
        media.snapshot(path, self.scene, self.camera, self.start, at, self.seconds)
        return BytesIO(path.read_bytes())


def open_folder(ftp: FTP, folder: str) -> None:
    """Enter a folder, and make on the way what is missing, as cameras do."""
    for part in folder.split("/"):
        try:
            ftp.cwd(part)
        except all_errors:
            ftp.mkd(part)
            ftp.cwd(part)


def store_live(ftp: FTP, name: str, film: IO[bytes], size: int, seconds: float, pause: Event) -> None:
    """Upload a clip while it is being recorded: as fast as time passes."""
    with ftp.transfercmd(f"STOR {name}") as data:
        while block := film.read(LIVE_BLOCK):
            data.sendall(block)
            pause.wait(seconds * len(block) / size)
    ftp.voidresp()


def reolink(login: Login, visit: Visit, stopped: Event) -> None:
    """One session; a fragmented MP4 that grows while the visit lasts, then a picture."""
    stamp = f"{visit.start:%Y%m%d%H%M%S}"
    with login.session() as ftp:
        ftp.voidcmd("TYPE I")
        open_folder(ftp, f"{visit.camera}/{visit.start:%Y/%m/%d}")
        path = visit.clip("mp4")
        with path.open("rb") as film:
            store_live(ftp, f"{visit.camera}_00_{stamp}.mp4", film, path.stat().st_size, visit.seconds, stopped)
        ftp.storbinary(f"STOR {visit.camera}_00_{stamp}.jpg", visit.snapshot(visit.seconds / 2))


def dahua(login: Login, visit: Visit, stopped: Event) -> None:
    """ALLO and REST first; the clip under a temporary name, renamed when its end is known."""
    end = visit.start + timedelta(seconds=visit.seconds)
    folder = f"{visit.camera}/AMC0200KBE29V0X8B2/{visit.start:%Y-%m-%d}/001"
    mark = "[M][0@0][0]"
    with login.session() as ftp:
        for at in (1.0, visit.seconds / 2):
            moment = visit.start + timedelta(seconds=at)
            open_folder(ftp, f"{folder}/jpg/{moment:%H}/{moment:%M}")
            ftp.storbinary(f"STOR {moment:%S}{mark}.jpg", visit.snapshot(at))
            ftp.cwd("/")
            stopped.wait(1)
        open_folder(ftp, f"{folder}/dav/{visit.start:%H}")
        draft = f"{visit.start:%H.%M.%S}-{visit.start:%H.%M.%S}{mark}.mp4_"
        path = visit.clip("mp4")
        ftp.voidcmd("TYPE I")
        ftp.voidcmd(f"ALLO {path.stat().st_size}")
        ftp.sendcmd("REST 0")
        with path.open("rb") as film:
            store_live(ftp, draft, film, path.stat().st_size, visit.seconds, stopped)
        ftp.rename(draft, f"{visit.start:%H.%M.%S}-{end:%H.%M.%S}{mark}.mp4")


def foscam(login: Login, visit: Visit, stopped: Event) -> None:
    """Make a session for each file: three pictures in quick succession, then the whole clip as Matroska."""
    root = f"{visit.camera}/C2_00626E662D4D"
    for at in (1.5, 3.0, 4.5):
        moment = visit.start + timedelta(seconds=at)
        with login.session() as ftp:
            open_folder(ftp, f"{root}/snap")
            ftp.storbinary(f"STOR MDAlarm_{moment:%Y%m%d-%H%M%S}.jpg", visit.snapshot(at))
        stopped.wait(1.5)
    with login.session() as ftp, visit.clip("mkv").open("rb") as film:
        open_folder(ftp, f"{root}/record")
        ftp.storbinary(f"STOR MDalarm_{visit.start:%Y%m%d_%H%M%S}.mkv", film)


type Habits = Callable[[Login, Visit, Event], None]
BRANDS: dict[str, Habits] = {"Front door": reolink, "Driveway": dahua, "Garden": foscam}
# A visit now and then, long enough apart for motion to end (30 s after the last upload) before the next.
FIRST_VISITS_S = (0.0, 12.0, 24.0)
BETWEEN_VISITS_S = (45.0, 70.0)


def watch(camera: str, login: Login, place: Path, zone: ZoneInfo, first_s: float, stopped: Event) -> None:
    """Be one camera until the end; a gateway that is away for a while is no reason to stop."""
    chance = Random(camera)  # noqa: S311 - not for secrets
    scene = paint(camera, place)
    stopped.wait(first_s)
    for number in count(1):
        if stopped.is_set():
            return
        try:
            with TemporaryDirectory(dir=place) as folder:
                seconds = chance.uniform(5, 8)
                visit = Visit(Path(folder), scene, camera, datetime.now(zone), round(seconds, 1))
                BRANDS[camera](login, visit, stopped)
            LOG.info("%s: visit %d uploaded", camera, number)
        except FAILURES as error:
            LOG.warning("%s: visit %d failed: %s", camera, number, error)
        stopped.wait(chance.uniform(*BETWEEN_VISITS_S))


def run(login: Login, place: Path, zone: ZoneInfo, stopped: Event) -> None:
    """Be all of them, each on its own."""
    threads = [
        Thread(target=watch, args=(camera, login, place, zone, first_s, stopped), name=camera)
        for camera, first_s in zip(BRANDS, FIRST_VISITS_S, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
