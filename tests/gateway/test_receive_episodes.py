"""When events begin, go on and end, by timers that a test lets run."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import override

import pytest

from camvault_gateway.catalog import Catalog, cameras, events
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import Capture, Event, EventChanged, EventRemoved, Kind, new_id, now_ms
from camvault_gateway.receive.events import CameraSettings, EventTracker, Timers
from camvault_gateway.recognize import promise

from .conftest import Recorder

_QUIET_S = 30.0
_EXPECTED = promise("/garden/a.mp4")


@dataclass
class _Timer:
    """A call that was asked for."""

    delay_s: float
    call: Callable[[], object]
    cancelled: bool = False

    def cancel(self) -> None:
        """Forget it."""
        self.cancelled = True


class _Timers(Timers):
    """Timers that run when the test says so."""

    def __init__(self) -> None:
        """Need no thread."""
        self.timers: list[_Timer] = []

    @override
    def post(self, callback: Callable[[], object]) -> None:
        callback()

    @override
    def call_later(self, delay_s: float, callback: Callable[[], object]) -> Callable[[], None]:
        self.timers.append(_Timer(delay_s, callback))
        return self.timers[-1].cancel

    @property
    def waiting(self) -> list[float]:
        """Return after how many seconds something is called."""
        return [timer.delay_s for timer in self.timers if not timer.cancelled]

    def fire(self) -> None:
        """Let the time pass until the last call."""
        timer = [timer for timer in self.timers if not timer.cancelled][-1]
        timer.cancelled = True
        timer.call()


class _Home:
    """Events of a camera, with their catalog and what is said of them."""

    def __init__(self, catalog: Catalog, recorder: Recorder) -> None:
        self.catalog = catalog
        self.recorder = recorder
        self.timers = _Timers()
        catalog.write(cameras.for_folder, "garden", now_ms()).result()
        self.tracker = EventTracker(catalog, recorder.bus, self.timers, CameraSettings(_QUIET_S))

    def begin(self) -> Event:
        """Begin an upload whose name does not tell its time."""
        self.opened = self.tracker.begin("garden", _EXPECTED, None)
        return self.opened.event

    def finish(self, *, counted: bool = True) -> None:
        """End it."""
        self.tracker.finish(self.opened, counted=counted)

    def upload(self, length_ms: int | None = None) -> Event:
        """Upload a clip that was recorded until now, and look at it."""
        event = self.begin()
        self.finish()
        self.tracker.note(_clip(event, length_ms))
        return event

    def end(self) -> Event:
        """Let the quiet time pass; returns the event as it ended."""
        self.timers.fire()
        return self.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event

    def known(self) -> list[str]:
        """Return the events of the catalog, behind all that was handed to it."""
        return [event.id for event in self.catalog.write(event_pages.list_page).result().items]


def _clip(event: Event, length_ms: int | None) -> Capture:
    now = now_ms()
    return Capture(
        id=new_id(),
        camera=event.camera,
        event=event.id,
        kind=Kind.CLIP,
        original_path="/garden/a.mp4",
        extension=".mp4",
        content_type="video/mp4",
        captured_at=now,
        started_at=now,
        received_at=now,
        duration_ms=length_ms,
    )


@pytest.fixture
def home(catalog: Catalog, recorder: Recorder) -> _Home:
    """Return a home with one camera, nothing of which has been seen."""
    return _Home(catalog, recorder)


def test_quiet_time_begins_at_the_end_of_the_last_upload(home: _Home) -> None:
    """While one is under way nothing ends; each begins the quiet time anew."""
    first = home.begin()
    assert home.begin() == first
    assert home.timers.waiting == []
    home.finish()
    assert home.timers.waiting == []
    home.finish()
    assert home.timers.waiting == [_QUIET_S]
    assert home.begin() == first
    assert home.timers.waiting == []
    home.finish()
    assert home.timers.waiting == [_QUIET_S]
    assert home.end().id == first.id
    assert home.begin().id != first.id


def test_upload_of_nothing_leaves_no_event(home: _Home) -> None:
    """One without a byte is taken back at once, but not from those that have something in it."""
    empty = home.begin()
    home.finish(counted=False)
    assert home.recorder.wait(EventRemoved).event.id == empty.id
    assert (home.known(), home.timers.waiting) == ([], [])
    kept = home.upload()
    assert home.begin().id == kept.id
    home.finish(counted=False)
    assert home.timers.waiting == [_QUIET_S]
    assert home.known() == [kept.id]


def test_event_stays_while_another_upload_is_under_way(home: _Home) -> None:
    """Its only capture turned out to be none: whatever arrives just now is still motion."""
    event = home.upload()
    assert home.begin() == event
    home.tracker.release(event.id)
    assert home.recorder.all(EventRemoved) == []
    home.finish()
    assert home.timers.waiting == [_QUIET_S]
    assert home.known() == [event.id]


def test_event_without_a_capture_is_taken_back(home: _Home) -> None:
    """Its only capture turned out to be none, and nothing arrives; of two, the other one keeps it."""
    for _ in range(2):
        event = home.upload()
    home.tracker.release(event.id)
    assert home.recorder.all(EventRemoved) == []
    assert home.timers.waiting == [_QUIET_S]
    home.tracker.release(event.id)
    assert home.recorder.wait(EventRemoved).event.id == event.id
    assert (home.known(), home.timers.waiting) == ([], [])


def test_event_that_goes_on_waits_a_segment_longer(home: _Home) -> None:
    """Where segments come, motion is on until the next one could have come; at most five minutes longer."""
    first = home.upload(20_000)
    assert home.timers.waiting == [_QUIET_S]
    home.end()
    assert home.upload(20_000).id == first.id
    assert home.timers.waiting == [_QUIET_S + 20]
    assert home.upload(3_600_000).id == first.id
    home.begin()
    home.finish()
    assert home.timers.waiting == [_QUIET_S + 300]


def test_event_that_went_on_ends_once(home: _Home) -> None:
    """Its first end came late from the catalog: it is not told of any more."""
    first = home.upload(20_000)
    home.end()
    before = len(home.recorder.all(EventChanged))
    again = home.begin()
    assert (again.id, again.ended_at) == (first.id, None)
    assert [message.event for message in home.recorder.all(EventChanged)[before:]] == [again]
    home.finish()
    assert home.end().id == first.id
    assert home.catalog.read(events.get, first.id).ended_at is not None


def test_open_events_are_taken_over(home: _Home) -> None:
    """After a stop the rest of the quiet time is waited for; of two of one camera only the newer goes on."""
    now = now_ms()
    older, newer = (
        Event(id=identity, camera="garden", started_at=now - 9000, last_at=now - 9000)
        for identity in sorted([new_id(), new_id()])
    )
    for event in (older, newer):
        home.catalog.write(events.begin, event).result()
        home.catalog.write(events.touch, event.id, now - 9000).result()
    home.tracker.restore()
    (delay_s,) = home.timers.waiting
    assert _QUIET_S - 60 < delay_s <= _QUIET_S - 9
    assert [event.id for event in home.catalog.write(events.open_events).result()] == [newer.id]


def test_quiet_time_that_is_over_ends_at_once(home: _Home) -> None:
    """And a clock that was set back meanwhile makes it no longer than it is."""
    now = now_ms()
    for camera, at in (("garden", now - 3_600_000), ("yard", now + 3_600_000)):
        home.catalog.write(cameras.for_folder, camera, now).result()
        home.catalog.write(events.begin, Event(id=new_id(), camera=camera, started_at=at, last_at=at)).result()
    home.tracker.restore()
    assert sorted(home.timers.waiting) == [0.0, _QUIET_S]


def test_camera_that_is_gone_has_no_event(home: _Home) -> None:
    """With all its captures its event ends now; when only some go, it goes on."""
    event = home.upload(20_000)
    home.tracker.leave("garden", whole=False)
    assert home.timers.waiting == [_QUIET_S]
    home.tracker.leave("garden", whole=True)
    assert home.recorder.wait(EventChanged, lambda said: said.event.ended_at is not None).event.id == event.id
    assert home.timers.waiting == []
    assert home.begin().id != event.id


def test_nothing_goes_on_with_what_was_removed(home: _Home) -> None:
    """Removed by somebody else; the removal of another event says nothing."""
    first = home.upload(20_000)
    ended = home.end()
    home.tracker.forget(replace(ended, id=new_id()))
    assert home.begin().id == first.id
    home.finish()
    home.tracker.forget(home.end())
    assert home.begin().id != first.id


def test_timer_that_comes_too_late_ends_nothing(home: _Home) -> None:
    """It was due already when another upload began and ended: the quiet time begins anew."""
    event = home.upload()
    (due,) = home.timers.timers
    assert home.upload().id == event.id
    due.call()
    assert home.timers.waiting == [_QUIET_S]
    assert home.begin().id == event.id
    home.timers.timers[-1].call()
    assert home.known() == [event.id]
    assert home.catalog.read(events.get, event.id).ended_at is None
