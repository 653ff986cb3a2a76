"""The WebSocket in bad company: those who do not read, do not answer, talk, or stay too long."""

import asyncio
import json
import socket
import time
from typing import Any

from aiohttp import ClientSession, WSMsgType
import pytest

from camvault_gateway.api.live import live, reader
from camvault_gateway.model import CameraChanged, CaptureChanged, GatewayChanged
from tests.contract.home import TOKEN, Client, Home
from tests.contract.listening import listening, next_message, until

pytest_plugins = ("tests.contract.fixtures",)


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
    async with listening(client) as listener:
        await next_message(listener)
        for _ in range(4_000):
            home.bus.publish(CaptureChanged(capture))
            if (await until(listener, lambda message: message["type"] == "capture"))[-1]["capture"]["id"]:
                assert all(len(known._queue) <= reader.QUEUE_LIMIT for known in made)
        last = home.capture(camera)
        home.bus.publish(CaptureChanged(last))
    assert sum(isinstance(waiting, reader.Refresh) for waiting in made[0]._queue) >= 1
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
        async with listening(client) as listener:
            await next_message(listener)
            home.bus.publish(CameraChanged(camera))
    async with listening(client) as listener:
        await next_message(listener)
        home.bus.publish(CameraChanged(camera))
        assert (await until(listener, lambda message: message["type"] == "camera"))[-1]["camera"]["id"] == camera


async def test_silent_reader_is_dropped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who does not answer the heartbeat is gone."""
    monkeypatch.setattr(live, "_HEARTBEAT_S", 0.2)
    async with listening(client, autoping=False) as listener:
        await next_message(listener)
        async with asyncio.timeout(10):
            while (await listener.receive()).type is WSMsgType.PING:
                pass
        assert listener.closed


async def test_reader_that_talks_is_not_listened_to(home: Home, client: Client) -> None:
    """Small talk is ignored; a long speech ends the conversation, and nothing else."""
    async with listening(client) as listener, listening(client) as other:
        await next_message(listener)
        await listener.send_str('{"type": "hello"}')
        await listener.send_bytes(b"\0\xff")
        home.bus.publish(GatewayChanged())
        assert (await next_message(listener))["type"] == "gateway"
        await listener.send_str("x" * 100_000)
        closing = await listener.receive(timeout=10)
        assert (closing.type, closing.data) == (WSMsgType.CLOSE, 1009)
        assert (await next_message(other))["type"] == "snapshot"


async def test_shutdown_says_goodbye(home: Home) -> None:
    """Listeners are told that the gateway goes away, at once."""
    async with ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
        async with home.serving() as client:
            listener = await session.ws_connect(f"http://127.0.0.1:{client.port}/api/v1/live")
            await next_message(listener)
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
