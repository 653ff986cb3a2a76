"""A raw FTP client: it sends exactly the lines and bytes a test names, as the cameras' own clients do."""

from collections.abc import Iterator
import contextlib
import socket
import struct
from typing import Self

TIMEOUT_S = 15


class RawFtp:
    """A control connection."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection((host, port), timeout=TIMEOUT_S)
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
        lines = [self._file.readline().decode().rstrip("\r\n")]
        while lines[-1][3:4] == "-" or (len(lines) > 1 and not lines[-1].startswith(lines[0][:3] + " ")):
            lines.append(self._file.readline().decode().rstrip("\r\n"))
        return "\n".join(lines)

    def ask(self, line: bytes | str) -> str:
        """Send a line and return its reply."""
        self.send(line)
        return self.reply()

    def login(self, username: str = "camera", password: str = "right-password") -> str:
        """Log in and return the last reply."""
        self.ask(f"USER {username}")
        return self.ask(f"PASS {password}")

    def passive(self, *, extended: bool = False) -> socket.socket:
        """Open a passive data connection."""
        if extended:
            port = int(self.ask("EPSV").split("|")[3])
        else:
            numbers = self.ask("PASV").split("(")[1].split(")")[0].split(",")
            port = int(numbers[4]) * 256 + int(numbers[5])
        return socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S)

    def store(self, path: str, data: bytes, command: str = "STOR") -> str:
        """Upload in passive mode and return the final reply."""
        with self.passive() as connection:
            reply = self.ask(f"{command} {path}")
            if not reply.startswith("150"):
                return reply
            connection.sendall(data)
        return self.reply()

    def reset(self) -> None:
        """Break the control connection off with a RST."""
        reset(self.socket)


def reset(connection: socket.socket) -> None:
    """Close a connection with a RST instead of a FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # A file made from the socket keeps the descriptor open.
    connection.shutdown(socket.SHUT_RD)
    descriptor = connection.detach()
    socket.close(descriptor)


@contextlib.contextmanager
def listening() -> Iterator[tuple[socket.socket, int]]:
    """Listen for an active-mode data connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(TIMEOUT_S)
        yield server, server.getsockname()[1]
