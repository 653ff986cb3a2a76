"""What a listener of the WebSocket has missed, and is told when it comes again."""

import asyncio
from dataclasses import replace
from typing import Any

from aiohttp import ClientWebSocketResponse
import pytest

from camvault_gateway.api.live import arrivals, reader
from camvault_gateway.catalog import captures
from camvault_gateway.model import Capture, CaptureChanged, EventChanged, GatewayChanged, now_ms
from tests.contract.home import Client, Home
from tests.contract.listening import listening, next_message, until

pytest_plugins = ("tests.contract.fixtures",)


def _announced(home: Home, **changes: Any) -> Capture:  # noqa: ANN401 any field of a capture
    """Receive a capture, and announce it."""
    capture = home.capture(home.camera().id, **changes)
    home.bus.publish(CaptureChanged(capture, new=True))
    return capture


async def _ids(listener: ClientWebSocketResponse) -> list[str]:
    """Return the captures that are told as new before the gateway tells of itself."""
    messages = await until(listener, lambda message: message["type"] == "gateway")
    return [each["capture"]["id"] for each in messages if each["type"] == "capture" and each["new"]]


async def _missed(home: Home, client: Client, since: str | None) -> list[str]:
    """Return what one who comes again is told."""
    params = {} if since is None else {"since": since}
    async with listening(client, params=params) as listener:
        await next_message(listener)
        home.bus.publish(GatewayChanged())
        return await _ids(listener)


async def test_newcomer_hears_of_nothing_old(home: Home, client: Client) -> None:
    """What came in before the first connection was others' to hear."""
    _announced(home)
    assert await _missed(home, client, None) == []


async def test_quiet_home(home: Home, client: Client) -> None:
    """The cursor of a gateway that has nothing yet, and of one that had nothing new for long, misses nothing."""
    async with listening(client) as listener:
        cursor = (await next_message(listener))["cursor"]
    first = _announced(home)
    assert await _missed(home, client, cursor) == [first.id]


async def test_restarted_gateway_knows_what_was_missed(home: Home) -> None:
    """What was told before a restart is not told again; what was received before it and never told is."""
    async with home.serving() as client, listening(client) as listener:
        await next_message(listener)
        told = _announced(home)
        assert (await until(listener, lambda message: message["type"] == "capture"))[-1]["capture"]["id"] == told.id
    unheard = home.capture(home.camera().id)
    async with home.serving() as client:
        later = _announced(home)
        assert await _missed(home, client, told.id) == [unheard.id, later.id]


async def test_old_news_is_no_news(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener that comes back after an hour, or finds a gateway that starts again, gets the last minutes only."""
    old = home.capture(home.camera().id)
    home.change(old, received_at=now_ms() - 301_000)
    fresh = home.capture(home.camera().id)
    home.change(fresh, received_at=now_ms() - 250_000)
    async with home.serving() as client:
        assert await _missed(home, client, "unknown") == [fresh.id]
        monkeypatch.setattr(arrivals, "FRESH_S", 0)
        assert await _missed(home, client, "unknown") == []


async def test_clock_that_jumps(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missed, and its order, does not depend on the wall clock or on ids."""
    first = _announced(home)
    late = replace(home.capture(home.camera().id), id="0" * 32, received_at=1, captured_at=1)
    home.catalog.write(captures.begin, late).result()
    home.bus.publish(CaptureChanged(late, new=True))
    last = _announced(home)
    monkeypatch.setattr(arrivals, "now_ms", lambda: 1)
    assert await _missed(home, client, first.id) == [late.id, last.id]


async def test_at_most_so_many(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood is told by its end."""
    monkeypatch.setattr(arrivals, "MOST", 5)
    flood = [_announced(home).id for _ in range(20)]
    assert await _missed(home, client, "0") == flood[-5:]
    assert await _missed(home, client, flood[0]) == flood[-5:]


async def test_deleted_capture_is_not_told(home: Home, client: Client) -> None:
    """What was removed meanwhile never was, also when it was the last that was told."""
    first, second, third = (_announced(home) for _ in range(3))
    home.catalog.write(captures.remove, second.id).result()
    assert await _missed(home, client, first.id) == [third.id]
    assert await _missed(home, client, second.id) == [third.id]


async def test_settings_replay_nothing(home: Home, client: Client) -> None:
    """What was missed is told behind the first snapshot, and not again because a setting changed."""
    cursor = _announced(home).id
    missed = _announced(home).id
    async with listening(client, params={"since": cursor}) as listener:
        await client.ask("PATCH", "settings", json={"site": "cabin"})
        told = await until(listener, lambda message: message["type"] == "settings")
        assert [each["capture"]["id"] for each in told if each["type"] == "capture"] == [missed]
        assert [each["type"] for each in told].count("snapshot") == 1


async def test_slow_reader_misses_no_capture(home: Home, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a queue runs over, its new captures are told behind the snapshot, once and in order."""
    monkeypatch.setattr(reader, "QUEUE_LIMIT", 20)
    async with listening(client) as listener:
        await next_message(listener)
        made = [_announced(home).id for _ in range(100)]
        messages = await until(
            listener, lambda message: message["type"] == "capture" and message["capture"]["id"] == made[-1]
        )
    assert [each["capture"]["id"] for each in messages if each["type"] == "capture"] == made
    assert any(each["type"] == "snapshot" for each in messages)


async def test_nothing_is_told_twice_while_coming_again(home: Home, client: Client) -> None:
    """However a connection breaks during uploads, each capture is told once."""
    told: list[str] = []
    made: list[str] = []
    stop = asyncio.Event()

    async def upload() -> None:
        while not stop.is_set():
            made.append((await asyncio.to_thread(_announced, home)).id)
            await asyncio.sleep(0)

    async def follow() -> None:
        async with listening(client) as listener:
            cursor = (await next_message(listener))["cursor"]
        while len(told) < 60:
            async with listening(client, params={"since": cursor}) as listener:
                for _ in range(7):
                    message = await next_message(listener)
                    if message["type"] == "capture":
                        cursor = message["capture"]["id"]
                        told.append(cursor)

    uploads = asyncio.create_task(upload())
    await follow()
    stop.set()
    await uploads
    begin = made.index(told[0])
    assert told == made[begin : begin + len(told)]


async def test_motion_overtakes_no_capture(home: Home, client: Client) -> None:
    """What happens now waits only until what was missed is written, never for a question of the listener's."""
    cursor = _announced(home).id
    missed = [_announced(home).id for _ in range(200)]
    event = home.event(home.camera().id)
    async with listening(client, params={"since": cursor}) as listener:
        await next_message(listener)
        home.bus.publish(EventChanged(event))
        messages = await until(listener, lambda message: message["type"] == "event")
    assert [each["capture"]["id"] for each in messages if each["type"] == "capture"] == missed
