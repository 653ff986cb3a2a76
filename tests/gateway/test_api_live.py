"""The WebSocket under load and with bad company: fast, bounded, and nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
import contextlib
import json
from pathlib import Path
import socket
import threading
import time
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
import pytest

from camvault_gateway.api import hub, live, reader, views
from camvault_gateway.catalog import captures
from camvault_gateway.model import CameraChanged, CaptureChanged, Event, EventChanged, GatewayChanged, new_id, now_ms
from tests.contract.home import TOKEN, Client, Home

_DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Return an empty home."""
    made = Home.make(tmp_path)
    yield made
    made.catalog.close()


@pytest.fixture
async def client(home: Home) -> AsyncIterator[Client]:
    """Serve the home."""
    async with home.serving() as served:
        yield served


@contextlib.asynccontextmanager
async def _listening(client: Client, **options: Any) -> AsyncIterator[ClientWebSocketResponse]:  # noqa: ANN401
    async with client.session.ws_connect("/api/v1/live", max_msg_size=0, **options) as listener:
        yield listener


async def _next(listener: ClientWebSocketResponse) -> dict[str, Any]:
    message: dict[str, Any] = await listener.receive_json(timeout=20)
    return message


async def _until(listener: ClientWebSocketResponse, suits: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    found = [await _next(listener)]
    while not suits(found[-1]):
        found.append(await _next(listener))
    return found


async def test_motion_is_told_at_once(home: Home, client: Client) -> None:
    """From the FTP loop's thread to the listener: p99 within 50 ms, also while others read and cameras change."""
    camera = home.camera().id
    for _ in range(300):
        home.capture(camera)
    stopped, sent = threading.Event(), dict[str, float]()

    def publish() -> None:
        while not stopped.wait(0.01):
            event = Event(id=new_id(), camera=camera, started_at=now_ms(), last_at=now_ms())
            sent[event.id] = time.perf_counter()
            home.bus.publish(EventChanged(event))

    async def browse() -> None:
        while not stopped.is_set():
            async with client.session.get("/api/v1/captures?limit=200") as answer:
                await answer.read()

    async with _listening(client) as listener:
        await _next(listener)
        thread = threading.Thread(target=publish)
        browser = asyncio.create_task(browse())
        thread.start()
        delays: list[float] = []
        while len(delays) < 300:
            message = await _next(listener)
            if message["type"] == "event":
                delays.append(time.perf_counter() - sent[message["event"]["id"]])
        stopped.set()
        await asyncio.gather(browser, asyncio.to_thread(thread.join))
    delays.sort()
    assert delays[int(len(delays) * 0.99)] < 0.05


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
        async with _listening(client) as listener:
            known = (await _next(listener))["cameras"][0]["captures"]
            told = set[str]()
            while len(told) < 20:
                message = await _next(listener)
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
    async with _listening(client) as listener:
        await _next(listener)
        home.bus.publish(EventChanged(event))
        await asyncio.to_thread(reading.wait, 10)
        home.bus.publish(EventChanged(home.end(event)))
        await _until(listener, lambda message: message["type"] == "event" and message["event"]["ended_at"])
        go_on.set()
        assert (await _next(listener))["camera"]["motion"] is False


async def test_camera_changes_are_told_once(home: Home, client: Client) -> None:
    """However much happens at a camera, it is read and told a few times, and the last word is right."""
    camera = home.camera().id
    async with _listening(client) as listener:
        await _next(listener)
        for _ in range(100):
            home.bus.publish(CaptureChanged(home.capture(camera), new=True))
        messages = await _until(
            listener, lambda message: message["type"] == "camera" and message["camera"]["captures"] == 100
        )
    told = [message["type"] for message in messages]
    assert told.count("capture") == 100
    assert told.count("camera") < 40


async def test_gateway_is_told_once_a_second(home: Home, client: Client) -> None:
    """A busy outbox does not flood the listeners."""
    async with _listening(client) as listener:
        await _next(listener)
        begun = time.monotonic()
        for _ in range(50):
            home.bus.publish(GatewayChanged())
            await asyncio.sleep(0.01)
        home.capture(home.camera().id)
        home.bus.publish(GatewayChanged())
        messages = await _until(listener, lambda message: message["gateway"]["backlog"]["files"] == 1)
        assert len(messages) <= 2 + (time.monotonic() - begun)


async def test_slow_reader_gets_a_snapshot(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who does not read costs a bounded queue, holds up nobody, and is up to date after one message."""
    made: list[reader.Reader] = []
    begin = reader.Reader.__init__

    def remember(self: reader.Reader, *args: Any) -> None:  # noqa: ANN401
        made.append(self)
        begin(self, *args)

    monkeypatch.setattr(reader.Reader, "__init__", remember)
    camera = home.camera().id
    capture = home.capture(camera, original_path="x" * 4_000)
    slow = await asyncio.to_thread(_upgrade, client.port)
    async with _listening(client) as listener:
        await _next(listener)
        for _ in range(4_000):
            home.bus.publish(CaptureChanged(capture))
            if (await _until(listener, lambda message: message["type"] == "capture"))[-1]["capture"]["id"]:
                assert all(len(known._queue) <= reader.QUEUE_LIMIT for known in made)
        last = home.capture(camera)
        home.bus.publish(CaptureChanged(last))
    assert made[0]._queue.count(None) >= 1
    messages = await asyncio.to_thread(_read_until, slow, last.id)
    assert len(messages) < 4_000
    assert sum(message["type"] == "snapshot" for message in messages) >= 2


def _upgrade(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    lines = (
        "GET /api/v1/live HTTP/1.1",
        "Host: x",
        f"Authorization: Bearer {TOKEN}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
    )
    connection.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
    return connection


def _read_until(connection: socket.socket, identity: str) -> list[dict[str, Any]]:
    """Read the server's frames (RFC 6455, section 5.2) until one is about a capture."""
    messages: list[dict[str, Any]] = []
    with connection, connection.makefile("rb") as stream:
        while stream.readline().strip():
            pass
        while not messages or messages[-1].get("capture", {}).get("id") != identity:
            length = stream.read(2)[1]
            if length >= 126:
                length = int.from_bytes(stream.read(2 if length == 126 else 8))
            messages.append(json.loads(stream.read(length)))
    return messages


async def test_reader_that_hangs_up_is_forgotten(home: Home, client: Client) -> None:
    """Readers come and go, and leave nothing behind."""
    camera = home.camera().id
    for _ in range(50):
        async with _listening(client) as listener:
            await _next(listener)
            home.bus.publish(CameraChanged(camera))
    async with _listening(client) as listener:
        await _next(listener)
        home.bus.publish(CameraChanged(camera))
        assert (await _until(listener, lambda message: message["type"] == "camera"))[-1]["camera"]["id"] == camera


async def test_silent_reader_is_dropped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who does not answer the heartbeat is gone."""
    monkeypatch.setattr(live, "_HEARTBEAT_S", 0.2)
    async with _listening(client, autoping=False) as listener:
        await _next(listener)
        async with asyncio.timeout(10):
            while (await listener.receive()).type is WSMsgType.PING:
                pass
        assert listener.closed


async def test_reader_that_talks_is_not_listened_to(home: Home, client: Client) -> None:
    """Small talk is ignored; a long speech ends the conversation, and nothing else."""
    async with _listening(client) as listener, _listening(client) as other:
        await _next(listener)
        await listener.send_str('{"type": "hello"}')
        await listener.send_bytes(b"\0\xff")
        home.bus.publish(GatewayChanged())
        assert (await _next(listener))["type"] == "gateway"
        await listener.send_str("x" * 100_000)
        closing = await listener.receive(timeout=10)
        assert (closing.type, closing.data) == (WSMsgType.CLOSE, 1009)
        assert (await _next(other))["type"] == "snapshot"


async def test_shutdown_says_goodbye(home: Home) -> None:
    """Listeners are told that the gateway goes away, at once."""
    async with ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
        async with home.serving() as client:
            listener = await session.ws_connect(f"http://127.0.0.1:{client.port}/api/v1/live")
            await _next(listener)
            closing = asyncio.create_task(listener.receive(timeout=10))
            begun = time.monotonic()
        assert time.monotonic() - begun < 2
        message = await closing
    assert (message.type, message.data) == (WSMsgType.CLOSE, 1001)


async def test_shutdown_does_not_wait_for_a_reader_that_does_not_read(home: Home) -> None:
    """Goodbye is not said for ever to one who does not hear it."""
    capture = home.capture(home.camera().id, original_path="x" * 4_000)
    async with home.serving() as client:
        slow = await asyncio.to_thread(_upgrade, client.port)
        for _ in range(100):
            for _ in range(30):
                home.bus.publish(CaptureChanged(capture))
            await asyncio.sleep(0.001)
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    slow.close()


async def test_midnight_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the site's day begins, every camera has had no event today."""
    monkeypatch.setattr(hub, "_MINUTE_S", 0.05)
    for name in ("Drive", "Door"):
        home.end(home.event(home.camera(name).id))
    async with home.serving() as client, _listening(client) as listener:
        assert [camera["events_today"] for camera in (await _next(listener))["cameras"]] == [1, 1]
        await asyncio.sleep(0.2)
        tomorrow = now_ms() + _DAY_MS
        monkeypatch.setattr(views, "now_ms", lambda: tomorrow)
        told = [await _next(listener), await _next(listener)]
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

    async with _listening(client) as listener:
        await _next(listener)
        monkeypatch.setattr(captures, "latest_picture", fail)
        home.bus.publish(CameraChanged(camera))
        await asyncio.wait_for(asyncio.to_thread(failed.wait), 10)
        assert (await client.get("gateway")).status == 200
        assert "could not be told" in caplog.text
        monkeypatch.setattr(captures, "latest_picture", working)
        home.bus.publish(CameraChanged(camera))
        assert (await _next(listener))["camera"]["id"] == camera
