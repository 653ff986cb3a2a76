"""Show the timeline in the sidebar as long as there is a gateway."""

from typing import Final

from homeassistant.components import frontend
from homeassistant.components.http import StaticPathConfig
from homeassistant.components.panel_custom import async_register_panel
from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..media.paths import PANEL
from .built import FOLDER, LOADER, Built, read_built
from .card import async_load_card, async_unload_card

_ELEMENT: Final = f"{DOMAIN}-panel"
_TITLE: Final = "CamVault"
_ICON: Final = "mdi:cctv"

# What is served since the start; None when there is nothing to serve.
_BUILT: HassKey[Built | None] = HassKey(f"{DOMAIN}_built")


async def async_serve_panel(hass: HomeAssistant) -> None:
    """Serve the built files; paths stay until Home Assistant ends."""
    built = hass.data[_BUILT] = await hass.async_add_executor_job(read_built, FOLDER)
    if built is not None:
        files = StaticPathConfig(built.url, str(FOLDER), cache_headers=True)
        # Its path does not tell its own version.
        loader = StaticPathConfig(built.loader_url, str(LOADER), cache_headers=False)
        await hass.http.async_register_static_paths([files, loader])


async def async_show_panel(hass: HomeAssistant) -> None:
    """Show the panel and the card, unless they are shown already or are not built."""
    if (built := hass.data[_BUILT]) is None or frontend.async_panel_exists(hass, PANEL):
        return
    await async_register_panel(
        hass,
        frontend_url_path=PANEL,
        webcomponent_name=_ELEMENT,
        sidebar_title=_TITLE,
        sidebar_icon=_ICON,
        module_url=built.panel_url,
        require_admin=False,
        handle_safe_area=True,
    )
    await async_load_card(hass, built)


async def async_hide_panel(hass: HomeAssistant) -> None:
    """Remove the panel and the card."""
    was_shown = frontend.async_panel_exists(hass, PANEL)
    frontend.async_remove_panel(hass, PANEL, warn_if_unknown=False)
    await async_unload_card(hass, hass.data.get(_BUILT) if was_shown else None)
