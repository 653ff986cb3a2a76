"""Fetch what there is to see: the best picture of a capture, and the newest capture that can be played."""

from typing import Final, Unpack

from homeassistant.components.image import DEFAULT_CONTENT_TYPE, Image

from ..api.client import CamVaultClient
from ..api.errors import CamVaultConnectionError, CamVaultNotFoundError, CamVaultPreparingError, CamVaultUnplayableError
from ..api.models import Capture, Kind
from ..api.query import CaptureFilter

_CLIPS_FIRST: Final = (Kind.CLIP, None)


async def async_best_picture(client: CamVaultClient, capture: Capture) -> Image:
    """Return a snapshot as the camera took it, a clip's as well if there is one; else the small thumbnail."""
    try:
        snapshot = await client.capture(capture.picture) if capture.picture else capture
        if snapshot.is_picture:
            return Image(snapshot.content_type, await client.content(snapshot.id))
        if snapshot.kind is Kind.SNAPSHOT and snapshot.playback == "converted":
            return Image(DEFAULT_CONTENT_TYPE, await client.rendition(snapshot.id))
    except CamVaultNotFoundError, CamVaultPreparingError, CamVaultUnplayableError:
        pass
    except CamVaultConnectionError as err:
        # The snapshot may lie in an archive that is out of reach, and the thumbnail beside the gateway.
        if not err.answered:
            raise
    return Image(DEFAULT_CONTENT_TYPE, await client.thumbnail(capture.id))


async def async_newest(client: CamVaultClient, **wanted: Unpack[CaptureFilter]) -> Capture | None:
    """Return the newest capture that can be played, a clip rather than a snapshot."""
    for kind in _CLIPS_FIRST:
        asked = wanted | CaptureFilter(kind=kind, playable=True, limit=1)
        if (page := await client.captures(**asked)).items:
            return page.items[0]
    return None
