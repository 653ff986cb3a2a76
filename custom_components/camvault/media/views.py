"""Views that stream captures to users who may see their camera."""

from dataclasses import dataclass, field
from http import HTTPStatus
import re
from typing import Final

from aiohttp import ClientError, ClientResponse, hdrs, web
from homeassistant.auth.models import User
from homeassistant.components.http import KEY_AUTHENTICATED, KEY_HASS, KEY_HASS_USER, HomeAssistantView
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from ..api.errors import CamVaultError, CamVaultExpiredError, CamVaultNotFoundError, CamVaultOutdatedError, check_answer
from ..api.query import Query
from ..const import DOMAIN
from ..coordinator import CamVaultConfigEntry, CamVaultCoordinator
from ..permissions import may_see, may_see_all
from .paths import CONTENT_URL, DOWNLOAD_URL, PLAYBACK_URL, SPRITE_URL, THUMBNAIL_URL

CHUNK_BYTES: Final = 64 * 2**10

# In it the gateway names the camera of the capture that it answers with.
CAMERA_HEADER: Final = "X-CamVault-Camera"
REQUEST_HEADERS: Final = (hdrs.RANGE, hdrs.IF_RANGE, hdrs.IF_NONE_MATCH)
RESPONSE_HEADERS: Final = (
    hdrs.ACCEPT_RANGES,
    hdrs.CONTENT_DISPOSITION,
    hdrs.CONTENT_LENGTH,
    hdrs.CONTENT_RANGE,
    hdrs.CONTENT_TYPE,
    hdrs.ETAG,
    hdrs.LAST_MODIFIED,
)
PASSED_ON: Final = {
    HTTPStatus.OK,
    HTTPStatus.PARTIAL_CONTENT,
    HTTPStatus.NOT_MODIFIED,
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
}
# For people who follow an old link; a page of Home Assistant's own is translated, this is none.
EXPIRED: Final = "This is older than the archive keeps clips and snapshots, and is no longer available."
# What a camera sends is untrusted: it may be looked at and played, and must not run in Home Assistant's name.
SAFETY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; media-src 'self'; sandbox",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _View:
    """A way to look at a capture: where it is, at the gateway, too, and which queries may be passed on."""

    name: str
    url: str
    asked: str
    params: Query = field(default_factory=dict)
    passed_on: dict[str, re.Pattern[str]] = field(default_factory=dict)
    # The question itself may start a conversion.
    is_work: bool = False

    def query(self, request: web.Request) -> Query:
        """Return the query for the gateway; what is not known is left out."""
        given = {name: value for name in self.passed_on if (value := request.query.get(name))}
        return self.params | {name: value for name, value in given.items() if self.passed_on[name].fullmatch(value)}


_VIEWS: Final = (
    _View(name="content", url=CONTENT_URL, asked="content"),
    _View(
        name="download",
        url=DOWNLOAD_URL,
        asked="content",
        params={"download": "true"},
        passed_on={"name": re.compile(".{1,200}")},
    ),
    _View(
        name="playback",
        url=PLAYBACK_URL,
        asked="playback",
        passed_on={"rendition": re.compile("small")},
        is_work=True,
    ),
    _View(name="sprite", url=SPRITE_URL, asked="sprite", is_work=True),
    _View(name="thumbnail", url=THUMBNAIL_URL, asked="thumbnail", passed_on={"width": re.compile("320|640")}),
)


@callback
def async_register_views(hass: HomeAssistant) -> None:
    """Register the views."""
    for view in _VIEWS:
        hass.http.register_view(CaptureView(view))


