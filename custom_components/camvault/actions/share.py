"""The action that hands out a link to a capture."""

from datetime import timedelta
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
import probatio

from ..api.client import CamVaultClient
from ..api.models import Capture
from ..api.query import MOST
from ..const import DOMAIN
from ..failures import gateway_errors, invalid
from ..media.play import async_newest
from ..media.share import LONGEST_LINK, share_link
from .call import ATTR_CAPTURE_ID, ATTR_EVENT_ID, WHICH_FIELDS, coordinator_of, duration_field

ATTR_ORIGINAL: Final = "original"

LINK_SCHEMA: Final = probatio.All(
    cv.has_at_least_one_key(ATTR_EVENT_ID, ATTR_CAPTURE_ID),
    probatio.Schema(
        {
            **WHICH_FIELDS,
            probatio.Optional(ATTR_ORIGINAL, default=False): cv.boolean,
            **duration_field(timedelta(hours=24), LONGEST_LINK),
        }
    ),
)


@callback
def async_register_share_action(hass: HomeAssistant) -> None:
    """Register the action."""
    async_register_admin_service(
        hass, DOMAIN, "create_share_link", _async_share, LINK_SCHEMA, supports_response=SupportsResponse.ONLY
    )


async def _async_share(call: ServiceCall) -> ServiceResponse:
    """Return a link that anyone who has it can open until it expires."""
    coordinator, duration = coordinator_of(call), call.data["duration"]
    with gateway_errors():
        capture = await _async_shown(coordinator.client, call)
    link = share_link(
        call.hass, coordinator.config_entry.entry_id, capture, duration, original=call.data[ATTR_ORIGINAL]
    )
    return {"url": link.url, "expires_at": link.expires_at.isoformat()}


async def _async_shown(client: CamVaultClient, call: ServiceCall) -> Capture:
    """Return the capture that is named, or an event's newest that can be played, or saved if that is all there is."""
    if capture_id := call.data.get(ATTR_CAPTURE_ID):
        return await client.capture(capture_id)
    event_id = call.data[ATTR_EVENT_ID]
    await client.event(event_id)
    if playable := await async_newest(client, event=event_id):
        return playable
    if call.data[ATTR_ORIGINAL]:
        for capture in (await client.captures(event=event_id, limit=MOST)).items:
            if capture.has_content:
                return capture
    raise invalid("nothing_to_play")
