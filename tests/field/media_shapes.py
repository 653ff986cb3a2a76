"""Clips of unusual pictures: interlaced, of other shapes, in no steady time, one alone, or none that shows itself."""

from typing import Final

from .films import film
from .makers import pictures
from .rows import Row, Thumbnail, clip

_ORIGINAL: Final = {"playback": "original"}
_AGAIN: Final = ",trim=start=1,setpts=PTS-STARTPTS"


def _without_a_key() -> bytes:
    return b"".join(coded for key, coded in pictures("h264") if not key)


ROWS: Final[list[Row]] = [
    clip(
        "interlaced-wide-pixels",
        "a.mp4",
        "Analog cameras behind a recorder: 720 x 576 in two fields, shown as 1024 x 576",
        lambda: film(
            "h264", "mp4", "-flags", "+ilme+ildct", "-x264opts", "tff=1", filters=",scale=720:576,setsar=64/45"
        ),
        width=1024,
        height=576,
        **_ORIGINAL,
    ),
    clip(
        "four-to-three",
        "a.mp4",
        "Older network cameras: 640 x 480",
        lambda: film("h264", "mp4", filters=",scale=640:480,setsar=1"),
        width=640,
        height=480,
        **_ORIGINAL,
    ),
    clip(
        "no-steady-rate",
        "a.mkv",
        "Cameras that take fewer pictures at night, or while nothing moves",
        lambda: film("h264", "mkv", "-fps_mode", "vfr", filters=",select='lt(n\\,8)+not(mod(n\\,4))'"),
        duration_s=2.9,
        pictures=14,
    ),
    clip(
        "one-picture",
        "a.mp4",
        "Uploads that broke off and were closed well",
        lambda: film("h264", "mp4", "-frames:v", "1", filters=_AGAIN),
        duration_s=0.1,
        pictures=1,
        **_ORIGINAL,
    ),
    clip(
        "h263",
        "a.3gp",
        "Cameras of a telephone's age",
        lambda: film("h263", "3gp"),
        width=192,
        height=144,
        playback="none",
        pictures=None,
        shown=False,
    ),
    clip(
        "without-a-key-picture",
        "a.h264",
        "Recordings that begin in the middle of a stream",
        _without_a_key,
        condition="unreadable",
        playback="unknown",
        duration_s=None,
        width=None,
        height=None,
        pictures=None,
        shown=False,
        thumbnail=Thumbnail.NONE,
    ),
]
