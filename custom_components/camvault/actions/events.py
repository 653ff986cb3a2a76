"""Actions that look for events, protect, describe and delete them."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util.json import JsonObjectType
import probatio

from ..api.models import Event
from ..api.query import MOST
from ..const import DOMAIN
from ..coordinator import CamVaultCoordinator
from ..failures import gateway_errors
from ..media.identifier import MediaIdentifier
from .call import (
    ATTR_EVENT_ID,
    EVENT_ID,
    EVENT_IDS,
    FILTER_FIELDS,
    GATEWAY_FIELD,
    async_filter_of,
    coordinator_of,
    found_events,
)
from .rights import async_rights_of

_LONGEST: Final = 4000
_SOME: Final = 50

GET_EVENTS_SCHEMA: Final = probatio.Schema(
    {
        **FILTER_FIELDS,
        probatio.Optional("limit", default=_SOME): probatio.All(probatio.Coerce(int), probatio.Range(min=1, max=MOST)),
    }
)
EVENTS_SCHEMA: Final = probatio.Schema({**GATEWAY_FIELD, probatio.Required(ATTR_EVENT_ID): EVENT_IDS})
DESCRIBE_SCHEMA: Final = probatio.Schema(
    {
        **GATEWAY_FIELD,
        probatio.Required(ATTR_EVENT_ID): EVENT_ID,
        probatio.Required("description"): probatio.All(cv.string, probatio.Length(max=_LONGEST)),
    }
)


@callback
def async_register_event_actions(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(DOMAIN, "get_events", _async_get_events, GET_EVENTS_SCHEMA, SupportsResponse.ONLY)
    hass.services.async_register(DOMAIN, "protect", _async_protect, EVENTS_SCHEMA)
    hass.services.async_register(DOMAIN, "unprotect", _async_unprotect, EVENTS_SCHEMA)
    hass.services.async_register(DOMAIN, "describe", _async_describe, DESCRIBE_SCHEMA)
    async_register_admin_service(
        hass, DOMAIN, "delete", _async_delete, EVENTS_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )


async def _async_get_events(call: ServiceCall) -> ServiceResponse:
    """Return the events that are asked for, newest first."""
    coordinator = coordinator_of(call)
    rights = await async_rights_of(call, coordinator)
    wanted = await async_filter_of(call, coordinator)
    if (cameras := rights.cameras(wanted.get("camera"))) is None:
        return {"events": []}
    wanted |= {"camera": cameras}
    with gateway_errors():
        return {
            "events": [
                _told(coordinator, event) async for event in found_events(coordinator, wanted, call.data["limit"])
            ]
        }


def _told(coordinator: CamVaultCoordinator, event: Event) -> JsonObjectType:
    """Return an event as the action's response has it."""
    entry_id = coordinator.config_entry.entry_id
    picture = MediaIdentifier(entry=entry_id, capture=event.picture) if event.picture else None
    return {
        "event_id": event.id,
        "camera": coordinator.data.name_of(event.camera),
        "start": event.started_at.isoformat(),
        "end": event.ended_at.isoformat() if event.ended_at else None,
        "labels": list(event.labels),
        "description": event.description,
        "protected": event.protected,
        "captures": event.captures,
        "media_content_id": MediaIdentifier(entry=entry_id, event=event.id).media_content_id,
        "picture_media_content_id": picture.media_content_id if picture else None,
    }


async def _async_protect(call: ServiceCall) -> None:
    """Protect events."""
    await _async_change(call, protected=True)


async def _async_unprotect(call: ServiceCall) -> None:
    """Take the mark of events away."""
    await _async_change(call, protected=False)


async def _async_change(call: ServiceCall, *, protected: bool) -> None:
    """Mark events or not: all of them, or none when one may not be."""
    coordinator = coordinator_of(call)
    rights = await async_rights_of(call, coordinator)
    with gateway_errors():
        await rights.async_require_change(call.data[ATTR_EVENT_ID])
        await coordinator.client.protect_events(call.data[ATTR_EVENT_ID], protected=protected)


async def _async_describe(call: ServiceCall) -> None:
    """Set the description of an event."""
    coordinator, event_id = coordinator_of(call), call.data[ATTR_EVENT_ID]
    rights = await async_rights_of(call, coordinator)
    with gateway_errors():
        await rights.async_require_change([event_id])
        await coordinator.client.describe_event(event_id, call.data["description"])


async def _async_delete(call: ServiceCall) -> ServiceResponse:
    """Delete events, or none if one may not be deleted; return how many of their captures the archive still has."""
    client = coordinator_of(call).client
    with gateway_errors():
        gone = await client.delete_events(call.data[ATTR_EVENT_ID])
    if not call.return_response:
        return None
    return {"deleted_captures": gone.captures, "left_in_archive": gone.archived}
