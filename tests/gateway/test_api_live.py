"""The WebSocket under load: fast, coalesced, and nothing lost."""

import asyncio
import threading
import time
from typing import Any

import pytest

from camvault_gateway.api.live import hub
from camvault_gateway.api.shown import views
from camvault_gateway.catalog import captures, settings
from camvault_gateway.model import (
    CameraChanged,
    CaptureChanged,
    Event,
    EventChanged,
    GatewayChanged,
    SettingsChanged,
    new_id,
    now_ms,
)
from tests.contract.home import Client, Home
from tests.contract.listening import listening, next_message, until

_DAY_MS = 24 * 3600 * 1000


pytest_plugins = ("tests.contract.fixtures",)


async def test_motion_is_told_at_once(home: Home, client: Client) -> None:
    """An event goes from the FTP loop's thread to the listener without waiting for the catalog or for other readers."""
    camera = home.camera().id
    async with listening(client) as listener:
        await next_message(listener)
        go = threading.Event()

        def hold(_: object) -> None:
            assert go.wait(30)

        held = home.catalog.write(hold)
        event = Event(id=new_id(), camera=camera, started_at=now_ms(), last_at=now_ms())
        await asyncio.to_thread(home.bus.publish, EventChanged(event))
        told = await next_message(listener)
        assert (told["type"], told["event"]["id"]) == ("event", event.id)
        assert not held.done()
        go.set()
        assert (await next_message(listener))["type"] == "camera"


async def test_nothing_is_lost_while_joining(home: Home, client: Client) -> None:
    """A snapshot and the messages after it have every capture, whenever one joins."""
    camera = home.camera().id
    made: list[str] = []
    stopped = threading.Event()

    def upload() -> None:
        while not stopped.is_set():
            capture = home.capture(camera)
            made.append(capture.id)
            home.bus.publish(CaptureChanged(capture, new=True))

    async def join() -> None:
        async with listening(client) as listener:
            known = (await next_message(listener))["cameras"][0]["captures"]
            told = set[str]()
            while len(told) < 20:
                message = await next_message(listener)
                if message["type"] == "capture":
                    told.add(message["capture"]["id"])
        last = max(map(made.index, told))
        assert set(made[known : last + 1]) <= told

    thread = threading.Thread(target=upload)
    thread.start()
    try:
        for _ in range(5):
            await asyncio.gather(*(join() for _ in range(4)))
    finally:
        stopped.set()
        await asyncio.to_thread(thread.join)


async def test_old_views_are_not_told(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A camera that was read before its event ended is not told after the end: motion never flickers."""
    event = home.event(home.camera().id)
    working, reading, go_on = views.some_cameras, threading.Event(), threading.Event()

    def read_and_wait(*args: Any) -> list[views.CameraView]:  # noqa: ANN401
        found = working(*args)
        reading.set()
        go_on.wait(10)
        return found

    monkeypatch.setattr(views, "some_cameras", read_and_wait)
    async with listening(client) as listener:
        await next_message(listener)
        home.bus.publish(EventChanged(event))
        await asyncio.to_thread(reading.wait, 10)
        home.bus.publish(EventChanged(home.end(event)))
        await until(listener, lambda message: message["type"] == "event" and message["event"]["ended_at"])
        go_on.set()
        assert (await next_message(listener))["camera"]["motion"] is False


async def test_camera_changes_are_told_once(home: Home, client: Client) -> None:
    """However much happens at a camera, it is read and told a few times, and the last word is right."""
    camera = home.camera().id
    async with listening(client) as listener:
        await next_message(listener)
        for _ in range(100):
            home.bus.publish(CaptureChanged(home.capture(camera), new=True))
        messages = await until(
            listener, lambda message: message["type"] == "camera" and message["camera"]["captures"] == 100
        )
    told = [message["type"] for message in messages]
    assert told.count("capture") == 100
    assert told.count("camera") < 40


async def test_gateway_is_told_once_a_second(home: Home, client: Client) -> None:
    """A busy outbox does not flood the listeners."""
    async with listening(client) as listener:
        await next_message(listener)
        begun = time.monotonic()
        for _ in range(50):
            home.bus.publish(GatewayChanged())
            await asyncio.sleep(0.01)
        home.capture(home.camera().id)
        home.bus.publish(GatewayChanged())
        messages = await until(listener, lambda message: message["gateway"]["backlog"]["files"] == 1)
        assert len(messages) <= 2 + (time.monotonic() - begun)


async def test_midnight_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the site's day begins, every camera has had no event today."""
    monkeypatch.setattr(hub, "_MINUTE_S", 0.05)
    for name in ("Drive", "Door"):
        home.end(home.event(home.camera(name).id))
    async with home.serving() as client, listening(client) as listener:
        assert [camera["events_today"] for camera in (await next_message(listener))["cameras"]] == [1, 1]
        await asyncio.sleep(0.2)
        tomorrow = now_ms() + _DAY_MS
        monkeypatch.setattr(views, "now_ms", lambda: tomorrow)
        told: list[dict[str, Any]] = []
        while len(told) < 2:
            # What arrives in a minute is told each minute, too.
            if (message := await next_message(listener))["type"] == "camera":
                told.append(message)
    assert {message["camera"]["id"]: message["camera"]["events_today"] for message in told} == {"drive": 0, "door": 0}


async def test_failure_of_a_read_is_not_the_end(
    home: Home, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When a camera cannot be read once, the next change is told again."""
    camera = home.camera().id
    working, failed = captures.latest_picture, threading.Event()

    def fail(*_: object) -> None:
        failed.set()
        raise RuntimeError("no picture today")

    async with listening(client) as listener:
        await next_message(listener)
        monkeypatch.setattr(captures, "latest_picture", fail)
        home.bus.publish(CameraChanged(camera))
        await asyncio.wait_for(asyncio.to_thread(failed.wait), 10)
        assert (await client.get("gateway")).status == 200
        assert "could not be told" in caplog.text
        monkeypatch.setattr(captures, "latest_picture", working)
        home.bus.publish(CameraChanged(camera))
        assert (await next_message(listener))["camera"]["id"] == camera


async def test_settings_that_cannot_be_read_are_told_later(
    home: Home, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may not change again: they are read until it works."""
    working, failed = settings.load, threading.Event()
    changed = home.catalog.write(settings.change, site="cabin").result()

    def fail(*_: object) -> None:
        failed.set()
        raise RuntimeError("no settings today")

    async with listening(client) as listener:
        await next_message(listener)
        monkeypatch.setattr(settings, "load", fail)
        home.bus.publish(SettingsChanged(changed))
        await asyncio.wait_for(asyncio.to_thread(failed.wait), 10)
        monkeypatch.setattr(settings, "load", working)
        told = (await until(listener, lambda message: message["type"] == "settings"))[-1]
        assert told["settings"]["site"] == "cabin"
