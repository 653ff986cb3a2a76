"""Lead from short links to an event's clip, or to another place in Home Assistant's media browser."""

from aiohttp import web
from homeassistant.components.http import HomeAssistantView
from yarl import URL

from ..const import DOMAIN
from .event_view import event_view_path
from .identifier import MediaIdentifier
from .paths import PLACE_URL, browser_path


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
        path = event_view_path(place) if place.event else browser_path(place)
        raise web.HTTPFound(URL(path, encoded=True).with_query(request.query))
