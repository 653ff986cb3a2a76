"""Real clips and pictures, made with ffmpeg on the spot: a clock in them tells the time of the upload."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
import shutil
import subprocess

from .programs import DemoError
from .scenes import WIDTH, Scene

RATE = 15
FRAGMENTED = ("-movflags", "+frag_keyframe+empty_moov+default_base_moof")


@dataclass(frozen=True, slots=True)
class Look:
    """How wide a picture is, how coarse (x264's scale), and whether it is night."""

    width: int = WIDTH
    coarse: int = 25
    dark: bool = False


AS_PAINTED = Look()


def clip(path: Path, scene: Scene, name: str, start: datetime | None, seconds: float, look: Look = AS_PAINTED) -> None:
    """Film the visitor crossing the scene, with a clock if there is a start; the path's ending says the container."""
    container = ("-f", "mp4", *FRAGMENTED) if path.suffix == ".mp4" else ("-f", "matroska")
    quality = ("-preset", "ultrafast" if look.coarse == AS_PAINTED.coarse else "veryfast", "-crf", str(look.coarse))
    encoding = ("-c:v", "libx264", *quality, "-g", str(2 * RATE), "-pix_fmt", "yuv420p")
    graph = _graph(scene, name, start, 0, seconds, look)
    _film(scene, graph, ("-t", str(seconds), *encoding, *container, str(path)))


def snapshot(path: Path, scene: Scene, name: str, start: datetime, at: float, seconds: float) -> None:
    """Photograph the same visit, so many seconds after its start."""
    graph = _graph(scene, name, start, at, seconds, AS_PAINTED)
    _film(scene, graph, ("-frames:v", "1", "-q:v", "4", "-f", "mjpeg", str(path)))


def still(path: Path, clip: Path, at: float) -> None:
    """Take a picture out of a clip."""
    _ffmpeg("-ss", str(at), "-i", str(clip), "-frames:v", "1", "-q:v", "4", "-f", "mjpeg", str(path))


def _graph(scene: Scene, name: str, start: datetime | None, at: float, seconds: float, look: Look) -> str:
    text = "fontcolor=white:fontsize=30:box=1:boxcolor=black@0.45:boxborderw=8"
    # Each painting is read once, and not again for each frame.
    inputs = "[0]loop=-1:1[place];[1]loop=-1:1[visitor];[place][visitor]"
    parts = [f"{inputs}overlay=x='-w+(t+{at})/{seconds}*({WIDTH}+w)':y='{scene.ground}-h+4*sin(8*t)'"]
    if look.dark:
        parts.append("eq=brightness=-0.16:saturation=0.4")
    if start:
        clock = int(start.replace(tzinfo=UTC).timestamp()) + at
        parts.append(f"drawtext=text='%{{pts\\:gmtime\\:{clock}\\:%Y-%m-%d %H\\\\\\:%M\\\\\\:%S}}':x=24:y=24:{text}")
    parts.append(f"drawtext=text='{name}':x=w-tw-24:y=h-th-24:{text}")
    if look.width != WIDTH:
        parts.append(f"scale={look.width}:-2")
    return ",".join([*parts, "format=yuv420p"])


def _film(scene: Scene, graph: str, output: tuple[str, ...]) -> None:
    picture = ("-framerate", str(RATE))
    inputs = (*picture, "-i", str(scene.place), *picture, "-i", str(scene.visitor))
    _ffmpeg(*inputs, "-filter_complex", graph, *output)


def _ffmpeg(*words: str) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        raise DemoError("The simulated cameras need ffmpeg")
    argv = [program, "-nostdin", "-y", "-v", "error", "-threads", "1", *words]
    subprocess.run(argv, check=True, stdin=subprocess.DEVNULL)  # noqa: S603 - our own words
