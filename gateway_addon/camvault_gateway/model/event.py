"""An event: one episode of activity at one camera."""

from dataclasses import dataclass

from .time.millis import Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An episode; it goes on while `ended_at` is None."""

    id: str
    camera: str
    started_at: Millis
    last_at: Millis
    ended_at: Millis | None = None
    labels: tuple[str, ...] = ()
    protected: bool = False
    description: str | None = None
    captures: int = 0
    # How many of them have no copy yet that is kept for good; it matters while it is protected.
    unkept: int = 0
    picture: str | None = None
    # How many are not yet proven to be in the archive, those that arrive just now included.
    unarchived: int = 0
