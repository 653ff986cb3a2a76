"""What calls of CamVault's actions have in common: which gateway, which events, and what can go wrong."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_DEVICE_ID
from homeassistant.core import ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv, device_registry as dr, service
from homeassistant.util import dt as dt_util
import probatio

from ..api.errors import CamVaultNotFoundError, CamVaultRefusedError
from ..api.models import Event
from ..api.query import EventFilter
from ..const import DOMAIN, ID_PATTERN
from ..coordinator import CamVaultConfigEntry, CamVaultCoordinator
from ..failures import Failure, invalid, raised_as
from ..ids import camera_key
from ..media.search import gateway_words

ATTR_EVENT_ID: Final = "event_id"
ATTR_CAPTURE_ID: Final = "capture_id"
MANY: Final = 500

EVENT_ID: Final = probatio.All(cv.string, probatio.Match(rf"^{ID_PATTERN}\Z"))
EVENT_IDS: Final = probatio.All(cv.ensure_list, [EVENT_ID], probatio.Length(min=1, max=MANY))
GATEWAY_FIELD: Final[dict[probatio.Marker, Any]] = {probatio.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
FILTER_FIELDS: Final[dict[probatio.Marker, Any]] = {
    **GATEWAY_FIELD,
    probatio.Optional(ATTR_DEVICE_ID): probatio.All(cv.ensure_list, [cv.string], probatio.Length(max=200)),
    probatio.Optional("group"): cv.string,
    probatio.Optional("label"): probatio.All(cv.ensure_list, [cv.string], probatio.Length(max=200)),
    probatio.Optional("start"): cv.datetime,
    probatio.Optional("end"): cv.datetime,
    probatio.Optional("text"): probatio.All(cv.string, probatio.Length(max=200)),
    probatio.Optional("protected"): cv.boolean,
}
# An event or a capture.
WHICH_FIELDS: Final[dict[probatio.Marker, Any]] = {
    **GATEWAY_FIELD,
    probatio.Exclusive(ATTR_EVENT_ID, "what"): EVENT_ID,
    probatio.Exclusive(ATTR_CAPTURE_ID, "what"): EVENT_ID,
}
# Reasons of the gateway that have words of their own.
REFUSALS: Final[dict[str, Failure]] = {"protected": "event_protected", "going_on": "event_going_on"}


def duration_field(default: timedelta, longest: timedelta) -> dict[probatio.Marker, Any]:
    """Return the field for how long something takes at most."""
    period = probatio.All(cv.positive_time_period, probatio.Range(min=timedelta(seconds=1), max=longest))
    return {probatio.Optional("duration", default=default): period}


def gateway_of(call: ServiceCall) -> CamVaultCoordinator:
    """Return the gateway that a call is for: the one that is named, or whose camera is, or the only one.

    Its config entry has it no longer once it is unloaded, which may happen while a call goes on.
    """
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID) or _entry_of_devices(call)
    entry: CamVaultConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, entry_id)
    return entry.runtime_data


def _entry_of_devices(call: ServiceCall) -> str | None:
    """Return the gateway of the first camera that is named; None when there is no choice."""
    entries = call.hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    gateways = {entry.entry_id for entry in entries}
    registry = dr.async_get(call.hass)
    for device_id in call.data.get(ATTR_DEVICE_ID, []):
        if (device := registry.async_get(device_id)) and device.config_entry_id in gateways:
            return device.config_entry_id
    if len(gateways) > 1:
        raise invalid("several_gateways")
    return None


async def async_filter_of(call: ServiceCall, gateway: CamVaultCoordinator) -> EventFilter:
    """Return which events a call asks for."""
    start, end = _moment(call, "start"), _moment(call, "end")
    if start and end and start >= end:
        raise invalid("no_time_between")
    return EventFilter(
        camera=[_camera_of(call, gateway, device) for device in call.data.get(ATTR_DEVICE_ID, [])],
        group=await _async_group_of(call, gateway),
        label=call.data.get("label", []),
        protected=call.data.get("protected", False),
        after=start,
        before=end,
        q=None if (text := call.data.get("text")) is None else gateway_words(call.hass, text),
        time_zone=call.hass.config.time_zone,
    )


async def _async_group_of(call: ServiceCall, gateway: CamVaultCoordinator) -> str | None:
    """Return the group that is named."""
    if (wanted := call.data.get("group")) is None:
        return None
    with gateway_errors():
        groups = await gateway.client.groups()
    for group in groups:
        if wanted.casefold() in {group.id, group.name.casefold()}:
            return group.id
    raise invalid("unknown_group", group=wanted)


def _moment(call: ServiceCall, name: str) -> datetime | None:
    """Return a time; one that does not say where is Home Assistant's."""
    moment: datetime | None = call.data.get(name)
    return dt_util.as_local(moment) if moment else None


def _camera_of(call: ServiceCall, gateway: CamVaultCoordinator, device_id: str) -> str:
    """Return the camera that a device is."""
    device = dr.async_get(call.hass).async_get(device_id)
    keys = {key for domain, key in device.identifiers if domain == DOMAIN} if device else set()
    for camera_id in gateway.data.cameras:
        if camera_key(gateway.data.gateway.id, camera_id) in keys:
            return camera_id
    raise invalid("no_camera_device", device=device_id)


async def found_events(gateway: CamVaultCoordinator, wanted: EventFilter, limit: int) -> AsyncIterator[Event]:
    """Yield the events that a filter leaves, newest first, at most so many."""
    cursor: str | None = None
    left = limit
    while left > 0:
        page = await gateway.client.events(**wanted | {"limit": min(left, MANY), "cursor": cursor})
        for event in page.items:
            yield event
        left -= len(page.items)
        if (cursor := page.next) is None:
            return


@contextmanager
def gateway_errors() -> Iterator[None]:
    """Raise the gateway's errors in people's words; what it lacks or refuses is wrong with the call."""
    with raised_as(HomeAssistantError):
        try:
            yield
        except CamVaultNotFoundError as err:
            raise invalid("unknown_event") from err
        except CamVaultRefusedError as err:
            if key := REFUSALS.get(err.code):
                raise invalid(key) from err
            raise
