"""What cameras of a home send."""

from dataclasses import dataclass
from typing import Final

DAY_S: Final = 86_400.0
HOUR_S: Final = 3_600.0
YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A home: its cameras, and what each of them sends a day; each motion is one snapshot and one clip."""

    cameras: int
    motions_a_day: float
    clip_bytes: int = 8_000_000
    snapshot_bytes: int = 150_000

    @property
    def motions(self) -> float:
        """Return the motions of all cameras a day, which are as many clips, and as many snapshots."""
        return self.cameras * self.motions_a_day

    @property
    def captures(self) -> float:
        """Return the captures a day."""
        return 2 * self.motions

    @property
    def clips_bytes(self) -> float:
        """Return the bytes of a day's clips."""
        return self.motions * self.clip_bytes

    @property
    def snapshots_bytes(self) -> float:
        """Return the bytes of a day's snapshots."""
        return self.motions * self.snapshot_bytes

    @property
    def bytes(self) -> float:
        """Return all bytes of a day."""
        return self.clips_bytes + self.snapshots_bytes


# The house that CamVault descends from had 14 cameras, and once 5.5 times its usual arrivals.
SPIKE: Final = 5.5
QUIET: Final = Load(cameras=4, motions_a_day=20)
USUAL: Final = Load(cameras=14, motions_a_day=60)
BUSY: Final = Load(cameras=14, motions_a_day=60 * SPIKE)
LOADS: Final = {"quiet": QUIET, "usual": USUAL, "spike, all day": BUSY}

# How much of a day's motion each hour has, 1 being an even share: nights are quiet, mornings and evenings are not.
HOURS: Final = (
    *(0.3, 0.25, 0.2, 0.2, 0.3, 0.7, 1.3, 1.8, 1.6, 1.2, 1.1, 1.1),
    *(1.2, 1.1, 1.1, 1.3, 1.6, 1.9, 1.8, 1.4, 1.0, 0.7, 0.5, 0.35),
)


def share_of_hour(at_s: float) -> float:
    """Return how busy a moment is, in seconds since a midnight; before it counts, too."""
    return HOURS[int(at_s // HOUR_S) % 24] * 24 / sum(HOURS)
