"""Changes as they happen, on a WebSocket."""

import asyncio
from typing import Final

from aiohttp import web

from .hub import Hub
from .reader import Reader

HUB: Final = web.AppKey("hub", Hub)
_HEARTBEAT_S: Final = 30
# Only the gateway speaks.
_LONGEST_MESSAGE: Final = 1024


async def live(request: web.Request) -> web.WebSocketResponse:
    """Answer live."""
    hub = request.app[HUB]
    socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_S, max_msg_size=_LONGEST_MESSAGE, compress=False)
    await socket.prepare(request)
    if (transport := request.transport) is None:
        return socket
    reader = Reader(socket, hub.snapshot, transport.abort)
    with hub.joined(reader):
        sender = asyncio.create_task(reader.send())
        try:
            async for _ in socket:
                pass
        finally:
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
    return socket


ROUTES = [web.get("/api/v1/live", live, allow_head=False)]
