"""The action that waits until an event or a capture is in the archive."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import probatio

from ..api.client import CamVaultClient
from ..api.errors import CamVaultConnectionError
from ..api.live import CaptureChanged, EventChanged, EventRemoved, FullState, LiveMessage
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry, CamVaultCoordinator
from ..failures import failed, gateway_errors
from ..signals import message_signal
from .call import ATTR_CAPTURE_ID, ATTR_EVENT_ID, WHICH_FIELDS, coordinator_of, duration_field
from .rights import async_rights_of

_LONGEST: Final = timedelta(hours=24)
# How long until a gateway that did not answer is asked again, unless it speaks before.
_AGAIN_S: Final = 10.0

WAIT_SCHEMA: Final = probatio.All(
    cv.has_at_least_one_key(ATTR_EVENT_ID, ATTR_CAPTURE_ID),
    probatio.Schema({**WHICH_FIELDS, **duration_field(timedelta(minutes=5), _LONGEST)}),
)


@callback
def async_register_wait_action(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN, "wait_until_archived", _async_wait, WAIT_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )


async def _async_wait(call: ServiceCall) -> ServiceResponse:
    """Wait until an event that is over, or a capture, is verified in the archive; return whether it is."""
    coordinator = coordinator_of(call)
    rights = await async_rights_of(call, coordinator)
    event_id, capture_id = call.data.get(ATTR_EVENT_ID), call.data.get(ATTR_CAPTURE_ID)
    try:
        async with asyncio.timeout(call.data["duration"].total_seconds()):
            with gateway_errors():
                await rights.async_require_sight(event_id, capture_id)
                await _Archiving(event_id, capture_id).async_wait(coordinator.config_entry)
    except TimeoutError as err:
        if not call.return_response:
            raise failed("not_archived") from err
        return {"archived": False}
    return {"archived": True} if call.return_response else None


class _Archiving:
    """Follows the archiving of an event or a capture: one request, then the gateway's messages."""

    def __init__(self, event_id: str | None, capture_id: str | None) -> None:
        """Begin without a known state."""
        self._event_id = event_id
        self._capture_id = capture_id
        self._archived: bool | None = None
        # A gateway that is lost after it had answered is waited for.
        self._answered = False
        self._changed = asyncio.Event()

    async def async_wait(self, entry: CamVaultConfigEntry) -> None:
        """Wait until it is archived, also when the gateway is unloaded and loaded again."""
        unsubscribe = entry.async_on_state_change(self._changed.set)
        try:
            while not await self._async_follow(entry, entry.runtime_data):
                while entry.state is not ConfigEntryState.LOADED:
                    await self._async_change()
        finally:
            unsubscribe()

    async def _async_follow(self, entry: CamVaultConfigEntry, coordinator: CamVaultCoordinator) -> bool:
        """Listen until it is archived; returns False when the gateway is unloaded before."""
        unsubscribe = async_dispatcher_connect(coordinator.hass, message_signal(entry.entry_id), self._async_hear)
        try:
            # It may have been archived before anybody listened.
            self._archived = None
            while entry.state is ConfigEntryState.LOADED and entry.runtime_data is coordinator:
                if await self._async_is_archived(coordinator.client):
                    return True
                await self._async_change()
        finally:
            unsubscribe()
        return False

    async def _async_change(self) -> None:
        """Wait for a message, or until it is time to ask again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_AGAIN_S if self._archived is None else None):
                await self._changed.wait()
        self._changed.clear()

    async def _async_is_archived(self, client: CamVaultClient) -> bool:
        """Return whether it is archived, asking only if unknown; a message that comes meanwhile is newer."""
        if self._archived is not None:
            return self._archived
        self._changed.clear()
        asked = client.capture(self._capture_id) if self._capture_id else client.event(self._event_id or "")
        try:
            archived = (await asked).archived
        except CamVaultConnectionError:
            if not self._answered:
                raise
            return False
        self._answered = True
        if self._changed.is_set():
            return False
        self._archived = archived
        return archived

    @callback
    def _async_hear(self, message: LiveMessage) -> None:
        """Take the state from a message; after a gap or a deletion it is unknown again."""
        match message:
            case CaptureChanged(capture=capture) if capture.id == self._capture_id:
                self._archived = capture.archived
            case EventChanged(event=event) if event.id == self._event_id:
                self._archived = event.archived
            case EventRemoved(id=gone) if self._capture_id or gone == self._event_id:
                self._archived = None
            case FullState():
                self._archived = None
            case _:
                return
        self._changed.set()
