"""The time that a camera wrote into a name."""

from datetime import datetime
import re
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.model import Millis, to_millis

_STAMP: Final = re.compile(
    r"(?<!\d)(\d{4})[-_.]?([01]\d)[-_.]?([0-3]\d)[-_.T ]{0,2}"
    r"([0-2]\d)[-_.:h]?([0-5]\d)[-_.:m]?([0-5]\d)[-_.]?(\d{3})?(?!\d)",
    re.ASCII,
)
# Cameras drift by minutes; a clock that is off by a zone or by daylight saving is off by at least half an hour, and
# would sort a capture into the wrong hour of the evening.
_EARLIEST_MS: Final = -20 * 60 * 1000
_LATEST_MS: Final = 10 * 60 * 1000


def find(name: str, zone: ZoneInfo) -> Millis | None:
    """Return the first date and time in a name, read as the camera's wall clock."""
    for match in _STAMP.finditer(name):
        year, month, day, hour, minute, second, fraction = (int(part or 0) for part in match.groups())
        try:
            moment = datetime(year, month, day, hour, minute, second, fraction * 1000, tzinfo=zone)
            return to_millis(moment)
        except ValueError, OverflowError:
            continue
    return None


def is_plausible(camera_time: Millis, started_at: Millis) -> bool:
    """Tell whether a camera's stamp can be when the content of an upload that started then began."""
    return _EARLIEST_MS <= camera_time - started_at <= _LATEST_MS
