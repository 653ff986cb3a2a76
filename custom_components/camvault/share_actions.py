"""Actions that hand out a link to a capture, and wait until one is in the archive."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

from homeassistant.components.http.auth import async_sign_path
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.network import NoURLAvailableError, get_url
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio

from .action_calls import ATTR_EVENT_ID, EVENT_ID, GATEWAY_FIELD, failed, gateway_errors, gateway_of, invalid
from .action_rights import Caller
from .client import CamVaultClient
from .const import DOMAIN
from .coordinator import CamVaultConfigEntry
from .messages import CaptureChanged, EventChanged, EventRemoved, LiveMessage, Snapshot
from .models import Capture, Kind
from .paths import content_path, download_path, playback_path
from .signals import message_signal

ATTR_CAPTURE_ID: Final = "capture_id"
ATTR_ORIGINAL: Final = "original"
_LONGEST_LINK: Final = timedelta(days=7)
_LONGEST_WAIT: Final = timedelta(hours=24)
_VERIFIED: Final = "verified"
_ON_THE_WAY: Final = ("receiving", "stored", "archived")

_WHICH: Final[dict[probatio.Marker, Any]] = {
    **GATEWAY_FIELD,
    probatio.Exclusive(ATTR_EVENT_ID, "what"): EVENT_ID,
    probatio.Exclusive(ATTR_CAPTURE_ID, "what"): EVENT_ID,
}


def _period(default: timedelta, longest: timedelta) -> dict[probatio.Marker, Any]:
    """Return the field for how long something takes at most."""
    period = probatio.All(cv.positive_time_period, probatio.Range(min=timedelta(seconds=1), max=longest))
    return {probatio.Optional("duration", default=default): period}


LINK_SCHEMA: Final = probatio.All(
    cv.has_at_least_one_key(ATTR_EVENT_ID, ATTR_CAPTURE_ID),
    probatio.Schema(
        {
            **_WHICH,
            probatio.Optional(ATTR_ORIGINAL, default=False): cv.boolean,
            **_period(timedelta(hours=24), _LONGEST_LINK),
        }
    ),
)
WAIT_SCHEMA: Final = probatio.All(
    cv.has_at_least_one_key(ATTR_EVENT_ID, ATTR_CAPTURE_ID),
    probatio.Schema({**_WHICH, **_period(timedelta(minutes=5), _LONGEST_WAIT)}),
)


@callback
def async_register_share_actions(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_register_admin_service(
        hass, DOMAIN, "create_share_link", _async_share, LINK_SCHEMA, supports_response=SupportsResponse.ONLY
    )
    hass.services.async_register(
        DOMAIN, "wait_until_archived", _async_wait, WAIT_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )


async def _async_share(call: ServiceCall) -> ServiceResponse:
    """Return a link that whoever has it can open, for a while."""
    gateway, duration = gateway_of(call), call.data["duration"]
    with gateway_errors():
        capture = await _async_shown(gateway.client, call)
    try:
        base = get_url(call.hass, prefer_external=True, allow_ip=True)
    except NoURLAvailableError as err:
        raise failed("no_address") from err
    shown = playback_path if capture.kind is Kind.CLIP else content_path
    path_of = download_path if call.data[ATTR_ORIGINAL] else shown
    signed = async_sign_path(
        call.hass, path_of(gateway.config_entry.entry_id, capture.id), duration, use_content_user=True
    )
    return {"url": f"{base}{signed}", "expires_at": (dt_util.utcnow() + duration).isoformat()}


async def _async_shown(client: CamVaultClient, call: ServiceCall) -> Capture:
    """Return the capture that is named, or an event's newest clip, or else its newest snapshot."""
    if capture_id := call.data.get(ATTR_CAPTURE_ID):
        return await client.capture(capture_id)
    event_id = call.data[ATTR_EVENT_ID]
    await client.event(event_id)
    for kind in (Kind.CLIP, None):
        if (page := await client.captures(event=event_id, kind=kind, limit=1)).items:
            return page.items[0]
    raise invalid("nothing_to_play")


async def _async_wait(call: ServiceCall) -> ServiceResponse:
    """Wait until an event that is over, or a capture, is proven to be in the archive; tell whether it is."""
    gateway = gateway_of(call)
    caller = await Caller.of(call, gateway)
    event_id, capture_id = call.data.get(ATTR_EVENT_ID), call.data.get(ATTR_CAPTURE_ID)
    try:
        async with asyncio.timeout(call.data["duration"].total_seconds()):
            with gateway_errors():
                await caller.async_require_sight(event_id, capture_id)
                await _async_until_archived(gateway.config_entry, event_id, capture_id)
    except TimeoutError as err:
        if not call.return_response:
            raise failed("not_archived") from err
        return {"archived": False}
    return {"archived": True} if call.return_response else None


async def _async_until_archived(entry: CamVaultConfigEntry, event_id: str | None, capture_id: str | None) -> None:
    """Look whenever the gateway tells of a change, also when it was unloaded and is loaded again."""
    changed = asyncio.Event()

    @callback
    def listen(message: LiveMessage) -> None:
        match message:
            case CaptureChanged(capture=capture) if capture.id == capture_id or capture.event == (event_id or ""):
                changed.set()
            case EventChanged(event=event) if event.id == event_id:
                changed.set()
            case EventRemoved(id=gone) if gone == event_id:
                changed.set()
            case Snapshot():
                changed.set()

    unsubscribe = entry.async_on_state_change(changed.set)
    try:
        while not await _async_follow(
            entry, listen, changed, lambda client: _async_is_archived(client, event_id, capture_id)
        ):
            while entry.state is not ConfigEntryState.LOADED:
                await changed.wait()
                changed.clear()
    finally:
        unsubscribe()


async def _async_follow(
    entry: CamVaultConfigEntry,
    listen: Callable[[LiveMessage], None],
    changed: asyncio.Event,
    look: Callable[[CamVaultClient], Awaitable[bool]],
) -> bool:
    """Look until it is there; returns False when the gateway is unloaded before."""
    gateway = entry.runtime_data
    unsubscribe = async_dispatcher_connect(gateway.hass, message_signal(entry.entry_id), listen)
    try:
        while not await look(gateway.client):
            await changed.wait()
            changed.clear()
            if entry.state is not ConfigEntryState.LOADED or entry.runtime_data is not gateway:
                return False
    finally:
        unsubscribe()
    return True


async def _async_is_archived(client: CamVaultClient, event_id: str | None, capture_id: str | None) -> bool:
    """Return whether all that is waited for is proven to be there."""
    if capture_id:
        return (await client.capture(capture_id)).state == _VERIFIED
    event = await client.event(event_id or "")
    if event.ended_at is None:
        return False
    pages = [await client.captures(event=event.id, state=state, limit=1) for state in _ON_THE_WAY]
    return not any(page.items for page in pages)
