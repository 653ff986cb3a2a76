"""Clones with the hi3510 interface: A for alarm or P for plan, a year of two digits, and the end of a clip."""

import re
from typing import Final

from camvault_gateway.recognize.date_text import CLOCK, Stamp, between, day_of, since_midnight

NAME: Final = re.compile(rf"(?:^|/)([AP])(\d{{6}})_?({CLOCK})(?:_(?:({CLOCK})|999999))?(?![0-9A-Za-z])[^/]*$", re.ASCII)


def find(path: str) -> Stamp | None:
    """Read `A251122_070503_070517.264`; the end of a clip that is still recorded is 999999."""
    found = NAME.search(path)
    if found is None or not (day := day_of(found[2])):
        return None
    start = since_midnight(found[3])
    return Stamp.of(day, start, between(start, since_midnight(found[4])) if found[4] else None)
