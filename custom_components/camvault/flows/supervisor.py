"""Find the app through Home Assistant's Supervisor."""

from collections.abc import Mapping
import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.hassio import is_hassio

from ..const import DOMAIN

_LOGGER = logging.getLogger(__name__)


async def async_find_app(hass: HomeAssistant) -> Mapping[str, Any] | None:
    """Return the app's announcement, which Home Assistant drops if this integration was not installed yet."""
    if not is_hassio(hass):
        return None
    from homeassistant.components.hassio import SupervisorError, get_supervisor_client  # noqa: PLC0415

    try:
        found = await get_supervisor_client(hass).discovery.list()
    except SupervisorError as err:
        _LOGGER.warning("The Supervisor does not tell what its apps announced: %s", err)
        return None
    return next((message.config for message in found if message.service == DOMAIN), None)
