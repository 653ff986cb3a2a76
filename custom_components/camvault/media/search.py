"""Search in the media browser; translated labels become the gateway's words first."""

import re
from typing import Final

from homeassistant.components.media_player import BrowseMedia
from homeassistant.core import HomeAssistant

from ..api.query import CaptureFilter
from ..const import MOTION_TYPES
from ..coordinator import CamVaultConfigEntry
from ..texts import label_title
from .identifier import MediaIdentifier
from .items import MediaItems

# How much is shown of what is found.
_FOUND: Final = 100
# What the gateway takes.
_LONGEST: Final = 200


async def async_search(
    hass: HomeAssistant, entry: CamVaultConfigEntry, place: MediaIdentifier, text: str
) -> list[BrowseMedia]:
    """Return the captures of a place that a text finds, each moment once, or protected events.

    The newest come first, or what is nearest to a moment that the text names.
    """
    client, items = entry.runtime_data.client, MediaItems(hass, entry)
    words, time_zone = gateway_words(hass, text), hass.config.time_zone
    if place.protected:
        events = await client.events(q=words, time_zone=time_zone, protected=True, limit=_FOUND)
        return [items.event(event) for event in events.items]
    search = CaptureFilter(q=words, time_zone=time_zone, nearest=True, paired=True, limit=_FOUND)
    captures = await client.captures(**place.filter | search)
    return [*items.captures(captures.items, name_camera=True)]


def gateway_words(hass: HomeAssistant, text: str) -> str:
    """Return a search text in which translated labels are replaced by the gateway's."""
    labels = {label_title(hass, label).casefold(): label for label in MOTION_TYPES}
    names = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    words = re.sub(rf"(?<!\w)({names})s?(?!\w)", lambda found: labels[found[1]], text.casefold())
    return words[:_LONGEST]
