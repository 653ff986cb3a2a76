"""Test following the gateway."""

import json
import logging
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_component import async_update_entity
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.camvault.coordinator import next_backoff
from custom_components.camvault.signals import message_signal

from .fake_gateway import FakeGateway
from .fake_values import TOKEN, make_camera, make_capture, make_event
from .waiting import attributes, until, until_state

MOTION = "binary_sensor.front_door_motion"
ACTIVITY = "event.front_door_activity"


async def test_motion_before_the_camera_says_so(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """An event alone switches motion on and off."""
    event = make_event("event2", "front-door", "2026-11-23T19:00:00.000Z")
    await gateway.say("event", event=event)
    await until_state(hass, MOTION, "on")
    await gateway.say("event", event=event | {"ended_at": "2026-11-23T19:00:40.000Z"})
    await until_state(hass, MOTION, "off")


async def test_burst(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """However much the gateway says at once, Home Assistant has a turn after each message."""
    turns = 0
    heard: list[int] = []

    def turn() -> None:
        nonlocal turns
        turns += 1
        if len(heard) < 200:
            hass.loop.call_soon(turn)

    async_dispatcher_connect(hass, message_signal(loaded.entry_id), callback(lambda _: heard.append(turns)))
    turn()
    for number in range(200):
        await gateway.say_camera("garden", events_today=number)
    await until(lambda: len(heard) == 200)
    assert len(set(heard)) == 200


async def test_late_word_of_an_old_event(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A change of an event that is over does not end the one that goes on."""
    await gateway.say("event", event=make_event("event2", "front-door", "2026-11-23T19:00:00.000Z"))
    await until_state(hass, MOTION, "on")
    await gateway.say("event", event=gateway.events["event1"])
    await gateway.say("event_removed", id="event1", camera="front-door")
    await gateway.say("event", event=make_event("event3", "unheard-of", "2026-11-23T19:00:00.000Z"))
    await gateway.say("event_removed", id="event3", camera="unheard-of")
    await gateway.say_camera("garden", events_today=7)
    await until_state(hass, "sensor.garden_events_today", "7")
    assert hass.states.is_state(MOTION, "on")


async def test_event_that_never_was(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An upload without a byte leaves no motion."""
    await gateway.say("event", event=make_event("event2", "front-door", "2026-11-23T19:00:00.000Z"))
    await until_state(hass, MOTION, "on")
    await gateway.say("event_removed", id="event2", camera="front-door")
    await until_state(hass, MOTION, "off")


async def test_new_camera(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """The first upload of a new camera makes its device, and its first capture is not missed."""
    event = make_event("event2", "porch", "2026-11-23T19:00:00.000Z")
    gateway.cameras["porch"] = make_camera("porch", "Porch", motion=True, event=event)
    capture = make_capture("clip2", "porch", "2026-11-23T19:00:00.000Z", event="event2")
    await gateway.say("event", event=event)
    await gateway.say("capture", new=True, capture=capture)
    await gateway.say("camera", camera=gateway.cameras["porch"])
    await until(lambda: hass.states.get("event.porch_activity"))
    await hass.async_block_till_done(wait_background_tasks=False)
    assert hass.states.is_state("binary_sensor.porch_motion", "on")
    assert attributes(hass, "event.porch_activity")["capture_id"] == "clip2"
    assert "Porch" in _names(device_registry, loaded)


async def test_camera_removed_and_back(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """A camera that is gone leaves nothing; when it comes back, so does everything."""
    camera = gateway.cameras.pop("garden")
    await gateway.say("camera_removed", id="garden")
    await until(lambda: "Garden" not in _names(device_registry, loaded))
    await hass.async_block_till_done(wait_background_tasks=False)
    assert not hass.states.get("binary_sensor.garden_motion")
    gateway.cameras["garden"] = camera
    await gateway.say("camera", camera=camera)
    await until_state(hass, "binary_sensor.garden_motion", "off")


async def test_camera_renamed(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """A camera's new name is its device's, and its entities stay."""
    await gateway.say_camera("garden", name="Back yard")
    await until(lambda: "Back yard" in _names(device_registry, loaded))
    assert hass.states.is_state("binary_sensor.garden_motion", "off")


async def test_gateway_updated(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """The gateway's new version is its device's."""
    await gateway.say("gateway", gateway=gateway.gateway | {"version": "0.2.0"})
    await until_state(hass, "sensor.camvault_home_version", "0.2.0")
    devices = dr.async_entries_for_config_entry(device_registry, loaded.entry_id)
    assert "0.2.0" in {device.sw_version for device in devices}


async def test_snapshot_at_any_time(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """A snapshot in between replaces everything."""
    gateway.removed["garden"] = gateway.cameras.pop("garden")
    gateway.cameras["porch"] = make_camera("porch", "Porch")
    gateway.cameras["front-door"]["events_today"] = 9
    await gateway.say("snapshot", **gateway.state)
    await until_state(hass, "binary_sensor.porch_motion", "off")
    assert hass.states.is_state("sensor.front_door_events_today", "9")
    await until(lambda: _names(device_registry, loaded) == {"CamVault home", "Front door", "Porch"})


async def test_settings_changed(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The settings alone are new: nothing else is written anew, and nobody asks for anything."""
    gateway.requests.clear()
    written = {state.entity_id: state.last_reported for state in hass.states.async_all()}
    await gateway.say("settings", settings=gateway.settings | {"quiet_time_s": 45})
    await until_state(hass, "number.garden_quiet_time", "45.0")
    assert loaded.runtime_data.data.settings.quiet_time_s == 45
    anew = {state.entity_id for state in hass.states.async_all() if state.last_reported != written[state.entity_id]}
    assert anew == {"number.garden_quiet_time", "number.front_door_quiet_time"}
    assert not gateway.requests


async def test_what_is_not_known_yet(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Messages and fields of later versions are ignored."""
    await gateway.say_raw(json.dumps({"type": "weather", "sky": "blue"}))
    camera = gateway.cameras["garden"] | {"events_today": 4, "colour": "green"}
    await gateway.say_raw(json.dumps({"type": "camera", "camera": camera, "more": 1}))
    await until_state(hass, "sensor.garden_events_today", "4")
    assert gateway.connections == 1


async def test_gateway_gone_and_back(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything is unavailable while the gateway is gone, and comes back; each is said once."""
    caplog.set_level(logging.INFO)
    await gateway.stop()
    await until_state(hass, MOTION, STATE_UNAVAILABLE)
    assert hass.states.is_state("sensor.camvault_home_version", STATE_UNAVAILABLE)
    asked = gateway.requests.total()
    gateway.cameras["front-door"]["motion"] = True
    await gateway.start()
    await until_state(hass, MOTION, "on")
    assert gateway.requests.total() == asked + 1
    words = [record.getMessage() for record in caplog.records if record.name.startswith("custom_components.camvault")]
    assert [word for word in words if "closed the connection" in word or "Couldn't reach" in word] == words[:1]
    assert words[1:] == ["The gateway of CamVault home is back"]


async def test_connection_dropped(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A connection that ends is made again, again and again."""
    for count in (2, 3, 4):
        await gateway.drop()
        await gateway.until_connected(count)
        await until_state(hass, MOTION, "off")


@pytest.mark.parametrize(
    ("backoff", "lasted", "following"), [(0, 1, 1), (1, 1, 2), (32, 1, 60), (60, 1, 60), (60, 61, 0), (0, 3600, 0)]
)
def test_backoff(backoff: float, lasted: float, following: float) -> None:
    """A connection that held is made again at once; one that did not is given more and more time."""
    with patch("custom_components.camvault.coordinator.MIN_BACKOFF_S", 1):
        assert next_backoff(backoff, lasted) == following


async def test_binary_nonsense(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Frames that are no text are ignored; a broken one ends the connection."""
    await gateway.say_bytes(b"\0")
    await gateway.say_camera("garden", events_today=4)
    await until_state(hass, "sensor.garden_events_today", "4")
    await gateway.break_frames()
    await until(lambda: gateway.connections == 2)


async def test_token_changed(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A token that is refused later on has to be given anew, and may become good again."""
    gateway.token = "another"
    await gateway.drop()
    await until(hass.config_entries.flow.async_progress)
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == [SOURCE_REAUTH]
    assert hass.states.is_state(MOTION, STATE_UNAVAILABLE)
    gateway.token = TOKEN
    await until_state(hass, MOTION, "off")


async def test_other_gateway_at_the_address(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Another gateway's cameras are not taken for those of the one that was set up."""
    gateway.gateway["id"] = "another"
    await gateway.drop()
    await until(lambda: "A different gateway" in str(loaded.runtime_data.last_exception))
    assert hass.states.is_state(MOTION, STATE_UNAVAILABLE)


async def test_asked_to_update(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Asking for an update changes nothing and asks for nothing."""
    asked = gateway.requests.total()
    await async_update_entity(hass, MOTION)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert gateway.requests.total() == asked


def _capture(**changes: object) -> dict[str, Any]:
    """Return a new clip at the front door."""
    return make_capture("clip2", "front-door", "2026-11-23T19:00:00.000Z", event="event2", **changes)


@pytest.mark.parametrize(
    ("labels", "event_type"),
    [
        ([], "motion"),
        (["motion", "person"], "person"),
        (["unheard_of"], "motion"),
        (["line_crossing"], "line_crossing"),
    ],
)
async def test_activity(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, labels: list[str], event_type: str
) -> None:
    """A new capture of an event is told, with what names it."""
    await gateway.say("capture", new=True, capture=_capture(labels=labels))
    await until(lambda: "capture_id" in attributes(hass, ACTIVITY))
    told = attributes(hass, ACTIVITY)
    assert told["event_type"] == event_type
    assert told["capture_id"] == "clip2"
    assert told["event_id"] == "event2"
    assert told["kind"] == "clip"
    assert told["media_content_id"] == f"media-source://camvault/{loaded.entry_id}/capture/clip2"


async def test_each_label_is_told_once(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An event that gains a label tells of it, also when only its name does so later; plain motion adds nothing."""
    changes = async_capture_events(hass, "state_changed")

    def told() -> list[tuple[str, str]]:
        states = [change.data["new_state"] for change in changes if change.data["entity_id"] == ACTIVITY]
        return [(state.attributes["event_type"], state.attributes["event_id"]) for state in states]

    for labels in ([], ["motion"], ["person", "vehicle"], [], ["person"]):
        await gateway.say("capture", new=True, capture=_capture(labels=labels))
    event = make_event("event2", "front-door", "2026-11-23T19:00:00.000Z", labels=["person", "face"])
    await gateway.say("event", event=event)
    await gateway.say("capture", new=True, capture=_capture(labels=["person"]) | {"event": "event3"})
    await until(lambda: len(told()) == 5)
    of_first = [("motion", "event2"), ("person", "event2"), ("vehicle", "event2"), ("face", "event2")]
    assert told() == [*of_first, ("person", "event3")]


async def test_no_activity(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What a timer sent, what belongs to no event and what only changed is not told."""
    changes = async_capture_events(hass, "state_changed")
    await gateway.say("capture", new=True, capture=_capture(scheduled=True))
    await gateway.say("capture", new=True, capture=_capture() | {"event": None})
    await gateway.say("capture", new=False, capture=_capture())
    await gateway.say_camera("garden", events_today=4)
    await until_state(hass, "sensor.garden_events_today", "4")
    assert {change.data["entity_id"] for change in changes} == {"sensor.garden_events_today"}


def _names(registry: dr.DeviceRegistry, entry: MockConfigEntry) -> set[str | None]:
    """Return the names of an entry's devices."""
    return {device.name for device in dr.async_entries_for_config_entry(registry, entry.entry_id)}
