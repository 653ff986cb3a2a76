"""FTPS: the commands that protect a session (RFC 4217)."""

import logging
import ssl
from typing import Final, override

from camvault_gateway.model import Account

from .context import Listener
from .control import ControlConnection
from .tls_channel import TlsChannel

_LOGGER = logging.getLogger(__name__)
_NAMES: Final = frozenset({"TLS", "TLS-C", "TLS-P", "SSL"})
NEEDS_TLS: Final = "530 This account takes FTPS only: switch on FTPS (TLS) in the camera's FTP settings."


def _command(text: str) -> dict[str, object]:
    return {"perm": None, "auth": False, "arg": True, "help": f"Syntax: {text}"}


class TlsCommands(TlsChannel, ControlConnection):
    """A control connection that turns to TLS when it is asked to, or speaks nothing else (implicit FTPS)."""

    proto_cmds = ControlConnection.proto_cmds | {
        "AUTH": _command("AUTH <SP> TLS (protect this connection)."),
        "PBSZ": _command("PBSZ <SP> 0 (of no effect with TLS)."),
        "PROT": _command("PROT <SP> C | P (protect data connections, or not)."),
    }
    account: Account
    _private = False

    def __init__(self, conn: object, server: Listener, ioloop: object = None) -> None:
        super().__init__(conn, server, ioloop)
        self._extra_feats = ["AUTH TLS", "PBSZ", "PROT"]

    @property
    def tls(self) -> ssl.SSLContext:
        """Return what a connection is protected with."""
        return self.context.certificates.context

    @property
    def private(self) -> bool:
        """Tell whether data connections are to be protected."""
        return self._private

    @override
    def handle(self) -> None:
        """Greet; where TLS is implied, after the handshake."""
        if self.server.implicit_tls and not self.protected:
            self._private = True
            self.protect(self.tls)
        else:
            super().handle()

    @override
    def handshake_done(self) -> None:
        """Greet where TLS is implied; a camera that asked for TLS has been greeted."""
        _LOGGER.debug("%s speaks %s", self.remote_ip, self.socket.version())
        if self.server.implicit_tls:
            self.handle()

    @override
    def handshake_failed(self) -> None:
        """Say so in the log: the camera cannot be told."""
        _LOGGER.info("The TLS handshake with %s failed", self.remote_ip)
        self.close()

    @override
    def handle_timeout(self) -> None:
        """End an idle session."""
        if self._handshaking:
            self.handshake_failed()
        else:
            super().handle_timeout()

    @override
    def flush_account(self) -> None:
        """Forget who was logged in, and what was agreed on."""
        super().flush_account()
        self._private = self.server.implicit_tls

    def ftp_AUTH(self, line: str) -> None:  # noqa: N802 pyftpdlib finds a command by this name
        """Protect the control connection."""
        if self.protected:
            self.respond("503 This connection is protected already.")
        elif line.upper() not in _NAMES:
            self.respond("504 Only TLS is known here.")
        else:
            self.flush_account()
            self.respond("234 Go ahead with TLS.")
            # What was sent in the clear after AUTH must not count as said under TLS: somebody else may have said it.
            if self.ac_in_buffer or self.producer_fifo or self.discard_waiting():
                self.close()
            else:
                self.protect(self.tls)

    def ftp_PBSZ(self, _: str) -> None:  # noqa: N802 as above
        """Agree on a buffer size, of which TLS has none."""
        if self.protected:
            self.respond("200 PBSZ=0")
        else:
            self.respond("503 Use AUTH TLS first.")

    def ftp_PROT(self, line: str) -> None:  # noqa: N802 as above
        """Choose whether data connections are protected."""
        wanted = line.upper()
        if not self.protected:
            self.respond("503 Use AUTH TLS first.")
        elif wanted not in {"C", "P"}:
            self.respond("536 Only C (clear) and P (private) are known here.")
        elif wanted == "C" and self.authenticated and self.account.tls_required:
            self.respond("534 This account takes protected data only: use PROT P.")
        else:
            self._private = wanted == "P"
            self.respond(f"200 Data connections are {'private' if self._private else 'clear'}.")
