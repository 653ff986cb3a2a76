"""Playback of a place in the media browser."""

from contextlib import suppress
from typing import Final, Unpack

from homeassistant.components.media_source import PlayMedia
from homeassistant.core import HomeAssistant

from ..api.client import CamVaultClient
from ..api.errors import CamVaultPreparingError
from ..api.models import Capture, Kind
from ..api.query import CaptureFilter
from .files import async_local_file
from .identifier import MediaIdentifier
from .paths import content_path, playback_path

# The gateway lets one wait for some twenty seconds.
_TRIES: Final = 3
# How many protected events are looked at for one that has something to play.
_EVENTS: Final = 10
_CLIPS_FIRST: Final = (Kind.CLIP, None)


async def async_play(hass: HomeAssistant, client: CamVaultClient, place: MediaIdentifier) -> PlayMedia | None:
    """Return where a place's newest is played from; a clip is made playable first, which may take a while."""
    if (capture := await _async_newest_in(client, place)) is None:
        return None
    path = await async_local_file(hass, capture)
    if capture.is_shown_as_it_is:
        return PlayMedia(content_path(place.entry, capture.id), capture.content_type, path=path)
    media_type = await _async_playback_type(client, capture.id)
    # Players that are no browsers know no parameters; browsers read the codecs in the answer's own header.
    return PlayMedia(playback_path(place.entry, capture.id), media_type.partition(";")[0], path=path)


async def async_newest(client: CamVaultClient, **wanted: Unpack[CaptureFilter]) -> Capture | None:
    """Return the newest capture that can be played, a clip rather than a snapshot."""
    for kind in _CLIPS_FIRST:
        asked = wanted | CaptureFilter(kind=kind, playable=True, limit=1)
        if (page := await client.captures(**asked)).items:
            return page.items[0]
    return None


async def _async_newest_in(client: CamVaultClient, place: MediaIdentifier) -> Capture | None:
    """Return the newest capture of a place that can be played; among protected events, of the newest that has one."""
    if place.capture:
        return await client.capture(place.capture)
    if not place.protected:
        return await async_newest(client, **place.filter)
    for event in (await client.events(protected=True, limit=_EVENTS)).items:
        if found := await async_newest(client, event=event.id):
            return found
    return None


async def _async_playback_type(client: CamVaultClient, capture_id: str) -> str:
    """Return a clip's MIME type once it is playable."""
    for _ in range(_TRIES - 1):
        with suppress(CamVaultPreparingError):
            return await client.playback_type(capture_id)
    return await client.playback_type(capture_id)
