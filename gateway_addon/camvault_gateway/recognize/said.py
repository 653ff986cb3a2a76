"""What a client says of an upload besides its path, in protocols that have a place for it."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import Millis


@dataclass(frozen=True, slots=True)
class Said:
    """The client's own words: when it was recorded, and why it was sent."""

    # Counts as a stamp in the path does, and instead of one.
    recorded_at: Millis | None = None
    # Beside those that the path tells.
    labels: tuple[str, ...] = ()
    # The same file within ten minutes is the same upload, asked for again: a request, unlike FTP's, can be repeated.
    repeatable: bool = False

    def labels_with(self, told: tuple[str, ...]) -> tuple[str, ...]:
        """Return labels that a path tells with these, each once."""
        return tuple(dict.fromkeys((*told, *self.labels)))


NOTHING_SAID: Final = Said()
