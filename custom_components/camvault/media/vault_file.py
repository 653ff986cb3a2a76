"""Find a capture's file where Home Assistant sees the gateway's vault: in its media folder, as with the app."""

from pathlib import Path
import re
from typing import Final

from homeassistant.core import HomeAssistant

from ..api.models import Capture

# The app keeps its vault there.
_VAULT: Final = "camvault"
_PLACE: Final = re.compile(r"captures/\d{4}/\d\d/\d\d/[0-9a-f]{32}(?:\.[a-z0-9]{1,16})?", re.ASCII)


async def async_local_file(hass: HomeAssistant, capture: Capture) -> Path | None:
    """Return the file of a capture, if it is there and what is played; what others attach must be of that type."""
    place = capture.vault_path
    is_shown = capture.is_shown_as_it_is or capture.playback == "original"
    if place is None or not _PLACE.fullmatch(place) or not is_shown:
        return None
    return await hass.async_add_executor_job(_find, tuple(hass.config.media_dirs.values()), place, capture.size)


def _find(media_dirs: tuple[str, ...], place: str, size: int) -> Path | None:
    for media_dir in media_dirs:
        path = Path(media_dir, _VAULT, place)
        if path.is_file() and path.stat().st_size == size:
            return path
    return None
