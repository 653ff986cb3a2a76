"""The events that go on: opened by a camera's first upload after quiet, ended when it is quiet again."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
import threading
from typing import Final

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, NotFoundError, captures, events
from camvault_gateway.model import CLOCK, Capture, Event, EventChanged, EventRemoved, Millis, new_id, now_ms
from camvault_gateway.recognize import Promise

from .camera_settings import CameraSettings
from .last_event import LONGEST_MS, LastEvents
from .timers import Timers

# How long to wait before the end of an event is noted again that the catalog could not take.
_AGAIN_S: Final = 1.0


@dataclass(slots=True, eq=False)
class OpenEvent:
    """An open event, its uploads under way, and the timer of its quiet time."""

    event: Event
    active: int = 0
    captures: int = 0
    # It seemed to be over already: segments come, and the next one is waited for.
    continued: bool = False
    # How often the timer was set: one that was cancelled too late counts no more.
    timers: int = 0
    cancel_timer: Callable[[], None] = field(default=lambda: None)


class EventTracker:
    """Opens an event at the first upload after quiet, and ends it a quiet time after the last.

    One that is over is continued by an upload that was recorded within the quiet time of it. Safe to use from any
    thread; it waits for nothing.
    """

    def __init__(self, catalog: Catalog, bus: Bus, timers: Timers, settings: CameraSettings) -> None:
        self._catalog = catalog
        self._bus = bus
        self._timers = timers
        # What is published while it is held tells what happened in its order. Whoever publishes never waits for it:
        # what the bus says comes to this by the timers' thread, or when it is free.
        self._lock = threading.RLock()
        self._open: dict[str, OpenEvent] = {}
        self._last = LastEvents()
        self._shifted = CLOCK.shifted
        self._settings = settings

    @property
    def settings(self) -> CameraSettings:
        """Return what is set for cameras."""
        return self._settings

    def follow(self, settings: CameraSettings) -> None:
        """Take over what is set for cameras now; the event of one that is muted ends."""
        with self._lock:
            self._settings = settings
            for camera in settings.muted:
                self.leave(camera, whole=True)

    def restore(self) -> None:
        """Take over the events that were open when the gateway stopped, and those that may be continued."""
        with self._lock:
            # A clock that was wrong for a while may have left many in the future.
            for event in self._catalog.read(events.latest_ended, now_ms() - LONGEST_MS, now_ms() + LONGEST_MS):
                self._remember(event)
            for event in sorted(self._catalog.read(events.open_events), key=lambda event: event.id, reverse=True):
                self._restore(event)

    def _restore(self, event: Event) -> None:
        if event.camera in self._open:
            # Two cameras became one, and it stopped before one of them was told; or the disk did not take its end.
            self._catalog.note(events.end, event.id)
            return
        self._remember(event)
        restored = self._open[event.camera] = OpenEvent(event, captures=event.captures)
        elapsed_s = max(0.0, (now_ms() - event.last_at) / 1000)
        self._arm(restored, max(0.0, self._wait_s(restored) - elapsed_s))

    def _remember(self, event: Event) -> None:
        last = self._last.of(event.camera)
        last.opened(event)
        for capture in self._catalog.read(captures.of_event, event.id):
            last.note(capture)

    def note(self, capture: Capture) -> None:
        """Learn when a capture was recorded, which may be known only after it was looked at."""
        if not self._lock.acquire(blocking=False):
            self._timers.post(lambda: self.note(capture))
            return
        try:
            self._last.of(capture.camera).note(capture)
        finally:
            self._lock.release()

    def begin(self, camera: str, expected: Promise, told: Millis | None) -> OpenEvent:
        """Note that an upload began, recorded from `told` on if its name tells; returns its event, new or not."""
        with self._lock:
            found = self._open.get(camera) or self._continued(camera, expected, told) or self._opened(camera, expected)
            found.active += 1
            found.cancel_timer()
            return found

    def hold(self, camera: str, event: str | None) -> OpenEvent | None:
        """Note that more of an upload of an event began; one that is over stays over."""
        with self._lock:
            found = self._open.get(camera)
            if found is None or found.event.id != event:
                return None
            found.active += 1
            found.cancel_timer()
            return found

    def _opened(self, camera: str, expected: Promise) -> OpenEvent:
        now = now_ms()
        event = Event(id=new_id(), camera=camera, started_at=now, last_at=now, labels=expected.labels)
        opened = self._open[camera] = OpenEvent(event)
        self._last.of(camera).opened(event)
        self._bus.publish(EventChanged(event))
        self._catalog.note(events.begin, event)
        return opened

    def _continued(self, camera: str, expected: Promise, told: Millis | None) -> OpenEvent | None:
        if self._shifted != CLOCK.shifted:
            # What was recorded when is known by a clock that shows another time now.
            self._last, self._shifted = LastEvents(), CLOCK.shifted
        last, now = self._last.of(camera), now_ms()
        began = last.recording_began(now, told, expected.kind)
        event = last.continued(began, now, int(self._settings.quiet_s(camera) * 1000))
        if event is None:
            return None
        event = replace(event, ended_at=None)
        continued = self._open[camera] = OpenEvent(event, captures=max(1, event.captures), continued=True)
        self._catalog.note(events.reopen, event.id)
        self._bus.publish(EventChanged(event))
        return continued

    def finish(self, found: OpenEvent, *, counted: bool) -> None:
        """Note that an upload ended; one that is not counted, because it had no byte, leaves no event behind."""
        with self._lock:
            found.active -= 1
            found.captures += counted
            if found.active > 0:
                return
            if not found.captures:
                self._take_back(found)
            elif self._is_open(found):
                self._arm(found, self._wait_s(found))
            else:
                # It had to end while this arrived.
                self._write_end(found.event)

    def _is_open(self, found: OpenEvent) -> bool:
        return self._open.get(found.event.camera) is found

    def _wait_s(self, found: OpenEvent) -> float:
        camera = found.event.camera
        return self._settings.quiet_s(camera) + (self._last.of(camera).wait_ms / 1000 if found.continued else 0.0)

    def release(self, event: str) -> None:
        """Note that a capture turned out to be none of an event's; one that has nothing else in it never was."""
        with self._lock:
            found = next((found for found in self._open.values() if found.event.id == event), None)
            if found is None:
                removed = self._catalog.write(events.remove_empty, event)
                removed.add_done_callback(lambda done: self._timers.post(lambda: self._removed(done)))
                return
            found.captures -= 1
            if not found.active and not found.captures:
                self._take_back(found)

    def _removed(self, done: Future[Event | None]) -> None:
        if done.exception() is None and (event := done.result()):
            self._bus.publish(EventRemoved(event))

    def forget(self, event: Event) -> None:
        """Forget a deleted event, so that no upload continues it."""
        with self._lock:
            if (known := self._last.of(event.camera).event) is not None and known.id == event.id:
                self._last.forget(event.camera)

    def _take_back(self, found: OpenEvent) -> None:
        found.cancel_timer()
        if self._is_open(found):
            del self._open[found.event.camera]
        self.forget(found.event)
        self._catalog.note(events.remove, found.event.id)
        self._bus.publish(EventRemoved(found.event))

    def leave(self, camera: str, *, whole: bool) -> None:
        """Let nothing continue the event of a camera whose captures become another's; with all of them, it ends.

        Uploads under way keep it.
        """
        with self._lock:
            self._last.forget(camera)
            if whole and (found := self._open.pop(camera, None)) is not None:
                found.cancel_timer()
                self._write_end(found.event)

    def _arm(self, found: OpenEvent, delay_s: float) -> None:
        found.cancel_timer()
        found.timers += 1
        timer = found.timers
        found.cancel_timer = self._timers.call_later(delay_s, lambda: self._end(found, timer))

    def _end(self, found: OpenEvent, timer: int) -> None:
        with self._lock:
            # It may have waited here while an upload began, and ended.
            if found.active or found.timers != timer or not self._is_open(found):
                return
            if not found.captures:
                self._take_back(found)
                return
            del self._open[found.event.camera]
            self._write_end(found.event)

    def _write_end(self, event: Event) -> None:
        with self._lock:
            if self._goes_on(event):
                return
            ended = self._catalog.write(events.end, event.id)
        ended.add_done_callback(lambda done: self._timers.post(lambda: self._ended(event, done)))

    def _ended(self, event: Event, done: Future[Event]) -> None:
        err = done.exception()
        with self._lock:
            if self._goes_on(event):
                return
            if err is None:
                self._keep_last(done.result())
                self._bus.publish(EventChanged(done.result()))
            elif isinstance(err, NotFoundError):
                # The catalog could not be written when it opened, nor at any of its uploads.
                self._bus.publish(EventRemoved(event))
            else:
                self._timers.call_later(_AGAIN_S, lambda: self._write_end(event))

    def _goes_on(self, event: Event) -> bool:
        """Tell whether an event was continued since its end was noted."""
        found = self._open.get(event.camera)
        return found is not None and found.event.id == event.id

    def _keep_last(self, ended: Event) -> None:
        last = self._last.of(ended.camera)
        if last.event is not None and last.event.id == ended.id:
            last.event = ended
