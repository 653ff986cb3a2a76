"""A raw FTP client: it sends exactly the lines and bytes a test names, as the cameras' own clients do."""

import socket
import struct

from demo.simulator.wire import TIMEOUT_S, Wire, listening

__all__ = ["TIMEOUT_S", "RawFtp", "listening", "reset"]


class RawFtp(Wire):
    """A control connection to a gateway of these tests."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        super().__init__(host, port)

    def login(self, username: str = "camera", password: str = "right-password") -> str:
        """Log in and return the last reply."""
        self.ask(f"USER {username}")
        return self.ask(f"PASS {password}")

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
