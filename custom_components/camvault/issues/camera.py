"""Problems of single cameras."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from ..api.models import Camera
from ..site import Site
from .issue import WARNING, Issue

CLOCK_AHEAD: Final = "camera_clock_ahead"
CLOCK_BEHIND: Final = "camera_clock_behind"
SILENT: Final = "camera_silent"
EMPTY: Final = "camera_empty_uploads"
REMEDIES: Final = {CLOCK_AHEAD: WARNING, CLOCK_BEHIND: WARNING, SILENT: WARNING, EMPTY: WARNING}
# Cameras that ask for the time once a day drift by minutes, which nobody has to mend.
_TOLERANCE: Final = timedelta(minutes=10)
# One or two files without a byte may be a camera that was restarted.
_FEWEST_EMPTY: Final = 3
_HOURS_A_DAY: Final = 24
_MINUTES_AN_HOUR: Final = 60

# The translation key of a problem, and what its text tells.
type Problem = tuple[str, Mapping[str, str]]


def camera_issues(site: Site, find: Callable[[Camera], Problem | None]) -> Iterator[Issue]:
    """Yield the cameras that have a problem."""
    for camera in site.cameras.values():
        if problem := find(camera):
            key, placeholders = problem
            yield Issue(
                problem=key,
                remedy=REMEDIES[key],
                placeholders={"camera": camera.name, **placeholders},
                camera=camera.id,
            )


def clock_problem(camera: Camera) -> Problem | None:
    """Return how a camera's clock is off by more than clocks drift."""
    offset = camera.clock_offset_s
    if offset is None or abs(offset) < _TOLERANCE.total_seconds():
        return None
    return CLOCK_AHEAD if offset > 0 else CLOCK_BEHIND, {"offset": duration_text(offset)}


def silent_problem(camera: Camera) -> Problem | None:
    """Return whether a camera has been silent for too long."""
    return (SILENT, {}) if camera.silent_since else None


def empty_problem(camera: Camera) -> Problem | None:
    """Return whether a camera uploads files without a byte."""
    return (EMPTY, {}) if camera.empty_in_a_row >= _FEWEST_EMPTY else None


def duration_text(seconds: float) -> str:
    """Return a duration in whole minutes, or in days and hours when it is long, as `1 h 5 min`."""
    minutes = round(abs(seconds) / _MINUTES_AN_HOUR)
    hours, minutes = divmod(minutes, _MINUTES_AN_HOUR)
    days, hours = divmod(hours, _HOURS_A_DAY)
    parts = ((days, "d"), (hours, "h"), (0 if days else minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
