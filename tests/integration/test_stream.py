"""Test the live stream of a camera."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer
from homeassistant.components.camera import CameraEntityFeature, async_get_image, async_get_stream_source
from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.camvault.flows.camera.stream import is_stream_url
from custom_components.camvault.ids import STREAM_URL, subentry_ids
from tests.gateway.media import clip

from .adding import change, go_on
from .fake_gateway import FakeGateway
from .waiting import attributes

CAMERA = "camera.front_door"
SECRET = "do-not-tell"
LIVE = f"rtsp://viewer:{SECRET}@192.168.1.9:554/stream1"


async def _set(hass: HomeAssistant, entry: MockConfigEntry, url: str) -> None:
    """Say where the front door's live picture is, and wait until everything is there again."""
    result = await change(hass, entry, subentry_ids(entry)["front-door"], "stream")
    assert result["step_id"] == "stream"
    result = await go_on(hass, result, {STREAM_URL: url} if url else {})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "stream_set")
    await hass.async_block_till_done()


def _features(hass: HomeAssistant) -> object:
    """Return what the camera can do."""
    return attributes(hass, CAMERA)["supported_features"]


async def test_set_and_removed(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """With an address there is a live stream beside the latest picture; without one there is none."""
    gateway.thumbnails["clip1"] = b"\xff\xd8\xff\xe0thumbnail"
    assert _features(hass) == CameraEntityFeature(0)
    await _set(hass, loaded, f" {LIVE} ")
    assert _features(hass) == CameraEntityFeature.STREAM
    assert await async_get_stream_source(hass, CAMERA) == LIVE
    assert (await async_get_image(hass, CAMERA)).content == b"\xff\xd8\xff\xe0thumbnail"
    assert attributes(hass, "camera.garden")["supported_features"] == CameraEntityFeature(0)
    await gateway.say_camera("front-door", name="Porch")
    await hass.async_block_till_done()
    assert await async_get_stream_source(hass, CAMERA) == LIVE
    await _set(hass, loaded, "")
    assert _features(hass) == CameraEntityFeature(0)
    assert SECRET not in caplog.text
    assert SECRET not in str(hass.states.async_all())


async def test_shown_again(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """The form shows what is set, and what was typed and is no address."""
    await _set(hass, loaded, LIVE)
    result = await change(hass, loaded, subentry_ids(loaded)["front-door"], "stream")
    assert result["data_schema"]
    (field,) = result["data_schema"].schema
    assert field.description == {"suggested_value": LIVE}
    result = await go_on(hass, result, {STREAM_URL: "192.168.1.9"})
    assert result["errors"] == {STREAM_URL: "invalid_stream"}


async def test_camera_is_gone(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Who submits the form after the camera was removed reads so."""
    place = subentry_ids(loaded)["front-door"]
    result = await change(hass, loaded, place, "stream")
    hass.config_entries.async_remove_subentry(loaded, place)
    assert (await go_on(hass, result, {STREAM_URL: LIVE}))["reason"] == "camera_gone"


@pytest.mark.parametrize("url", [LIVE, "rtsps://[fd00::9]/live", "http://camera/video.m3u8", "rtmp://camera/live?a=b"])
def test_address(url: str) -> None:
    """Whatever cameras offer is taken."""
    assert is_stream_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "camera",
        "rtsp://",
        "rtsp:///x",
        "file:///etc/passwd",
        "concat:a|b",
        "rtsp://c/\n",
        "rtsp://[x",
        f"rtsp://{'c' * 2000}",
    ],
)
def test_no_address(url: str) -> None:
    """What is no address of a server, or would have Home Assistant read its own files, is not taken."""
    assert not is_stream_url(url)


@pytest.fixture
async def live(tmp_path: Path) -> AsyncGenerator[str]:
    """Return the address of what stands in for a camera: a clip, since none of its stream's servers is here."""
    path = await asyncio.to_thread(clip, tmp_path / "live.mp4", seconds=4.0)

    async def serve(_: web.Request) -> web.FileResponse:
        return web.FileResponse(path)

    app = web.Application()
    app.router.add_get("/live.mp4", serve)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/live.mp4"))


async def test_played(
    hass: HomeAssistant,
    loaded: MockConfigEntry,
    live: str,
    hass_client_no_auth: ClientSessionGenerator,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """What the address gives reaches the browser, as Home Assistant's own player asks for it."""
    assert await async_setup_component(hass, "stream", {})
    await _set(hass, loaded, live)
    socket = await hass_ws_client(hass)
    await socket.send_json_auto_id({"type": "camera/stream", "entity_id": CAMERA})
    answer = await socket.receive_json()
    assert answer["success"], answer
    browser = await hass_client_no_auth()
    playlist = await browser.get(answer["result"]["url"])
    assert (await playlist.text()).startswith("#EXTM3U")
    for stream in hass.data["stream"]["streams"]:
        assert isinstance(stream, Stream)
        await stream.stop()
