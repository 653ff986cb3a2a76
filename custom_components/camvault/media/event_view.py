"""Show an event's clip on a page of its own, which notifications lead to."""

import hashlib
from pathlib import Path
from typing import Final

from homeassistant.components.frontend import async_register_built_in_panel
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant

from ..const import DOMAIN
from .identifier import MediaIdentifier

_PAGE: Final = f"{DOMAIN}-event"
_SCRIPT: Final = Path(__file__).with_name("event_view.js")


async def async_register_event_view(hass: HomeAssistant) -> None:
    """Register the page; nobody finds it but by a link."""
    content = await hass.async_add_executor_job(_SCRIPT.read_bytes)
    # Browsers keep it for a month, unless it is another.
    url = f"/{DOMAIN}_static/{hashlib.sha256(content).hexdigest()[:16]}/{_SCRIPT.name}"
    await hass.http.async_register_static_paths([StaticPathConfig(url, str(_SCRIPT))])
    script = {"name": _PAGE, "module_url": url, "embed_iframe": False, "trust_external": False}
    async_register_built_in_panel(
        hass, "custom", frontend_url_path=_PAGE, config={"_panel_custom": script}, show_in_sidebar=False
    )


def event_view_path(place: MediaIdentifier) -> str:
    """Return the page of an event."""
    return f"/{_PAGE}/{place.entry}/{place.event}"
