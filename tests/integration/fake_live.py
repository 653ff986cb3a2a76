"""The part of the fake gateway that speaks by itself."""

from abc import ABC, abstractmethod

from aiohttp import WSCloseCode, web

from .contract import require
from .fake_values import Json
from .waiting import until


class FakeLive(ABC):
    """The WebSockets, and what is said on them."""

    def __init__(self) -> None:
        """Begin with nobody who listens."""
        self.first_frame: str | None = None
        self.connections = 0
        self.answers_pings = True
        # What the next listener has missed, and what those before it gave as their cursor.
        self.missed: list[Json] = []
        self.cursor = "0"
        self.asked_since: list[str | None] = []
        self._sockets: set[web.WebSocketResponse] = set()

    @property
    @abstractmethod
    def state(self) -> Json:
        """Return the whole state."""

    async def say(self, kind: str, **fields: object) -> None:
        """Send a live message that the contract knows."""
        message = {"type": kind, **fields}
        if kind == "capture" and fields["new"] and isinstance(capture := fields["capture"], dict):
            self.cursor = capture["id"]
        require("Live" + "".join(word.capitalize() for word in kind.split("_")), message)
        for socket in self._sockets:
            await socket.send_json(message)

    async def say_raw(self, text: str) -> None:
        """Send whatever text."""
        for socket in self._sockets:
            await socket.send_str(text)

    async def say_bytes(self, data: bytes) -> None:
        """Send a frame that is no text."""
        for socket in self._sockets:
            await socket.send_bytes(data)

    async def ping(self) -> None:
        """Ask whether the others are still there."""
        for socket in self._sockets:
            await socket.ping()

    async def break_frames(self) -> None:
        """Send what is no frame at all."""
        for socket in self._sockets:
            assert socket._req
            assert socket._req.transport
            socket._req.transport.write(b"\xff\xff\xff\xff")

    async def until_connected(self, count: int) -> None:
        """Wait until this many connections were made."""
        await until(lambda: self.connections == count)

    @property
    def open_connections(self) -> int:
        """Return how many listen."""
        return len(self._sockets)

    async def drop(self) -> None:
        """Close the live connections."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        """Say the state, then leave the connection to the test."""
        socket = web.WebSocketResponse(autoping=self.answers_pings)
        await socket.prepare(request)
        since = request.query.get("since")
        self.asked_since.append(since)
        if self.first_frame is None:
            snapshot = {"type": "snapshot", **self.state}
            require("LiveSnapshot", snapshot)
            await socket.send_json(snapshot)
            for capture in self.missed if since is not None else ():
                await socket.send_json({"type": "capture", "new": True, "capture": capture})
        else:
            await socket.send_str(self.first_frame)
        self.connections += 1
        self._sockets.add(socket)
        try:
            async for _ in socket:
                pass
        finally:
            self._sockets.discard(socket)
        return socket
