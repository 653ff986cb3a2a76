"""The whole answer: what an upload is."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.model import Condition, Kind, Millis

from . import stamp
from .channel import channel_of
from .content import condition, inspect
from .name import promise, readable
from .role import Role
from .said import NOTHING_SAID, Said
from .stamp import Trust

# No camera keeps what it could not send for longer.
_LATEST_MS: Final = 30 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The result of recognition: what an upload is, and when it was taken."""

    kind: Kind
    content_type: str
    extension: str
    captured_at: Millis
    camera_time: Millis | None
    trust: Trust
    clock_offset_ms: Millis | None
    duration_ms: int | None
    channel: int | None
    labels: tuple[str, ...]
    scheduled: bool
    role: Role
    condition: Condition


def recognize(
    path: str,
    head: bytes,
    tail: bytes,
    size: int,
    started_at: Millis,
    zone: ZoneInfo,
    *,
    broken: bool = False,
    credible: bool = True,
    late: bool = False,
    said: Said = NOTHING_SAID,
) -> Recognition:
    """Return what an upload is; content decides the kind, arrival the time, unless the camera's own is plausible.

    While our clock is not `credible`, the camera's counts, and is not judged. It counts as well when the camera's clock
    is known to be right and the upload is `late`.
    """
    expected = promise(path)
    content = inspect(head, expected.extension)
    kind = content.kind if content else expected.kind
    told = stamp.find_at(path, started_at, zone, said)
    camera_time = stamp.moment(told, zone)
    trust = stamp.trust(told, camera_time, started_at, credible=credible)
    return Recognition(
        kind=kind,
        content_type=content.content_type if content else "application/octet-stream",
        extension=(content and content.extension) or expected.extension,
        captured_at=camera_time if camera_time is not None and (late or trust is Trust.RIGHT) else started_at,
        camera_time=camera_time,
        trust=trust,
        clock_offset_ms=stamp.offset(told, camera_time, started_at)
        if camera_time is not None and credible and not late
        else None,
        duration_ms=stamp.length_ms(told) if kind is Kind.CLIP else None,
        channel=channel_of(readable(path)),
        labels=expected.labels,
        scheduled=expected.scheduled,
        role=expected.role,
        condition=condition(content, tail, size, broken=broken),
    )


def begins_at(
    path: str, started_at: Millis, zone: ZoneInfo, said: Said = NOTHING_SAID, *, credible: bool = True
) -> Millis | None:
    """Return from when on it was recorded by what is told, if that is plausible for an upload that starts now."""
    told = stamp.find_at(path, started_at, zone, said)
    camera_time = stamp.moment(told, zone)
    return camera_time if stamp.trust(told, camera_time, started_at, credible=credible) is Trust.RIGHT else None


def late_since(path: str, started_at: Millis, zone: ZoneInfo, said: Said = NOTHING_SAID) -> Millis | None:
    """Return from when on it was recorded by what is told, if an upload that starts now comes late for it."""
    told = stamp.find_at(path, started_at, zone, said)
    camera_time = stamp.moment(told, zone)
    if camera_time is None or stamp.trust(told, camera_time, started_at, credible=True) is not Trust.OFF:
        return None
    return camera_time if 0 < started_at - camera_time <= _LATEST_MS else None
