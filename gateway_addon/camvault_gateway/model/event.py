"""An event: one episode of activity at one camera."""

from dataclasses import dataclass

from .time.millis import Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The content of an event: what its captures amount to, those without a byte and those under way left out."""

    clips: int = 0
    snapshots: int = 0
    verified: int = 0
    incomplete: int = 0
    unreadable: int = 0
    # How many of them a browser can show, the clip itself or a small one made of it, as far as is known.
    playable: int = 0
    bytes: int = 0
    # From the begin of the first to the end of the last.
    length_ms: Millis | None = None
    # When the newest of them came.
    received_at: Millis | None = None


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
    content: Content = Content()
