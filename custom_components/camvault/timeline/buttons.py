"""The buttons of notifications: whoever taps one marks or protects an event, as far as they may."""

import logging
import re
from typing import Any, Final

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from ..const import DOMAIN, ID_PATTERN
from ..failures import gateway_errors, invalid
from ..rights import Rights
from .asked import loaded_entry

_LOGGER = logging.getLogger(__name__)

# The companion apps fire it, in the name of the user that the phone belongs to.
TAPPED: Final = "mobile_app_notification_action"
_PREFIX: Final = f"{DOMAIN.upper()}_"
_BUTTON: Final = re.compile(
    rf"{_PREFIX}(?P<what>SEEN|PROTECT)_(?P<entry>[A-Za-z0-9-]{{1,64}})_(?P<event>{ID_PATTERN})", re.ASCII
)


@callback
def async_follow_buttons(hass: HomeAssistant) -> None:
    """Do what the buttons say that are tapped from now on."""

    @callback
    def is_ours(data: dict[str, Any]) -> bool:
        return str(data.get("action")).startswith(_PREFIX)

    async def async_tapped(event: Event[dict[str, Any]]) -> None:
        try:
            with gateway_errors():
                await _async_do(hass, str(event.data["action"]), event.context.user_id)
        except HomeAssistantError as err:
            _LOGGER.warning("The button of a notification did nothing: %s", err)

    hass.bus.async_listen(TAPPED, async_tapped, event_filter=is_ours)


async def _async_do(hass: HomeAssistant, action: str, user_id: str | None) -> None:
    """Mark or protect the event that a button names, with the rights of the user who tapped it."""
    button = _BUTTON.fullmatch(action)
    user = await hass.auth.async_get_user(user_id) if user_id else None
    if button is None or user is None or not user.is_active:
        raise invalid("unknown_event")
    coordinator, event_id = loaded_entry(hass, button["entry"]).runtime_data, button["event"]
    rights = Rights(hass, coordinator, user)
    if button["what"] == "SEEN":
        await rights.async_require_sight(event_id, None)
        await coordinator.client.mark_seen(user.id, {"seen": True, "events": [event_id]})
    else:
        await rights.async_require_change([event_id])
        await coordinator.client.protect_events([event_id], protected=True)
