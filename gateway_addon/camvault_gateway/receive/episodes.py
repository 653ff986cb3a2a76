"""Events while they go on; lives on the FTP loop."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final

from pyftpdlib.ioloop import IOLoop

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, NotFoundError, events
from camvault_gateway.model import Event, EventChanged, EventRemoved, new_id, now_ms

# How long to wait before the end of an event is noted again that the catalog could not take.
_AGAIN_S: Final = 1.0


@dataclass(slots=True)
class _Episode:
    """An open event, its uploads under way, and the timer of its quiet time."""

    event: Event
    active: int = 0
    captures: int = 0
    cancel_timer: Callable[[], None] = field(default=lambda: None)


class Episodes:
    """Open an event at the first upload after quiet, and end it a quiet time after the last."""

    def __init__(
        self,
        catalog: Catalog,
        bus: Bus,
        ioloop: IOLoop,
        post: Callable[[Callable[[], None]], None],
        quiet_time_s: float,
    ) -> None:
        self._catalog = catalog
        self._bus = bus
        self._ioloop = ioloop
        self._post = post
        self._open: dict[str, _Episode] = {}
        self.quiet_time_s = quiet_time_s

    def resume(self) -> None:
        """Take over the events that were open when the gateway stopped."""
        for event in sorted(self._catalog.read(events.open_events), key=lambda event: event.id, reverse=True):
            if event.camera in self._open:
                # Two cameras became one, and it stopped before one of them was told; or the disk did not take its end.
                self._catalog.write(events.end, event.id)
                continue
            episode = self._open[event.camera] = _Episode(event, captures=event.captures)
            elapsed_s = max(0.0, (now_ms() - event.last_at) / 1000)
            self._arm(episode, max(0.0, self.quiet_time_s - elapsed_s))

    def begin(self, camera: str, labels: tuple[str, ...]) -> Event:
        """Note that an upload began, and return its event, which may have opened just now."""
        now = now_ms()
        episode = self._open.get(camera)
        if episode is None:
            event = Event(id=new_id(), camera=camera, started_at=now, last_at=now, labels=labels)
            episode = self._open[camera] = _Episode(event)
            self._bus.publish(EventChanged(event))
            self._catalog.write(events.begin, event)
        episode.active += 1
        episode.cancel_timer()
        return episode.event

    def finish(self, camera: str, *, counted: bool) -> None:
        """Note that an upload ended; one that is not counted, because it had no byte, leaves no event behind."""
        if (episode := self._open.get(camera)) is None:
            return
        episode.active -= 1
        episode.captures += counted
        if episode.active > 0:
            return
        if episode.captures:
            self._arm(episode, self.quiet_time_s)
        else:
            self._take_back(episode)

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

    def _take_back(self, episode: _Episode) -> None:
        episode.cancel_timer()
        del self._open[episode.event.camera]
        self._catalog.write(events.remove, episode.event.id)
        self._bus.publish(EventRemoved(episode.event))

    def leave(self, camera: str) -> None:
        """End the event of a camera that became part of another; uploads under way keep it."""
        if (episode := self._open.pop(camera, None)) is not None:
            episode.cancel_timer()
            self._write_end(episode.event)

    def _arm(self, episode: _Episode, delay_s: float) -> None:
        episode.cancel_timer()
        timer = self._ioloop.call_later(delay_s, self._end, episode)
        episode.cancel_timer = timer.cancel

    def _end(self, episode: _Episode) -> None:
        if not episode.captures:
            self._take_back(episode)
            return
        del self._open[episode.event.camera]
        self._write_end(episode.event)

    def _write_end(self, event: Event) -> None:
        ended = self._catalog.write(events.end, event.id)
        ended.add_done_callback(lambda done: self._post(lambda: self._ended(event, done)))

    def _ended(self, event: Event, done: Future[Event]) -> None:
        err = done.exception()
        if err is None:
            self._bus.publish(EventChanged(done.result()))
        elif isinstance(err, NotFoundError):
            # The catalog could not be written when it opened, nor at any of its uploads.
            self._bus.publish(EventRemoved(event))
        else:
            self._ioloop.call_later(_AGAIN_S, self._write_end, event)
