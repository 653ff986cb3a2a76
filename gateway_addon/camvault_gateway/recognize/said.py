"""What a client says of an upload besides its path, in protocols that have a place for it."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import Millis


@dataclass(frozen=True, slots=True)
class Said:
    """The client's own words."""

    # When it was recorded; counts as a stamp in the path does, and instead of one.
    recorded_at: Millis | None = None
    # The same file within ten minutes is the same upload, asked for again: a request, unlike FTP's, can be repeated.
    repeatable: bool = False


NOTHING_SAID: Final = Said()
