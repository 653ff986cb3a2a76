"""Test that the media browser shows and plays what there is, and says in words what is wrong otherwise."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
from http import HTTPStatus
from typing import Any

from homeassistant.components.media_player import BrowseError, SearchMediaQuery
from homeassistant.components.media_source import (
    Unresolvable,
    async_browse_media,
    async_resolve_media,
    async_search_media,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.camvault.api.client import CamVaultClient

from .calling import asks_for_the_token
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event

ROOT = "media-source://camvault"

type Ask = Callable[[HomeAssistant, str], Awaitable[object]]


async def _play(hass: HomeAssistant, place: str) -> str:
    return (await async_resolve_media(hass, f"{ROOT}/{place}", None)).url


async def _browse(hass: HomeAssistant, place: str) -> object:
    return await async_browse_media(hass, f"{ROOT}/{place}")


async def _search(hass: HomeAssistant, place: str) -> object:
    return await async_search_media(hass, f"{ROOT}/{place}", SearchMediaQuery(search_query="door"))


ASKED: list[tuple[Ask, type[Exception]]] = [(_browse, BrowseError), (_search, BrowseError), (_play, Unresolvable)]


FLAWS: list[dict[str, Any]] = [
    {"condition": "empty", "size": 0},
    {"condition": "unreadable"},
    {"playback": "none", "codecs": None},
]


async def test_newest_that_can_be_played(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What has nothing to see is no place's newest, and where there is nothing else, that is said."""
    places = ("", "/newest", "/camera/front-door", "/camera/front-door/2026-11-23", "/event/event1")
    for number, flaw in enumerate(FLAWS):
        gateway.add_capture(make_capture(f"flaw{number}", "front-door", f"2026-11-23T18:15:5{number}.000Z", **flaw))
    for place in places:
        assert "/captures/clip1/" in await _play(hass, f"home{place}")
    del gateway.captures["clip1"]
    for place in places:
        with pytest.raises(Unresolvable, match="nothing to play"):
            await _play(hass, f"home{place}")


async def test_newest_protected_that_can_be_played(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """The newest protected event may have nothing to play; then it is the one before."""
    gateway.events["event1"]["protected"] = True
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z", protected=True)
    broken = make_capture("broken", "garden", "2026-11-23T19:00:00.000Z", event="event2", condition="unreadable")
    gateway.add_capture(broken)
    assert "/captures/clip1/" in await _play(hass, "home/protected")


async def test_media_of_another_integration(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """An entry of another integration is no gateway, whatever state it is in."""
    other = MockConfigEntry(domain="other", entry_id="other")
    other.add_to_hass(hass)
    for ask, error in ASKED:
        for place in ("other", "other/newest", "other/capture/clip1", "none/newest"):
            with pytest.raises(error, match="doesn't have this media"):
                await ask(hass, place)


async def test_refused_token(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It is said in words, and somebody is asked for the right one."""
    gateway.token = "another"
    for ask, error in ASKED:
        with pytest.raises(error, match="rejected the token"):
            await ask(hass, "home/newest")
    await hass.async_block_till_done()
    assert asks_for_the_token(hass)


ENDLESS = (
    *("9999-12-31", "0001-01-01", "1969-12-31", "2026-02-30"),
    *("9999-12-30/99991231T2359Z", "2026-11-23/99991231T2359Z"),
)


async def test_times_without_end(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """A day that no calendar goes on after is told like any other that is not there."""
    socket = await hass_ws_client(hass)
    for kind in ("browse_media", "resolve_media"):
        for time in ENDLESS:
            asked = f"{ROOT}/home/camera/garden/{time}"
            await socket.send_json_auto_id({"type": f"media_source/{kind}", "media_content_id": asked})
            answer = await socket.receive_json()
            assert answer["error"]["code"] == f"{kind}_failed", time
            assert "doesn't have this media" in answer["error"]["message"]


@pytest.mark.parametrize("told", [None, 'video/mp4; codecs="avc1.42"'])
async def test_proxy_that_leaves_out_the_range(hass: HomeAssistant, told: str | None) -> None:
    """Its answer is all of the clip, which is not read, and may not say what it is."""
    written = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        await reader.readuntil(b"\r\n\r\n")
        said = f"Content-Type: {told}\r\n" if told else ""
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n{said}\r\n".encode())
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(bytes(2**16))
                await writer.drain()
                written += 2**16
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = CamVaultClient(async_get_clientsession(hass), f"http://127.0.0.1:{port}", "token")
        async with asyncio.timeout(20):
            assert await client.playback_type("clip1") == (told or "video/mp4")
    assert written < 2**26


@pytest.mark.parametrize("status", [HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR])
async def test_capture_that_is_gone(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, status: HTTPStatus
) -> None:
    """Neither is played."""
    gateway.failure = status
    with pytest.raises(Unresolvable, match="invalid response"):
        await _play(hass, "home/capture/clip1")
