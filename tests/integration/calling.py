"""Call CamVault's actions."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.ids import camera_key

from .fake_values import GATEWAY_ID


async def call(
    hass: HomeAssistant, action: str, *, answer: bool = True, user_id: str | None = None, **data: object
) -> dict[str, Any]:
    """Call an action, and return its answer."""
    answered = await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=answer, context=Context(user_id=user_id)
    )
    return answered or {}


def device_of(hass: HomeAssistant, camera: str, gateway_id: str = GATEWAY_ID) -> str:
    """Return the device of a camera, or of the gateway."""
    key = (DOMAIN, camera_key(gateway_id, camera) if camera else gateway_id)
    registry, entries = dr.async_get(hass), hass.config_entries.async_entries(DOMAIN)
    found = [registry.async_get_device_by_identifier(key, config_entry_id=entry.entry_id) for entry in entries]
    (device,) = filter(None, found)
    return device.id


def asks_for_the_token(hass: HomeAssistant) -> bool:
    """Return whether somebody is asked for the gateway's token, once."""
    flows = [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress_by_handler(DOMAIN)]
    return flows == ["reauth"]
