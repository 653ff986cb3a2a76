"""What is said on the WebSocket; every message is held to its schema."""

from collections.abc import AsyncIterator
import contextlib
from dataclasses import dataclass, replace
import json
from typing import Any

from aiohttp import ClientWebSocketResponse

from camvault_gateway.catalog import cameras, events, settings
from camvault_gateway.model import (
    AccountsChanged,
    CameraChanged,
    CameraRemoved,
    CaptureChanged,
    Event,
    EventChanged,
    EventRemoved,
    GatewayChanged,
    SettingsChanged,
    TaskKind,
    TasksAdded,
    new_id,
    now_ms,
)

from . import document
from .home import ARCHIVE, Client, Home

_SCHEMAS = {
    "snapshot": "LiveSnapshot",
    "gateway": "LiveGateway",
    "camera": "LiveCamera",
    "camera_removed": "LiveCameraRemoved",
    "event": "LiveEvent",
    "event_removed": "LiveEventRemoved",
    "capture": "LiveCapture",
    "login": "LiveLogin",
    "seen": "LiveSeen",
    "settings": "LiveSettings",
}


@dataclass(frozen=True, slots=True)
class Listener:
    """One who listens."""

    socket: ClientWebSocketResponse

    async def next(self) -> dict[str, Any]:
        """Return the next message."""
        message: dict[str, Any] = await self.socket.receive_json(timeout=10)
        document.check_schema(_SCHEMAS[message["type"]], message)
        return message

    async def until(self, kind: str) -> list[dict[str, Any]]:
        """Return the messages up to the first of a kind, which is the last."""
        found = [await self.next()]
        while found[-1]["type"] != kind:
            found.append(await self.next())
        return found


@contextlib.asynccontextmanager
async def _listening(client: Client, **params: str) -> AsyncIterator[Listener]:
    async with client.session.ws_connect("/api/v1/live", params=params) as socket:
        yield Listener(socket)


async def test_snapshot_comes_first(home: Home, client: Client) -> None:
    """It has what the single operations answer."""
    home.capture(home.camera("Drive").id)
    home.event(home.camera("Door").id)
    async with _listening(client) as live:
        snapshot = await live.next()
    assert snapshot["cameras"] == (await client.get("cameras")).json["items"]
    assert snapshot["settings"] == (await client.get("settings")).json
    gateway = (await client.get("gateway")).json
    gateway["vault"].pop("free_bytes")
    assert snapshot["gateway"]["vault"].pop("free_bytes") > 0
    assert snapshot["gateway"] == gateway


async def test_upload_is_told_event_first(home: Home, client: Client) -> None:
    """The event comes at once, then the capture, then what follows from them."""
    camera = home.camera().id
    async with _listening(client) as live:
        await live.next()
        event = home.event(camera)
        home.bus.publish(EventChanged(event))
        first = await live.next()
        assert (first["type"], first["event"]["id"]) == ("event", event.id)
        assert (await live.next())["camera"]["motion"] is True
        capture = home.capture(camera, event=event.id)
        home.bus.publish(CaptureChanged(capture, new=True))
        home.bus.publish(EventChanged(home.catalog.read(events.get, event.id)))
        told = [await live.next(), await live.next(), await live.next(), await live.next()]
        assert [message["type"] for message in told[:2]] == ["capture", "event"]
        assert sorted(message["type"] for message in told[2:]) == ["camera", "gateway"]
        assert (told[0]["new"], told[0]["capture"]["id"]) == (True, capture.id)
        home.bus.publish(CaptureChanged(home.picture(capture)))
        changed = await live.next()
        assert (changed["new"], changed["capture"]["thumbnail"]) == (False, True)
        ended = home.end(event)
        home.bus.publish(EventChanged(ended))
        told = await live.until("event")
        assert told[-1]["event"]["ended_at"] is not None
        assert (await live.until("camera"))[-1]["camera"]["motion"] is False


