"""Lead from short links to places in Home Assistant's media browser."""

from typing import Final
from urllib.parse import quote

from aiohttp import web
from homeassistant.components.http import HomeAssistantView
from yarl import URL

from .const import DOMAIN
from .media_identifier import MediaIdentifier
from .paths import PLACE_URL

MEDIA_BROWSER: Final = "/media-browser/browser"


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
        """Lead on to the place, keeping what an app added to the link."""
        try:
            place = MediaIdentifier.from_str(identifier)
        except ValueError as err:
            raise web.HTTPNotFound from err
        raise web.HTTPFound(_browser_url(place).with_query(request.query))


def _browser_url(place: MediaIdentifier) -> URL:
    """Return the media browser's page of a place, from which "back" leads to the gateway's cameras."""
    gateway = MediaIdentifier(entry=place.entry)
    steps = [gateway] if place == gateway else [gateway, place]
    return URL(
        f"{MEDIA_BROWSER}/{'/'.join(quote(f',{step.media_content_id}', safe='') for step in steps)}", encoded=True
    )
