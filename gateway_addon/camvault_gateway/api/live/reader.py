"""One WebSocket client, and its queue of messages."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
import logging
from typing import Final

from aiohttp import WSCloseCode, web

from .arrivals import Arrivals

_LOGGER = logging.getLogger(__name__)
QUEUE_LIMIT: Final = 1000
_GOODBYE_S: Final = 1


@dataclass(frozen=True, slots=True)
class Refresh:
    """A snapshot that is taken when its turn comes, and the missed captures that are told behind it."""

    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A message as it is sent; `capture` is the new one that it tells of."""

    text: str
    capture: str | None


class Reader:
    """A WebSocket, and what waits to be sent on it; one that is too slow gets a snapshot instead of what it missed."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        arrivals: Arrivals,
        refresh: Callable[[str, tuple[str, ...]], Awaitable[list[str]]],
        cut_off: Callable[[], None],
        since: str | None = None,
    ) -> None:
        self._socket = socket
        self._arrivals = arrivals
        self._refresh = refresh
        self._cut_off = cut_off
        self._cursor = arrivals.cursor if since is None else since
        self._queue: deque[_Text | Refresh] = deque([self._missed()])
        self._filled = asyncio.Event()
        self._filled.set()

    def put(self, text: str, capture: str | None = None) -> None:
        """Send a text after what waits."""
        if len(self._queue) >= QUEUE_LIMIT:
            self._queue.clear()
            self._queue.append(self._missed())
        else:
            self._queue.append(_Text(text, capture))
        self._filled.set()

    async def send(self) -> None:
        """Send what waits, and what comes, until the reader is gone."""
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                while self._queue:
                    for text in await self._next():
                        await self._socket.send_str(text)
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

    def _missed(self) -> Refresh:
        """Return a refresh with all captures that the reader has not been told of."""
        return Refresh(self._arrivals.after(self._cursor))

    async def _next(self) -> list[str]:
        """Take the next of what waits; its captures count as told, since nothing is sent after a failure."""
        match self._queue.popleft():
            case _Text(text, capture):
                self._cursor = capture or self._cursor
                return [text]
            case Refresh(missed):
                before = self._cursor
                self._cursor = missed[-1] if missed else before
                return await self._refresh(before, missed)
