"""Uploads that come hours late from cameras whose clocks are right: a backlog, sent when an outage is over."""

from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import Catalog, cameras
from camvault_gateway.model import CLOCK, Millis, now_ms
from camvault_gateway.recognize import late_since

# A clock that has proved to be this near to ours is right.
_RIGHT_MS: Final = 2 * 60 * 1000
# A backlog is sent faster than it was recorded: two uploads so far apart tell it from a clock that was just set back.
_APART_MS: Final = 60 * 1000
_SAME_MS: Final = 15 * 1000


@dataclass(frozen=True, slots=True)
class _Late:
    at: Millis
    recorded: Millis


@dataclass(slots=True)
class Backlogs:
    """What each camera sent late last, and the cameras whose clocks were set back instead."""

    _last: dict[str, _Late] = field(default_factory=dict)
    _set_back: set[str] = field(default_factory=set)

    def takes(self, camera: str, recorded: Millis, now: Millis) -> bool:
        """Tell whether an upload that says it is late is, from a camera whose clock has proved right until now."""
        last, self._last[camera] = self._last.get(camera), _Late(now, recorded)
        if last is not None and now - last.at >= _APART_MS:
            lived = abs((now - last.at) - (recorded - last.recorded)) <= _SAME_MS
            (self._set_back.add if lived else self._set_back.discard)(camera)
        return camera not in self._set_back

    def end(self, camera: str) -> None:
        """Note an upload that is not late."""
        self._last.pop(camera, None)
        self._set_back.discard(camera)


class Lateness:
    """Judges which uploads come late; lives on the FTP loop."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._backlogs = Backlogs()

    def seems(self, path: str, zone: ZoneInfo) -> bool:
        """Tell whether a path says that it was recorded long ago; while our own clock is in doubt, none does."""
        return CLOCK.credible and late_since(path, now_ms(), zone) is not None

    def has_right_clock(self, camera: str) -> bool:
        """Tell whether a camera's clock has proved to be right; on a worker."""
        known = self._catalog.read(cameras.find, camera)
        offset = known.clock_offset_ms if known else None
        return offset is not None and abs(offset) <= _RIGHT_MS

    def judge(self, camera: str, path: str, zone: ZoneInfo, *, right: bool) -> Millis | None:
        """Return when an upload was recorded that begins now and comes late; `right` is what is known of the clock."""
        recorded = late_since(path, now := now_ms(), zone) if right else None
        if recorded is None:
            self._backlogs.end(camera)
        elif self._backlogs.takes(camera, recorded, now):
            return recorded
        return None
