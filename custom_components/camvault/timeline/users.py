"""Forget what a user has seen when the user is removed."""

from contextlib import suppress
from typing import Any

from homeassistant.auth import EVENT_USER_REMOVED
from homeassistant.core import Event, HomeAssistant, callback

from ..api.errors import CamVaultError
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry
from .state import has_timeline, is_available


@callback
def async_forget_removed_users(hass: HomeAssistant) -> None:
    """Have all gateways forget the users that are removed from now on."""

    async def async_forget(event: Event[dict[str, Any]]) -> None:
        entries: list[CamVaultConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
        for entry in entries:
            if is_available(entry) and has_timeline(entry):
                # A gateway that is away keeps a watermark that nobody asks for again.
                with suppress(CamVaultError):
                    await entry.runtime_data.client.forget_seen(event.data["user_id"])

    hass.bus.async_listen(EVENT_USER_REMOVED, async_forget)
