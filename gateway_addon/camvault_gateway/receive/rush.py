"""Whether uploads wait for each other, so that what can wait should."""

from typing import Final

from camvault_gateway.model import steady_s

# As many that are whole and not acknowledged yet; a home seldom has two.
_MANY: Final = 4
_LASTS_S: Final = 0.3


class Rush:
    """Counts the uploads that wait for their 226, on the FTP loop; anybody may look."""

    def __init__(self) -> None:
        self._waiting = 0
        self._until = 0.0

    @property
    def on(self) -> bool:
        """Whether there are many, or were a moment ago."""
        return steady_s() < self._until

    def enter(self) -> None:
        """Count an upload whose last byte has arrived."""
        self._waiting += 1
        if self._waiting >= _MANY:
            self._until = steady_s() + _LASTS_S

    def leave(self) -> None:
        """Count it no more: it is answered."""
        self._waiting -= 1
