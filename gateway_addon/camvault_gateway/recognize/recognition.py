"""The whole answer: what an upload is."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from camvault_gateway.model import Condition, Kind, Millis

from . import stamp
from .content import Content, condition, inspect
from .name import promise
from .structure import Reader, is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What an upload is, and when it was taken."""

    kind: Kind
    content_type: str
    extension: str
    captured_at: Millis
    camera_time: Millis | None
    labels: tuple[str, ...]
    scheduled: bool
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
    read: Reader | None = None,
) -> Recognition:
    """Return what an upload is; content decides the kind, arrival the time, unless the camera's own is plausible.

    With `read`, a clip's container is asked whether the clip is whole.
    """
    expected = promise(path)
    content = inspect(head)
    camera_time = stamp.find(path.rpartition("/")[2], zone)
    trusted = camera_time is not None and stamp.is_plausible(camera_time, started_at)
    return Recognition(
        kind=content.kind if content else expected.kind,
        content_type=content.content_type if content else "application/octet-stream",
        extension=content.extension if content else expected.extension,
        captured_at=camera_time if camera_time is not None and trusted else started_at,
        camera_time=camera_time,
        labels=expected.labels,
        scheduled=expected.scheduled,
        condition=_condition(content, tail, size, broken=broken, read=read),
    )


def _condition(content: Content | None, tail: bytes, size: int, *, broken: bool, read: Reader | None) -> Condition:
    found = condition(content, tail, size, broken=broken)
    if found is Condition.PENDING and content and read and is_whole(content.extension, size, read) is False:
        return Condition.INCOMPLETE
    return found
