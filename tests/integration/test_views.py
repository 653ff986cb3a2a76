"""Test serving what the gateway keeps."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from aiohttp import ClientPayloadError, hdrs, web
from aiohttp.test_utils import TestClient
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.media.paths import content_path, download_path, playback_path, thumbnail_path
from custom_components.camvault.media.views import EXPIRED

from .calling import asks_for_the_token
from .fake_answers import answer_error
from .fake_gateway import FakeGateway
from .fake_values import make_capture

CONTENT = bytes(range(256)) * 1000

type Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, hass_client: ClientSessionGenerator
) -> Client:
    """Return a client that is logged in, and give it something to look at."""
    gateway.add_capture(make_capture("big", "front-door", "2026-11-23T19:00:00.000Z", CONTENT), CONTENT, b"jpeg")
    opened: Client = await hass_client()
    return opened


@pytest.fixture
async def stranger(client: Client, hass_client_no_auth: ClientSessionGenerator) -> Client:
    """Return a client that is not logged in."""
    opened: Client = await hass_client_no_auth()
    return opened


async def test_whole(client: Client, loaded: MockConfigEntry) -> None:
    """The whole file is passed on, to be looked at and nothing else."""
    answer = await client.get(content_path(loaded.entry_id, "big"))
    assert answer.status == HTTPStatus.OK
    assert await answer.read() == CONTENT
    assert answer.headers[hdrs.CONTENT_TYPE] == "video/mp4"
    assert answer.headers[hdrs.CONTENT_LENGTH] == str(len(CONTENT))
    assert answer.headers[hdrs.ACCEPT_RANGES] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert hdrs.CONTENT_DISPOSITION not in answer.headers


async def test_bytes_are_passed_on_as_they_are(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Nobody on the way may pack them: a player asks for parts of the file itself."""
    asked: list[str | None] = []

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append(request.headers.get(hdrs.ACCEPT_ENCODING))
        return web.Response(body=CONTENT, content_type="video/mp4")

    gateway.answers["/api/v1/captures/big/content"] = note
    answer = await client.get(content_path(loaded.entry_id, "big"), headers={hdrs.ACCEPT_ENCODING: "gzip"})
    assert (await answer.read(), asked) == (CONTENT, ["identity"])


async def test_download(client: Client, loaded: MockConfigEntry) -> None:
    """The original is saved under its own name, not shown."""
    answer = await client.get(download_path(loaded.entry_id, "big"))
    assert await answer.read() == CONTENT
    assert answer.headers[hdrs.CONTENT_DISPOSITION] == 'attachment; filename="clip.mp4"'


@pytest.mark.parametrize(
    ("asked", "part", "content_range"),
    [
        ("bytes=0-9", CONTENT[:10], "bytes 0-9/256000"),
        ("bytes=255990-", CONTENT[-10:], "bytes 255990-255999/256000"),
        ("bytes=-5", CONTENT[-5:], "bytes 255995-255999/256000"),
    ],
)
async def test_part(client: Client, loaded: MockConfigEntry, asked: str, part: bytes, content_range: str) -> None:
    """A part is exactly the part."""
    answer = await client.get(content_path(loaded.entry_id, "big"), headers={hdrs.RANGE: asked})
    assert answer.status == HTTPStatus.PARTIAL_CONTENT
    assert await answer.read() == part
    assert answer.headers[hdrs.CONTENT_RANGE] == content_range
    assert answer.headers[hdrs.CONTENT_LENGTH] == str(len(part))


async def test_no_such_part(client: Client, loaded: MockConfigEntry) -> None:
    """A part that is not there is refused, with how much there is."""
    answer = await client.get(content_path(loaded.entry_id, "big"), headers={hdrs.RANGE: "bytes=256000-"})
    assert answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert answer.headers[hdrs.CONTENT_RANGE] == "bytes */256000"
    assert answer.headers[hdrs.CACHE_CONTROL] == "no-store"


async def test_unchanged(client: Client, loaded: MockConfigEntry) -> None:
    """What a browser already has is not sent again."""
    path = content_path(loaded.entry_id, "big")
    etag = (await client.head(path)).headers[hdrs.ETAG]
    assert (await client.get(path, headers={hdrs.IF_NONE_MATCH: etag})).status == HTTPStatus.NOT_MODIFIED
    headers = {hdrs.RANGE: "bytes=0-9", hdrs.IF_RANGE: etag}
    assert (await client.get(path, headers=headers)).status == HTTPStatus.PARTIAL_CONTENT
    assert (await client.get(path, headers=headers | {hdrs.IF_RANGE: '"x"'})).status == HTTPStatus.OK


