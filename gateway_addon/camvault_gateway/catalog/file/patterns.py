"""The patterns of paths: what they have in common when nothing in them names a camera; pure."""

import re
from typing import Final

_LONGEST: Final = 200
# A number that changes from file to file: a date, a time, a counter; also as in 2023Y05M06D15H and A251121212356.
_NUMBER: Final = re.compile(r"(?<![A-Za-z\d])[AP]?\d+(?:[YMDHS]\d+)*[YMDHS]?(?![A-Za-z\d])", re.ASCII)


def pattern(path: str) -> str:
    """Return the folders of a path without their numbers, or of a file in the root its name.

    It begins with a slash, which no folder's name does.
    """
    folders, _, name = path.removeprefix("/").rpartition("/")
    return "/" + _NUMBER.sub("#", folders or name)[:_LONGEST]
