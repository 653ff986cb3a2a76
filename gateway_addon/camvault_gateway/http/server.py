"""The HTTP server for uploads: one thread with a loop of its own; the receiver's workers wait for the disk."""

import asyncio
from concurrent.futures import Future
import contextlib
from dataclasses import dataclass
import ssl
import threading

from aiohttp import web

from camvault_gateway.admission import Gatekeeper, PortError
from camvault_gateway.receive import Receiver
from camvault_gateway.tls import Certificates

from .connection import Connections
from .uploads import Uploads


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """The ports of the HTTP server, each None while it is off: in the clear, and with TLS."""

    host: str
    port: int | None = None
    tls_port: int | None = None


class HttpServer:
    """Takes uploads by HTTP, and does nothing else; off until it has a port."""

    def __init__(
        self, receiver: Receiver, gatekeeper: Gatekeeper, settings: HttpSettings, certificates: Certificates
    ) -> None:
        """Listen later."""
        self._uploads = Uploads(receiver, gatekeeper)
        self._gatekeeper = gatekeeper
        self._settings = settings
        self._certificates = certificates
        self._started = Future[None]()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._connections: Connections | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="http")

    def start(self) -> None:
        """Listen. Raises PortError when a port cannot be had."""
        if self._settings.port is None and self._settings.tls_port is None:
            return
        self._thread.start()
        self._started.result()

    def stop(self) -> None:
        """Hang up on everybody; what they had sent is still being kept by the receiver."""
        if self._thread.is_alive():
            if self._loop is not None and self._stopped is not None:
                with contextlib.suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()

    async def _run(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self._connections = connections = Connections(self._gatekeeper, self._handle)
        listening: list[asyncio.Server] = []
        try:
            listening = await self._listen(connections)
        except PortError as err:
            self._started.set_exception(err)
            return
        self._started.set_result(None)
        await self._stopped.wait()
        for server in listening:
            server.close()
        await connections.shutdown(0)

    async def _listen(self, connections: Connections) -> list[asyncio.Server]:
        listening: list[asyncio.Server] = []
        for port, context in self._ports():
            try:
                made = await asyncio.get_running_loop().create_server(
                    connections, self._settings.host, port, ssl=context
                )
            except OSError as err:
                for server in listening:
                    server.close()
                raise PortError(port) from err
            listening.append(made)
        return listening

    def _ports(self) -> list[tuple[int, ssl.SSLContext | None]]:
        settings = self._settings
        plain: list[tuple[int, ssl.SSLContext | None]] = [(settings.port, None)] if settings.port is not None else []
        if settings.tls_port is None:
            return plain
        return [*plain, (settings.tls_port, self._certificates.following())]

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        connection = self._connections.of(request) if self._connections else None
        if connection is None:
            raise ConnectionResetError
        answer = await self._uploads.answer(request, connection)
        answer.headers["Server"] = "CamVault"
        return answer
