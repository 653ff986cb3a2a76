"""The changes of the catalog that no segment in the archive has yet."""

from dataclasses import dataclass

from .camera import Camera
from .capture import Capture
from .event import Event
from .seen import Seen
from .time.millis import Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The present state of what changed, and of the cameras and events that it refers to."""

    # The number of the last change in it.
    upto: int = 0
    cameras: tuple[Camera, ...] = ()
    # Folders with the camera that each stands for, and cameras that are gone with the one each became part of.
    folders: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    events: tuple[Event, ...] = ()
    captures: tuple[Capture, ...] = ()
    # Captures that the owner deleted, and when.
    deleted: tuple[tuple[str, Millis], ...] = ()
    # What users have not seen.
    seen: tuple[Seen, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is left of what changed."""
        return not (self.cameras or self.events or self.captures or self.deleted or self.seen)
