"""Links to a capture that anyone who has them can open until they expire."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.helpers.network import NoURLAvailableError, get_url
from homeassistant.util import dt as dt_util

from ..api.models import Capture
from ..failures import failed
from .paths import content_path, download_path, playback_path

LONGEST_LINK: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareLink:
    """A link, and until when it opens."""

    url: str
    expires_at: datetime


def share_link(
    hass: HomeAssistant, entry_id: str, capture: Capture, duration: timedelta, *, original: bool = False
) -> ShareLink:
    """Return a link to a capture as browsers show it, or to its original."""
    try:
        base = get_url(hass, prefer_external=True, allow_ip=True)
    except NoURLAvailableError as err:
        raise failed("no_address") from err
    signed = async_sign_path(hass, _path(entry_id, capture, original=original), duration, use_content_user=True)
    return ShareLink(url=f"{base}{signed}", expires_at=dt_util.utcnow() + duration)


def _path(entry_id: str, capture: Capture, *, original: bool) -> str:
    """Return where a capture is shown, or saved if no browser shows it."""
    if original:
        return download_path(entry_id, capture.id)
    if capture.is_shown_as_it_is:
        return content_path(entry_id, capture.id)
    return (download_path if capture.playback == "none" else playback_path)(entry_id, capture.id)
