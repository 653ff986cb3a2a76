"""Where a capture's picture and file come from: the gateway, or its vault where Home Assistant sees that."""

from pathlib import Path
import re
from typing import Final

from homeassistant.components.image import DEFAULT_CONTENT_TYPE, Image
from homeassistant.core import HomeAssistant

from ..api.client import CamVaultClient
from ..api.errors import CamVaultConnectionError, CamVaultNotFoundError, CamVaultPreparingError, CamVaultUnplayableError
from ..api.models import Capture, Kind

# The app keeps its vault there, in the media folder.
_VAULT: Final = "camvault"
_VAULT_PATH: Final = re.compile(r"captures/\d{4}/\d\d/\d\d/[0-9a-f]{32}(?:\.[a-z0-9]{1,16})?", re.ASCII)


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


async def async_local_file(hass: HomeAssistant, capture: Capture) -> Path | None:
    """Return a capture's file in the media folder, if it is there and is also what is played."""
    vault_path = capture.vault_path
    is_shown = capture.is_shown_as_it_is or capture.playback == "original"
    if vault_path is None or not _VAULT_PATH.fullmatch(vault_path) or not is_shown:
        return None
    return await hass.async_add_executor_job(_find, tuple(hass.config.media_dirs.values()), vault_path, capture.size)


def _find(media_dirs: tuple[str, ...], vault_path: str, size: int) -> Path | None:
    for media_dir in media_dirs:
        path = Path(media_dir, _VAULT, vault_path)
        if path.is_file() and path.stat().st_size == size:
            return path
    return None
