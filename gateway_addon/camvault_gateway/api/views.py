"""What is shown of the gateway and of a camera, each composed in one view of the catalog."""

from collections.abc import Collection
from dataclasses import dataclass
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import calendar, cameras, captures, events, settings
from camvault_gateway.model import Backlog, Camera, Capture, Event, Millis, Refusal, Settings, now_ms
from camvault_gateway.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """A camera, and what it saw."""

    camera: Camera
    event: Event | None
    last_event: Event | None
    events_today: int
    latest_picture: Capture | None
    captures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayView:
    """The gateway's settings, and how much it holds."""

    settings: Settings
    backlog: Backlog
    files: int
    bytes: int
    free_bytes: int | None
    short: bool
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything a newcomer needs."""

    gateway: GatewayView
    cameras: list[CameraView]


def camera(db: Connection, identity: str) -> CameraView:
    """Return a camera's view, or raise NotFoundError."""
    return _view(db, cameras.get(db, identity), _open_events(db), today(db))


def some_cameras(db: Connection, wanted: Collection[str]) -> list[CameraView]:
    """Return the views of those of the wanted cameras that are there."""
    found = [cameras.get(db, identity) for identity in wanted if cameras.is_there(db, identity)]
    opened, midnight = _open_events(db), today(db)
    return [_view(db, camera, opened, midnight) for camera in found]


def all_cameras(db: Connection, *, removed: bool = False) -> list[CameraView]:
    """Return the views of all cameras, by name: those that are there, or those that the owner removed."""
    opened, midnight = _open_events(db), today(db)
    return [_view(db, camera, opened, midnight) for camera in cameras.list_all(db, removed=removed)]


def gateway(db: Connection, vault: Vault) -> GatewayView:
    """Return the gateway's view."""
    files, size = captures.totals(db)
    vault.room.look()
    return GatewayView(
        settings=settings.load(db),
        backlog=captures.backlog(db),
        files=files,
        bytes=size,
        free_bytes=vault.free_bytes(),
        short=vault.room.short,
        refusal=vault.room.refusal,
    )


def overview(db: Connection, vault: Vault) -> Overview:
    """Return everything at one moment."""
    return Overview(gateway=gateway(db, vault), cameras=all_cameras(db))


def today(db: Connection) -> Millis:
    """Return when the site's day began."""
    return calendar.midnight(ZoneInfo(settings.load(db).time_zone), now_ms())


def _open_events(db: Connection) -> dict[str, Event]:
    return {event.camera: event for event in events.open_events(db)}


def _view(db: Connection, camera: Camera, opened: dict[str, Event], midnight: Millis) -> CameraView:
    return CameraView(
        camera=camera,
        event=opened.get(camera.id),
        last_event=events.latest(db, camera.id),
        events_today=events.count_since(db, camera.id, midnight),
        latest_picture=captures.latest_picture(db, camera.id),
        captures=cameras.capture_count(db, camera.id),
    )
