"""What the catalog holds, as the contract writes it."""

from dataclasses import asdict

from camvault_gateway.catalog import Page, calendar, moves
from camvault_gateway.model import (
    Abilities,
    Account,
    ArchivedSite,
    ArchiveSettings,
    ArchiveState,
    Capture,
    Event,
    Millis,
    RebuildState,
    Refusal,
    Retention,
    Settings,
    State,
    findings,
    rfc3339,
)

from .services import Services
from .views import CameraView, GatewayView

type Json = dict[str, object]

API_VERSION = 1


def _time(moment: Millis | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def _seconds(millis: Millis | None) -> float | None:
    return None if millis is None else millis / 1000


def capture(shown: Capture) -> Json:
    """Return a Capture."""
    return {
        "id": shown.id,
        "camera": shown.camera,
        "event": shown.event,
        "kind": shown.kind,
        "original_path": shown.original_path,
        "content_type": shown.content_type,
        "captured_at": rfc3339(shown.captured_at),
        "received_at": rfc3339(shown.received_at),
        "labels": list(shown.labels),
        "scheduled": shown.scheduled,
        "size": shown.size,
        "sha256": shown.sha256,
        "state": shown.state,
        "condition": shown.condition,
        "archive_key": None if shown.state is State.STORED else shown.archive_key,
        "duration_s": _seconds(shown.duration_ms),
        "thumbnail": shown.thumbnail,
        "playback": shown.playback,
        "codecs": shown.codecs,
        "width": shown.width,
        "height": shown.height,
    }


def event(shown: Event) -> Json:
    """Return an Event."""
    return {
        "id": shown.id,
        "camera": shown.camera,
        "started_at": rfc3339(shown.started_at),
        "ended_at": _time(shown.ended_at),
        "labels": list(shown.labels),
        "protected": shown.protected,
        "protection": "none" if not shown.protected else "pending" if shown.unkept else "kept",
        "captures": shown.captures,
        "picture": shown.picture,
    }


def camera(view: CameraView) -> Json:
    """Return a Camera."""
    return {
        "id": view.camera.id,
        "name": view.camera.name,
        "motion": view.event is not None,
        "event": event(view.event) if view.event else None,
        "last_event": event(view.last_event) if view.last_event else None,
        "events_today": view.events_today,
        "latest_picture": capture(view.latest_picture) if view.latest_picture else None,
        "captures": view.captures,
        "empty_uploads": view.camera.empty_uploads,
        "last_upload_at": _time(view.camera.last_upload_at),
        "last_test_at": _time(view.camera.last_test_at),
        "clock_offset_s": _seconds(view.camera.clock_offset_ms),
        "quiet_time_s": view.camera.quiet_time_s,
        "pictures_scheduled": view.camera.pictures_scheduled,
        "labels": list(view.camera.labels),
        "muted": view.camera.muted,
    }


def gateway(view: GatewayView, services: Services) -> Json:
    """Return a Gateway."""
    ftp = services.ftp
    return {
        "id": view.settings.gateway_id,
        "version": services.version,
        "api_version": API_VERSION,
        "site": view.settings.site,
        "started_at": rfc3339(services.started_at),
        "ftp": {
            "port": ftp.port,
            "passive_ports": list(ftp.passive_ports),
            "advertised_address": ftp.advertised_address,
        },
        "archive": _archive_state(services.archive.state if view.settings.archive else None),
        "backlog": {
            "files": view.backlog.files,
            "bytes": view.backlog.bytes,
            "oldest_at": _time(view.backlog.oldest_at),
        },
        "rebuild": rebuild(services.rebuild.state) if services.rebuild else None,
        "refusing": _refusal(view.refusal),
        "vault": {"files": view.files, "bytes": view.bytes, "free_bytes": view.free_bytes, "short": view.short},
    }


def _refusal(refusal: Refusal | None) -> Json | None:
    return None if refusal is None else {"reason": refusal.why, "since": rfc3339(refusal.since)}


def rebuild(state: RebuildState) -> Json:
    """Return a Rebuild."""
    return {"state": state.phase, "captures": state.captures, "error": state.error}


def site(found: ArchivedSite) -> Json:
    """Return a Site."""
    return {"site": found.name, "cameras": None if found.cameras is None else list(found.cameras)}


def _archive_state(state: ArchiveState | None) -> Json:
    if state is None:
        return {"state": "none", "error": None, "last_verified_at": None}
    return {
        "state": "failing" if state.problem else "connected",
        "error": state.problem,
        "last_verified_at": _time(state.last_verified_at),
        "damaged_objects": state.damaged,
    }


def settings(kept: Settings) -> Json:
    """Return the Settings."""
    return {
        "site": kept.site,
        "time_zone": kept.time_zone,
        "quiet_time_s": kept.quiet_time_s,
        "vault_limit_bytes": kept.vault_limit_bytes,
        "vault_days": kept.vault_days,
        "upload_limit_kib_s": kept.upload_limit_kib_s,
        "anonymous_networks": list(kept.anonymous_networks),
        "archive": archive(kept.archive) if kept.archive else None,
    }


def archive(kept: ArchiveSettings) -> Json:
    """Return the Archive, which has no secret."""
    return {
        "endpoint_url": kept.endpoint_url,
        "bucket": kept.bucket,
        "region": kept.region,
        "prefix": kept.prefix,
        "access_key_id": kept.access_key_id,
        "storage_class": kept.storage_class,
        "abilities": _abilities(kept.abilities) if kept.abilities else None,
    }


def retention(found: Retention) -> Json:
    """Return a Retention."""
    return {
        "days": found.days,
        "own_days": found.own_days,
        "read_at": _time(found.read_at),
        "problem": found.problem,
    }


def _abilities(found: Abilities) -> Json:
    return {
        **asdict(found),
        "checked_at": rfc3339(found.checked_at),
        "findings": [asdict(each) for each in findings(found)],
    }


def account(kept: Account) -> Json:
    """Return an Account, which has no password."""
    return {
        "username": kept.username,
        "camera": kept.camera,
        "created_at": rfc3339(kept.created_at),
        "tls_required": kept.tls_required,
    }


def source(found: moves.Seen) -> Json:
    """Return a Source."""
    return {
        "source": found.pattern,
        "example": found.example,
        "captures": found.captures,
        "last_at": rfc3339(found.last_at),
    }


def span(found: calendar.Span) -> Json:
    """Return a Span."""
    return {"start": rfc3339(found.start), "end": rfc3339(found.end), "captures": found.captures}


def captures_page(page: Page[Capture]) -> Json:
    """Return a page of captures."""
    return {"items": [capture(item) for item in page.items], "next": page.next}


def events_page(page: Page[Event]) -> Json:
    """Return a page of events."""
    return {"items": [event(item) for item in page.items], "next": page.next}
