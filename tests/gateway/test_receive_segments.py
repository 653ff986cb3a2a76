"""One motion that comes as several clips is one event, also when each arrives after the quiet time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from camvault_gateway.catalog import Catalog, cameras, events, settings
from camvault_gateway.model import (
    CameraChanged,
    Capture,
    CaptureChanged,
    Event,
    EventChanged,
    EventRemoved,
    Kind,
    new_id,
)
from camvault_gateway.receive.events.last_event import LastEvent
from camvault_gateway.vault import Vault

from .conftest import Receiving, Recorder, running_server
from .disk_home import until
from .media import clip
from .running import running_gateway

CLIP = b"\0\0\0\x18ftypmp42" + bytes(2000)
JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
SECOND = 1000
MINUTE = 60 * SECOND
QUIET = 30 * SECOND
NOON = 1_800_000_000 * SECOND


def _until_over(receiving: Receiving) -> Event:
    return receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None).event


def _store(receiving: Receiving, path: str, data: bytes = CLIP) -> Capture:
    with receiving.client() as ftp:
        assert ftp.store(path, data).startswith("226")
    return receiving.recorder.wait(CaptureChanged, lambda message: message.new).capture


def _set(receiving: Receiving, **changes: object) -> None:
    receiving.catalog.write(cameras.change, "garden", **changes).result()
    receiving.recorder.bus.publish(CameraChanged("garden"))


def _segment(begin: datetime, seconds: int) -> str:
    return f"garden/{begin:%Y%m%d_%H%M%S}-{begin + timedelta(seconds=seconds):%H%M%S}.mp4"


def test_segment_goes_on_with_its_event(receiving: Receiving) -> None:
    """The name tells that it was recorded right after the last one: the event opens again, under its id."""
    now = datetime.now(UTC)
    first = _store(receiving, _segment(now - timedelta(seconds=60), 60))
    ended = _until_over(receiving)
    second = _store(receiving, _segment(now, 60))
    assert second.event == first.event == ended.id
    opened = [message.event for message in receiving.recorder.all(EventChanged) if message.event.ended_at is None]
    assert opened[-1].id == ended.id
    assert receiving.catalog.read(events.get, ended.id).captures == 2


def test_clip_of_another_motion_has_its_own_event(receiving: Receiving) -> None:
    """It began longer than the quiet time after what the last one shows."""
    now = datetime.now(UTC)
    first = _store(receiving, _segment(now - timedelta(seconds=60), 10))
    _until_over(receiving)
    second = _store(receiving, _segment(now - timedelta(seconds=20), 10))
    assert second.event != first.event


def test_segments_whose_names_tell_nothing(receiving: Receiving) -> None:
    """A clip is taken to be as long as the one before, whose length is known once it was looked at."""
    first = _store(receiving, "garden/a.mp4")
    receiving.recorder.bus.publish(CaptureChanged(replace(first, duration_ms=MINUTE)))
    _until_over(receiving)
    second = _store(receiving, "garden/b.mp4")
    assert second.event == first.event
    # From now on the event waits for the next one: no picture of the garden ends it meanwhile.
    assert _store(receiving, "garden/c.jpg", JPEG).event == first.event


def test_length_is_learned_by_looking(tmp_path: Path) -> None:
    """In a running gateway, which knows only after the upload how long a clip is that no name tells of."""
    segment = clip(tmp_path / "segment.mp4", seconds=20).read_bytes()
    with running_gateway(tmp_path) as gateway, gateway.client() as ftp:
        gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        for name in ("a", "b"):
            assert ftp.store(f"garden/{name}.mp4", segment).startswith("226")
            until(lambda: all(each["thumbnail"] for each in gateway.ask("/captures")["items"]))
            if name == "a":
                until(lambda: not gateway.ask("/cameras/garden")["motion"])
        second, first = gateway.ask("/captures")["items"]
        assert first["event"] == second["event"]
        assert gateway.ask("/cameras/garden")["motion"]


def test_event_that_was_deleted_stays_so(receiving: Receiving) -> None:
    """What follows it is an event of its own."""
    now = datetime.now(UTC)
    first = _store(receiving, _segment(now - timedelta(seconds=60), 60))
    receiving.recorder.bus.publish(EventRemoved(_until_over(receiving)))
    assert _store(receiving, _segment(now, 60)).event not in {None, first.event}


def test_segments_after_a_restart(catalog: Catalog, vault: Vault, recorder: Recorder, certificate: Path) -> None:
    """What is over goes on also when the gateway was stopped in between."""
    now = datetime.now(UTC)
    with running_server(catalog, vault, recorder, certificate) as before:
        first = _store(before, _segment(now - timedelta(seconds=60), 60))
        _until_over(before)
    with running_server(catalog, vault, recorder, certificate) as after:
        assert _store(after, _segment(now, 60)).event == first.event


def test_quiet_time_of_one_camera(receiving: Receiving) -> None:
    """A camera's own quiet time counts for it alone."""
    _store(receiving, "garden/a.jpg", JPEG)
    _until_over(receiving)
    _set(receiving, quiet_time_s=3600.0)
    until(lambda: receiving.server.receiver._events.settings.quiet_s("garden") == 3600.0)
    first = _store(receiving, "garden/b.jpg", JPEG)
    assert _store(receiving, "drive/a.jpg", JPEG).event == _until_over(receiving).id
    assert receiving.catalog.read(events.get, first.event or "").ended_at is None


