"""Permissions for a camera's captures: those for its activity entity in Home Assistant."""

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .const import ACTIVITY, DOMAIN
from .ids import camera_unique_id


def may_see_all(user: User) -> bool:
    """Return whether a user may see every camera."""
    return user.permissions.access_all_entities(POLICY_READ)


def may_change_all(user: User) -> bool:
    """Return whether a user may see and change every camera's captures."""
    return may_see_all(user) and user.permissions.access_all_entities(POLICY_CONTROL)


def may_see(hass: HomeAssistant, user: User, gateway_id: str, camera_id: str) -> bool:
    """Return whether a user may see a camera."""
    return may_see_all(user) or _may(hass, user, gateway_id, camera_id, POLICY_READ)


def may_change(hass: HomeAssistant, user: User, gateway_id: str, camera_id: str) -> bool:
    """Return whether a user may change a camera's captures."""
    return may_change_all(user) or _may(hass, user, gateway_id, camera_id, POLICY_CONTROL)


def _may(hass: HomeAssistant, user: User, gateway_id: str, camera_id: str, policy: str) -> bool:
    unique_id = camera_unique_id(gateway_id, camera_id, ACTIVITY)
    entity_id = er.async_get(hass).async_get_entity_id(EVENT_DOMAIN, DOMAIN, unique_id)
    return entity_id is not None and user.permissions.check_entity(entity_id, policy)
