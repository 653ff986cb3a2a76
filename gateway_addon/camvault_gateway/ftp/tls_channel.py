"""TLS on a connection of pyftpdlib's loop.

pyftpdlib's own is built on pyOpenSSL, which cannot do without the session tickets of TLS 1.3. A camera that only writes
never reads them, and closing a socket with something unread resets it (RFC 2525, 2.17): a whole upload would look
broken. Python's `ssl` can, and is there anyway.
"""

import contextlib
import socket
import ssl
from typing import Final, override

from pyftpdlib.ioloop import AsyncChat

_HANDSHAKE_S: Final = 20
_RETRY: Final = (ssl.SSLWantReadError, ssl.SSLWantWriteError)


class TlsChannel(AsyncChat):  # type: ignore[misc] # pyftpdlib has no types
    """A connection that can turn to TLS; the loop never waits for the other side's part of the handshake."""

    # Of ssl, as soon as it is protected.
    socket: ssl.SSLSocket
    _handshaking = False
    _wants_write = False

    @property
    def protected(self) -> bool:
        """Tell whether nothing goes over this connection in the clear."""
        return isinstance(self.socket, ssl.SSLSocket)

    def protect(self, context: ssl.SSLContext) -> None:
        """Turn to TLS: what comes next is the other side's handshake."""
        try:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        except OSError, ValueError:
            # It hung up meanwhile.
            self.close()
            return
        self._handshaking = True
        self.call_later(_HANDSHAKE_S, self._give_up)

    def handshake_done(self) -> None:
        """Go on: everything is encrypted from here."""

    def handshake_failed(self) -> None:
        """Give up a connection on which nothing can be said any more."""
        self.close()

    def _give_up(self) -> None:
        if self._handshaking:
            self.handshake_failed()

    def _shake_hands(self) -> None:
        try:
            self.socket.do_handshake()
            # The camera's next line may wait for the acknowledgement (RFC 896), and nothing to send brings it along.
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        except ssl.SSLWantReadError:
            self._wants_write = False
            self.modify_ioloop_events(self.ioloop.READ)
        except ssl.SSLWantWriteError:
            self._wants_write = True
            self.modify_ioloop_events(self.ioloop.WRITE)
        except OSError:
            self.handshake_failed()
        else:
            self._handshaking = self._wants_write = False
            self.modify_ioloop_events(self._wanted_io_events)
            self.handshake_done()

    @override
    def readable(self) -> bool:
        """Tell the loop whether this waits for something to read."""
        return self._handshaking or super().readable()

    @override
    def writable(self) -> bool:
        """Tell the loop whether this waits to write."""
        return self._wants_write or super().writable()

    @override
    def handle_read_event(self) -> None:
        """Read, or go on with the handshake."""
        if self._handshaking:
            self._shake_hands()
        else:
            self.handle_read()

    @override
    def handle_write_event(self) -> None:
        """Write, or go on with the handshake."""
        if self._handshaking:
            self._shake_hands()
        else:
            super().handle_write_event()

    @override
    def initiate_send(self) -> None:
        """Send what waits, as soon as it can be encrypted."""
        if not self._handshaking:
            super().initiate_send()

    @override
    def send(self, data: bytes) -> int:
        """Send some bytes and return how many."""
        try:
            return int(super().send(data))
        except _RETRY:
            return 0
        except ssl.SSLError:
            self.handle_close()
            return 0

    @override
    def recv(self, buffer_size: int) -> bytes:
        """Receive some bytes; an end without TLS's own goodbye is an end, as many cameras do it."""
        try:
            return bytes(super().recv(buffer_size))
        except _RETRY as err:
            raise BlockingIOError from err
        except ssl.SSLError:
            self.handle_close()
            return b""

    def part(self) -> None:
        """Say TLS's goodbye, without waiting for the other side's."""
        if self.protected and not self._handshaking and not self._closed:
            with contextlib.suppress(OSError, ValueError):
                self.socket.unwrap()

    @override
    def close(self) -> None:
        """Close."""
        self.part()
        super().close()
