"""Cameras that put their own number before the date with nothing between: `CAM120180217…`."""

import re
from typing import Final

from camvault_gateway.recognize.date_text import CLOCK, Stamp, day_of, since_midnight

_NAME: Final = re.compile(rf"(?:^|/)[A-Za-z]{{2,16}}\d{{1,2}}?(20\d{{6}})({CLOCK})(?!\d)[^/]*$", re.ASCII)


def find(path: str) -> Stamp | None:
    """Read `CAM120180217101112.jpg`."""
    found = _NAME.search(path)
    day = day_of(found[1]) if found else None
    return Stamp.of(day, since_midnight(found[2])) if found and day else None
