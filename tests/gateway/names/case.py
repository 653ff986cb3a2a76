"""A name, and everything that is to be read from it."""

from dataclasses import dataclass
from typing import Final

MOTION: Final = ("motion",)


@dataclass(frozen=True, slots=True)
class Case:
    """A path; the camera's wall clock, the clip's seconds, the channel, and why it was sent."""

    path: str
    start: str | None = None
    seconds: int | None = None
    channel: int | None = None
    labels: tuple[str, ...] = ()
    scheduled: bool = False
    role: str = "capture"
