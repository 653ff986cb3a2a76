"""Actions of the CamVault integration."""

from homeassistant.core import HomeAssistant, callback

from .event_actions import async_register_event_actions
from .export_action import async_register_export_action
from .share_actions import async_register_share_action
from .wait_action import async_register_wait_action


@callback
def async_register_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_register_event_actions(hass)
    async_register_export_action(hass)
    async_register_share_action(hass)
    async_register_wait_action(hass)
