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
from .listener import Listener
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
        with contextlib.ExitStack() as stack:
            try:
                listeners = self._listen(connections, stack)
            except PortError as err:
                self._started.set_exception(err)
                return
            accepting = [self._loop.create_task(listener.run()) for listener in listeners]
            self._started.set_result(None)
            await self._stopped.wait()
            for task in accepting:
                task.cancel()
        await connections.shutdown(0)

    def _listen(self, connections: Connections, stack: contextlib.ExitStack) -> list[Listener]:
        listeners: list[Listener] = []
        for port, context in self._ports():
            listeners.append(Listener(connections, self._settings.host, port, context))
            stack.callback(listeners[-1].close)
        return listeners

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
