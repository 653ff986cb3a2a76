"""Hints for cameras of a brand, and texts about an upload, in Home Assistant's language."""

from typing import Final

from homeassistant.core import HomeAssistant

from ...api.models import Camera, Capture
from ...issues.camera import clock_problem
from ...texts import common_text

# The brands that have something of their own; what they are called is in the translations.
BRANDS: Final = (
    "reolink",
    "dahua",
    "hikvision",
    "foscam",
    "axis",
    "vivotek",
    "dlink",
    "instar",
    "mobotix",
    "app_only",
    "hacks",
    "motioneye",
    "blue_iris",
)
OTHER: Final = "other"


def hint(hass: HomeAssistant, brand: str) -> str:
    """Return the hint for a brand."""
    return common_text(hass, f"hint_{brand if brand in BRANDS else OTHER}")


def kind_title(hass: HomeAssistant, capture: Capture) -> str:
    """Return the title of a capture's kind."""
    return common_text(hass, capture.kind, capture.kind.capitalize())


def clock_text(hass: HomeAssistant, camera: Camera) -> str:
    """Return a text about a camera's wrong clock, or nothing."""
    if (problem := clock_problem(camera)) is None:
        return ""
    key, shown = problem
    return common_text(hass, key).format(**shown)
