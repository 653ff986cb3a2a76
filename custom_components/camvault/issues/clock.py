"""Whether a camera's clock is steadily wrong, and by how much, in words."""

from datetime import timedelta
from typing import Final

from ..api.models import Camera

AHEAD: Final = "camera_clock_ahead"
BEHIND: Final = "camera_clock_behind"
CLOCK_ISSUES: Final = frozenset({AHEAD, BEHIND})
# Cameras that ask for the time once a day drift by minutes, which nobody has to mend.
_TOLERANCE: Final = timedelta(minutes=10)
_HOURS_A_DAY: Final = 24
_MINUTES_AN_HOUR: Final = 60


def clock_problem_of(camera: Camera) -> tuple[str, dict[str, str]] | None:
    """Return how a camera's clock is off by more than clocks drift."""
    offset = camera.clock_offset_s
    if offset is None or abs(offset) < _TOLERANCE.total_seconds():
        return None
    return AHEAD if offset > 0 else BEHIND, {"offset": told_as(offset)}


def told_as(seconds: float) -> str:
    """Return a time span in whole minutes, or in days and hours when it is long, as `1 h 5 min`."""
    minutes = round(abs(seconds) / _MINUTES_AN_HOUR)
    hours, minutes = divmod(minutes, _MINUTES_AN_HOUR)
    days, hours = divmod(hours, _HOURS_A_DAY)
    parts = ((days, "d"), (hours, "h"), (0 if days else minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
