"""Each camera's last event: whether an upload continues one that seemed to be over; pure."""

from dataclasses import dataclass, field
from typing import Final

from camvault_gateway.model import Capture, Event, Kind, Millis

# Who records without a pause gets a new event every hour.
LONGEST_MS: Final = 60 * 60 * 1000
# How much longer an event waits where segments come, at most.
_LONGEST_WAIT_MS: Final = 5 * 60 * 1000


@dataclass(slots=True)
class LastEvent:
    """A camera's last event, when its captures are known to have been recorded, and how long the last clip is."""

    event: Event | None = None
    recorded_from: Millis = 0
    recorded_until: Millis = 0
    clip_ms: Millis = 0

    def note(self, capture: Capture) -> None:
        """Learn from a capture what it shows, once it was looked at even more."""
        if capture.kind is Kind.CLIP and capture.duration_ms:
            self.clip_ms = capture.duration_ms
        if self.event is None or capture.event != self.event.id:
            return
        begin, end = capture.span
        self.recorded_from = min(self.recorded_from or begin, begin)
        self.recorded_until = max(self.recorded_until, end)

    def opened(self, event: Event) -> None:
        """Begin a new event."""
        self.event, self.recorded_from, self.recorded_until = event, 0, 0

    def recording_began(self, now: Millis, told: Millis | None, kind: Kind) -> Millis:
        """Return when the recording began of what is uploaded now; `told` is what its name says.

        A clip whose name does not tell is taken to be as long as the one before: segments are, and come at their end.
        """
        return told if told is not None else now - (self.clip_ms if kind is Kind.CLIP else 0)

    def continued(self, began: Millis, now: Millis, quiet_ms: Millis) -> Event | None:
        """Return the event that is over and that a recording continues which began then, if there is one."""
        if self.event is None or not self.recorded_until or now - self.event.started_at > LONGEST_MS:
            return None
        near = self.recorded_from - quiet_ms <= began <= self.recorded_until + quiet_ms
        return self.event if near else None

    @property
    def wait_ms(self) -> Millis:
        """Return how much longer an event waits for the next segment."""
        return min(self.clip_ms, _LONGEST_WAIT_MS)


@dataclass(slots=True)
class LastEvents:
    """The last event of each camera."""

    _known: dict[str, LastEvent] = field(default_factory=dict)

    def of(self, camera: str) -> LastEvent:
        """Return a camera's last event."""
        return self._known.setdefault(camera, LastEvent())

    def forget(self, camera: str) -> None:
        """Let nothing continue a camera's last event: some of it is another camera's now."""
        self._known.pop(camera, None)
