"""Dahua and its kin: pictures lie under a date in folders of the hour and the minute, named after the second.

Their clips, with both times in the name, need no reading of their own.
"""

import re
from typing import Final

from camvault_gateway.recognize.wall import Stamp, last_day, since_midnight

_PICTURE: Final = re.compile(r"/([01]\d|2[0-3])/([0-5]\d)/([0-5]\d)(?![0-9A-Za-z])[^/]*$", re.ASCII)


def find(path: str) -> Stamp | None:
    """Read `2020-05-28/001/jpg/09/32/52[M][0@0][0].jpg`."""
    found = _PICTURE.search(path)
    if found is None:
        return None
    day, _ = last_day(path[: found.start()])
    return Stamp.of(day, since_midnight("".join(found.groups()))) if day else None
