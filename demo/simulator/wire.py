"""A control connection over which exactly the lines and bytes go that it is told."""

from collections.abc import Iterator
import contextlib
import socket
import ssl
from typing import Self

TIMEOUT_S = 15


def trusting() -> ssl.SSLContext:
    """Return TLS that takes every certificate, as cameras do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Wire:
    """A raw FTP client."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.socket = socket.create_connection((host, port), timeout=TIMEOUT_S)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket)
        self._file = self.socket.makefile("rb")
        self.greeting = self.reply()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
            self.socket.close()

    def send(self, data: bytes | str) -> None:
        """Send bytes as they are, or a line with CRLF."""
        self.socket.sendall(data if isinstance(data, bytes) else data.encode() + b"\r\n")

    def reply(self) -> str:
        """Return the next reply, a reply of many lines as one text; '' when the server hung up."""
        lines = [self._line()]
        while lines[-1][3:4] == "-" or (len(lines) > 1 and not lines[-1].startswith(lines[0][:3] + " ")):
            lines.append(self._line())
        return "\n".join(lines)

    def _line(self) -> str:
        return self._file.readline().decode(errors="replace").rstrip("\r\n")

    def ask(self, line: bytes | str) -> str:
        """Send a line and return its reply."""
        self.send(line)
        return self.reply()

    def protect(self, tls: ssl.SSLContext) -> None:
        """Shake hands."""
        self._file.close()
        self.socket = tls.wrap_socket(self.socket)
        self._file = self.socket.makefile("rb")

    def passive(self, *, extended: bool = False) -> socket.socket:
        """Open a passive data connection."""
        if extended:
            return self._connected(self.host, int(self.ask("EPSV").split("|")[3]))
        numbers = self.ask("PASV").split("(")[1].split(")")[0].split(",")
        return self._connected(".".join(numbers[:4]), int(numbers[4]) * 256 + int(numbers[5]))

    def _connected(self, host: str, port: int) -> socket.socket:
        return socket.create_connection((host, port), timeout=TIMEOUT_S)


@contextlib.contextmanager
def listening(host: str = "127.0.0.1") -> Iterator[tuple[socket.socket, int]]:
    """Listen for an active-mode data connection."""
    with socket.create_server((host, 0)) as server:
        server.settimeout(TIMEOUT_S)
        yield server, server.getsockname()[1]
