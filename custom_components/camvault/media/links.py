"""Lead from short links to a place in the timeline, or in Home Assistant's media browser."""

from aiohttp import web
from homeassistant.components.frontend import async_panel_exists
from homeassistant.components.http import KEY_HASS, HomeAssistantView
from homeassistant.core import HomeAssistant, callback
from yarl import URL

from ..const import DOMAIN
from .identifier import MediaIdentifier
from .paths import OLD_EVENT_URL, PANEL, PLACE_URL, browser_path, panel_path


@callback
def async_register_links(hass: HomeAssistant) -> None:
    """Register the links."""
    hass.http.register_view(PlaceView)
    hass.http.register_view(OldEventView)


class PlaceView(HomeAssistantView):
    """A link to a place, as notifications need it.

    The media browser's own links have slashes in percent encoding, which the companion apps take apart. And it may not
    lie below /api, which the app for iOS hands to another browser.
    """

    url = PLACE_URL
    name = f"{DOMAIN}:place"
    # It tells nothing that is not in the link; the page behind it asks who is there.
    requires_auth = False

    async def get(self, request: web.Request, identifier: str) -> web.StreamResponse:
        """Redirect to the place, keeping the query that an app added."""
        try:
            place = MediaIdentifier.from_str(identifier)
        except ValueError as err:
            raise web.HTTPNotFound from err
        raise _found(request, place)


class OldEventView(HomeAssistantView):
    """The page of an event from before there was the timeline: bookmarks and open tabs lead there."""

    url = OLD_EVENT_URL
    name = f"{DOMAIN}:old_event"
    requires_auth = False

    async def get(self, request: web.Request, entry_id: str, event_id: str) -> web.StreamResponse:
        """Redirect to the event."""
        raise _found(request, MediaIdentifier(entry=entry_id, event=event_id))


def _found(request: web.Request, place: MediaIdentifier) -> web.HTTPFound:
    """Return the way to a place: in the timeline if it is there and has it."""
    path = panel_path(place) if async_panel_exists(request.app[KEY_HASS], PANEL) else None
    return web.HTTPFound(URL(path or browser_path(place), encoded=True).update_query(request.query))
