"""Recordings made with ffmpeg: three seconds, black at first, with a red corner at the upper left."""

from functools import cache
from pathlib import Path
import subprocess
import tempfile
from typing import Final

_PICTURES: Final = (
    "testsrc2=size=160x96:rate=10:duration=3,drawbox=x=0:y=0:w=56:h=40:color=red:t=fill,"
    "drawbox=x=104:y=0:w=56:h=40:color=gray:t=fill,drawbox=x=0:y=56:w=160:h=40:color=gray:t=fill,"
    "drawbox=x=0:y=0:w=160:h=96:color=black:t=fill:enable='lt(t,0.45)'"
)
_HUM: Final = "sine=sample_rate=8000:duration=3"
_CODECS: Final = {
    "h264": ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"),
    "h264-b": ("-c:v", "libx264", "-preset", "veryfast", "-bf", "2"),
    "hevc": ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:bframes=0:keyint=10"),
    "mjpeg": ("-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p"),
    "mpeg4": ("-c:v", "mpeg4"),
    "mpeg2": ("-c:v", "mpeg2video"),
    "wmv": ("-c:v", "wmv2"),
    "h263": ("-c:v", "h263", "-s", "176x144"),
    "vp8": ("-c:v", "libvpx", "-deadline", "realtime"),
    "vp9": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
    "av1": ("-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-strict", "experimental"),
}


@cache
def film(codec: str, suffix: str, *options: str, sound: str = "", filters: str = "") -> bytes:
    """Return a recording in a container that a file's suffix names; `options` are the muxer's."""
    inputs = ["-f", "lavfi", "-i", _PICTURES + filters]
    heard = ["-f", "lavfi", "-i", _HUM] if sound else []
    coded = [*_CODECS[codec], *(["-pix_fmt", "yuv420p"] if codec != "mjpeg" else []), "-g", "10"]
    return _run([*inputs, *heard, *coded, *(["-c:a", sound, "-ac", "1"] if sound else []), *options], suffix)


@cache
def rewrapped(recording: bytes, form: str, suffix: str, *options: str) -> bytes:
    """Return a recording's pictures and sound, as they are, in another container."""
    with tempfile.NamedTemporaryFile(suffix=f".{form}") as source:
        Path(source.name).write_bytes(recording)
        return _run(["-i", source.name, "-map", "0", "-c", "copy", *options], suffix)


@cache
def photo(suffix: str, *options: str, filters: str = "") -> bytes:
    """Return one of its pictures, not a black one."""
    return _run(["-f", "lavfi", "-i", f"{_PICTURES},trim=start=1{filters}", "-frames:v", "1", *options], suffix)


def _run(arguments: list[str], suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"made.{suffix}")
        quiet = ["ffmpeg", "-nostdin", "-y", "-v", "error"]
        made = subprocess.run([*quiet, *arguments, str(path)], check=False, capture_output=True, text=True)
        assert made.returncode == 0, made.stderr
        return path.read_bytes()
