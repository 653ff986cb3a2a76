"""Paths of the views in Home Assistant."""

from typing import Final
from urllib.parse import quote

from ..const import DOMAIN, ID_PATTERN
from .identifier import MediaIdentifier

MEDIA_BROWSER: Final = "/media-browser/browser"

_CAPTURE: Final = f"/api/{DOMAIN}/{{entry_id:{ID_PATTERN}}}/captures/{{capture_id:{ID_PATTERN}}}"
CONTENT_URL: Final = f"{_CAPTURE}/content"
DOWNLOAD_URL: Final = f"{_CAPTURE}/download"
PLAYBACK_URL: Final = f"{_CAPTURE}/playback"
THUMBNAIL_URL: Final = f"{_CAPTURE}/thumbnail"
PLACE_URL: Final = f"/{DOMAIN}/media/{{identifier:.+}}"


def content_path(entry_id: str, capture_id: str) -> str:
    """Return where a capture's bytes are; without a query, or Home Assistant would not sign it."""
    return f"/api/{DOMAIN}/{entry_id}/captures/{capture_id}/content"


def download_path(entry_id: str, capture_id: str) -> str:
    """Return where a capture's bytes are to be saved, not shown."""
    return f"/api/{DOMAIN}/{entry_id}/captures/{capture_id}/download"


def playback_path(entry_id: str, capture_id: str) -> str:
    """Return where a clip is as browsers play it."""
    return f"/api/{DOMAIN}/{entry_id}/captures/{capture_id}/playback"


def thumbnail_path(entry_id: str, capture_id: str) -> str:
    """Return where a capture's picture is."""
    return f"/api/{DOMAIN}/{entry_id}/captures/{capture_id}/thumbnail"


def browser_path(place: MediaIdentifier) -> str:
    """Return the media browser's page of a place, from which "back" leads to the gateway's cameras."""
    gateway = MediaIdentifier(entry=place.entry)
    steps = [gateway] if place == gateway else [gateway, place]
    return f"{MEDIA_BROWSER}/{'/'.join(quote(f',{step.media_content_id}', safe='') for step in steps)}"
