"""The limit of simultaneous connections, in all and by address."""

import threading
from typing import Final, Protocol

from .origin import origin_of

# Thirty cameras behind one hidden address, with a few sessions each, and three sockets a session.
PER_ADDRESS: Final = 120
TOTAL: Final = 250


class Connection(Protocol):
    """A connection, as far as the limit is concerned."""

    remote_ip: str
    authenticated: bool

    def evict(self) -> None:
        """End soon, to make room for another; called from any thread."""


class ConnectionLimit:
    """The connections that are open, as many as may be; the oldest that has not logged in makes room for a new one.

    So whoever has no password cannot keep those out who have, whatever address they share. Safe to use from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside: dict[Connection, None] = {}

    def admit(self, connection: Connection) -> bool:
        """Take a connection, or return False."""
        with self._lock:
            admitted, evicted = self._admit(connection)
        if evicted is not None:
            evicted.evict()
        return admitted

    def _admit(self, connection: Connection) -> tuple[bool, Connection | None]:
        """Return whether there is room, and who has to go for it."""
        if connection in self._inside:
            return True, None
        origin = origin_of(connection.remote_ip)
        neighbours = [other for other in self._inside if origin_of(other.remote_ip) == origin]
        crowd = neighbours if len(neighbours) >= PER_ADDRESS else list(self._inside)
        idle = None
        if len(neighbours) >= PER_ADDRESS or len(crowd) >= TOTAL:
            idle = next((other for other in crowd if not other.authenticated), None)
            if idle is None:
                return False, None
            del self._inside[idle]
        self._inside[connection] = None
        return True, idle

    def leave(self, connection: Connection) -> None:
        """Note that a connection ended."""
        with self._lock:
            self._inside.pop(connection, None)
