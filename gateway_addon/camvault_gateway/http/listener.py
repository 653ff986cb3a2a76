"""A port of the HTTP server: every connection is admitted before anything is read from it."""

import asyncio
import contextlib
import logging
import socket
import ssl
from typing import Final

from camvault_gateway.admission import PortError

from .connection import LOGIN_S, Connection, Connections

_LOGGER = logging.getLogger(__name__)
_BACKLOG: Final = 100
# Until connections have ended, when the process can have no more of them.
_PAUSE_S: Final = 1.0


class Listener:
    """Accepts connections on a port, with TLS if there is a context.

    asyncio's own servers tell of a connection when its handshake is done: who never begins one would be in no count.
    """

    def __init__(self, connections: Connections, host: str, port: int, context: ssl.SSLContext | None) -> None:
        """Listen. Raises PortError when the port cannot be had."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self._socket = socket.create_server((host, port), family=family, backlog=_BACKLOG)
        except OSError as err:
            raise PortError(port) from err
        self._socket.setblocking(False)  # noqa: FBT003 its name
        self._connections = connections
        self._context = context
        self._handshakes: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Accept until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, address = await loop.sock_accept(self._socket)
            except OSError as err:
                _LOGGER.warning("A connection could not be accepted: %s", err)
                await asyncio.sleep(_PAUSE_S)
                continue
            task = loop.create_task(self._take(accepted, address[0]))
            self._handshakes.add(task)
            task.add_done_callback(self._handshakes.discard)
            # While more wait to be accepted nothing else has its turn: a camera's request is read before it makes room.
            await asyncio.sleep(0)

    def close(self) -> None:
        """Accept nothing more, and end handshakes."""
        self._socket.close()
        for task in self._handshakes:
            task.cancel()

    async def _take(self, accepted: socket.socket, remote_ip: str) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 it is one
        connection = Connection(remote_ip, task.cancel)
        handler = self._connections.admit(connection)
        if handler is None:
            accepted.close()
            return
        try:
            with contextlib.suppress(OSError):
                if self._context is not None:
                    await _first_byte(accepted)
                transport, _ = await asyncio.get_running_loop().connect_accepted_socket(
                    lambda: handler,
                    accepted,
                    ssl=self._context,
                    ssl_handshake_timeout=LOGIN_S if self._context else None,
                )
                connection.hang_up = transport.abort
                return
        except BaseException:
            self._connections.forget(handler)
            accepted.close()
            raise
        self._connections.forget(handler)
        accepted.close()


async def _first_byte(accepted: socket.socket) -> None:
    """Return when a client says something, for asyncio's TLS takes 256 KiB for each connection. Raises OSError."""
    loop, said = asyncio.get_running_loop(), asyncio.Event()
    accepted.setblocking(False)  # noqa: FBT003 its name
    loop.add_reader(accepted, said.set)
    try:
        await said.wait()
    finally:
        loop.remove_reader(accepted)
    if not accepted.recv(1, socket.MSG_PEEK):
        raise ConnectionResetError
