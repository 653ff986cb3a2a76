"""A raw HTTP client: it sends exactly the bytes a test names, as the simplest cameras do."""

import base64
import socket
from typing import Self

from .ftp_client import reset

_TIMEOUT_S = 30


def login(username: str = "camera", password: str = "right-password") -> str:
    """Return the header of a login."""
    return f"Authorization: Basic {base64.b64encode(f'{username}:{password}'.encode()).decode()}\r\n"


class RawHttp:
    """A connection to the port for uploads."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), _TIMEOUT_S, (source, 0))
        self._heard = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes | str) -> None:
        """Send something."""
        self.socket.sendall(data.encode() if isinstance(data, str) else data)

    def begin(self, path: str, headers: str, *, who: str | None = None) -> None:
        """Send a request as far as its body."""
        self.send(f"PUT {path} HTTP/1.1\r\nHost: x\r\n{login() if who is None else who}{headers}\r\n")

    def put(self, path: str, data: bytes, *, who: str | None = None) -> int:
        """Upload a file, and return the status."""
        self.begin(path, f"Content-Length: {len(data)}\r\n", who=who)
        self.send(data)
        return self.status()

    def status(self) -> int:
        """Return the status of the next answer, whose body is read; 0 when it was hung up."""
        try:
            head = self._until(b"\r\n\r\n")
            if not head:
                return 0
            lines = head.decode().lower().split("\r\n")
            length = next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)
            while len(self._heard) < length and (more := self.socket.recv(65536)):
                self._heard += more
        except ConnectionError:
            return 0
        self._heard = self._heard[length:]
        return int(lines[0].split(" ")[1])

    def _until(self, end: bytes) -> bytes:
        while end not in self._heard:
            more = self.socket.recv(65536)
            if not more:
                return b""
            self._heard += more
        head, _, self._heard = self._heard.partition(end)
        return head

    def reset(self) -> None:
        """Break the connection off with a RST."""
        reset(self.socket)
