"""Listening to a WebSocket from a thread of its own, so that what is heard gets its time at once."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
import contextlib
import threading
import time
from typing import Any

import aiohttp

type Take = Callable[[dict[str, Any], float], None]

_PATIENCE_S = 30


@contextlib.contextmanager
def listening(url: str, headers: Mapping[str, str], opening: list[dict[str, Any]], take: Take) -> Iterator[None]:
    """Say the opening, and have each message taken with the moment at which it came."""
    listener = _Listener(url, headers, opening, take)
    listener.thread.start()
    assert listener.connected.wait(_PATIENCE_S)
    try:
        yield
    finally:
        listener.stop()


class _Listener:
    def __init__(self, url: str, headers: Mapping[str, str], opening: list[dict[str, Any]], take: Take) -> None:
        self.connected = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._listen()))
        self._url = url
        self._headers = headers
        self._opening = opening
        self._take = take
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over = asyncio.Event()

    def stop(self) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._over.set)
        self.thread.join()

    async def _listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(self._url, headers=self._headers, max_msg_size=0) as socket,
        ):
            for message in self._opening:
                await socket.send_json(message)
            # The first answer is to whoever came.
            self._take(await socket.receive_json(), time.monotonic())
            self.connected.set()
            hearing = asyncio.create_task(self._hear(socket))
            await self._over.wait()
            hearing.cancel()

    async def _hear(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            self._take(message.json(), time.monotonic())
