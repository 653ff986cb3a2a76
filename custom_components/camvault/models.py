"""What the gateway says, as its API contract has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from .wire import WireError, read

PICTURE_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
MAX_PICTURE_BYTES: Final = 20 * 2**20


class Kind(StrEnum):
    """What a capture is."""

    CLIP = "clip"
    SNAPSHOT = "snapshot"


class ArchiveState(StrEnum):
    """How the archive is doing."""

    NONE = "none"
    CONNECTED = "connected"
    FAILING = "failing"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveHealth:
    """Whether captures reach the archive."""

    state: ArchiveState
    error: str | None
    last_verified_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """What is durable in the vault and not yet verified in the archive."""

    files: int
    bytes: int
    oldest_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Vault:
    """How much the gateway holds itself."""

    files: int
    bytes: int
    free_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Gateway:
    """The gateway itself."""

    id: str
    version: str
    api_version: int
    site: str
    started_at: datetime
    archive: ArchiveHealth
    backlog: Backlog
    vault: Vault


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """Where the archive is."""

    endpoint_url: str | None
    bucket: str
    region: str
    prefix: str
    access_key_id: str
    storage_class: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the owner set."""

    site: str
    time_zone: str
    quiet_time_s: float
    archive: Archive | None


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
    thumbnail: bool

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
    captures: int
    picture: str | None


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
    empty_uploads: int
    last_upload_at: datetime | None


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
class Calendar:
    """The days or hours that have captures, newest first."""

    items: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """The whole state; the first message, and again whenever changes were missed."""

    gateway: Gateway
    settings: Settings
    cameras: tuple[Camera, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GatewayChanged:
    """The gateway's health or backlog changed."""

    gateway: Gateway


@dataclass(frozen=True, kw_only=True, slots=True)
class CameraChanged:
    """A camera is new or changed."""

    camera: Camera


@dataclass(frozen=True, kw_only=True, slots=True)
class CameraRemoved:
    """A camera is gone."""

    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventChanged:
    """An event opened, changed or ended."""

    event: Event


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRemoved:
    """An event turned out to have nothing in it."""

    id: str
    camera: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaptureChanged:
    """A capture became durable (new) or changed."""

    new: bool
    capture: Capture


type LiveMessage = (
    Snapshot | GatewayChanged | CameraChanged | CameraRemoved | EventChanged | EventRemoved | CaptureChanged
)

_LIVE_MESSAGES: Final[Mapping[str, type[LiveMessage]]] = {
    "snapshot": Snapshot,
    "gateway": GatewayChanged,
    "camera": CameraChanged,
    "camera_removed": CameraRemoved,
    "event": EventChanged,
    "event_removed": EventRemoved,
    "capture": CaptureChanged,
}


def read_live(wire: object) -> LiveMessage | None:
    """Return a live message, or None for one of a kind that came after this version."""
    if not isinstance(wire, dict) or not isinstance(kind := wire.get("type"), str):
        raise WireError("expected a message with a type")
    return read(_LIVE_MESSAGES[kind], wire) if kind in _LIVE_MESSAGES else None
