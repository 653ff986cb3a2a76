"""The parts that calls of actions share: fields, the gateway, the filter for events, and errors."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv, service
from homeassistant.helpers.typing import VolDictType
from homeassistant.util import dt as dt_util
import probatio

from ..api.models import Event
from ..api.query import MOST, EventFilter
from ..const import DOMAIN, ID_PATTERN
from ..coordinator import CamVaultConfigEntry, CamVaultCoordinator
from ..failures import gateway_errors, invalid
from ..media.search import gateway_words
from .target import camera_ids_of, targeted_entry_id

ATTR_EVENT_ID: Final = "event_id"
ATTR_CAPTURE_ID: Final = "capture_id"

EVENT_ID: Final = probatio.All(cv.string, probatio.Match(rf"^{ID_PATTERN}\Z"))
EVENT_IDS: Final = probatio.All(cv.ensure_list, [EVENT_ID], probatio.Length(min=1, max=MOST))
GATEWAY_FIELD: Final[VolDictType] = {probatio.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
FILTER_FIELDS: Final[VolDictType] = {
    **GATEWAY_FIELD,
    **cv.TARGET_FIELDS,
    probatio.Optional("group"): cv.string,
    probatio.Optional("label"): probatio.All(cv.ensure_list, [cv.string], probatio.Length(max=200)),
    probatio.Optional("start"): cv.datetime,
    probatio.Optional("end"): cv.datetime,
    probatio.Optional("text"): probatio.All(cv.string, probatio.Length(max=200)),
    probatio.Optional("protected"): cv.boolean,
}
# An event or a capture.
WHICH_FIELDS: Final[VolDictType] = {
    **GATEWAY_FIELD,
    probatio.Exclusive(ATTR_EVENT_ID, "what"): EVENT_ID,
    probatio.Exclusive(ATTR_CAPTURE_ID, "what"): EVENT_ID,
}


def duration_field(default: timedelta, longest: timedelta) -> VolDictType:
    """Return the field for how long something takes at most."""
    period = probatio.All(cv.positive_time_period, probatio.Range(min=timedelta(seconds=1), max=longest))
    return {probatio.Optional("duration", default=default): period}


def coordinator_of(call: ServiceCall) -> CamVaultCoordinator:
    """Return the gateway that a call is for: the one that is named, or whose camera is, or the only one.

    Its config entry has it no longer once it is unloaded, which may happen while a call goes on.
    """
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID) or targeted_entry_id(call)
    if entry_id is None:
        entries = call.hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
        if len(entries) > 1:
            raise invalid("several_gateways")
    entry: CamVaultConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, entry_id)
    return entry.runtime_data


async def async_filter_of(call: ServiceCall, coordinator: CamVaultCoordinator) -> EventFilter:
    """Return which events a call asks for."""
    start, end = _moment(call, "start"), _moment(call, "end")
    if start and end and start >= end:
        raise invalid("no_time_between")
    return EventFilter(
        camera=camera_ids_of(call, coordinator),
        group=await _async_group_of(call, coordinator),
        label=call.data.get("label", []),
        protected=call.data.get("protected", False),
        after=start,
        before=end,
        q=None if (text := call.data.get("text")) is None else gateway_words(call.hass, text),
        time_zone=call.hass.config.time_zone,
    )


async def _async_group_of(call: ServiceCall, coordinator: CamVaultCoordinator) -> str | None:
    """Return the group that is named."""
    if (wanted := call.data.get("group")) is None:
        return None
    with gateway_errors():
        groups = await coordinator.client.groups()
    for group in groups:
        if wanted.casefold() in {group.id, group.name.casefold()}:
            return group.id
    raise invalid("unknown_group", group=wanted)


def _moment(call: ServiceCall, name: str) -> datetime | None:
    """Return a time; one that does not say where is Home Assistant's."""
    moment: datetime | None = call.data.get(name)
    return dt_util.as_local(moment) if moment else None


async def found_events(coordinator: CamVaultCoordinator, wanted: EventFilter, limit: int) -> AsyncIterator[Event]:
    """Yield the events that a filter leaves, newest first, at most so many."""
    cursor: str | None = None
    left = limit
    while left > 0:
        page = await coordinator.client.events(**wanted | {"limit": min(left, MOST), "cursor": cursor})
        for event in page.items:
            yield event
        left -= len(page.items)
        if (cursor := page.next) is None:
            return
