"""Connections to the HTTP server, counted and bounded by the gatekeeper."""

import asyncio
from collections.abc import Awaitable, Callable
import contextlib
import logging
from typing import Final, override

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from camvault_gateway.admission import Gatekeeper

# As FTP's: who has not logged in by then makes room.
LOGIN_S: Final = 30
_KEEP_ALIVE_S: Final = 30.0
# Of each of 250 connections so much may wait to be read, twice: the disk takes it in pieces anyway.
_BUFFER: Final = 64 * 1024
# Room for a path of 1,024 letters in percent encoding, and for what clients and proxies add.
_LINE: Final = 16 * 1024
_FIELD: Final = 4 * 1024
_FIELDS: Final = 48
# aiohttp tells of every malformed request with a traceback; what is wrong with ours, `Uploads` tells.
_SILENT: Final = logging.getLogger(f"{__name__}.malformed")
_SILENT.setLevel(logging.CRITICAL)

type Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Connection:
    """A connection, as the gatekeeper knows it: from the moment it is accepted, before any handshake."""

    authenticated = False

    def __init__(self, remote_ip: str, hang_up: Callable[[], object]) -> None:
        self.remote_ip = remote_ip
        self.hang_up = hang_up
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(LOGIN_S, self._log_in_or_go)

    def evict(self) -> None:
        """End soon: somebody else wants in, and this one has not logged in."""
        # The loop may have ended with all of its connections.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._go)

    def ended(self) -> None:
        """Note that it ended."""
        self._timer.cancel()

    def _go(self) -> None:
        self.hang_up()

    def _log_in_or_go(self) -> None:
        if not self.authenticated:
            self._go()


class Connections(web.Server):
    """aiohttp's server, whose connections are admitted one by one. A request ends with its connection."""

    def __init__(self, gatekeeper: Gatekeeper, handler: Handler) -> None:
        super().__init__(
            handler,
            handler_cancellation=True,
            access_log=None,
            logger=_SILENT,
            keepalive_timeout=_KEEP_ALIVE_S,
            auto_decompress=False,
            read_bufsize=_BUFFER,
            max_line_size=_LINE,
            max_field_size=_FIELD,
            max_headers=_FIELDS,
        )
        self._gatekeeper = gatekeeper
        self._admitted: dict[RequestHandler, Connection] = {}

    def admit(self, connection: Connection) -> RequestHandler | None:
        """Return what speaks HTTP on a connection, or None when there is no room for it."""
        if not self._gatekeeper.admit(connection):
            connection.ended()
            return None
        handler = self()
        self._admitted[handler] = connection
        return handler

    def forget(self, handler: RequestHandler) -> None:
        """Make room: a connection ended."""
        if connection := self._admitted.pop(handler, None):
            connection.ended()
            self._gatekeeper.leave(connection)

    @override
    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        self.forget(handler)
        super().connection_lost(handler, exc)

    def of(self, request: web.BaseRequest) -> Connection | None:
        """Return a request's connection; None when it ended meanwhile."""
        return self._admitted.get(request.protocol)
