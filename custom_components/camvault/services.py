"""Actions of the CamVault integration."""

from homeassistant.core import HomeAssistant, callback

from .actions.events import async_register_event_actions
from .actions.export import async_register_export_action
from .actions.share import async_register_share_action
from .actions.wait import async_register_wait_action


@callback
def async_register_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_register_event_actions(hass)
    async_register_export_action(hass)
    async_register_share_action(hass)
    async_register_wait_action(hass)
