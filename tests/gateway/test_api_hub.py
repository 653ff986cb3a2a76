"""What the hub keeps in mind beside the catalog, so that nobody is told what is not so."""

import asyncio
import threading
from typing import Any

from aiohttp import ClientWebSocketResponse
import pytest

from camvault_gateway.api.live import hub
from camvault_gateway.api.shown import views
from camvault_gateway.catalog import cameras, events
from camvault_gateway.model import CameraChanged, CaptureChanged, Event, EventChanged, EventRemoved, new_id, now_ms
from tests.contract.home import Client, Home
from tests.contract.listening import listening, next_message, until

pytest_plugins = ("tests.contract.fixtures",)


def _announced(camera: str) -> Event:
    """Return an event that the catalog has not heard of."""
    return Event(id=new_id(), camera=camera, started_at=now_ms(), last_at=now_ms())


async def _camera(listener: ClientWebSocketResponse) -> dict[str, Any]:
    """Return the next camera that is told; the gateway itself may be told for ever."""
    async with asyncio.timeout(20):
        camera: dict[str, Any] = (await until(listener, lambda message: message["type"] == "camera"))[-1]["camera"]
    return camera


@pytest.mark.parametrize("how", ["ended", "removed"])
async def test_the_end_of_an_old_event_leaves_the_new_one(home: Home, client: Client, how: str) -> None:
    """The new one is announced before the catalog has it, and the old one's end comes late."""
    camera = home.camera().id
    old = home.event(camera)
    new = _announced(camera)
    async with listening(client) as listener:
        await next_message(listener)
        home.bus.publish(EventChanged(old))
        home.bus.publish(EventChanged(new))
        home.bus.publish(EventChanged(home.end(old)) if how == "ended" else EventRemoved(old))
        told = await _camera(listener)
        assert (told["motion"], told["event"]["id"]) == (True, new.id)


async def test_motion_ends_with_its_event(home: Home, client: Client) -> None:
    """Also one that never came to be in the catalog; a camera that is gone has none when it is back."""
    camera = home.camera().id
    async with listening(client) as listener:
        await next_message(listener)
        event = _announced(camera)
        home.bus.publish(EventChanged(event))
        assert (await _camera(listener))["motion"] is True
        home.bus.publish(EventRemoved(event))
        assert (await _camera(listener))["motion"] is False


async def test_silence_is_told_when_it_begins_and_ends(
    home: Home, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time alone makes a camera silent, and an upload of another kind, or the owner, makes an end of it."""
    camera = home.camera().id
    monkeypatch.setattr(hub, "_MINUTE_S", 0.05)
    silent = threading.Event()
    monkeypatch.setattr(views, "is_silent", lambda *_: silent.is_set())
    monkeypatch.setattr(views, "LEAST_MS", -1)
    home.catalog.write(cameras.note_upload, camera, 5_000, 5_000, empty=False).result()
    async with home.serving() as served, listening(served) as listener:
        assert (await next_message(listener))["cameras"][0]["silent_since"] is None
        # It has looked at least twice then: whoever is silent at its first look was so in the snapshot.
        await until(listener, lambda message: message["type"] == "gateway")
        for now_silent in (True, False):
            (silent.set if now_silent else silent.clear)()
            told = await _camera(listener)
            while (told["silent_since"] is not None) is not now_silent:
                told = await _camera(listener)


async def test_a_camera_is_read_behind_what_was_announced(home: Home, client: Client) -> None:
    """What was handed to the writer before it was announced is in the camera that is told of it."""
    camera = home.camera().id
    hold = threading.Event()

    def wait(_: object) -> None:
        assert hold.wait(20)

    async with listening(client) as listener:
        await next_message(listener)
        home.catalog.write(wait)
        event = Event(id=new_id(), camera=camera, started_at=now_ms(), last_at=now_ms())
        home.catalog.write(events.begin, event)
        ended = home.catalog.write(events.end, event.id)
        home.bus.publish(CameraChanged(camera))
        threading.Timer(0.5, hold.set).start()
        told = await _camera(listener)
        assert (told["events_today"], told["last_event"]["id"]) == (1, ended.result().id)


async def test_nobody_is_told_before_the_first_reader(home: Home, client: Client) -> None:
    """And whoever joins after a change learns of it by the snapshot, and of the next by its message."""
    camera = home.camera().id
    home.bus.publish(CaptureChanged(home.capture(camera), new=True))
    async with listening(client) as listener:
        assert (await next_message(listener))["cameras"][0]["captures"] == 1
        home.bus.publish(CaptureChanged(home.capture(camera), new=True))
        assert (await next_message(listener))["type"] == "capture"
        told = await _camera(listener)
        while told["captures"] != 2:
            told = await _camera(listener)
