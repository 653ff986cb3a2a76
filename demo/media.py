"""Real clips and pictures, made with ffmpeg on the spot: the clock in them tells the time of the upload."""

from datetime import UTC, datetime
from pathlib import Path
import shutil
import subprocess

from .programs import DemoError
from .scenes import WIDTH, Scene

RATE = 15
FRAGMENTED = ("-movflags", "+frag_keyframe+empty_moov+default_base_moof")


def clip(path: Path, scene: Scene, name: str, start: datetime, seconds: float) -> None:
    """Film the visitor crossing the scene; the ending of the path says the container."""
    container = ("-f", "mp4", *FRAGMENTED) if path.suffix == ".mp4" else ("-f", "matroska")
    encoding = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "25", "-g", str(2 * RATE), "-pix_fmt", "yuv420p")
    _ffmpeg(scene, name, start, 0, seconds, ("-t", str(seconds), *encoding, *container, str(path)))


def snapshot(path: Path, scene: Scene, name: str, start: datetime, at: float, seconds: float) -> None:
    """Photograph the same visit, so many seconds after its start."""
    _ffmpeg(scene, name, start, at, seconds, ("-frames:v", "1", "-q:v", "4", "-f", "mjpeg", str(path)))


def _ffmpeg(scene: Scene, name: str, start: datetime, at: float, seconds: float, output: tuple[str, ...]) -> None:
    clock = int(start.replace(tzinfo=UTC).timestamp())
    across = f"x='-w+(t+{at})/{seconds}*({WIDTH}+w)':y='{scene.ground}-h+4*sin(8*t)'"
    text = "fontcolor=white:fontsize=30:box=1:boxcolor=black@0.45:boxborderw=8"
    stamp = f"drawtext=text='%{{pts\\:gmtime\\:{clock + at}\\:%Y-%m-%d %H\\\\\\:%M\\\\\\:%S}}':x=24:y=24:{text}"
    label = f"drawtext=text='{name}':x=w-tw-24:y=h-th-24:{text}"
    graph = f"[0][1]overlay={across},{stamp},{label},format=yuv420p"
    still = ("-loop", "1", "-framerate", str(RATE))
    inputs = (*still, "-i", str(scene.place), *still, "-i", str(scene.visitor))
    program = shutil.which("ffmpeg")
    if program is None:
        raise DemoError("The simulated cameras need ffmpeg")
    argv = [program, "-nostdin", "-y", "-v", "error", "-threads", "1", *inputs, "-filter_complex", graph, *output]
    subprocess.run(argv, check=True, stdin=subprocess.DEVNULL)  # noqa: S603 - our own words
