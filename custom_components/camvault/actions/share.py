"""The action that hands out a link to a capture."""

from datetime import timedelta
from typing import Final

from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.network import NoURLAvailableError, get_url
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio

from ..api.client import CamVaultClient
from ..api.models import Capture
from ..api.query import MOST
from ..const import DOMAIN
from ..failures import failed, invalid
from ..media.paths import content_path, download_path, playback_path
from ..media.play import async_newest
from .call import ATTR_CAPTURE_ID, ATTR_EVENT_ID, WHICH_FIELDS, coordinator_of, duration_field, gateway_errors

ATTR_ORIGINAL: Final = "original"
_LONGEST_LINK: Final = timedelta(days=7)

LINK_SCHEMA: Final = probatio.All(
    cv.has_at_least_one_key(ATTR_EVENT_ID, ATTR_CAPTURE_ID),
    probatio.Schema(
        {
            **WHICH_FIELDS,
            probatio.Optional(ATTR_ORIGINAL, default=False): cv.boolean,
            **duration_field(timedelta(hours=24), _LONGEST_LINK),
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
    try:
        base = get_url(call.hass, prefer_external=True, allow_ip=True)
    except NoURLAvailableError as err:
        raise failed("no_address") from err
    shown = content_path if capture.is_shown_as_it_is else playback_path
    path_of = download_path if call.data[ATTR_ORIGINAL] else shown
    signed = async_sign_path(
        call.hass, path_of(coordinator.config_entry.entry_id, capture.id), duration, use_content_user=True
    )
    return {"url": f"{base}{signed}", "expires_at": (dt_util.utcnow() + duration).isoformat()}


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
