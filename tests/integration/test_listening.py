"""Test that the integration goes on listening, whatever goes wrong, and shows nothing meanwhile that may not be so."""

import asyncio
from collections.abc import Callable
import json
from typing import Any
from unittest.mock import patch

from aiohttp import ClientConnectionResetError, ClientWebSocketResponse, web
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.camvault import coordinator
from custom_components.camvault.ids import subentry_ids
from custom_components.camvault.registries import subentries
from custom_components.camvault.signals import capture_signal, message_signal
from custom_components.camvault.site import Site

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event
from .waiting import attributes, until, until_state

MOTION = "binary_sensor.front_door_motion"
GARDEN_EVENTS = "sensor.garden_events_today"
ACTIVITY = "event.front_door_activity"


async def _motion_is_seen(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Check that motion gets through."""
    await gateway.say("event", event=make_event("event2", "front-door", "2026-11-23T19:00:00.000Z"))
    await until_state(hass, MOTION, "on")


@pytest.fixture
def shown(hass: HomeAssistant) -> Callable[[], list[str]]:
    """Return what tells the states that the door's motion has had since."""
    changes = async_capture_events(hass, "state_changed")

    def states() -> list[str]:
        return [each.data["new_state"].state for each in changes if each.data["entity_id"] == MOTION]

    return states


@pytest.mark.parametrize("error", [ClientConnectionResetError("Cannot write"), BrokenPipeError(), RuntimeError("odd")])
async def test_ping_cannot_be_answered(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, error: Exception
) -> None:
    """Whatever the connection itself raises, it is made again."""
    with patch.object(ClientWebSocketResponse, "pong", side_effect=error):
        await gateway.ping()
        await gateway.until_connected(2)
    await until_state(hass, MOTION, "off")
    await _motion_is_seen(hass, gateway)


async def test_listener_fails(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What one listener does wrong is nothing to the others, nor to the connection."""

    @callback
    def fail(_: object) -> None:
        raise RuntimeError("a listener's mistake")

    async_dispatcher_connect(hass, message_signal(loaded.entry_id), fail)
    async_dispatcher_connect(hass, capture_signal(loaded.entry_id, "front-door"), fail)
    capture = make_capture("clip2", "front-door", "2026-11-23T19:00:00.000Z", event="event2")
    await gateway.say("capture", new=True, capture=capture)
    await until(lambda: attributes(hass, ACTIVITY).get("capture_id") == "clip2")
    await _motion_is_seen(hass, gateway)
    assert gateway.connections == 1


async def test_registry_fails(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """Cameras that cannot be brought in line are no reason to miss motion, and are brought in line later."""
    with patch.object(subentries, "async_update_devices", side_effect=RuntimeError("no registry")):
        await gateway.say_camera("garden", name="Yard")
        await until(lambda: "cannot be brought in line" in caplog.text)
        await _motion_is_seen(hass, gateway)
    await gateway.say("snapshot", **gateway.state)
    await until(lambda: "Yard" in attributes(hass, "binary_sensor.garden_motion")["friendly_name"])
    assert gateway.connections == 1


async def test_unexpected_error(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of our own makes everything unavailable until the next snapshot, and is logged."""
    with patch.object(Site, "after", side_effect=ZeroDivisionError("a mistake")):
        gateway.first_frame = "{"
        await gateway.say_camera("garden", events_today=3)
        await until_state(hass, MOTION, STATE_UNAVAILABLE)
    assert "ZeroDivisionError: a mistake" in caplog.text
    gateway.first_frame = None
    await until_state(hass, GARDEN_EVENTS, "3")
    await _motion_is_seen(hass, gateway)


async def test_cancelled_by_mistake(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is cancelled within the listening does not end it; an unload does."""
    with patch.object(Site, "after", side_effect=asyncio.CancelledError):
        await gateway.say_camera("garden", events_today=3)
        await gateway.until_connected(2)
    await until_state(hass, GARDEN_EVENTS, "3")
    await _motion_is_seen(hass, gateway)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert not loaded._background_tasks
    await until(lambda: gateway.open_connections == 0)


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "camera", "camera": {"id": 1}}', '{"type": "event"}'])
async def test_one_bad_message(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    text: str,
    shown: Callable[[], list[str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A message that cannot be read costs neither the connection nor anything that is shown, however often it comes."""
    for number in range(5):
        await gateway.say_raw(text)
        await gateway.say_camera("garden", events_today=number)
        await until_state(hass, GARDEN_EVENTS, f"{number}")
    await _motion_is_seen(hass, gateway)
    assert gateway.connections == 1
    assert shown() == ["on"]
    assert "cannot be read: live" in caplog.text


async def test_truth_after_a_bad_message(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, shown: Callable[[], list[str]]
) -> None:
    """What could not be read is made good by a snapshot a minute later, without a moment of being unavailable."""
    gateway.cameras["front-door"] |= {"motion": True}
    with patch.object(coordinator, "MAX_BACKOFF_S", 0.1):
        await gateway.say_raw('{"type": "camera", "camera": {"id": "front-door"}}')
        while gateway.connections == 1:
            await gateway.say_gateway(arrivals_per_minute=1.0)
            await asyncio.sleep(0.01)
        await until_state(hass, MOTION, "on")
    assert shown() == ["on"]


@pytest.mark.parametrize("frame", ["{", '{"type": "snapshot", "cameras": 3}', '{"type": "camera_removed", "id": "x"}'])
async def test_bad_snapshot(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, frame: str) -> None:
    """Nothing is shown as it was before while no snapshot tells how it is."""
    gateway.first_frame = frame
    await gateway.drop()
    await until_state(hass, MOTION, STATE_UNAVAILABLE)
    asked = gateway.requests["GET /api/v1/live"]
    await until(lambda: gateway.requests["GET /api/v1/live"] > asked + 2)
    assert hass.states.is_state(MOTION, STATE_UNAVAILABLE)
    gateway.first_frame = None
    await until_state(hass, MOTION, "off")


async def test_message_before_the_snapshot(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that is lost is not there again because of something else it says."""
    gateway.first_frame = json.dumps({"type": "camera", "camera": gateway.cameras["garden"]})
    await gateway.drop()
    await until_state(hass, MOTION, STATE_UNAVAILABLE)
    asked = gateway.requests["GET /api/v1/live"]
    await until(lambda: gateway.requests["GET /api/v1/live"] > asked + 2)
    assert hass.states.is_state(MOTION, STATE_UNAVAILABLE)
    assert "not a snapshot" in str(loaded.runtime_data.last_exception)


async def test_snapshot_that_does_not_come(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that takes the connection and says nothing is tried again."""

    async def silence(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive()
        return socket

    gateway.answers["/api/v1/live"] = silence
    with patch("custom_components.camvault.api.client.STATE_TIMEOUT_S", 0.1):
        await gateway.drop()
        asked = gateway.requests["GET /api/v1/live"]
        await until(lambda: gateway.requests["GET /api/v1/live"] > asked + 2)
        assert hass.states.is_state(MOTION, STATE_UNAVAILABLE)
        gateway.answers.clear()
        await until_state(hass, MOTION, "off")


async def test_reload_while_it_is_looked_for(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """A reload while the gateway is away finds it when it is back, once."""
    await gateway.stop()
    await until_state(hass, MOTION, STATE_UNAVAILABLE)
    await hass.config_entries.async_reload(loaded.entry_id)
    await gateway.start()
    await hass.config_entries.async_reload(loaded.entry_id)
    await until_state(hass, MOTION, "off")
    await _motion_is_seen(hass, gateway)
    assert gateway.open_connections == 1


async def test_answer_is_older_than_what_was_pushed(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, shown: Callable[[], list[str]]
) -> None:
    """The answer to a rename does not take back the motion that began while it was on its way."""
    goes_on = asyncio.Event()

    async def late(request: web.Request) -> web.Response:
        gateway.cameras["front-door"] |= await request.json()
        said = dict(gateway.cameras["front-door"])
        await goes_on.wait()
        return web.json_response(said)

    gateway.answers["/api/v1/cameras/front-door"] = late
    subentry = loaded.subentries[subentry_ids(loaded)["front-door"]]
    hass.config_entries.async_update_subentry(loaded, subentry, title="Entrance")
    await until(lambda: gateway.cameras["front-door"]["name"] == "Entrance")
    event = make_event("event2", "front-door", "2026-11-23T19:00:00.000Z")
    await gateway.say_camera("front-door", motion=True, event=event)
    await until_state(hass, MOTION, "on")
    goes_on.set()
    await hass.async_block_till_done()
    await gateway.say_camera("garden", events_today=3)
    await until_state(hass, GARDEN_EVENTS, "3")
    assert "off" not in shown()[shown().index("on") :]


async def test_answer_while_it_is_lost(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """That a gateway answers a request does not make available what it does not push."""
    gateway.first_frame = "{"
    await gateway.drop()
    await until_state(hass, MOTION, STATE_UNAVAILABLE)
    hass.config_entries.async_remove_subentry(loaded, subentry_ids(loaded)["garden"])
    await until(lambda: "garden" in gateway.removed)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert hass.states.is_state(MOTION, STATE_UNAVAILABLE)
    assert "garden" not in subentry_ids(loaded)
    gateway.first_frame = None
    await until_state(hass, MOTION, "off")
    await hass.async_block_till_done()
    assert "garden" not in subentry_ids(loaded)


async def test_burst_of_all_sorts(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """After thousands of messages the last word is shown, and each capture was handed on once, in order."""
    heard: list[str] = []
    async_dispatcher_connect(
        hass, capture_signal(loaded.entry_id, "garden"), callback(lambda capture: heard.append(capture.id))
    )
    capture: dict[str, Any] = make_capture("clip", "garden", "2026-11-23T19:00:00.000Z")
    for number in range(1000):
        await gateway.say("capture", new=True, capture=capture | {"id": f"clip{number}"})
        await gateway.say_camera("garden", events_today=number)
    await until(lambda: hass.states.is_state(GARDEN_EVENTS, "999"), 60)
    assert heard == [f"clip{number}" for number in range(1000)]
    assert gateway.connections == 1
