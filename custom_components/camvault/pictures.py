"""Fetch the best picture that there is of a capture."""

from contextlib import suppress

from homeassistant.components.image import DEFAULT_CONTENT_TYPE, Image

from .client import CamVaultClient
from .errors import CamVaultError
from .models import Capture


async def async_best_picture(client: CamVaultClient, capture: Capture) -> Image:
    """Return a snapshot as the camera took it, a clip's as well if there is one; else the small thumbnail."""
    with suppress(CamVaultError):
        snapshot = await client.capture(capture.picture) if capture.picture else capture
        if snapshot.is_picture:
            return Image(snapshot.content_type, await client.content(snapshot.id))
    return Image(DEFAULT_CONTENT_TYPE, await client.thumbnail(capture.id))
