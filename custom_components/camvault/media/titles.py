"""Name what the media source shows, in the user's language."""

from datetime import datetime, timedelta
import re
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_cached_translations
from homeassistant.util import dt as dt_util

from ..api.models import Capture, Event, Kind
from ..const import DOMAIN, MOTION, MOTION_TYPES

SEPARATOR = " · "
# Conditions that people should know of before they play a capture.
FLAWS: Final = {"incomplete": "Incomplete", "unreadable": "Unreadable"}

_WEEKDAYS: Final = "Mon Tue Wed Thu Fri Sat Sun"
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_WEEK: Final = timedelta(days=7)
# What the gateway takes.
_LONGEST_SEARCH: Final = 200

_EXPORT: Final = {
    "export_running": "{number} of {count} clips and pictures are in the media folder {folder}.",
    "export_done": "Done: {number} of {count} clips and pictures are in the media folder {folder}.",
}


def translate(hass: HomeAssistant, category: str, key: str, default: str) -> str:
    """Return a text in the user's language."""
    full_key = f"component.{DOMAIN}.{category}.{key}"
    return async_get_cached_translations(hass, hass.config.language, category, DOMAIN).get(full_key, default)


def newest_title(hass: HomeAssistant) -> str:
    """Return the title of the newest captures."""
    return translate(hass, "common", "newest", "Newest")


def groups_title(hass: HomeAssistant) -> str:
    """Return the title of the groups."""
    return translate(hass, "common", "groups", "Groups")


def protected_title(hass: HomeAssistant) -> str:
    """Return the title of the protected events."""
    return translate(hass, "common", "protected", "Protected")


def export_text(hass: HomeAssistant, key: str, **values: object) -> str:
    """Return what is told of an export."""
    return translate(hass, "common", key, _EXPORT[key]).format(**values)


def label_title(hass: HomeAssistant, label: str) -> str:
    """Return a label as the event entity shows it."""
    default = label.replace("_", " ").capitalize()
    return translate(hass, "entity", f"event.activity.state_attributes.event_type.state.{label}", default)


def gateway_words(hass: HomeAssistant, text: str) -> str:
    """Return what somebody typed into a search, with the gateway's words for what labels are called here."""
    labels = {label_title(hass, label).casefold(): label for label in MOTION_TYPES}
    names = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    words = re.sub(rf"(?<!\w)({names})s?(?!\w)", lambda found: labels[found[1]], text.casefold())
    return words[:_LONGEST_SEARCH]


def moment_title(hass: HomeAssistant, moment: datetime) -> str:
    """Return a time as briefly as it is clear: of today without a day, of the last six days with their weekday."""
    local, today = dt_util.as_local(moment), dt_util.now().date()
    if local.date() == today:
        return _time_title(moment)
    if today - _WEEK < local.date() < today:
        day = translate(hass, "common", "weekdays", _WEEKDAYS).split()[local.weekday()]
    else:
        day = f"{local.day} {translate(hass, 'common', 'months', _MONTHS).split()[local.month - 1]}"
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
        parts.append(translate(hass, "common", "snapshot", "Snapshot"))
    elif capture.duration_s is not None:
        parts.append(f"{capture.duration_s:.0f} s")
    if capture.codecs and capture.codecs.startswith("hvc1"):
        # Not every browser plays it, and a player does not say why it stays black.
        parts.append("H.265")
    if flaw := FLAWS.get(capture.condition):
        parts.append(translate(hass, "common", capture.condition, flaw))
    elif capture.playback == "none":
        parts.append(translate(hass, "common", "unplayable", "No browser plays it"))
    return SEPARATOR.join(parts)
