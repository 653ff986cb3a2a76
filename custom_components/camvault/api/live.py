"""Messages on the WebSocket."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from homeassistant.util.json import json_loads

from ..const import API_VERSION
from .errors import CamVaultError, CamVaultVersionError, reading
from .gateway import Gateway, Identity, Settings
from .models import Camera, Capture, Event
from .wire import WireError, read


@dataclass(frozen=True, kw_only=True, slots=True)
class FullState:
    """The whole state; the first message, and again whenever changes were missed."""

    gateway: Gateway
    settings: Settings
    cameras: tuple[Camera, ...]
    # The last new capture before it; an older gateway tells nothing again.
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GatewayChanged:
    """The gateway's health or backlog changed."""

    gateway: Gateway


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsChanged:
    """The owner changed a setting; these are all of them."""

    settings: Settings


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
    # The event as the gateway gave it, for browsers, which may know more of it.
    wire: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRemoved:
    """An event turned out to have nothing in it."""

    id: str
    camera: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaptureChanged:
    """A capture became durable (new) or changed; one that is late shows nothing that happens now."""

    new: bool
    capture: Capture
    # An older gateway files nothing at its own time that comes late.
    late: bool = False
    # The capture as the gateway gave it, for browsers, which may know more of it.
    wire: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class LoginSeen:
    """Somebody logged in by FTP, or was refused; without a name if there is no such account."""

    username: str | None
    accepted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenChanged:
    """What a user has seen changed."""

    user: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """A message that is none this version can read."""

    error: CamVaultError


type LiveMessage = (
    FullState
    | GatewayChanged
    | SettingsChanged
    | CameraChanged
    | CameraRemoved
    | EventChanged
    | EventRemoved
    | CaptureChanged
    | LoginSeen
    | SeenChanged
    | Unreadable
)

_LIVE_MESSAGES: Final[Mapping[str, type[LiveMessage]]] = {
    "snapshot": FullState,
    "gateway": GatewayChanged,
    "settings": SettingsChanged,
    "camera": CameraChanged,
    "camera_removed": CameraRemoved,
    "event": EventChanged,
    "event_removed": EventRemoved,
    "capture": CaptureChanged,
    "login": LoginSeen,
    "seen": SeenChanged,
}


def read_live(wire: object) -> LiveMessage | None:
    """Return a live message, or None for one of a kind that came after this version."""
    if not isinstance(wire, dict) or not isinstance(kind := wire.get("type"), str):
        raise WireError("expected a message with a type")
    message = read(_LIVE_MESSAGES[kind], wire) if kind in _LIVE_MESSAGES else None
    return replace(message, wire=wire[kind]) if isinstance(message, EventChanged | CaptureChanged) else message


def decode_live(text: str) -> LiveMessage | None:
    """Return the live message that a frame holds; raises CamVaultError for a snapshot that cannot be read."""
    is_full = False
    try:
        with reading("live"):
            wire = json_loads(text)
            if is_full := isinstance(wire, dict) and wire.get("type") == "snapshot":
                _check_version(wire.get("gateway"))
            return read_live(wire)
    except CamVaultError as err:
        if is_full:
            raise
        return Unreadable(error=err)


def decode_gateway(body: bytes) -> Gateway:
    """Return the gateway of an answer's body; raises CamVaultError."""
    with reading("gateway"):
        wire = json_loads(body)
        _check_version(wire)
        return read(Gateway, wire)


def _check_version(wire: object) -> None:
    """Raise unless it is a gateway of this version of the API: in another one all else may be different."""
    try:
        version = read(Identity, wire).api_version
    except WireError as err:
        raise CamVaultError(f"No gateway: {err}") from err
    if version != API_VERSION:
        raise CamVaultVersionError(f"The gateway speaks version {version} of the API, not {API_VERSION}")
