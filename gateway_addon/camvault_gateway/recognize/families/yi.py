"""yi-hack: a folder for the hour, a name of the minute, its second, and how many seconds the clip has."""

from datetime import timedelta
import re
from typing import Final

from camvault_gateway.recognize.date_text import YEAR, Stamp, day_of, since_midnight

_NAME: Final = re.compile(
    rf"(?:^|/)(?:({YEAR})Y(\d\d)M(\d\d)D(\d\d)H/)?(?:[A-Z]\d)?(\d\d)M(\d\d)S(\d\d)(?![0-9A-Za-z])[^/]*$", re.ASCII
)


def find(path: str) -> Stamp | None:
    """Read `2023Y05M06D15H/01M27S33.mp4`."""
    found = _NAME.search(path)
    if found is None:
        return None
    year, month, day, hour, minute, second, length = found.groups()
    start = since_midnight(f"{hour or '00'}{minute}{second}")
    return Stamp.of(day_of(f"{year}{month}{day}") if year else None, start, timedelta(seconds=int(length)))
