"""A capture: one file that a camera uploaded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .time.ids import place_of
from .time.millis import Millis

# Beside the sites' own folders in a bucket: what no lifecycle rule for a site reaches.
PROTECTED: Final = "_protected"
# {prefix}/_protected/{site}/{camera}/{year}/{month}/{day}/{name}, seen from its end.
_FOLDER: Final = -7
# A camera's captures never share a millisecond: one may have been moved on by so much.
_MOVED_MS: Final = 1000
# Who comes no later than this is on time.
LATE_MS: Final = 20 * 60 * 1000


class Kind(StrEnum):
    """The kind of a capture."""

    CLIP = "clip"
    SNAPSHOT = "snapshot"


class State(StrEnum):
    """The state of a capture: how far it got; each is in exactly one."""

    RECEIVING = "receiving"
    STORED = "stored"
    ARCHIVED = "archived"
    VERIFIED = "verified"


class Condition(StrEnum):
    """The condition of a capture: what its content is worth."""

    PENDING = "pending"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


# What is of no use to anybody who looks.
NOTHING_TO_SEE: Final = frozenset({Condition.EMPTY, Condition.UNREADABLE})


class Playback(StrEnum):
    """The playability of a clip in browsers."""

    UNKNOWN = "unknown"
    ORIGINAL = "original"
    CONVERTED = "converted"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A clip or a snapshot, from its first byte on."""

    id: str
    camera: str
    event: str | None
    kind: Kind
    original_path: str
    extension: str
    content_type: str
    captured_at: Millis
    started_at: Millis
    received_at: Millis
    camera_time: Millis | None = None
    labels: tuple[str, ...] = ()
    scheduled: bool = False
    size: int = 0
    sha256: str | None = None
    state: State = State.RECEIVING
    condition: Condition = Condition.PENDING
    archive_key: str | None = None
    duration_ms: int | None = None
    thumbnail: bool = False
    # Of what browsers get: the file itself, or what is made of it.
    playback: Playback = Playback.UNKNOWN
    codecs: str | None = None
    width: int | None = None
    height: int | None = None
    local: bool = True
    # When the archive answered that it has it; unknown of what an older gateway put, or a rebuild had to find out.
    archived_at: Millis | None = None
    channel: int | None = None

    @property
    def timed(self) -> bool:
        """Whether `captured_at` is by the camera's own clock; else it is when the upload began."""
        return is_timed(self.captured_at, self.camera_time)

    @property
    def late(self) -> bool:
        """Whether it came long after it was recorded, and is filed at its own time."""
        return self.timed and self.started_at - self.captured_at - (self.duration_ms or 0) > LATE_MS

    @property
    def span(self) -> tuple[Millis, Millis]:
        """From when until when it was recorded, by the clock of `captured_at`; a clip is sent after or meanwhile."""
        return span(self.captured_at, self.camera_time, self.started_at, self.received_at, self.duration_ms or 0)

    @property
    def vault_path(self) -> str | None:
        """Where its file lies in the vault, if that has it."""
        here = self.local and self.state is not State.RECEIVING
        return f"captures/{place_of(self.id, self.extension)}" if here else None

    @property
    def kept(self) -> bool:
        """Whether it lies where no lifecycle rule reaches it."""
        return is_copy(self.archive_key or "")


def is_timed(captured_at: Millis, camera_time: Millis | None) -> bool:
    """Tell whether a capture's time is by the camera's own clock."""
    return camera_time is not None and 0 <= captured_at - camera_time <= _MOVED_MS


def span(
    captured_at: Millis, camera_time: Millis | None, started_at: Millis, received_at: Millis, length_ms: int
) -> tuple[Millis, Millis]:
    """Return from when until when what lasts so long was recorded."""
    if is_timed(captured_at, camera_time):
        return captured_at, captured_at + length_ms
    return started_at - length_ms, received_at


def is_copy(key: str) -> bool:
    """Tell whether an object's key is that of a copy which is kept for a protected event."""
    folders = key.split("/")
    return len(folders) >= -_FOLDER and folders[_FOLDER] == PROTECTED
