"""The messages that rooms publish on the bus."""

from dataclasses import dataclass

from .capture import Capture
from .event import Event
from .settings import Settings
from .task import TaskKind


@dataclass(frozen=True, slots=True)
class EventChanged:
    """An event opened, changed or ended."""

    event: Event


@dataclass(frozen=True, slots=True)
class EventRemoved:
    """An event turned out to have nothing in it."""

    event: Event


@dataclass(frozen=True, slots=True)
class SeenChanged:
    """A user has seen something, or has not after all."""

    user: str


@dataclass(frozen=True, slots=True)
class CaptureChanged:
    """A capture became durable (`new`), or changed."""

    capture: Capture
    new: bool = False


@dataclass(frozen=True, slots=True)
class CameraChanged:
    """A camera is new, or something that is shown of it changed."""

    camera: str


@dataclass(frozen=True, slots=True)
class CameraRemoved:
    """A camera is gone."""

    camera: str


@dataclass(frozen=True, slots=True)
class FoldersChanged:
    """Folders lead to other cameras than before."""


@dataclass(frozen=True, slots=True)
class LoginSeen:
    """Somebody logged in, or was refused; without a name if there is no such account."""

    username: str | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class CapturesMoving:
    """Captures of a camera begin to go over to another one; with `whole`, all of them and what is still to come."""

    camera: str
    into: str
    whole: bool


@dataclass(frozen=True, slots=True)
class GatewayChanged:
    """The archive's state or the backlog changed."""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The owner changed a setting; these are all of them now."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class AccountsChanged:
    """An FTP account was added, changed or removed."""


@dataclass(frozen=True, slots=True)
class TasksAdded:
    """There may be something to do of these kinds: whoever does it looks."""

    kinds: frozenset[TaskKind]


type Message = (
    EventChanged
    | EventRemoved
    | SeenChanged
    | CaptureChanged
    | CameraChanged
    | CameraRemoved
    | FoldersChanged
    | LoginSeen
    | CapturesMoving
    | GatewayChanged
    | SettingsChanged
    | AccountsChanged
    | TasksAdded
)
