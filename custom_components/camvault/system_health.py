"""System health of the CamVault integration."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .coordinator import CamVaultConfigEntry


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register the information."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return the state of the gateways, without names or addresses."""
    entries: list[CamVaultConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    sites = [entry.runtime_data.data for entry in entries]
    return {
        "gateways": len(sites),
        "connected": sum(entry.runtime_data.last_update_success for entry in entries),
        "versions": ", ".join(sorted({site.gateway.version for site in sites})),
        "cameras": sum(len(site.cameras) for site in sites),
        "archives": ", ".join(sorted(site.gateway.archive.state for site in sites)),
        "backlog": sum(site.gateway.backlog.files for site in sites),
    }
