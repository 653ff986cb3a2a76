"""The safety line: whether all that was received is in the archive, and if not, why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from ..api.gateway import ArchiveState, Gateway
from ..site import Site


class SafetyState(StrEnum):
    """How safe the captures are."""

    NONE = "none"
    SAFE = "safe"
    WAITING = "waiting"
    FAILING = "failing"
    AWAY = "away"


@dataclass(frozen=True, kw_only=True, slots=True)
class Safety:
    """Captures of today, how many of them are verified in the archive, and what holds up the rest."""

    state: SafetyState
    today: int = 0
    today_safe: int = 0
    backlog: int = 0
    last_verified_at: datetime | None = None
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    error: str | None = None


AWAY: Final = Safety(state=SafetyState.AWAY)


def safety_of(site: Site, cameras: Collection[str] | None) -> Safety:
    """Return the safety of a site, or of those cameras that somebody may see."""
    gateway, archive = site.gateway, site.gateway.archive
    today, today_safe, backlog = _counts(site, cameras)
    return Safety(
        state=_state(gateway, is_all_safe=not backlog and today_safe >= today),
        today=today,
        today_safe=today_safe,
        backlog=backlog,
        last_verified_at=archive.last_verified_at,
        failing_since=gateway.refusing.since if gateway.refusing else archive.failing_since,
        next_try_at=archive.next_try_at,
        error=gateway.refusing.reason if gateway.refusing else archive.error,
    )


def _state(gateway: Gateway, *, is_all_safe: bool) -> SafetyState:
    if gateway.refusing or gateway.archive.state is ArchiveState.FAILING:
        return SafetyState.FAILING
    if gateway.archive.state is ArchiveState.NONE:
        return SafetyState.NONE
    return SafetyState.SAFE if is_all_safe else SafetyState.WAITING


def _counts(site: Site, cameras: Collection[str] | None) -> tuple[int, int, int]:
    """Return the captures of today, how many of them are safe, and how many of any day are not.

    Of single cameras the gateway does not say how many of those that wait are of today: all are taken to be.
    """
    gateway = site.gateway
    if cameras is None:
        today = gateway.today
        return (today.captures, today.verified, gateway.backlog.files) if today else (0, 0, gateway.backlog.files)
    waiting = gateway.backlog.by_camera or {}
    today_of = {camera.id: camera.captures_today for camera in site.cameras.values() if camera.id in cameras}
    safe = sum(max(0, today - waiting.get(camera, 0)) for camera, today in today_of.items())
    return sum(today_of.values()), safe, sum(waiting.get(camera, 0) for camera in cameras)
