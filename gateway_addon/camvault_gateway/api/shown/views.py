"""Views of the gateway and of a camera, each read in one transaction of the catalog."""

from collections.abc import Collection
from dataclasses import dataclass
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import archives, cameras, captures, events, settings, tasks
from camvault_gateway.catalog.lists import calendar, usage
from camvault_gateway.catalog.lists.usage import Amount, Safety
from camvault_gateway.model import (
    CLOCK,
    HISTORY_MS,
    LEAST_MS,
    UNASSIGNED,
    Backlog,
    Camera,
    Capture,
    Cost,
    Event,
    Millis,
    Price,
    Refusal,
    Settings,
    forecast,
    is_silent,
    now_ms,
    price_of,
)
from camvault_gateway.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraView:
    """A camera, and what it saw."""

    camera: Camera
    event: Event | None
    last_event: Event | None
    events_today: int
    latest_picture: Capture | None
    today: Amount
    day_started_at: Millis
    silent_since: Millis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayView:
    """The gateway's settings, and how much it holds."""

    settings: Settings
    backlog: Backlog
    files: int
    bytes: int
    free_bytes: int | None
    disk_bytes: int | None
    short: bool
    refusal: Refusal | None
    arrivals_per_minute: float
    archived: Amount
    archived_today: Amount
    captured_today: Safety
    # When a capture that the archive failed with is tried again; None when there is none.
    retry_at: Millis | None
    day_started_at: Millis
    cost: Cost | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything a newcomer needs."""

    gateway: GatewayView
    cameras: list[CameraView]


def camera(db: Connection, identity: str, since: Millis) -> CameraView:
    """Return a camera's view, or raise NotFoundError; the gateway runs since a moment."""
    return _views(db, [cameras.get(db, identity)], since)[0]


def some_cameras(db: Connection, wanted: Collection[str], since: Millis) -> list[CameraView]:
    """Return the views of those of the wanted cameras that are there."""
    return _views(db, [cameras.get(db, identity) for identity in wanted if cameras.is_there(db, identity)], since)


def all_cameras(db: Connection, since: Millis, *, removed: bool = False) -> list[CameraView]:
    """Return the views of all cameras, by name: those that are there, or those that the owner removed."""
    return _views(db, cameras.list_all(db, removed=removed), since)


def silent_cameras(db: Connection, since: Millis) -> frozenset[str]:
    """Return the cameras that have been silent for longer than they usually are."""
    return frozenset(camera.id for camera in cameras.list_all(db) if _silent_since(db, camera, since))


def gateway(db: Connection, vault: Vault) -> GatewayView:
    """Return the gateway's view."""
    files, size = captures.totals(db)
    vault.disk_space.look()
    free, total = vault.disk_space.disk or (None, None)
    kept, midnight = settings.load(db), today(db)
    return GatewayView(
        settings=kept,
        backlog=captures.backlog(db),
        files=files,
        bytes=size,
        free_bytes=free,
        disk_bytes=total,
        short=vault.disk_space.short,
        refusal=vault.disk_space.refusal,
        arrivals_per_minute=usage.arrivals_per_minute(db, now_ms()),
        archived=usage.archived(db),
        archived_today=usage.archived_since(db, midnight),
        captured_today=usage.captured_since(db, midnight),
        retry_at=tasks.next_retry(db),
        day_started_at=midnight,
        cost=_cost(db, kept),
    )


def _cost(db: Connection, kept: Settings) -> Cost | None:
    price = price_of(kept.archive) if kept.archive else None
    if kept.price_per_gb_month is not None:
        price = Price(per_gb_month=kept.price_per_gb_month, currency=kept.price_currency)
    if price is None or kept.archive is None:
        return None
    rules = archives.retention(db)
    return forecast(usage.growth(db, now_ms()), price, rules.days if rules else None)


def overview(db: Connection, vault: Vault, since: Millis) -> Overview:
    """Return everything at one moment."""
    return Overview(gateway=gateway(db, vault), cameras=all_cameras(db, since))


def today(db: Connection) -> Millis:
    """Return when the site's day began."""
    return calendar.midnight(ZoneInfo(settings.load(db).time_zone), now_ms())


def _views(db: Connection, found: list[Camera], since: Millis) -> list[CameraView]:
    opened = {event.camera: event for event in events.open_events(db)}
    midnight = today(db)
    return [_view(db, camera, opened.get(camera.id), midnight, since) for camera in found]


def _view(db: Connection, camera: Camera, opened: Event | None, midnight: Millis, since: Millis) -> CameraView:
    return CameraView(
        camera=camera,
        event=opened,
        last_event=events.latest(db, camera.id),
        events_today=events.count_since(db, camera.id, midnight),
        latest_picture=captures.latest_picture(db, camera.id),
        today=usage.received_since(db, camera.id, midnight),
        day_started_at=midnight,
        silent_since=_silent_since(db, camera, since),
    )


def _silent_since(db: Connection, camera: Camera, since: Millis) -> Millis | None:
    """Return when a silent camera was last heard of; while the gateway was stopped, none could be.

    Nor is one called silent by a clock that was just set, or that is not credible.
    """
    last, now = camera.last_sign_at, now_ms()
    if last is None or camera.id == UNASSIGNED or not CLOCK.credible:
        return None
    if now - max(last, since, CLOCK.undisturbed_since) < LEAST_MS:
        return None
    uploads = usage.active_quarters(db, camera.id, last - HISTORY_MS)
    return last if is_silent(last, uploads, now) else None
