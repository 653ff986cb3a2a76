"""Register the commands."""

from homeassistant.components import websocket_api
from homeassistant.core import HomeAssistant, callback

from . import change, read
from .subscription import async_subscribe


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Register the commands of the timeline."""
    for command in (async_subscribe, *read.COMMANDS, *change.COMMANDS):
        websocket_api.async_register_command(hass, command)
