"""Files as cameras make them; each differs from the others, so that none can be taken for another."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
import subprocess

from PIL import Image

from demo.cameras import Film
from demo.scenes import paint

_NUMBERS = count(1)


def clip(folder: Path, seconds: int = 4) -> Path:
    """Make an H.264 clip with ffmpeg."""
    number = next(_NUMBERS)
    path = folder / f"clip{number}.mp4"
    source = f"testsrc2=size=640x360:rate=15:duration={seconds},drawtext=text='{number}':fontsize=200:fontcolor=white"
    encoding = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart")
    comment = ("-metadata", f"comment=clip {number} of {folder}")
    argv = ["ffmpeg", "-nostdin", "-y", "-v", "error", "-f", "lavfi", "-i", source, *encoding, *comment, str(path)]
    subprocess.run(argv, check=True)
    return path


def recording(folder: Path, name: str, *encoding: str) -> Path:
    """Make eight seconds of pictures and a hum with ffmpeg, in whatever a camera wraps them."""
    path = folder / name
    pictures = ("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=15:duration=8")
    hum = ("-f", "lavfi", "-i", "sine=sample_rate=8000:duration=8")
    argv = ["ffmpeg", "-nostdin", "-y", "-v", "error", *pictures, *hum, "-g", "15", "-pix_fmt", "yuv420p", *encoding]
    subprocess.run([*argv, str(path)], check=True)
    return path


def snapshot(folder: Path, size: tuple[int, int] = (640, 360)) -> Path:
    """Make a JPEG."""
    number = next(_NUMBERS)
    path = folder / f"snapshot{number}.jpg"
    Image.effect_mandelbrot(size, (-2.0 - number / 1000, -1.2, 0.8, 1.2), 60).convert("RGB").save(path)
    return path


def visit(folder: Path, place: str, seconds: float = 6) -> Path:
    """Film somebody who crosses one of the demo's places, for pictures that people look at."""
    path = folder / f"visit{next(_NUMBERS)}.mp4"
    film = Film(folder, paint(place, folder), place, datetime.now(UTC), seconds)
    path.write_bytes(film.clip("mp4"))
    return path
