"""Test what happens when the gateway, or the way to it, is lost for a while."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import web
from homeassistant.components.media_source import async_browse_media
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events, async_fire_time_changed

from .calling import call
from .fake_answers import answer
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event, stamp
from .waiting import until, until_state

MOTION = "binary_sensor.front_door_motion"
ACTIVITY = "event.front_door_activity"


def _add(gateway: FakeGateway, capture_id: str, *, ago_s: float, event: str | None = None) -> dict[str, Any]:
    """Have the gateway receive a clip at the front door some time ago; each is an event of its own."""
    moment = stamp(dt_util.utcnow() - timedelta(seconds=ago_s))
    return gateway.add_capture(make_capture(capture_id, "front-door", moment, event=event or f"event-{capture_id}"))


def _told(hass: HomeAssistant) -> Callable[[], list[str]]:
    """Return what tells which captures the event entity has told of since."""
    changes = async_capture_events(hass, "state_changed")

    @callback
    def told() -> list[str]:
        states: list[State] = [change.data["new_state"] for change in changes if change.data["new_state"]]
        shown = [state for state in states if state.entity_id == ACTIVITY and "capture_id" in state.attributes]
        return list(dict.fromkeys(str(state.attributes["capture_id"]) for state in shown))

    return told


async def test_home_assistant_is_first(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """Home Assistant may start before the gateway: it finds it by itself."""
    await gateway.stop()
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    await gateway.start()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=1))
    await until(lambda: entry.state is ConfigEntryState.LOADED)
    await until_state(hass, MOTION, "off")


async def test_what_was_missed(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What the gateway tells again behind the snapshot happens in order and once; it is asked for nothing."""
    await gateway.say("capture", new=True, capture=_add(gateway, "heard", ago_s=250))
    await until(lambda: "heard" in str(hass.states.get(ACTIVITY)))
    await gateway.stop()
    await until_state(hass, ACTIVITY, "unavailable")
    gateway.missed = [_add(gateway, "older", ago_s=200), _add(gateway, "newest", ago_s=20)]
    told = _told(hass)
    gateway.requests.clear()
    await gateway.start()
    await until(lambda: told()[-1:] == ["newest"])
    assert told() == ["heard", "older", "newest"]
    assert set(gateway.requests) == {"GET /api/v1/live"}
    gateway.missed = []
    await gateway.drop()
    await gateway.until_connected(3)
    await gateway.say("capture", new=True, capture=_add(gateway, "live", ago_s=0))
    await until(lambda: told()[-1:] == ["live"])
    assert told() == ["heard", "older", "newest", "live"]
    assert gateway.asked_since == [None, "heard", "newest"]


async def test_nothing_was_heard_before(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A quiet home misses nothing either: the first snapshot says behind what it was."""
    await gateway.drop()
    await gateway.until_connected(2)
    assert gateway.asked_since == [None, "0"]


async def test_settings_ask_for_nothing(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A snapshot in between makes no request."""
    gateway.requests.clear()
    await gateway.say("snapshot", **gateway.state)
    await gateway.say("event", event=make_event("event2", "front-door", "2026-11-23T19:00:00.000Z"))
    await until_state(hass, MOTION, "on")
    assert not gateway.requests


async def test_gateway_that_tells_nothing_again(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry
) -> None:
    """A gateway from before there were cursors is followed, and asked for none."""
    without = {name: value for name, value in gateway.state.items() if name != "cursor"}
    gateway.first_frame = json.dumps({"type": "snapshot", **without})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await gateway.say("capture", new=True, capture=_add(gateway, "heard", ago_s=1))
    await until(lambda: "heard" in str(hass.states.get(ACTIVITY)))
    await gateway.drop()
    await gateway.until_connected(2)
    await until_state(hass, MOTION, "off")
    assert gateway.asked_since == [None, None]
    await hass.config_entries.async_unload(entry.entry_id)


async def test_cable_pulled(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """A connection that nobody closed and nobody answers on is given up."""
    gateway.answers_pings = False
    with patch("custom_components.camvault.api.connection.HEARTBEAT_S", 0.05):
        assert await hass.config_entries.async_setup(entry.entry_id)
        changes = async_capture_events(hass, "state_changed")
        await until(lambda: gateway.connections > 1)
        states = [change.data["new_state"].state for change in changes if change.data["entity_id"] == MOTION]
        assert "unavailable" in states
        gateway.answers_pings = True
        await gateway.drop()
        await until_state(hass, MOTION, "off")


async def test_unloaded_while_something_waits(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """An automation that waits goes on waiting when the gateway is loaded again, and learns what it waits for."""
    gateway.captures["clip1"]["state"] = "stored"
    looked = "GET /api/v1/captures/clip1"
    waits = hass.async_create_task(call(hass, "wait_until_archived", capture_id="clip1"))
    await until(lambda: gateway.requests[looked] == 1)
    assert await hass.config_entries.async_reload(loaded.entry_id)
    await until(lambda: gateway.requests[looked] == 2)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    gateway.captures["clip1"]["state"] = "verified"
    assert await hass.config_entries.async_setup(loaded.entry_id)
    assert await waits == {"archived": True}
    assert not loaded._on_state_change


async def test_unloaded_while_something_is_copied(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, tmp_path: Path
) -> None:
    """What was asked for is done."""
    hass.config.media_dirs = {"local": str(tmp_path)}
    asked, goes_on = asyncio.Event(), asyncio.Event()

    async def hesitate(_: web.Request) -> web.Response:
        asked.set()
        await goes_on.wait()
        return web.Response(body=b"bytes")

    gateway.answers["/api/v1/captures/clip1/content"] = hesitate
    gateway.add_capture(make_capture("clip2", "front-door", "2026-11-23T18:15:00.000Z"))
    exports = hass.async_create_task(call(hass, "export", event_id="event1"))
    await asked.wait()
    assert await hass.config_entries.async_unload(loaded.entry_id)
    goes_on.set()
    assert len((await exports)["files"]) == 2


async def test_unloaded_while_somebody_browses(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """What is being looked up is shown."""
    asked, goes_on = asyncio.Event(), asyncio.Event()

    async def hesitate(_: web.Request) -> web.Response:
        asked.set()
        await goes_on.wait()
        return answer("/api/v1/captures", {"items": list(gateway.captures.values()), "next": None})

    gateway.answers["/api/v1/captures"] = hesitate
    browses = hass.async_create_task(async_browse_media(hass, f"media-source://camvault/{loaded.entry_id}/newest"))
    await asked.wait()
    assert await hass.config_entries.async_unload(loaded.entry_id)
    goes_on.set()
    assert len((await browses).children or []) == 1


async def test_nothing_goes_on(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """While it looks for the gateway it can be unloaded, and leaves no task."""
    await gateway.stop()
    await until_state(hass, MOTION, "unavailable")
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert not loaded._background_tasks
    assert loaded.state is ConfigEntryState.NOT_LOADED