async def test_missed_captures_are_told_behind_the_snapshot(home: Home, client: Client) -> None:
    """Who was cut off gets what came in meanwhile as if it came now, in order and once."""
    camera = home.camera().id
    async with _listening(client) as live:
        cursor = (await live.next())["cursor"]
        captures = [home.capture(camera) for _ in range(4)]
        home.bus.publish(CaptureChanged(captures[0], new=True))
        told = (await live.until("capture"))[-1]["capture"]["id"]
    for capture in captures[1:]:
        home.bus.publish(CaptureChanged(capture, new=True))
    for since, first in ((cursor, 0), (told, 1)):
        missed = captures[first:]
        async with _listening(client, since=since) as live:
            snapshot = await live.next()
            assert (snapshot["type"], snapshot["cursor"]) == ("snapshot", since)
            again = [await live.next() for _ in missed]
            assert [(each["new"], each["capture"]["id"]) for each in again] == [(True, each.id) for each in missed]
            home.bus.publish(CaptureChanged(last := home.capture(camera), new=True))
            assert (await live.until("capture"))[-1]["capture"]["id"] == last.id
            captures.append(last)
    assert len((await client.get("captures")).json["items"]) == 6


async def test_cursor_that_is_none(client: Client) -> None:
    """What cannot be a cursor is refused."""
    assert (await client.get("live", params={"since": "x" * 101})).error == (400, "invalid")


async def test_motion_is_on_before_the_catalog_knows(home: Home, client: Client) -> None:
    """An event is announced before it is written; what is told of its camera does not contradict it."""
    camera = home.camera().id
    event = Event(id=new_id(), camera=camera, started_at=now_ms(), last_at=now_ms())
    async with _listening(client) as live:
        await live.next()
        home.bus.publish(EventChanged(event))
        shown = (await live.until("camera"))[-1]["camera"]
        assert (shown["motion"], shown["event"]["id"]) == (True, event.id)
    async with _listening(client) as late:
        (shown,) = (await late.next())["cameras"]
        assert (shown["motion"], shown["event"]["id"]) == (True, event.id)
        ended = replace(event, ended_at=now_ms())
        home.bus.publish(EventChanged(ended))
        assert (await late.until("camera"))[-1]["camera"]["motion"] is False


async def test_event_with_nothing_in_it_is_taken_back(home: Home, client: Client) -> None:
    """After the removal nothing of it is left, also when it was announced before it was written."""
    camera = home.camera().id
    event = home.event(camera)
    async with _listening(client) as live:
        assert (await live.next())["cameras"][0]["events_today"] == 1
        home.catalog.write(events.remove, event.id)
        home.bus.publish(EventRemoved(event))
        told = await live.until("camera")
        assert told[0] == {"type": "event_removed", "id": event.id, "camera": camera}
        shown = told[-1]["camera"]
        assert (shown["motion"], shown["events_today"]) == (False, 0)


async def test_cameras_come_and_go(home: Home, client: Client) -> None:
    """A new camera, another name, a camera that is gone."""
    async with _listening(client) as live:
        assert (await live.next())["cameras"] == []
        camera = home.camera("Yard")
        home.bus.publish(CameraChanged(camera.id))
        assert (await live.next())["camera"]["name"] == "Yard"
        await client.ask("PATCH", f"cameras/{camera.id}", json={"name": "Garden"})
        assert (await live.next())["camera"]["name"] == "Garden"
        home.bus.publish(CameraChanged("never-was"))
        home.bus.publish(CameraRemoved(camera.id))
        assert await live.next() == {"type": "camera_removed", "id": camera.id}


