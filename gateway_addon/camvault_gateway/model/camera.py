"""A camera: one source of uploads."""

from dataclasses import dataclass

from .time.millis import Millis
from .time.offset import steady_offset

UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera; its id never changes, its name may."""

    id: str
    name: str
    created_at: Millis
    # What it has, but empty uploads.
    captures: int = 0
    bytes: int = 0
    empty_uploads: int = 0
    # Files that it had sent before.
    repeated_uploads: int = 0
    # Since its last upload with a byte.
    empty_in_a_row: int = 0
    last_upload_at: Millis | None = None
    last_test_at: Millis | None = None
    # The last differences between the camera's time and ours, the newest at the end.
    clock_samples: tuple[Millis, ...] = ()
    # What the owner set: without a quiet time of its own, the site's counts.
    quiet_time_s: float | None = None
    pictures_scheduled: bool = False
    # All that its captures ever told.
    labels: tuple[str, ...] = ()
    # Its uploads are kept, and make no event.
    muted: bool = False
    # When the owner removed it; its captures stay, and its next upload brings it back.
    removed_at: Millis | None = None

    @property
    def last_sign_at(self) -> Millis | None:
        """Return when it was last heard of."""
        return max(filter(None, (self.last_upload_at, self.last_test_at)), default=None)

    @property
    def clock_offset_ms(self) -> Millis | None:
        """Return how far its clock is ahead of ours, once that is steady."""
        return steady_offset(self.clock_samples)
