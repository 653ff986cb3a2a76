"""D-Link: a D behind the time says that it is daylight time."""

from dataclasses import replace
import re
from typing import Final

from camvault_gateway.recognize.date_text import CLOCK, DATE, Stamp, day_of, since_midnight

_NAME: Final = re.compile(rf"(?:^|/)[iv]_({DATE})_({CLOCK})(D?)\.[^/]*$", re.ASCII)


def find(path: str) -> Stamp | None:
    """Read `v_20141026_023000D.mp4`; without the D, an hour that there is twice is the second one."""
    found = _NAME.search(path)
    stamp = Stamp.of(day_of(found[1]), since_midnight(found[2])) if found else None
    if found is None or stamp is None or stamp.start is None:
        return None
    return replace(stamp, start=stamp.start.replace(fold=0 if found[3] else 1))
