"""What the cameras filmed: a few clips and pictures of each scene by day and by night, in their many captures."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from demo import media
from demo.scenes import paint

from .plan import CLIP_S, SHARE

PLACES_S = (1.5, 3.0, 4.5)
NIGHT = frozenset({*range(6), 20, 21, 22, 23})


@dataclass(frozen=True, slots=True)
class Reel:
    """A clip of a scene, and pictures of it."""

    clip: bytes
    pictures: tuple[bytes, ...]


class Reels:
    """The reels of all cameras."""

    def __init__(self, reels: dict[tuple[str, bool], Reel]) -> None:
        self._reels = reels

    def of(self, camera: str, hour: int) -> Reel:
        """Return what a camera films at that hour of day."""
        return self._reels[camera, hour in NIGHT]


def film(folder: Path) -> Reels:
    """Film everything with ffmpeg, two at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(camera, night) for camera in SHARE for night in (False, True)]
    for camera in SHARE:
        paint(camera, folder)
    with TemporaryDirectory(dir=folder) as inner, ThreadPoolExecutor(2) as pool:
        return Reels(dict(zip(wanted, pool.map(lambda one: _reel(one, folder, Path(inner)), wanted), strict=True)))


def _reel(wanted: tuple[str, bool], scenes: Path, folder: Path) -> Reel:
    camera, night = wanted
    scene = paint(camera, scenes)
    look = media.Look(width=480, coarse=30, dark=night)
    stem = f"{camera} {night}"
    clip = folder / f"{stem}.mp4"
    media.clip(clip, scene, camera, None, CLIP_S, look)
    return Reel(clip.read_bytes(), tuple(_pictures(clip, stem, folder)))


def _pictures(clip: Path, stem: str, folder: Path) -> Iterable[bytes]:
    for at in PLACES_S:
        path = folder / f"{stem} {at}.jpg"
        media.still(path, clip, at)
        yield path.read_bytes()
