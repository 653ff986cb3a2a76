"""Diagnostics support for CamVault."""

from dataclasses import asdict
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.const import CONF_PASSWORD, CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant

from .coordinator import CamVaultConfigEntry
from .subentries import CAMERA, STREAM_URL

TO_REDACT: Final = {
    CONF_PASSWORD,
    CONF_TOKEN,
    CONF_URL,
    "access_key_id",
    "advertised_address",
    "anonymous_networks",
    "bucket",
    "endpoint_url",
    "original_path",
    "prefix",
    STREAM_URL,
}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: CamVaultConfigEntry) -> dict[str, Any]:
    """Return diagnostics for a config entry."""
    coordinator = entry.runtime_data
    return {
        "entry": async_redact_data(dict(entry.data), TO_REDACT),
        "cameras": {
            subentry.unique_id: async_redact_data(dict(subentry.data), TO_REDACT)
            for subentry in entry.get_subentries_of_type(CAMERA)
        },
        "connected": coordinator.last_update_success,
        "site": async_redact_data(asdict(coordinator.data), TO_REDACT),
    }