def test_longest_quiet_time(catalog: Catalog) -> None:
    """The longest one of all tells when an event must be over."""
    catalog.write(cameras.for_folder, "garden", 1).result()
    assert catalog.read(settings.longest_quiet_time_s) == 0.5
    catalog.write(cameras.change, "garden", quiet_time_s=20.0).result()
    assert catalog.read(settings.longest_quiet_time_s) == 20.0


def test_pictures_of_a_timer(receiving: Receiving) -> None:
    """The owner says so of a camera that marks none: kept, no event; its clips are motion as ever."""
    _store(receiving, "garden/a.mp4")
    ended = _until_over(receiving)
    _set(receiving, pictures_scheduled=True)
    until(lambda: receiving.server.receiver._events.settings.takes_by_timer("garden"))
    picture = _store(receiving, "garden/a.jpg", JPEG)
    assert (picture.scheduled, picture.event) == (True, None)
    assert receiving.recorder.all(EventChanged)[-1].event == ended
    assert _store(receiving, "garden/b.mp4").event is not None
    assert _store(receiving, "drive/a.jpg", JPEG).event is not None


def _capture(event: Event, at: int, *, length: int | None = None, timed: bool = True) -> Capture:
    """Return a clip of a recording that ended at its upload."""
    began = at - (length or 0)
    return Capture(
        id=new_id(),
        camera=event.camera,
        event=event.id,
        kind=Kind.CLIP,
        original_path="a.mp4",
        extension=".mp4",
        content_type="video/mp4",
        captured_at=began if timed else at,
        started_at=at,
        received_at=at + SECOND,
        camera_time=began if timed else None,
        duration_ms=length,
    )


def _last(*, timed: bool = True, length: int | None = MINUTE) -> LastEvent:
    event = Event(id="event", camera="garden", started_at=NOON, last_at=NOON)
    last = LastEvent()
    last.opened(event)
    last.note(_capture(event, NOON, length=length, timed=timed))
    return last


@pytest.mark.parametrize(
    ("begins", "on"),
    [
        (NOON, True),
        (NOON + QUIET, True),
        (NOON + QUIET + 1, False),
        (NOON - MINUTE - QUIET, True),
        (NOON - MINUTE - QUIET - 1, False),
    ],
)
def test_what_goes_on(begins: int, on: bool) -> None:  # noqa: FBT001 a case of a table
    """What began within the quiet time of what is known, before or after, is part of it."""
    assert (_last().continued(begins, NOON + MINUTE, QUIET) is not None) is on


def test_nothing_goes_on_for_hours() -> None:
    """Who records without a pause gets a new event every hour."""
    now = NOON + 61 * MINUTE
    assert _last().continued(NOON, now, QUIET) is None


def test_clip_of_unknown_length_ends_where_it_began() -> None:
    """By the camera's clock nothing more is certain."""
    assert _last(length=None).continued(NOON + QUIET + 1, NOON + MINUTE, QUIET) is None
    assert _last(length=None).wait_ms == 0


@pytest.mark.parametrize(
    ("kind", "told", "begins"),
    [
        (Kind.CLIP, None, NOON - MINUTE),
        (Kind.SNAPSHOT, None, NOON),
        (Kind.CLIP, NOON - 5, NOON - 5),
    ],
)
def test_when_an_upload_begins(kind: Kind, told: int | None, begins: int) -> None:
    """Its name counts; else a clip is as long as the last one was."""
    assert _last(timed=False).recording_began(NOON, told, kind) == begins