async def test_head(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A player may ask how much there is."""
    answer = await client.head(content_path(loaded.entry_id, "big"))
    assert answer.status == HTTPStatus.OK
    assert answer.headers[hdrs.CONTENT_LENGTH] == str(len(CONTENT))
    assert gateway.requests["HEAD /api/v1/captures/big/content"] == 1


async def test_playback(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A clip as browsers play it comes with its codecs, in parts; else it is said what is wrong."""
    path = playback_path(loaded.entry_id, "big")
    answer = await client.get(path, headers={hdrs.RANGE: "bytes=0-9"})
    assert (answer.status, await answer.read()) == (HTTPStatus.PARTIAL_CONTENT, CONTENT[:10])
    assert answer.headers[hdrs.CONTENT_TYPE] == 'video/mp4; codecs="avc1.640028"'
    gateway.preparing = ["big"]
    assert (await client.get(path)).status == HTTPStatus.SERVICE_UNAVAILABLE
    gateway.captures["big"]["playback"] = "none"
    assert (await client.get(path)).status == HTTPStatus.NOT_FOUND


async def test_thumbnail(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A thumbnail is a picture; while there is none there is nothing."""
    path = thumbnail_path(loaded.entry_id, "big")
    answer = await client.get(path)
    assert (answer.content_type, await answer.read()) == ("image/jpeg", b"jpeg")
    gateway.captures["big"]["thumbnail"] = False
    assert (await client.get(path)).status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("view", "query", "passed_on"),
    [
        ("thumbnail", "width=640", {"width": "640"}),
        ("thumbnail", "width=320&token=x", {"width": "320"}),
        ("thumbnail", "width=100000", {}),
        ("thumbnail", "rendition=small", {}),
        ("playback", "rendition=small", {"rendition": "small"}),
        ("playback", "rendition=huge", {}),
        ("sprite", "width=640", {}),
        ("content", "download=true", {}),
        ("download", "name=Front%20door.mp4", {"download": "true", "name": "Front door.mp4"}),
        ("download", "download=false", {"download": "true"}),
    ],
)
async def test_queries(
    client: Client, gateway: FakeGateway, loaded: MockConfigEntry, view: str, query: str, passed_on: dict[str, str]
) -> None:
    """What one may ask for is passed on, and nothing else."""
    asked: list[dict[str, str]] = []
    path = f"/api/v1/captures/big/{'content' if view == 'download' else view}"

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append(dict(request.query))
        return web.Response(body=b"x", content_type="image/jpeg")

    gateway.answers[path] = note
    assert (await client.get(f"/api/camvault/home/captures/big/{view}?{query}")).status == HTTPStatus.OK
    assert asked == [passed_on]


async def test_sprite(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A row of frames is a picture like others; while it is being made, it is said when to ask again."""
    path = "/api/camvault/home/captures/big/sprite"
    gateway.preparing = ["big"]
    answer = await client.get(path)
    assert (answer.status, answer.headers[hdrs.RETRY_AFTER]) == (HTTPStatus.SERVICE_UNAVAILABLE, "2")
    answer = await client.get(path)
    assert (answer.content_type, await answer.read()) == ("image/jpeg", b"frames")
    assert answer.headers[hdrs.CACHE_CONTROL] == "private, no-cache"
    assert answer.headers[hdrs.ETAG]


@pytest.mark.parametrize("query", ["?rendition=small", "?width=640"])
async def test_signed_with_a_query(hass: HomeAssistant, stranger: Client, loaded: MockConfigEntry, query: str) -> None:
    """A signed link opens what it was signed for: another rendition needs another link."""
    path = f"/api/camvault/home/captures/big/{'playback' if 'small' in query else 'thumbnail'}"
    signed = async_sign_path(hass, f"{path}{query}", timedelta(minutes=1), use_content_user=True)
    assert (await stranger.get(signed)).status == HTTPStatus.OK
    assert (await stranger.get(f"{path}?{signed.partition('&')[2]}")).status == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("content_type", ["application/octet-stream", "text/html", "image/svg+xml"])
async def test_dangerous(client: Client, gateway: FakeGateway, loaded: MockConfigEntry, content_type: str) -> None:
    """What is no picture and no video can only be saved."""
    gateway.captures["big"]["content_type"] = content_type
    answer = await client.get(content_path(loaded.entry_id, "big"))
    assert answer.content_type == "application/octet-stream"
    assert answer.headers[hdrs.CONTENT_DISPOSITION] == "attachment"


@pytest.mark.parametrize("path", ["/api/camvault/none/captures/big/content", "/api/camvault/no.ne/captures/x/content"])
async def test_unknown_gateway(client: Client, path: str) -> None:
    """A gateway that is not set up has nothing."""
    assert (await client.get(path)).status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("capture", ["none", "a.b", "a" * 65])
async def test_unknown_capture(client: Client, gateway: FakeGateway, loaded: MockConfigEntry, capture: str) -> None:
    """What is not there is not found, and what is no id does not get as far as the gateway."""
    answer = await client.get(f"/api/camvault/{loaded.entry_id}/captures/{capture}/content")
    assert answer.status == HTTPStatus.NOT_FOUND
    assert gateway.requests["GET /api/v1/gateway"] == 0


async def test_traversal(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Home Assistant itself refuses what would climb."""
    answer = await client.get(f"/api/camvault/{loaded.entry_id}/captures/..%2Fgateway/content")
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert gateway.requests["GET /api/v1/gateway"] == 0


async def test_other_entry(hass: HomeAssistant, client: Client) -> None:
    """An entry of another integration is no gateway."""
    other = MockConfigEntry(domain="other")
    other.add_to_hass(hass)
    assert (await client.get(content_path(other.entry_id, "big"))).status == HTTPStatus.NOT_FOUND


async def test_not_loaded(hass: HomeAssistant, client: Client, loaded: MockConfigEntry) -> None:
    """A gateway that is not loaded may be later."""
    await hass.config_entries.async_unload(loaded.entry_id)
    assert (await client.get(content_path(loaded.entry_id, "big"))).status == HTTPStatus.SERVICE_UNAVAILABLE


@pytest.mark.parametrize("status", [HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INTERNAL_SERVER_ERROR])
async def test_gateway_fails(client: Client, gateway: FakeGateway, loaded: MockConfigEntry, status: HTTPStatus) -> None:
    """What the gateway cannot give now may come later."""
    gateway.failure = status
    assert (await client.get(content_path(loaded.entry_id, "big"))).status == HTTPStatus.SERVICE_UNAVAILABLE


async def test_gateway_refuses(
    hass: HomeAssistant, client: Client, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """That the gateway refuses Home Assistant is no failed login of the user."""
    gateway.token = "another"
    assert (await client.get(content_path(loaded.entry_id, "big"))).status == HTTPStatus.SERVICE_UNAVAILABLE
    assert asks_for_the_token(hass)


async def test_deleted_capture(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Browsers may keep what they saw, and must ask before they show it again, so nothing that was deleted is shown."""
    kept: dict[str, str] = {}
    for path in (content_path, download_path, playback_path, thumbnail_path):
        address = path(loaded.entry_id, "big")
        seen = await client.get(address)
        assert (seen.status, seen.headers[hdrs.CACHE_CONTROL]) == (HTTPStatus.OK, "private, no-cache")
        kept[address] = seen.headers[hdrs.ETAG]
        same = await client.get(address, headers={hdrs.IF_NONE_MATCH: kept[address]})
        assert (same.status, same.headers[hdrs.CACHE_CONTROL]) == (HTTPStatus.NOT_MODIFIED, "private, no-cache")
    del gateway.captures["big"]
    for address, etag in kept.items():
        assert (await client.get(address, headers={hdrs.IF_NONE_MATCH: etag})).status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", [content_path, thumbnail_path])
async def test_expired_capture(
    client: Client, gateway: FakeGateway, loaded: MockConfigEntry, path: Callable[[str, str], str]
) -> None:
    """What the archive no longer keeps is gone, and that is said."""

    async def answer(_: web.Request) -> web.Response:
        return answer_error(HTTPStatus.GONE, "expired")

    for part in ("content", "thumbnail"):
        gateway.answers[f"/api/v1/captures/big/{part}"] = answer
    said = await client.get(path(loaded.entry_id, "big"))
    assert (said.status, await said.text()) == (HTTPStatus.GONE, EXPIRED)


async def test_gateway_gone(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that is gone may come back."""
    await gateway.stop()
    assert (await client.get(content_path(loaded.entry_id, "big"))).status == HTTPStatus.SERVICE_UNAVAILABLE


async def test_gateway_breaks_off(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A file that breaks off does not look whole."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={hdrs.CONTENT_LENGTH: "1000", hdrs.CONTENT_TYPE: "video/mp4"})
        await response.prepare(request)
        await response.write(b"some")
        assert request.transport
        request.transport.close()
        return response

    gateway.answers["/api/v1/captures/big/content"] = answer
    with pytest.raises(ClientPayloadError):
        async with asyncio.timeout(20):
            await (await client.get(content_path(loaded.entry_id, "big"))).read()


async def test_client_leaves(client: Client, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """When the one who watches leaves, nothing more is fetched."""
    left = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={hdrs.CONTENT_LENGTH: str(10**12), hdrs.CONTENT_TYPE: "video/mp4"})
        await response.prepare(request)
        try:
            while True:
                await response.write(bytes(2**16))
                await asyncio.sleep(0)
        finally:
            left.set()

    gateway.answers["/api/v1/captures/big/content"] = answer
    received = await client.get(content_path(loaded.entry_id, "big"))
    await received.content.readexactly(10)
    received.close()
    async with asyncio.timeout(5):
        await left.wait()


async def test_signed(hass: HomeAssistant, stranger: Client, loaded: MockConfigEntry) -> None:
    """A signed link opens without a login."""
    signed = async_sign_path(hass, content_path(loaded.entry_id, "big"), timedelta(minutes=1), use_content_user=True)
    answer = await stranger.get(signed, headers={hdrs.RANGE: "bytes=0-9"})
    assert (answer.status, await answer.read()) == (HTTPStatus.PARTIAL_CONTENT, CONTENT[:10])


@pytest.mark.parametrize("entry_id", [None, "none"])
async def test_expired(
    hass: HomeAssistant, stranger: Client, gateway: FakeGateway, loaded: MockConfigEntry, entry_id: str | None
) -> None:
    """A link that has expired, or was never signed, is refused, which is no failed login."""
    path = content_path(entry_id or loaded.entry_id, "big")
    signed = async_sign_path(hass, path, timedelta(minutes=-1), use_content_user=True)
    assert (await stranger.get(signed)).status == HTTPStatus.FORBIDDEN
    assert (await stranger.get(path)).status == HTTPStatus.FORBIDDEN
    assert (await stranger.head(path)).status == HTTPStatus.FORBIDDEN
    assert gateway.requests["GET /api/v1/captures/big/content"] == 0


async def test_wrong_login(stranger: Client, loaded: MockConfigEntry) -> None:
    """A wrong login is one."""
    path = content_path(loaded.entry_id, "big")
    answer = await stranger.get(path, headers={hdrs.AUTHORIZATION: "Bearer wrong"})
    assert answer.status == HTTPStatus.UNAUTHORIZED


async def test_permissions(
    client: Client,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    hass_admin_user: MockUser,
    entity_registry: er.EntityRegistry,
) -> None:
    """Who may see the events of one camera sees its captures, and no others."""
    hass_admin_user.groups = []
    gateway.add_capture(make_capture("other", "garden", "2026-11-23T19:00:00.000Z"))
    paths = [path(loaded.entry_id, name) for path in (content_path, thumbnail_path) for name in ("big", "other")]
    hass_admin_user.mock_policy({"entities": {"entity_ids": {"event.garden_activity": {POLICY_READ: True}}}})
    assert [(await client.get(path)).status for path in paths] == [403, 200, 403, 200]
    hass_admin_user.mock_policy({})
    assert [(await client.get(path)).status for path in paths] == [403, 403, 403, 403]
    hass_admin_user.mock_policy({"entities": {"domains": {"event": True}}})
    assert [(await client.get(path)).status for path in paths] == [200, 200, 200, 200]
    entity_registry.async_remove("event.garden_activity")
    assert [(await client.get(path)).status for path in paths] == [200, 403, 200, 403]
    assert (await client.get(content_path(loaded.entry_id, "none"))).status == HTTPStatus.NOT_FOUND
    # The answer itself names the camera; nothing else is asked.
    assert not any("/captures/" in asked and not asked.endswith(("content", "thumbnail")) for asked in gateway.requests)


async def test_a_conversion_is_not_started_for_others(
    client: Client, gateway: FakeGateway, loaded: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    """The gateway is asked to play a clip, which may mean work, only for those who may see it."""
    hass_admin_user.groups = []
    for view in ("playback", "sprite"):
        path = f"/api/camvault/home/captures/big/{view}"
        hass_admin_user.mock_policy({})
        assert (await client.get(path)).status == HTTPStatus.FORBIDDEN
        assert gateway.requests[f"GET /api/v1/captures/big/{view}"] == 0
        hass_admin_user.mock_policy({"entities": {"domains": {"event": True}}})
        assert (await client.get(path)).status == HTTPStatus.OK
        assert gateway.requests[f"GET /api/v1/captures/big/{view}"] == 1


async def test_camera_is_not_named(
    client: Client, gateway: FakeGateway, loaded: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    """What a gateway does not say the camera of, only those see who may see all."""
    gateway.names_cameras = False
    path = content_path(loaded.entry_id, "big")
    assert (await client.get(path)).status == HTTPStatus.OK
    hass_admin_user.groups = []
    hass_admin_user.mock_policy({"entities": {"domains": {"event": True}}})
    assert (await client.get(path)).status == HTTPStatus.SERVICE_UNAVAILABLE


async def test_views_before_any_gateway(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    """The paths are there before a gateway is."""
    assert await async_setup_component(hass, "camvault", {})
    client = await hass_client()
    assert (await client.get(content_path("none", "x"))).status == HTTPStatus.NOT_FOUND
