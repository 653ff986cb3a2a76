"""Test the pictures of cameras and events."""

from aiohttp import hdrs, web
from homeassistant.components.camera import async_get_image as async_get_camera_image
from homeassistant.components.image import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import make_capture
from .waiting import attributes, until_state

CAMERA = "camera.front_door"
IMAGE = "image.front_door_last_event"


async def test_clip(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A clip is shown by its thumbnail, which is fetched once."""
    gateway.thumbnails["clip1"] = b"\xff\xd8\xff\xe0thumbnail"
    for _ in range(2):
        image = await async_get_camera_image(hass, CAMERA)
        assert (image.content_type, image.content) == ("image/jpeg", gateway.thumbnails["clip1"])
    assert gateway.requests["GET /api/v1/captures/clip1/thumbnail"] == 1


async def test_snapshot(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A snapshot is shown itself, unless it is too large or of a kind nobody can show."""
    await async_get_camera_image(hass, CAMERA)
    time = "2026-11-23T19:00:00.000Z"
    cases: list[tuple[dict[str, object], bytes]] = [
        ({"content_type": "image/png"}, b"picture"),
        ({"content_type": "image/jpeg", "size": 10**9}, b"thumbnail"),
        ({"content_type": "application/octet-stream"}, b"thumbnail"),
    ]
    for number, (changes, shown) in enumerate(cases):
        capture = make_capture(f"picture{number}", "front-door", time, kind="snapshot", duration_s=None, **changes)
        gateway.add_capture(capture, b"picture", b"thumbnail")
        await gateway.say_camera("front-door", latest_picture=capture, events_today=10 + number)
        await until_state(hass, "sensor.front_door_events_today", f"{10 + number}")
        image = await async_get_camera_image(hass, CAMERA)
        assert image.content == shown
        assert image.content_type == ("image/png" if shown == b"picture" else "image/jpeg")


async def test_snapshot_of_a_clip(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A clip is shown by the snapshot that was taken with it, unless that cannot be had any more."""
    shot = make_capture("shot", "front-door", "2026-11-23T18:15:29.000Z", kind="snapshot", content_type="image/png")
    gateway.add_capture(shot, b"as it was taken")
    gateway.captures["clip1"]["picture"] = "shot"
    image = await async_get_image(hass, IMAGE)
    assert (image.content, image.content_type) == (b"as it was taken", "image/png")
    assert (await async_get_image(hass, IMAGE)).content == image.content
    assert gateway.requests["GET /api/v1/captures/shot/content"] == 1
    gateway.answers["/api/v1/captures/shot/content"] = gateway.no_answer
    await gateway.say_camera("front-door", latest_picture=gateway.captures["clip1"], events_today=9)
    await until_state(hass, "sensor.front_door_events_today", "9")
    shown = await async_get_camera_image(hass, CAMERA)
    assert (shown.content, shown.content_type) == (gateway.thumbnails["clip1"], "image/jpeg")


async def test_no_picture(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera without a picture shows none; neither does one whose picture the gateway does not give."""
    with pytest.raises(HomeAssistantError):
        await async_get_camera_image(hass, "camera.garden")
    with pytest.raises(HomeAssistantError):
        await async_get_image(hass, "image.garden_last_event")
    gateway.captures["clip1"]["thumbnail"] = False
    with pytest.raises(HomeAssistantError, match="does not give the picture"):
        await async_get_camera_image(hass, CAMERA)
    with pytest.raises(HomeAssistantError, match="does not give the picture"):
        await async_get_image(hass, IMAGE)


async def test_picture_breaks_off(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Half a picture is none."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={hdrs.CONTENT_LENGTH: "1000"})
        await response.prepare(request)
        assert request.transport
        request.transport.close()
        return response

    gateway.answers["/api/v1/captures/clip1/thumbnail"] = answer
    with pytest.raises(HomeAssistantError, match="does not give the picture"):
        await async_get_image(hass, IMAGE)


async def test_last_event(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The image is the last event's; while that has none, it is the one before."""
    gateway.thumbnails["clip1"] = b"one"
    assert (await async_get_image(hass, IMAGE)).content == b"one"
    assert attributes(hass, IMAGE)["event_id"] == "event1"
    event = gateway.events["event1"] | {"id": "event2", "started_at": "2026-11-23T19:00:00.000Z", "picture": None}
    await gateway.say_camera("front-door", last_event=event, events_today=2)
    await until_state(hass, "sensor.front_door_events_today", "2")
    assert attributes(hass, IMAGE)["event_id"] == "event1"
    gateway.add_capture(make_capture("clip2", "front-door", "2026-11-23T19:00:00.000Z"), thumbnail=b"two")
    await gateway.say_camera("front-door", last_event=event | {"picture": "clip2"})
    await until_state(hass, IMAGE, "2026-11-23T19:00:00+00:00")
    assert attributes(hass, IMAGE)["capture_id"] == "clip2"
    assert (await async_get_image(hass, IMAGE)).content == b"two"
    assert (await async_get_image(hass, IMAGE)).content == b"two"
    assert gateway.requests["GET /api/v1/captures/clip2/thumbnail"] == 1
