"""Test the pictures of cameras and events."""

import asyncio
from datetime import timedelta
from typing import Any

from aiohttp import hdrs, web
from homeassistant.components.camera import async_get_image as async_get_camera_image
from homeassistant.components.image import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.api.errors import CamVaultConnectionError
from custom_components.camvault.api.models import Capture
from custom_components.camvault.api.wire import read
from custom_components.camvault.media.files import async_best_picture

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event
from .problems import said
from .waiting import attributes, until, until_state

TIME_BEFORE = "2026-11-23T16:00:00.000Z"
CAMERA = "camera.front_door"
IMAGE = "image.front_door_picture_of_the_last_event"


async def test_clip(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A clip is shown by its thumbnail, which is fetched once."""
    gateway.thumbnails["clip1"] = b"\xff\xd8\xff\xe0thumbnail"
    for _ in range(2):
        image = await async_get_camera_image(hass, CAMERA)
        assert (image.content_type, image.content) == ("image/jpeg", gateway.thumbnails["clip1"])
    assert gateway.requests["GET /api/v1/captures/clip1/thumbnail"] == 1


async def test_snapshot(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A snapshot is shown itself, or as what is made of it, unless it is too large or of a kind nobody can show."""
    await async_get_camera_image(hass, CAMERA)
    time = "2026-11-23T19:00:00.000Z"
    cases: list[tuple[dict[str, object], bytes, str]] = [
        ({"content_type": "image/png"}, b"picture", "image/png"),
        ({"content_type": "image/heic", "playback": "converted"}, b"picture", "image/jpeg"),
        ({"content_type": "image/jpeg", "size": 10**9}, b"thumbnail", "image/jpeg"),
        ({"content_type": "application/octet-stream"}, b"thumbnail", "image/jpeg"),
    ]
    for number, (changes, shown, content_type) in enumerate(cases):
        capture = make_capture(f"picture{number}", "front-door", time, kind="snapshot", duration_s=None, **changes)
        gateway.add_capture(capture, b"picture", b"thumbnail")
        await gateway.say_camera("front-door", latest_picture=capture, events_today=10 + number)
        await until_state(hass, "sensor.front_door_events_today", f"{10 + number}")
        image = await async_get_camera_image(hass, CAMERA)
        assert (image.content, image.content_type) == (shown, content_type)


async def test_snapshot_of_a_clip(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A clip is shown by the snapshot that was taken with it, unless that cannot be had any more."""
    shot = make_capture("shot", "front-door", "2026-11-23T18:15:29.000Z", kind="snapshot", content_type="image/png")
    gateway.add_capture(shot, b"as it was taken")
    assert (await async_get_camera_image(hass, CAMERA)).content == gateway.thumbnails["clip1"]
    gateway.captures["clip1"]["picture"] = "shot"
    for _ in range(2):
        assert (await async_get_camera_image(hass, CAMERA)).content == b"as it was taken"
    assert gateway.requests["GET /api/v1/captures/shot/content"] == 1
    image = await async_get_image(hass, IMAGE)
    assert (image.content, image.content_type) == (b"as it was taken", "image/png")
    assert (await async_get_image(hass, IMAGE)).content == image.content
    gateway.answers["/api/v1/captures/shot/content"] = gateway.no_answer
    shown = await async_get_image(hass, IMAGE)
    assert (shown.content, shown.content_type) == (gateway.thumbnails["clip1"], "image/jpeg")


async def test_no_picture(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera without a picture shows none; neither does one whose picture the gateway does not give."""
    with pytest.raises(HomeAssistantError):
        await async_get_camera_image(hass, "camera.garden")
    with pytest.raises(HomeAssistantError):
        await async_get_image(hass, "image.garden_picture_of_the_last_event")
    gateway.captures["clip1"]["thumbnail"] = False
    with pytest.raises(HomeAssistantError, match="Couldn't get the picture"):
        await async_get_camera_image(hass, CAMERA)
    with pytest.raises(HomeAssistantError, match="Couldn't get the picture"):
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
    with pytest.raises(HomeAssistantError, match="Couldn't get the picture"):
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
    await until(lambda: attributes(hass, IMAGE).get("capture_id") == "clip2")
    assert (await async_get_image(hass, IMAGE)).content == b"two"


async def _told(hass: HomeAssistant, gateway: FakeGateway, **changes: object) -> None:
    """Change the front door, and wait until that is known."""
    await gateway.say_camera("front-door", **changes)
    await said(hass, gateway)


async def test_picture_of_the_same_event_changes(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Browsers ask for a picture when the image's time has changed, so that changes with it, and only then."""
    before = hass.states.get(IMAGE)
    assert before
    assert before.state == "2026-11-23T18:15:29+00:00"
    event = gateway.events["event1"]
    await _told(hass, gateway, last_event=event | {"captures": 2})
    assert hass.states.is_state(IMAGE, before.state)
    gateway.add_capture(make_capture("snap1", "front-door", "2026-11-23T18:15:31.000Z"), thumbnail=b"snap")
    await _told(hass, gateway, last_event=event | {"picture": "snap1"})
    after = hass.states.get(IMAGE)
    assert after
    assert (after.attributes["capture_id"], after.attributes["event_id"]) == ("snap1", "event1")
    assert dt_util.parse_datetime(after.state, raise_on_error=True) > dt_util.utcnow() - timedelta(minutes=1)
    assert (await async_get_image(hass, IMAGE)).content == b"snap"
    await _told(hass, gateway, last_event=event | {"picture": "snap1", "captures": 3})
    assert hass.states.is_state(IMAGE, after.state)


@pytest.mark.parametrize("how", ["removed", "camera", "snapshot", "no_picture"])
async def test_deleted_event_leaves_no_picture(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, how: str
) -> None:
    """Whichever way Home Assistant hears of it, nothing of the event is shown any more, nor named."""
    await async_get_image(hass, IMAGE)
    await async_get_camera_image(hass, CAMERA)
    nothing: dict[str, object] = {"last_event": None, "latest_picture": None, "events_today": 0}
    match how:
        case "removed":
            await gateway.say("event_removed", id="event1", camera="front-door")
        case "camera":
            await gateway.say_camera("front-door", **nothing)
        case "snapshot":
            gateway.cameras["front-door"] |= nothing
            await gateway.say("snapshot", **gateway.state)
        case _:
            await gateway.say_camera("front-door", last_event=gateway.events["event1"] | {"picture": None})
            await gateway.say_camera("front-door", latest_picture=None)
    await said(hass, gateway)
    assert hass.states.is_state(IMAGE, "unknown")
    assert "event_id" not in attributes(hass, IMAGE)
    for asked in (async_get_image(hass, IMAGE), async_get_camera_image(hass, CAMERA)):
        with pytest.raises(HomeAssistantError):
            await asked
    if how == "removed":
        assert hass.states.is_state("sensor.front_door_last_event", "unknown")


async def test_an_older_event_takes_the_place_of_a_deleted_one(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """It was shown before, and is the last again."""
    older = make_event("event0", "front-door", "2026-11-23T17:00:00.000Z", picture="clip0")
    gateway.add_capture(make_capture("clip0", "front-door", "2026-11-23T17:00:00.000Z"), thumbnail=b"older")
    await _told(hass, gateway, last_event=older)
    assert attributes(hass, IMAGE)["event_id"] == "event0"
    assert (await async_get_image(hass, IMAGE)).content == b"older"
    await _told(hass, gateway, last_event=older | {"id": "event00", "picture": None, "started_at": TIME_BEFORE})
    assert "event_id" not in attributes(hass, IMAGE)


async def test_deleted_while_a_newer_event_has_no_picture(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """The one before is shown for it, until it is deleted; another event that goes does not matter."""
    newer = make_event("event2", "front-door", "2026-11-23T19:00:00.000Z")
    await _told(hass, gateway, last_event=newer)
    await gateway.say("event_removed", id="other", camera="front-door")
    await said(hass, gateway)
    assert attributes(hass, IMAGE)["event_id"] == "event1"
    await gateway.say("event_removed", id="event1", camera="front-door")
    await said(hass, gateway)
    assert "event_id" not in attributes(hass, IMAGE)
    with pytest.raises(HomeAssistantError):
        await async_get_image(hass, IMAGE)


async def test_deletion_that_nobody_told_of(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The gateway is asked before each picture is shown, so what it has no longer is not shown from memory."""
    await async_get_image(hass, IMAGE)
    await async_get_camera_image(hass, CAMERA)
    clip = gateway.captures.pop("clip1")
    for _ in range(2):
        for asked in (async_get_image(hass, IMAGE), async_get_camera_image(hass, CAMERA)):
            with pytest.raises(HomeAssistantError, match="Couldn't get the picture"):
                await asked
    gateway.add_capture(clip, thumbnail=b"again")
    assert (await async_get_camera_image(hass, CAMERA)).content == b"again"


@pytest.mark.parametrize("left", [None, "older"])
async def test_deleted_while_it_is_fetched(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, left: str | None
) -> None:
    """Who asked before and gets the answer after it does not see it, either."""
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        asked.set()
        await go_on.wait()
        return web.Response(body=b"deleted")

    gateway.answers["/api/v1/captures/clip1/thumbnail"] = slow
    image = hass.async_create_task(async_get_image(hass, IMAGE))
    await asked.wait()
    older = make_event("event0", "front-door", "2026-11-23T17:00:00.000Z", picture="clip0") if left else None
    await gateway.say("event_removed", id="event1", camera="front-door")
    await _told(hass, gateway, last_event=older)
    go_on.set()
    with pytest.raises(HomeAssistantError):
        await image


async def test_newer_picture_while_one_is_fetched(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Each of two who ask at once gets a picture with its own type."""
    shot = make_capture("shot", "front-door", "2026-11-23T19:00:00.000Z", kind="snapshot", content_type="image/png")
    gateway.add_capture(shot, b"a png")
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        asked.set()
        await go_on.wait()
        return web.Response(body=b"a jpeg")

    gateway.answers["/api/v1/captures/clip1/thumbnail"] = slow
    first: list[asyncio.Task[Any]] = [
        hass.async_create_task(each) for each in (async_get_image(hass, IMAGE), async_get_camera_image(hass, CAMERA))
    ]
    await asked.wait()
    newer = make_event("event2", "front-door", "2026-11-23T19:00:00.000Z", picture="shot")
    await _told(hass, gateway, last_event=newer, latest_picture=shot)
    for second in (await async_get_image(hass, IMAGE), await async_get_camera_image(hass, CAMERA)):
        assert (second.content, second.content_type) == (b"a png", "image/png")
    go_on.set()
    for one in first:
        assert ((await one).content, (await one).content_type) == (b"a jpeg", "image/jpeg")


async def test_gateway_that_is_away_is_asked_once(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Nobody waits twice for a gateway that does not answer; one that answers that it cannot gives the thumbnail."""
    shot = make_capture("shot", "front-door", "2026-11-23T19:00:00.000Z", kind="snapshot", content_type="image/png")
    client, capture = loaded.runtime_data.client, read(Capture, gateway.add_capture(shot, b"a png", b"small"))
    gateway.answers["/api/v1/captures/shot/content"] = gateway.no_answer
    assert (await async_best_picture(client, capture)).content == b"small"

    async def break_off(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.close()
        return web.Response()

    gateway.answers["/api/v1/captures/shot/content"] = break_off
    before = gateway.requests["GET /api/v1/captures/shot/thumbnail"]
    with pytest.raises(CamVaultConnectionError):
        await async_best_picture(client, capture)
    assert gateway.requests["GET /api/v1/captures/shot/thumbnail"] == before
