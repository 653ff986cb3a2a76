"""Models of cameras, captures, events and groups."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, override

PICTURE_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
SHOWN_TYPES: Final = PICTURE_TYPES | {"image/bmp", "image/avif"}
MAX_PICTURE_BYTES: Final = 20 * 2**20


class Kind(StrEnum):
    """Kind of a capture."""

    CLIP = "clip"
    SNAPSHOT = "snapshot"
    OTHER = "other"

    @classmethod
    @override
    def _missing_(cls, value: object) -> Kind:
        """Read an unknown value of a newer gateway as another file."""
        return cls.OTHER


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """One file that a camera uploaded."""

    id: str
    camera: str
    event: str | None
    kind: Kind
    original_path: str
    content_type: str
    captured_at: datetime
    received_at: datetime
    labels: tuple[str, ...]
    scheduled: bool
    size: int
    sha256: str | None
    state: str
    condition: str
    duration_s: float | None
    picture: str | None
    thumbnail: bool
    playback: str
    codecs: str | None
    vault_path: str | None

    @property
    def archived(self) -> bool:
        """Return whether it is proven to be in the archive."""
        return self.state == "verified"

    @property
    def has_content(self) -> bool:
        """Return whether there is anything to show: some cameras upload files without a byte."""
        return self.condition != "empty"

    @property
    def is_shown_as_it_is(self) -> bool:
        """Return whether the content itself is shown: a picture that browsers know, or an unknown kind."""
        return self.kind is Kind.OTHER or (self.kind is Kind.SNAPSHOT and self.content_type in SHOWN_TYPES)

    @property
    def is_picture(self) -> bool:
        """Return whether the content itself can be shown as a picture, and held in memory."""
        return self.kind is Kind.SNAPSHOT and self.content_type in PICTURE_TYPES and self.size <= MAX_PICTURE_BYTES


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One episode of activity at one camera."""

    id: str
    camera: str
    started_at: datetime
    ended_at: datetime | None
    labels: tuple[str, ...]
    protected: bool
    protection: str
    captures: int
    unarchived: int
    picture: str | None
    description: str | None

    @property
    def archived(self) -> bool:
        """Return whether it is over and all of it is proven to be in the archive."""
        return self.ended_at is not None and not self.unarchived


@dataclass(frozen=True, kw_only=True, slots=True)
class Camera:
    """One source of uploads."""

    id: str
    name: str
    motion: bool
    event: Event | None
    last_event: Event | None
    events_today: int
    latest_picture: Capture | None
    captures: int
    bytes: int
    captures_today: int
    bytes_today: int
    day_started_at: datetime
    empty_in_a_row: int
    last_upload_at: datetime | None
    silent_since: datetime | None
    clock_offset_s: float | None
    last_test_at: datetime | None
    muted: bool
    quiet_time_s: float | None
    pictures_scheduled: bool
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A day or an hour that has captures."""

    start: datetime
    end: datetime
    captures: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CapturePage:
    """Some captures, newest first."""

    items: tuple[Capture, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EventPage:
    """Some events, newest first."""

    items: tuple[Event, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deletion:
    """How many captures left, and how many of them the archive still has."""

    captures: int
    archived: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The days or hours that have captures, newest first."""

    items: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cameras:
    """All cameras, by name, and the ids of those that became part of others."""

    items: tuple[Camera, ...]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A path pattern that some captures share."""

    source: str
    example: str
    captures: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """The most frequent sources."""

    items: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """The camera that captures begin to go over to."""

    camera: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A condition on camera, label or path: contains, not_contains or in, with any of the values."""

    of: str
    match: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A saved filter: the captures for which every rule holds."""

    id: str
    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Groups:
    """All groups, by name."""

    items: tuple[Group, ...]
