"""LevelOne: milliseconds are a part of their own, and a clip's year has two digits."""

import re
from typing import Final

from camvault_gateway.recognize import dates
from camvault_gateway.recognize.date_text import CLOCK, Stamp, day_of, since_midnight

_PICTURE: Final = re.compile(rf"/Snap_({CLOCK})_(\d{{3}})_\d+\.[^/]*$", re.ASCII)
_CLIP: Final = re.compile(rf"(?:^|/)video_(\d{{6}})_({CLOCK})_(\d{{3}})\.[^/]*$", re.ASCII)


def find(path: str) -> Stamp | None:
    """Read `Img_2010-08-10/Snap_103130_021_1.jpg` and `video_100815_103130_120.raw`."""
    if found := _PICTURE.search(path):
        day = next((each.day for each in dates.certain(path[: found.start()])), None)
        return Stamp.of(day, since_midnight(found[1], found[2]))
    if found := _CLIP.search(path):
        return Stamp.of(day_of(found[1]), since_midnight(found[2], found[3]))
    return None
