"""The data connection: where an upload is whole only if it was closed, not broken."""

import errno
import logging
import os
import socket
import ssl
from typing import Protocol, override

from pyftpdlib.handlers import DTPHandler
from pyftpdlib.handlers.ftp.dispatchers import PassiveDTP
from pyftpdlib.ioloop import AsyncChat

from .tls_channel import TlsChannel
from .transfer import Transfer

_LOGGER = logging.getLogger(__name__)
_BUFFER = 256 * 1024
_STALLED_S = 120
_BROKEN = "426 Connection broken; transfer aborted."
_NO_TLS = "522 The TLS handshake of the data connection failed."


class ControlSession(Protocol):
    """The session that a data connection belongs to."""

    remote_ip: str
    passive_ports: list[int] | None

    @property
    def tls(self) -> ssl.SSLContext:
        """Return what a connection is protected with."""

    @property
    def private(self) -> bool:
        """Tell whether data connections are to be protected."""

    def end_upload(self, transfer: Transfer, *, broken: bool, reply: str | None) -> None:
        """Keep what arrived, and answer when it is durable."""

    def drop_pending_upload(self) -> None:
        """Give up an upload whose data connection never came."""


class DataConnection(TlsChannel, DTPHandler):  # type: ignore[misc] # pyftpdlib has no types
    """Reads an upload into its transfer, and lets the session answer once it is kept."""

    timeout = _STALLED_S
    cmd_channel: ControlSession
    file_obj: Transfer | None

    def __init__(self, sock: socket.socket, cmd_channel: ControlSession) -> None:
        super().__init__(sock, cmd_channel)
        if cmd_channel.private and not self._closed:
            self.protect(cmd_channel.tls)

    @override
    def __repr__(self) -> str:
        """Say little, as the session does."""
        return f"<data of {self.cmd_channel!r}>"

    def start(self, transfer: Transfer) -> None:
        """Read into a transfer; whatever type the camera set, media are binary."""
        self.file_obj = transfer
        transfer.when_drained = self._drained
        transfer.when_failed = self._failed
        self.enable_receiving("i", "STOR")

    @override
    def handle_read(self) -> None:
        """Read what has arrived; unlike pyftpdlib, tell a reset (RFC 9293, 3.10.7.4) from an end."""
        try:
            chunk = self.socket.recv(_BUFFER)
        except BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError:
            return
        except OSError:
            self._break_off(_BROKEN)
            return
        if not chunk:
            self.handle_close()
            return
        self.tot_bytes_received += len(chunk)
        if self.file_obj is not None:
            self.file_obj.write(chunk)
            if self.file_obj.congested:
                self.del_channel()

    @override
    def handshake_failed(self) -> None:
        """Tell the camera (RFC 4217, 10.2)."""
        self._break_off(_NO_TLS)

    @override
    def handle_close(self) -> None:
        """Take the end of the connection as the end of the file (RFC 959, 3.3), unless it was an error."""
        if self.receive and self.socket is not None:
            error = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if error not in {0, errno.EINPROGRESS}:
                self._break_off(_BROKEN)
                return
        super().handle_close()

    def _break_off(self, reply: str) -> None:
        self.transfer_finished = False
        self._resp = (reply, _quiet)
        self.close()

    def _drained(self) -> None:
        if not self._closed and self._fileno not in self.ioloop.socket_map:
            self.add_channel(events=self.ioloop.READ)

    def _failed(self) -> None:
        if not self._closed:
            self._break_off("452 The disk takes no more.")

    @override
    def close(self) -> None:
        """Close; an upload is answered by its session when it is durable."""
        transfer = self.file_obj
        if self._closed or not isinstance(transfer, Transfer):
            super().close()
            return
        self.part()
        AsyncChat.close(self)
        if self._idler is not None and not self._idler.cancelled:
            self._idler.cancel()
        reply = self._resp[0] if self._resp else None
        self.cmd_channel.end_upload(transfer, broken=not self.transfer_finished, reply=reply)


class NoPortError(OSError):
    """Every passive port is taken."""


class PassivePort(PassiveDTP):  # type: ignore[misc] # pyftpdlib has no types
    """A listening passive port, always one of the range that the host publishes."""

    cmd_channel: ControlSession

    @override
    def bind(self, addr: tuple[str, int]) -> None:
        """Bind a port; where pyftpdlib would fall back to one outside the range, raise NoPortError."""
        if not addr[1] and self.cmd_channel.passive_ports is not None:
            self.close()
            raise NoPortError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
        super().bind(addr)

    @override
    def handle_accepted(self, sock: socket.socket, addr: tuple[str, int]) -> None:
        """Take the camera's connection; hang up on others without a word, which the camera would take for its own."""
        if addr[0] != self.cmd_channel.remote_ip:
            _LOGGER.warning("%s tried the data port that was for %s", addr[0], self.cmd_channel.remote_ip)
            sock.close()
        else:
            super().handle_accepted(sock, addr)

    @override
    def handle_timeout(self) -> None:
        """Give up waiting for the camera's data connection, and the upload that wanted it."""
        self.cmd_channel.drop_pending_upload()
        super().handle_timeout()


def _quiet(*_: object) -> None:
    """Log nothing: the session does."""
