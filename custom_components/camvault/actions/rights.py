"""The rights of the caller of an action. Calls without a user, as of automations, are not restricted."""

from homeassistant.core import ServiceCall
from homeassistant.exceptions import UnknownUser

from ..coordinator import CamVaultCoordinator
from ..rights import Rights


async def async_rights_of(call: ServiceCall, coordinator: CamVaultCoordinator) -> Rights:
    """Return the rights of a call's user."""
    user = None
    if (user_id := call.context.user_id) and (user := await call.hass.auth.async_get_user(user_id)) is None:
        raise UnknownUser(context=call.context)
    return Rights(call.hass, coordinator, user)
