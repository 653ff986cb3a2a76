"""The catalog's objects as JSON, as the contract defines it."""

from collections.abc import Collection
from dataclasses import asdict

from camvault_gateway.archive import certificates
from camvault_gateway.catalog import Page
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.catalog.lists import calendar, pairing
from camvault_gateway.catalog.seen import Unseen
from camvault_gateway.model import (
    Abilities,
    Account,
    ArchiveSettings,
    Capture,
    Event,
    Group,
    Millis,
    Retention,
    Settings,
    Shot,
    State,
    findings,
    may_be_small,
    rfc3339,
)
from camvault_gateway.search import Wanted

from .views import CameraView

type Json = dict[str, object]


def moment(shown: Millis | None) -> str | None:
    """Return a time, if there is one."""
    return None if shown is None else rfc3339(shown)


def _seconds(millis: Millis | None) -> float | None:
    return None if millis is None else millis / 1000


def capture(shown: Capture, picture: Shot | None = None) -> Json:
    """Return a Capture, of a clip with the snapshot that is its picture."""
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
        "picture": picture.id if picture else None,
        "thumbnail": shown.thumbnail or (picture is not None and picture.thumbnail),
        "playback": shown.playback,
        "codecs": shown.codecs,
        "small": may_be_small(shown),
        "width": shown.width,
        "height": shown.height,
        "vault_path": shown.vault_path,
    }


def event(shown: Event, unseen: Collection[str] | None = None) -> Json:
    """Return an Event, with whether it is among those that are unseen if these are given."""
    told: Json = {
        "id": shown.id,
        "camera": shown.camera,
        "started_at": rfc3339(shown.started_at),
        "ended_at": moment(shown.ended_at),
        "labels": list(shown.labels),
        "protected": shown.protected,
        "protection": "none" if not shown.protected else "pending" if shown.unkept else "kept",
        "captures": shown.captures,
        "clips": shown.content.clips,
        "snapshots": shown.content.snapshots,
        "verified": shown.content.verified,
        "unarchived": shown.unarchived,
        "incomplete": shown.content.incomplete,
        "unreadable": shown.content.unreadable,
        "playable": shown.content.playable > 0,
        "size": shown.content.bytes,
        "content_s": _seconds(shown.content.length_ms),
        "received_at": moment(shown.content.received_at),
        "picture": shown.picture,
        "description": shown.description,
    }
    return told if unseen is None else told | {"unseen": shown.id in unseen}


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
        "captures": view.camera.captures,
        "bytes": view.camera.bytes,
        "captures_today": view.today.files,
        "bytes_today": view.today.bytes,
        "day_started_at": rfc3339(view.day_started_at),
        "empty_uploads": view.camera.empty_uploads,
        "empty_in_a_row": view.camera.empty_in_a_row,
        "repeated_uploads": view.camera.repeated_uploads,
        "last_upload_at": moment(view.camera.last_upload_at),
        "silent_since": moment(view.silent_since),
        "last_test_at": moment(view.camera.last_test_at),
        "clock_offset_s": _seconds(view.camera.clock_offset_ms),
        "quiet_time_s": view.camera.quiet_time_s,
        "pictures_scheduled": view.camera.pictures_scheduled,
        "labels": list(view.camera.labels),
        "muted": view.camera.muted,
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
        "price_per_gb_month": kept.price_per_gb_month,
        "price_currency": kept.price_currency,
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
        "ca_certificate": kept.ca_certificate,
        "certificates": [
            {"name": each.name, "ends_at": rfc3339(each.ends_at)}
            for each in (certificates(kept.ca_certificate) if kept.ca_certificate else ())
        ],
        "abilities": _abilities(kept.abilities) if kept.abilities else None,
    }


def retention(found: Retention) -> Json:
    """Return a Retention."""
    return {
        "days": found.days,
        "own_days": found.own_days,
        "read_at": moment(found.read_at),
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


def source(found: moves.Source) -> Json:
    """Return a Source."""
    return {
        "source": found.pattern,
        "example": found.example,
        "captures": found.captures,
        "last_at": rfc3339(found.last_at),
    }


def span(found: calendar.Span) -> Json:
    """Return a Span."""
    shown: Json = {
        "start": rfc3339(found.start),
        "end": rfc3339(found.end),
        "captures": found.captures,
        "events": found.events,
    }
    asked = {"camera": found.camera, "unseen": found.unseen}
    return shown | {name: value for name, value in asked.items() if value is not None}


def unseen(found: Unseen) -> Json:
    """Return how much a user has not seen."""
    return {"unseen": found.total, "unseen_by_camera": found.by_camera}


def captures_page(page: Page[pairing.Shown], understood: Wanted | None) -> Json:
    """Return a page of captures."""
    items = [capture(item.capture, item.picture) for item in page.items]
    return {"items": items, "next": page.next, "understood": _understood(understood)}


def events_page(page: Page[Event], understood: Wanted | None, unseen: Collection[str] | None = None) -> Json:
    """Return a page of events."""
    return {
        "items": [event(item, unseen) for item in page.items],
        "next": page.next,
        "prev": page.prev,
        "understood": _understood(understood),
    }


def _understood(wanted: Wanted | None) -> Json | None:
    """Return what the words of a search were read as."""
    if wanted is None:
        return None
    return {
        "words": wanted.words,
        "after": moment(wanted.after),
        "before": moment(wanted.before),
        "moment": moment(wanted.moment),
    }


def group(kept: Group) -> Json:
    """Return a Group."""
    return asdict(kept)