async def test_settings_are_told_alone(home: Home, client: Client) -> None:
    """Every listener gets the settings, and what follows from them of the gateway; no camera and no snapshot."""
    home.camera("Drive")
    async with _listening(client) as one, _listening(client) as other:
        await one.next()
        await other.next()
        for site in ("cabin", "boat"):
            changed = (await client.ask("PATCH", "settings", json={"site": site, "vault_days": 30})).json
            for live in (one, other):
                told = {message["type"]: message for message in await live.until("settings")}
                assert told["settings"]["settings"] == changed
                while "gateway" not in told or told["gateway"]["gateway"]["site"] != site:
                    message = await live.next()
                    told[message["type"]] = message
                assert told.keys() == {"settings", "gateway"}


async def test_settings_of_other_rooms_are_told(home: Home, client: Client) -> None:
    """Whoever changed them, what the catalog has is told, and no secret."""
    home.catalog.write(settings.change, archive=ARCHIVE).result()
    old = home.catalog.read(settings.load)
    async with _listening(client) as live:
        await live.next()
        home.catalog.write(settings.change, site="boat").result()
        home.bus.publish(SettingsChanged(old))
        text = await live.socket.receive_str(timeout=10)
        assert json.loads(text)["settings"] == (await client.get("settings")).json
        assert json.loads(text)["settings"]["site"] == "boat"
        assert ARCHIVE.secret_access_key not in text


async def test_another_time_zone_is_another_day(home: Home, client: Client) -> None:
    """Each camera is told with what is of today there, at once."""
    cameras_there = {home.camera(name).id for name in ("Drive", "Door")}
    async with _listening(client) as live:
        begun = {camera["day_started_at"] for camera in (await live.next())["cameras"]}
        # They are never the same day's beginning.
        await client.ask("PATCH", "settings", json={"time_zone": "Asia/Kathmandu"})
        told = [(await live.until("camera"))[-1]["camera"] for _ in cameras_there]
        assert {camera["id"] for camera in told} == cameras_there
        assert begun.isdisjoint({camera["day_started_at"] for camera in told})


async def test_inner_affairs_are_not_told(home: Home, client: Client) -> None:
    """Tasks and accounts are nobody's business."""
    async with _listening(client) as live:
        await live.next()
        home.bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE})))
        home.bus.publish(AccountsChanged())
        home.bus.publish(GatewayChanged())
        assert (await live.next())["type"] == "gateway"


async def test_empty_upload_is_told(home: Home, client: Client) -> None:
    """What only changes a camera's counters is told with the camera."""
    camera = home.camera().id
    async with _listening(client) as live:
        await live.next()
        home.catalog.write(cameras.note_upload, camera, now_ms(), now_ms(), empty=True).result()
        home.bus.publish(CameraChanged(camera))
        assert (await live.next())["camera"]["empty_uploads"] == 1


async def test_test_upload_is_told(home: Home, client: Client) -> None:
    """Who waits for a camera's test upload hears of it with the camera."""
    camera = home.camera().id
    async with _listening(client) as live:
        assert (await live.next())["cameras"][0]["last_test_at"] is None
        home.catalog.write(cameras.note_test, camera, 5_000).result()
        home.bus.publish(CameraChanged(camera))
        assert (await live.next())["camera"]["last_test_at"] == "1970-01-01T00:00:05.000Z"


async def test_refused_uploads_are_told(home: Home, client: Client) -> None:
    """That nothing can be kept is told as it begins and as it ends, and by the answer, with since when."""
    async with _listening(client) as live:
        assert (await live.next())["gateway"]["refusing"] is None
        home.vault.disk_space.note(failed=True)
        assert (await live.next())["gateway"]["refusing"]["reason"] == "disk_error"
        home.vault.disk_space.retained(short=False, crowded=True)
        home.vault.disk_space.note(failed=False)
        assert (await client.get("gateway")).json["refusing"]["reason"] == "vault_full"
        home.vault.disk_space.retained(short=True, crowded=False)
        while (message := await live.next())["gateway"]["refusing"]:
            assert message["type"] == "gateway"
        assert message["gateway"]["vault"]["short"] is True
