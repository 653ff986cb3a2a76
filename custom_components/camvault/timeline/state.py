"""What the timeline is told of a gateway: its cameras as a user may see them, its groups, and how safe all is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from homeassistant.auth.models import User
from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir

from ..api.connection import JsonObject
from ..const import ACTIVITY, DOMAIN
from ..coordinator import CamVaultConfigEntry
from ..ids import camera_key, camera_unique_id, subentry_ids
from ..permissions import may_change, may_see, may_see_all
from ..site import Site
from ..texts import translate
from .safety import AWAY, Safety, SafetyState, safety_of

# All of it came with one version of the gateway.
FEATURES: Final = ("timeline", "seen", "sprite", "small")

_REPAIRS: Final = "/config/repairs"
_INTEGRATION: Final = f"/config/integrations/integration/{DOMAIN}"
_UNKNOWN_PROBLEM: Final = "archive_failed"


def site_of(entry: CamVaultConfigEntry) -> Site | None:
    """Return the site of a gateway as it last was, unless the gateway is not set up just now."""
    return entry.runtime_data.data if entry.state is ConfigEntryState.LOADED else None


def is_available(entry: CamVaultConfigEntry) -> bool:
    """Return whether a gateway can be asked."""
    return entry.state is ConfigEntryState.LOADED and entry.runtime_data.last_update_success


def has_timeline(entry: CamVaultConfigEntry) -> bool:
    """Return whether a gateway is new enough."""
    site = site_of(entry)
    return site is not None and site.gateway.has_timeline


def seen_cameras(hass: HomeAssistant, entry: CamVaultConfigEntry, user: User) -> list[str]:
    """Return the cameras of a gateway that a user may see, also while the gateway is away."""
    site = site_of(entry)
    known = site.cameras if site else subentry_ids(entry)
    return [camera for camera in known if may_see(hass, user, entry.unique_id or "", camera)]


def gateway_state(
    hass: HomeAssistant, entry: CamVaultConfigEntry, user: User, groups: Sequence[Mapping[str, str]]
) -> JsonObject | None:
    """Return a gateway as a user may see it; None when there is nothing of it for this user."""
    cameras = seen_cameras(hass, entry, user)
    if not cameras and not may_see_all(user):
        return None
    site = site_of(entry)
    return {
        "entry_id": entry.entry_id,
        "name": entry.title,
        "available": is_available(entry),
        "version": site.gateway.version if site else None,
        "time_zone": site.settings.time_zone if site else hass.config.time_zone,
        "cameras": [_camera(hass, entry, user, camera) for camera in cameras],
        "groups": [*groups],
        "safety": _safety(hass, entry, user, cameras),
        "features": list(FEATURES) if has_timeline(entry) else [],
    }


def _camera(hass: HomeAssistant, entry: CamVaultConfigEntry, user: User, camera_id: str) -> JsonObject:
    """Return a camera with its device, area and activity entity in Home Assistant."""
    gateway_id, site, registry = entry.unique_id or "", site_of(entry), er.async_get(hass)
    identifier = (DOMAIN, camera_key(gateway_id, camera_id))
    device = dr.async_get(hass).async_get_device_by_identifier(identifier, entry.entry_id)
    entity_id = registry.async_get_entity_id(EVENT_DOMAIN, DOMAIN, camera_unique_id(gateway_id, camera_id, ACTIVITY))
    camera = site.cameras.get(camera_id) if site else None
    name = camera.name if camera else (device.name if device else None)
    return {
        "id": camera_id,
        "name": (device.name_by_user if device else None) or name or camera_id,
        "device_id": device.id if device else None,
        "area_id": device.area_id if device else None,
        "entity_id": entity_id,
        "may_change": may_change(hass, user, gateway_id, camera_id),
        "motion": camera.motion if camera else False,
        "labels": list(camera.labels) if camera else [],
    }


def _safety(hass: HomeAssistant, entry: CamVaultConfigEntry, user: User, cameras: Sequence[str]) -> JsonObject:
    """Return how safe all is that a user may see, the reason in words, and where an administrator can mend it."""
    site = site_of(entry)
    if site is None or not is_available(entry):
        safety = AWAY
    else:
        safety = safety_of(site, None if may_see_all(user) else cameras)
    cause = _cause(hass, entry, safety) if user.is_admin else None
    return {**asdict(safety), "reason": _reason(hass, safety), "cause": cause}


def _problem(safety: Safety) -> str:
    return safety.error or _UNKNOWN_PROBLEM


def _reason(hass: HomeAssistant, safety: Safety) -> str | None:
    """Return why something is not safe, in words; why a gateway is away tells where it is in the network."""
    if safety.state is not SafetyState.FAILING:
        return None
    otherwise = translate(hass, "issues", f"{_UNKNOWN_PROBLEM}.title", "")
    return translate(hass, "issues", f"{_problem(safety)}.title", otherwise) or None


def _cause(hass: HomeAssistant, entry: CamVaultConfigEntry, safety: Safety) -> str | None:
    """Return the page on which the reason can be dealt with."""
    if safety.state in {SafetyState.SAFE, SafetyState.WAITING}:
        return None
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"{_problem(safety)}_{entry.entry_id}")
    return _REPAIRS if issue and issue.active else f"{_INTEGRATION}#config_entry={entry.entry_id}"
