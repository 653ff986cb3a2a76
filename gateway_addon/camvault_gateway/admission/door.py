"""Who may be connected at the same time."""

from typing import Final, Protocol

from .address import origin_of

# Thirty cameras behind one hidden address, with a few sessions each, and three sockets a session.
PER_ADDRESS: Final = 120
TOTAL: Final = 250


class Visitor(Protocol):
    """A session as far as the door is concerned."""

    remote_ip: str
    authenticated: bool

    def give_way(self) -> None:
        """End, for somebody else's sake."""


class Door:
    """Lets sessions in; when it is full, the oldest that has not logged in gives way.

    So whoever has no password cannot keep those out who have, whatever address they share.
    """

    def __init__(self) -> None:
        self._inside: dict[Visitor, None] = {}

    def admit(self, visitor: Visitor) -> bool:
        """Let a session in, or return False."""
        if visitor in self._inside:
            return True
        origin = origin_of(visitor.remote_ip)
        neighbours = [other for other in self._inside if origin_of(other.remote_ip) == origin]
        crowd = neighbours if len(neighbours) >= PER_ADDRESS else list(self._inside)
        if len(neighbours) >= PER_ADDRESS or len(crowd) >= TOTAL:
            stranger = next((other for other in crowd if not other.authenticated), None)
            if stranger is None:
                return False
            self.leave(stranger)
            stranger.give_way()
        self._inside[visitor] = None
        return True

    def leave(self, visitor: Visitor) -> None:
        """Note that a session ended."""
        self._inside.pop(visitor, None)
