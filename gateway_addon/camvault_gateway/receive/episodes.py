"""Events while they go on; lives on the FTP loop."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Final

from pyftpdlib.ioloop import IOLoop

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, NotFoundError, captures, events
from camvault_gateway.model import CLOCK, Capture, Event, EventChanged, EventRemoved, Millis, new_id, now_ms
from camvault_gateway.recognize import Promise

from .habits import Habits
from .past import LONGEST_MS, Pasts

# How long to wait before the end of an event is noted again that the catalog could not take.
_AGAIN_S: Final = 1.0


@dataclass(slots=True)
class Episode:
    """An open event, its uploads under way, and the timer of its quiet time."""

    event: Event
    active: int = 0
    captures: int = 0
    # It seemed to be over already: segments come, and the next one is waited for.
    continued: bool = False
    cancel_timer: Callable[[], None] = field(default=lambda: None)


class Episodes:
    """Open an event at the first upload after quiet, and end it a quiet time after the last.

    One that is over goes on when an upload turns out to have been recorded within the quiet time of it.
    """

    def __init__(
        self,
        catalog: Catalog,
        bus: Bus,
        ioloop: IOLoop,
        post: Callable[[Callable[[], None]], None],
        habits: Habits,
    ) -> None:
        self._catalog = catalog
        self._bus = bus
        self._ioloop = ioloop
        self._post = post
        self._open: dict[str, Episode] = {}
        self._pasts = Pasts()
        self._shifted = CLOCK.shifted
        self.habits = habits

    def resume(self) -> None:
        """Take over the events that were open when the gateway stopped, and those that may go on."""
        # A clock that was wrong for a while may have left many in the future.
        for event in self._catalog.read(events.latest_ended, now_ms() - LONGEST_MS, now_ms() + LONGEST_MS):
            self._remember(event)
        for event in sorted(self._catalog.read(events.open_events), key=lambda event: event.id, reverse=True):
            if event.camera in self._open:
                # Two cameras became one, and it stopped before one of them was told; or the disk did not take its end.
                self._catalog.note(events.end, event.id)
                continue
            self._remember(event)
            episode = self._open[event.camera] = Episode(event, captures=event.captures)
            elapsed_s = max(0.0, (now_ms() - event.last_at) / 1000)
            self._arm(episode, max(0.0, self._wait_s(episode) - elapsed_s))

    def _remember(self, event: Event) -> None:
        past = self._pasts.of(event.camera)
        past.opened(event)
        for capture in self._catalog.read(captures.of_event, event.id):
            past.note(capture)

    def note(self, capture: Capture) -> None:
        """Learn when a capture was recorded, which may be known only after it was looked at."""
        self._pasts.of(capture.camera).note(capture)

    def begin(self, camera: str, expected: Promise, told: Millis | None) -> Episode:
        """Note that an upload began, recorded from `told` on if its name tells; returns its episode, new or not."""
        episode = self._open.get(camera) or self._continued(camera, expected, told) or self._opened(camera, expected)
        episode.active += 1
        episode.cancel_timer()
        return episode

    def hold(self, camera: str, event: str | None) -> Episode | None:
        """Note that more of an upload of an event began; one that is over stays over."""
        episode = self._open.get(camera)
        if episode is None or episode.event.id != event:
            return None
        episode.active += 1
        episode.cancel_timer()
        return episode

    def _opened(self, camera: str, expected: Promise) -> Episode:
        now = now_ms()
        event = Event(id=new_id(), camera=camera, started_at=now, last_at=now, labels=expected.labels)
        episode = self._open[camera] = Episode(event)
        self._pasts.of(camera).opened(event)
        self._bus.publish(EventChanged(event))
        self._catalog.note(events.begin, event)
        return episode

    def _continued(self, camera: str, expected: Promise, told: Millis | None) -> Episode | None:
        if self._shifted != CLOCK.shifted:
            # What was recorded when is known by a clock that shows another time now.
            self._pasts, self._shifted = Pasts(), CLOCK.shifted
        past, now = self._pasts.of(camera), now_ms()
        begins = past.begins(now, told, expected.kind)
        event = past.goes_on(begins, now, int(self.habits.quiet_s(camera) * 1000))
        if event is None:
            return None
        event = replace(event, ended_at=None)
        episode = self._open[camera] = Episode(event, captures=max(1, event.captures), continued=True)
        self._catalog.note(events.reopen, event.id)
        self._bus.publish(EventChanged(event))
        return episode

    def finish(self, episode: Episode, *, counted: bool) -> None:
        """Note that an upload ended; one that is not counted, because it had no byte, leaves no event behind."""
        episode.active -= 1
        episode.captures += counted
        if episode.active > 0:
            return
        if not episode.captures:
            self._take_back(episode)
        elif self._is_open(episode):
            self._arm(episode, self._wait_s(episode))
        else:
            # It had to end while this arrived.
            self._write_end(episode.event)

    def _is_open(self, episode: Episode) -> bool:
        return self._open.get(episode.event.camera) is episode

    def _wait_s(self, episode: Episode) -> float:
        camera = episode.event.camera
        return self.habits.quiet_s(camera) + (self._pasts.of(camera).wait_ms / 1000 if episode.continued else 0.0)

    def release(self, event: str) -> None:
        """Note that a capture turned out to be none of an event's; one that has nothing else in it never was."""
        episode = next((episode for episode in self._open.values() if episode.event.id == event), None)
        if episode is None:
            removed = self._catalog.write(events.remove_empty, event)
            removed.add_done_callback(lambda done: self._post(lambda: self._removed(done)))
            return
        episode.captures -= 1
        if not episode.active and not episode.captures:
            self._take_back(episode)

    def _removed(self, done: Future[Event | None]) -> None:
        if done.exception() is None and (event := done.result()):
            self._bus.publish(EventRemoved(event))

    def forget(self, event: Event) -> None:
        """Let nothing go on with an event that is gone."""
        if (known := self._pasts.of(event.camera).event) is not None and known.id == event.id:
            self._pasts.forget(event.camera)

    def _take_back(self, episode: Episode) -> None:
        episode.cancel_timer()
        if self._is_open(episode):
            del self._open[episode.event.camera]
        self.forget(episode.event)
        self._catalog.note(events.remove, episode.event.id)
        self._bus.publish(EventRemoved(episode.event))

    def leave(self, camera: str, *, whole: bool) -> None:
        """Let nothing go on with a camera whose captures become another's; with all of them, its event ends.

        Uploads under way keep it.
        """
        self._pasts.forget(camera)
        if whole and (episode := self._open.pop(camera, None)) is not None:
            episode.cancel_timer()
            self._write_end(episode.event)

    def _arm(self, episode: Episode, delay_s: float) -> None:
        episode.cancel_timer()
        timer = self._ioloop.call_later(delay_s, self._end, episode)
        episode.cancel_timer = timer.cancel

    def _end(self, episode: Episode) -> None:
        if not episode.captures:
            self._take_back(episode)
            return
        del self._open[episode.event.camera]
        self._write_end(episode.event)

    def _write_end(self, event: Event) -> None:
        if self._goes_on(event):
            return
        ended = self._catalog.write(events.end, event.id)
        ended.add_done_callback(lambda done: self._post(lambda: self._ended(event, done)))

    def _ended(self, event: Event, done: Future[Event]) -> None:
        err = done.exception()
        if self._goes_on(event):
            return
        if err is None:
            self._keep_past(done.result())
            self._bus.publish(EventChanged(done.result()))
        elif isinstance(err, NotFoundError):
            # The catalog could not be written when it opened, nor at any of its uploads.
            self._bus.publish(EventRemoved(event))
        else:
            self._ioloop.call_later(_AGAIN_S, self._write_end, event)

    def _goes_on(self, event: Event) -> bool:
        """Tell whether an event was continued since its end was noted."""
        episode = self._open.get(event.camera)
        return episode is not None and episode.event.id == event.id

    def _keep_past(self, ended: Event) -> None:
        past = self._pasts.of(ended.camera)
        if past.event is not None and past.event.id == ended.id:
            past.event = ended
