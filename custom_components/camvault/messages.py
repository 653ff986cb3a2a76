"""What the gateway says by itself, on the WebSocket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from homeassistant.util.json import json_loads

from .const import API_VERSION
from .errors import CamVaultError, CamVaultVersionError
from .gateway_models import Gateway
from .models import Camera, Capture, Event, Settings
from .wire import WireError, read


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


@dataclass(frozen=True, kw_only=True, slots=True)
class LoginSeen:
    """Somebody logged in by FTP, or was refused; without a name if there is no such account."""

    username: str | None
    accepted: bool


type LiveMessage = (
    Snapshot | GatewayChanged | CameraChanged | CameraRemoved | EventChanged | EventRemoved | CaptureChanged | LoginSeen
)

_LIVE_MESSAGES: Final[Mapping[str, type[LiveMessage]]] = {
    "snapshot": Snapshot,
    "gateway": GatewayChanged,
    "camera": CameraChanged,
    "camera_removed": CameraRemoved,
    "event": EventChanged,
    "event_removed": EventRemoved,
    "capture": CaptureChanged,
    "login": LoginSeen,
}


def read_live(wire: object) -> LiveMessage | None:
    """Return a live message, or None for one of a kind that came after this version."""
    if not isinstance(wire, dict) or not isinstance(kind := wire.get("type"), str):
        raise WireError("expected a message with a type")
    return read(_LIVE_MESSAGES[kind], wire) if kind in _LIVE_MESSAGES else None


def decode_live(text: str) -> LiveMessage | None:
    """Return the live message that a frame holds; raises CamVaultError."""
    try:
        message = read_live(json_loads(text))
    except ValueError as err:
        raise CamVaultError(f"live: {err}") from err
    if isinstance(message, Snapshot):
        check_version(message.gateway)
    return message


def check_version(gateway: Gateway) -> Gateway:
    """Return the gateway if it speaks this version of the API."""
    if gateway.api_version != API_VERSION:
        raise CamVaultVersionError(f"The gateway speaks version {gateway.api_version} of the API, not {API_VERSION}")
    return gateway
