"""The CamVault integration."""

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.device_registry import DeviceEntry
from homeassistant.helpers.typing import ConfigType

from .api.client import CamVaultClient
from .const import DOMAIN
from .coordinator import CamVaultConfigEntry, CamVaultCoordinator
from .issues.keeper import async_delete_issues, async_keep_issues
from .media.links import async_register_links
from .media.views import async_register_views
from .panel.sidebar import async_hide_panel, async_serve_panel, async_show_panel
from .registries.devices import is_current
from .registries.subentries import CameraSubentries
from .services import async_register_services
from .timeline.buttons import async_follow_buttons
from .timeline.commands import async_register_commands
from .timeline.users import async_forget_removed_users

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS: list[Platform] = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CAMERA,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.NUMBER,
    Platform.SENSOR,
    Platform.SWITCH,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Set up the CamVault integration."""
    async_register_views(hass)
    async_register_links(hass)
    async_register_services(hass)
    async_register_commands(hass)
    async_follow_buttons(hass)
    async_forget_removed_users(hass)
    await async_serve_panel(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: CamVaultConfigEntry) -> bool:
    """Set up a gateway from a config entry."""
    # Before the gateway is asked: while it is away the timeline says so.
    await async_show_panel(hass)
    client = CamVaultClient.of(hass, entry.data, lambda: entry.async_start_reauth(hass))
    coordinator = CamVaultCoordinator(hass, entry, client)
    await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = coordinator
    entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, coordinator.async_follow_time_zone))
    # The first listener: the platforms find subentries and devices in place.
    CameraSubentries(coordinator).async_start()
    async_keep_issues(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: CamVaultConfigEntry) -> bool:
    """Unload a config entry; its issues outlast a reload, and not that somebody disables it."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded and entry.disabled_by:
        async_delete_issues(hass, entry.entry_id)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: CamVaultConfigEntry) -> None:
    """Leave nothing behind of a config entry."""
    async_delete_issues(hass, entry.entry_id)
    if not [other for other in hass.config_entries.async_entries(DOMAIN, include_ignore=False) if other is not entry]:
        await async_hide_panel(hass)


async def async_remove_config_entry_device(
    hass: HomeAssistant, entry: CamVaultConfigEntry, device: DeviceEntry
) -> bool:
    """Let a device be removed by hand once the gateway does not have it."""
    coordinator: CamVaultCoordinator | None = getattr(entry, "runtime_data", None)
    return coordinator is None or not is_current(coordinator.data, device)
