"""The WebSocket endpoint, which sends changes as they happen."""

import asyncio
from typing import Final

from aiohttp import web

from camvault_gateway.api.http.errors import invalid
from camvault_gateway.api.http.params import Params

from .hub import Hub

HUB: Final = web.AppKey("hub", Hub)
_HEARTBEAT_S: Final = 30
# Only the gateway speaks.
_LONGEST_MESSAGE: Final = 1024
_LONGEST_CURSOR: Final = 100


async def live(request: web.Request) -> web.WebSocketResponse:
    """Answer live."""
    hub, since = request.app[HUB], Params(request).text("since")
    if since is not None and len(since) > _LONGEST_CURSOR:
        raise invalid(f"`since` may have {_LONGEST_CURSOR} characters at most.")
    socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_S, max_msg_size=_LONGEST_MESSAGE, compress=False)
    await socket.prepare(request)
    if (transport := request.transport) is None:
        return socket
    with hub.joined(socket, transport.abort, since) as reader:
        sender = asyncio.create_task(reader.send())
        try:
            async for _ in socket:
                pass
        finally:
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
    return socket


ROUTES = [web.get("/api/v1/live", live, allow_head=False)]
