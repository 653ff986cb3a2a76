"""Uploads that come hours late from cameras whose clocks are right: what an outage held back."""

from dataclasses import dataclass, field
import threading
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import Catalog, CatalogError, cameras
from camvault_gateway.model import CLOCK, Millis, now_ms
from camvault_gateway.recognize import Said, late_since

# A clock that has proved to be this near to ours is right.
_RIGHT_MS: Final = 2 * 60 * 1000
# What was held back is sent faster than it was recorded: two uploads so far apart tell it from a clock set back.
_APART_MS: Final = 60 * 1000
_SAME_MS: Final = 15 * 1000


@dataclass(frozen=True, slots=True)
class _Late:
    at: Millis
    recorded: Millis


@dataclass(slots=True)
class LateCameras:
    """Each camera's last late upload, and the cameras whose clocks were set back instead."""

    _last: dict[str, _Late] = field(default_factory=dict)
    _set_back: set[str] = field(default_factory=set)

    def is_late(self, camera: str, recorded: Millis, now: Millis) -> bool:
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


class LateArrivals:
    """Tells late uploads from those of a clock that was set back; safe to use from any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._cameras = LateCameras()

    def seems_late(self, path: str, zone: ZoneInfo, said: Said) -> bool:
        """Tell whether what is told says that it was recorded long ago; not while our own clock is in doubt."""
        return CLOCK.credible and late_since(path, now_ms(), zone, said) is not None

    def end(self, camera: str) -> None:
        """Note an upload that is not late."""
        with self._lock:
            self._cameras.end(camera)

    def recorded_at(self, camera: str, path: str, zone: ZoneInfo, said: Said) -> Millis | None:
        """Return when an upload was recorded that begins now and comes late; reads the catalog if it seems to."""
        right = self.seems_late(path, zone, said) and self._has_right_clock(camera)
        recorded = late_since(path, now := now_ms(), zone, said) if right else None
        with self._lock:
            if recorded is None:
                self._cameras.end(camera)
            elif self._cameras.is_late(camera, recorded, now):
                return recorded
        return None

    def _has_right_clock(self, camera: str) -> bool:
        try:
            known = self._catalog.read(cameras.find, camera)
        except CatalogError:
            # What cannot be read now proves nothing.
            return False
        offset = known.clock_offset_ms if known else None
        return offset is not None and abs(offset) <= _RIGHT_MS
