"""Connections to the HTTP server, counted and bounded by the gatekeeper."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, override

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from camvault_gateway.admission import Gatekeeper

# As FTP's: who has not logged in by then makes room.
LOGIN_S: Final = 30
_KEEP_ALIVE_S: Final = 30.0
_BUFFER: Final = 128 * 1024

type Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Connection:
    """A connection, as the gatekeeper knows it."""

    authenticated = False

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        peer = transport.get_extra_info("peername")
        self.remote_ip: str = peer[0] if peer else ""
        self._transport = transport
        self._loop = loop
        self._timer = loop.call_later(LOGIN_S, self._log_in_or_go)

    def evict(self) -> None:
        """End soon: somebody else wants in, and this one has not logged in."""
        self._loop.call_soon_threadsafe(self._transport.abort)

    def ended(self) -> None:
        """Note that it ended."""
        self._timer.cancel()

    def _log_in_or_go(self) -> None:
        if not self.authenticated:
            self._transport.abort()


class Connections(web.Server):
    """aiohttp's server, whose connections are admitted one by one."""

    def __init__(self, gatekeeper: Gatekeeper, handler: Handler) -> None:
        super().__init__(
            handler, access_log=None, keepalive_timeout=_KEEP_ALIVE_S, auto_decompress=False, read_bufsize=_BUFFER
        )
        self._gatekeeper = gatekeeper
        self._admitted: dict[RequestHandler, Connection] = {}

    @override
    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Take a connection if there is room."""
        super().connection_made(handler, transport)
        connection = Connection(transport, asyncio.get_running_loop())
        if self._gatekeeper.admit(connection):
            self._admitted[handler] = connection
        else:
            connection.ended()
            transport.abort()

    @override
    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Make room."""
        if connection := self._admitted.pop(handler, None):
            connection.ended()
            self._gatekeeper.leave(connection)
        super().connection_lost(handler, exc)

    def of(self, request: web.BaseRequest) -> Connection | None:
        """Return a request's connection; None when it ended meanwhile."""
        return self._admitted.get(request.protocol)
