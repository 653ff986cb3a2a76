"""Paths of the views in Home Assistant."""

from datetime import UTC
from typing import Final
from urllib.parse import quote, urlencode

from ..const import DOMAIN, ID_PATTERN
from .identifier import MediaIdentifier

MEDIA_BROWSER: Final = "/media-browser/browser"
# The timeline's page.
PANEL: Final = DOMAIN

_CAPTURE: Final = f"/api/{DOMAIN}/{{entry_id:{ID_PATTERN}}}/captures/{{capture_id:{ID_PATTERN}}}"
CONTENT_URL: Final = f"{_CAPTURE}/content"
DOWNLOAD_URL: Final = f"{_CAPTURE}/download"
PLAYBACK_URL: Final = f"{_CAPTURE}/playback"
SPRITE_URL: Final = f"{_CAPTURE}/sprite"
THUMBNAIL_URL: Final = f"{_CAPTURE}/thumbnail"
OLD_EVENT_URL: Final = f"/{DOMAIN}-event/{{entry_id:{ID_PATTERN}}}/{{event_id:{ID_PATTERN}}}"
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


def panel_path(place: MediaIdentifier) -> str | None:
    """Return the timeline's page of a place; None for one that it does not have: a single capture."""
    if place.capture:
        return None
    if place.event:
        return f"/{PANEL}/event/{place.entry}/{place.event}"
    queries = {name: f"{place.entry}:{value}" for name in ("camera", "group") if (value := getattr(place, name))}
    if place.protected:
        queries["protected"] = "1"
    if bounds := place.bounds:
        queries["at"] = bounds[0].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"/{PANEL}?{urlencode(queries, safe=':')}" if queries else f"/{PANEL}"