class CaptureView(HomeAssistantView):
    """A capture's content, download, playback, sprite or thumbnail."""

    # Checked here instead: a link that has expired must not count as a failed login.
    requires_auth = False

    def __init__(self, view: _View) -> None:
        """Initialize the view."""
        self.url = view.url
        self.name = f"api:{DOMAIN}:{view.name}"
        self._view = view

    async def get(self, request: web.Request, entry_id: str, capture_id: str) -> web.StreamResponse:
        """Stream the gateway's answer."""
        user = _authenticate(request)
        hass = request.app[KEY_HASS]
        coordinator = _coordinator(hass, entry_id)
        headers: dict[str, str] = {name: request.headers[name] for name in REQUEST_HEADERS if name in request.headers}
        headers[hdrs.ACCEPT_ENCODING] = "identity"
        try:
            if self._view.is_work and not may_see_all(user):
                # Nothing is converted for somebody who may not see it.
                async with coordinator.client.open_view(capture_id, "content", hdrs.METH_HEAD, {}, {}) as answer:
                    _authorize(hass, user, coordinator, answer)
            view, query = self._view.asked, self._view.query(request)
            async with coordinator.client.open_view(capture_id, view, request.method, headers, query) as answer:
                _authorize(hass, user, coordinator, answer)
                return await _pass_on(request, answer)
        except CamVaultExpiredError as err:
            raise web.HTTPGone(text=EXPIRED) from err
        except CamVaultNotFoundError as err:
            raise web.HTTPNotFound from err
        except CamVaultError as err:
            raise web.HTTPServiceUnavailable from err

    head = get


def _authenticate(request: web.Request) -> User:
    """Return the user of a request."""
    if request[KEY_AUTHENTICATED]:
        user: User = request[KEY_HASS_USER]
        return user
    if hdrs.AUTHORIZATION in request.headers:
        raise web.HTTPUnauthorized
    raise web.HTTPForbidden


def _coordinator(hass: HomeAssistant, entry_id: str) -> CamVaultCoordinator:
    """Return the coordinator of a loaded gateway."""
    entry: CamVaultConfigEntry | None = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != DOMAIN:
        raise web.HTTPNotFound
    if entry.state is not ConfigEntryState.LOADED:
        raise web.HTTPServiceUnavailable
    return entry.runtime_data


def _authorize(hass: HomeAssistant, user: User, coordinator: CamVaultCoordinator, answer: ClientResponse) -> None:
    """Refuse a user who may not see the camera of the capture that the gateway answers with."""
    if may_see_all(user):
        return
    if (camera := answer.headers.get(CAMERA_HEADER)) is not None:
        if not may_see(hass, user, coordinator.data.gateway.id, camera):
            raise web.HTTPForbidden
    elif answer.status in PASSED_ON:
        raise CamVaultOutdatedError("The gateway does not name the capture's camera")


async def _pass_on(request: web.Request, answer: ClientResponse) -> web.StreamResponse:
    """Stream the gateway's answer to the client; when either disconnects, so does the other."""
    if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        check_answer(answer.status)
    if answer.status == HTTPStatus.SERVICE_UNAVAILABLE and (wait := answer.headers.get(hdrs.RETRY_AFTER)):
        raise web.HTTPServiceUnavailable(headers={hdrs.RETRY_AFTER: wait})
    if answer.status not in PASSED_ON:
        raise CamVaultError(f"The gateway answered {answer.status}")
    response = web.StreamResponse(status=answer.status, headers=_headers(answer))
    await response.prepare(request)
    try:
        async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
            await response.write(chunk)
    except ClientError, TimeoutError, ConnectionError:
        # The length is already promised; only a closed connection says that the rest will not come.
        response.force_close()
    return response


def _headers(answer: ClientResponse) -> dict[str, str]:
    """Return the headers for an answer."""
    headers = {name: answer.headers[name] for name in RESPONSE_HEADERS if name in answer.headers} | SAFETY_HEADERS
    # Browsers may keep it, and ask each time whether it is still there: it may have been deleted.
    headers[hdrs.CACHE_CONTROL] = "private, no-cache" if answer.ok else "no-store"
    if not _is_shown(answer.content_type):
        headers[hdrs.CONTENT_TYPE] = "application/octet-stream"
        headers.setdefault(hdrs.CONTENT_DISPOSITION, "attachment")
    return headers


def _is_shown(content_type: str) -> bool:
    """Return whether a browser may show it; a drawing in SVG is a program."""
    return content_type.startswith(("image/", "video/")) and not content_type.startswith("image/svg")
