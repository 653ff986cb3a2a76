"""The gateway's own state as JSON, as the contract defines it."""

from dataclasses import asdict

from camvault_gateway.api.services import Services
from camvault_gateway.model import (
    CLOCK,
    ArchivedSite,
    ArchiveState,
    Confinement,
    Guesser,
    RebuildState,
    Refusal,
    rfc3339,
)

from .views import GatewayView
from .wire import Json, moment

API_VERSION = 1


def gateway(view: GatewayView, services: Services) -> Json:
    """Return a Gateway."""
    ftp = services.ftp
    return {
        "id": view.settings.gateway_id,
        "version": services.version,
        "api_version": API_VERSION,
        "site": view.settings.site,
        "started_at": rfc3339(services.running_since),
        "ftp": {
            "port": ftp.port,
            "passive_ports": list(ftp.passive_ports),
            "advertised_address": ftp.advertised_address,
            "remapped_ports": list(ftp.remapped_ports),
            "certificate_problem": ftp.certificate_problem(),
        },
        "http": asdict(services.http),
        "archive": _archive(view, services),
        "arrivals_per_minute": view.arrivals_per_minute,
        "backlog": {
            "files": view.backlog.files,
            "bytes": view.backlog.bytes,
            "oldest_at": moment(view.backlog.oldest_at),
            "by_camera": dict(view.backlog.by_camera),
        },
        "clock": _clock(),
        "guessing": [_guesser(found) for found in services.guessers()],
        "media_worker": _media_worker(services.confinement()),
        "rebuild": rebuild(services.rebuild.state) if services.rebuild else None,
        "refusing": _refusal(view.refusal),
        "today": {"captures": view.captured_today.captures, "verified": view.captured_today.verified},
        "vault": {
            "files": view.files,
            "bytes": view.bytes,
            "free_bytes": view.free_bytes,
            "disk_bytes": view.disk_bytes,
            "short": view.short,
        },
    }


def _archive(view: GatewayView, services: Services) -> Json:
    state = services.archive.state if view.settings.archive else None
    failing = state is not None and state.problem is not None
    next_try_at = services.next_try_at() or view.retry_at if failing else None
    return _archive_state(state) | {"next_try_at": moment(next_try_at)} | _archived(view)


def _media_worker(confinement: Confinement | None) -> Json | None:
    if confinement is None:
        return None
    return {
        "own_user": confinement.own_user,
        "no_network": confinement.no_network,
        "no_files": confinement.no_files,
        "means": [str(each) for each in confinement.in_order],
    }


def _archived(view: GatewayView) -> Json:
    cost = view.cost
    return {
        "files": view.archived.files,
        "bytes": view.archived.bytes,
        "files_today": view.archived_today.files,
        "bytes_today": view.archived_today.bytes,
        "day_started_at": rfc3339(view.day_started_at),
        "cost": asdict(cost) if cost else None,
    }


def _clock() -> Json | None:
    doubt, off_ms = CLOCK.doubt, CLOCK.off_ms
    return None if doubt is None else {"problem": doubt, "off_s": None if off_ms is None else round(off_ms / 1000)}


def _guesser(found: Guesser) -> Json:
    return {"address": found.address, "guesses": found.guesses, "since": rfc3339(found.since)}


def _refusal(refusal: Refusal | None) -> Json | None:
    return None if refusal is None else {"reason": refusal.why, "since": rfc3339(refusal.since)}


def rebuild(state: RebuildState) -> Json:
    """Return a Rebuild."""
    return {
        "state": state.phase,
        "captures": state.captures,
        "bare": state.bare,
        "unusable": state.unusable,
        "error": state.error,
    }


def site(found: ArchivedSite) -> Json:
    """Return a Site."""
    return {"site": found.name, "cameras": None if found.cameras is None else list(found.cameras)}


def _archive_state(state: ArchiveState | None) -> Json:
    if state is None:
        return {"state": "none", "error": None, "failing_since": None, "last_verified_at": None}
    return {
        "state": "failing" if state.problem else "connected",
        "error": state.problem,
        "failing_since": moment(state.failing_since),
        "last_verified_at": moment(state.last_verified_at),
        "damaged_objects": state.damaged,
    }
