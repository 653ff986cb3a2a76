"""Titles in the media browser."""

from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..api.models import Capture, Event, Kind
from ..const import MOTION
from ..texts import common_text, label_title

SEPARATOR = " · "
# Conditions that people should know of before they play a capture.
FLAWS: Final = {"incomplete": "Incomplete", "unreadable": "Unreadable"}

_WEEKDAYS: Final = "Mon Tue Wed Thu Fri Sat Sun"
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_WEEK: Final = timedelta(days=7)


def newest_title(hass: HomeAssistant) -> str:
    """Return the title of the newest captures."""
    return common_text(hass, "newest", "Newest")


def groups_title(hass: HomeAssistant) -> str:
    """Return the title of the groups."""
    return common_text(hass, "groups", "Groups")


def protected_title(hass: HomeAssistant) -> str:
    """Return the title of the protected events."""
    return common_text(hass, "protected", "Protected")


def moment_title(hass: HomeAssistant, moment: datetime) -> str:
    """Return a time as briefly as it is clear: of today without a day, of the last six days with their weekday."""
    local, today = dt_util.as_local(moment), dt_util.now().date()
    if local.date() == today:
        return _time_title(moment)
    if today - _WEEK < local.date() < today:
        day = common_text(hass, "weekdays", _WEEKDAYS).split()[local.weekday()]
    else:
        day = f"{local.day} {common_text(hass, 'months', _MONTHS).split()[local.month - 1]}"
        day += "" if local.year == today.year else f" {local.year}"
    return f"{day} {_time_title(moment)}"


def _time_title(moment: datetime) -> str:
    return f"{dt_util.as_local(moment):%H:%M}"


def event_title(hass: HomeAssistant, event: Event, camera_name: str, *, dated: bool = True) -> str:
    """Return an event's time, camera and labels; where the day is clear, the time goes without one."""
    time = moment_title(hass, event.started_at) if dated else _time_title(event.started_at)
    return SEPARATOR.join([time, camera_name, *(label_title(hass, label) for label in event.labels or (MOTION,))])


def capture_title(hass: HomeAssistant, capture: Capture, camera_name: str | None = None) -> str:
    """Return a capture's time, labels and length, short enough for a tile; plain motion goes without saying.

    Where camera and day are not clear, they are told, too: a tile on a phone shows little more than time and camera.
    """
    if camera_name is None:
        parts = [f"{dt_util.as_local(capture.captured_at):%H:%M:%S}"]
    else:
        parts = [moment_title(hass, capture.captured_at), camera_name]
    parts += [label_title(hass, label) for label in capture.labels if label != MOTION]
    if capture.kind is Kind.SNAPSHOT:
        parts.append(common_text(hass, "snapshot", "Snapshot"))
    elif capture.duration_s is not None:
        parts.append(f"{capture.duration_s:.0f} s")
    if capture.codecs and capture.codecs.startswith("hvc1"):
        # Not every browser plays it, and a player does not say why it stays black.
        parts.append("H.265")
    if flaw := FLAWS.get(capture.condition):
        parts.append(common_text(hass, capture.condition, flaw))
    elif capture.playback == "none":
        parts.append(common_text(hass, "unplayable", "No browser plays it"))
    return SEPARATOR.join(parts)
