"""One who listens live."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
import logging
from typing import Final

from aiohttp import WSCloseCode, web

_LOGGER = logging.getLogger(__name__)
QUEUE_LIMIT: Final = 1000
_GOODBYE_S: Final = 1


class Reader:
    """A WebSocket, and what waits to be sent on it; one that is too slow gets a snapshot instead of what it missed."""

    def __init__(
        self, socket: web.WebSocketResponse, snapshot: Callable[[], Awaitable[str]], cut_off: Callable[[], None]
    ) -> None:
        self._socket = socket
        self._snapshot = snapshot
        self._cut_off = cut_off
        # None stands for a snapshot, taken when its turn comes.
        self._queue: deque[str | None] = deque([None])
        self._filled = asyncio.Event()
        self._filled.set()

    def put(self, text: str) -> None:
        """Send a text after what waits."""
        if len(self._queue) >= QUEUE_LIMIT:
            self._queue.clear()
            self._queue.append(None)
        else:
            self._queue.append(text)
        self._filled.set()

    def put_snapshot(self) -> None:
        """Send how everything is, after what waits."""
        if not self._queue or self._queue[-1] is not None:
            self._queue.append(None)
        self._filled.set()

    async def send(self) -> None:
        """Send what waits, and what comes, until the reader is gone."""
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                while self._queue:
                    text = self._queue.popleft()
                    await self._socket.send_str(await self._snapshot() if text is None else text)
        except ConnectionError:
            pass
        except Exception:
            _LOGGER.exception("A live reader could not be served")
            await self._socket.close(code=WSCloseCode.INTERNAL_ERROR)

    async def close(self) -> None:
        """Say goodbye, for a while; one that does not even take that is cut off."""
        try:
            async with asyncio.timeout(_GOODBYE_S):
                await self._socket.close(code=WSCloseCode.GOING_AWAY)
        except TimeoutError:
            self._cut_off()
