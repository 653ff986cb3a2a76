"""What a camera's final name changes of a capture, and what it leaves as it was."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.catalog import Catalog, cameras, captures, events
from camvault_gateway.model import Capture, Condition, Event, Kind, State, new_id
from camvault_gateway.receive import transactions

from .catalogs import Filler

_ZONE = ZoneInfo("UTC")
# 2026-11-23 10:15:30 UTC
_AT = 1_795_428_930_000
_TEMPORARY = "/garden/upload.tmp"
_NEEDS = transactions.Needs(picture=False, archive_at=0)


@pytest.fixture
def event(catalog: Catalog) -> Event:
    """Return an event that goes on."""
    filler = Filler(catalog)
    filler.camera("garden")
    return filler.event("garden", _AT, ["animal"], ended=False)


def _kept(catalog: Catalog, event: Event, path: str = _TEMPORARY, **changes: Any) -> Capture:  # noqa: ANN401 any field
    capture = Capture(
        id=new_id(),
        camera="garden",
        event=event.id,
        kind=Kind.CLIP,
        original_path=path,
        extension=".mp4",
        content_type="video/mp4",
        captured_at=_AT,
        started_at=_AT,
        received_at=_AT + 900,
        condition=Condition.PENDING,
    )
    catalog.write(captures.begin, capture).result()
    stored = replace(capture, state=State.STORED, sha256="0" * 64, size=10, **changes)
    return catalog.write(transactions.commit, stored, _NEEDS, None).result().capture


def _renamed(catalog: Catalog, capture: Capture, path: str) -> transactions.Renamed:
    return catalog.write(transactions.rename, capture.id, path, _ZONE).result()


def _samples(catalog: Catalog) -> tuple[int, ...]:
    return tuple(catalog.read(cameras.get, "garden").clock_samples)


def test_name_that_tells_more(catalog: Catalog, event: Event) -> None:
    """Time, length, label and channel are news; everything else is as it arrived."""
    capture = _kept(catalog, event)
    found = _renamed(catalog, capture, "/garden/ch02_20261123_101500-101520_person.mp4")
    began = _AT - 30_000
    assert found.capture == catalog.read(captures.get, capture.id)
    assert found.capture == replace(
        capture,
        original_path="/garden/ch02_20261123_101500-101520_person.mp4",
        captured_at=began,
        camera_time=began,
        duration_ms=20_000,
        labels=("person",),
        channel=found.capture.channel,
    )
    assert (found.left, _samples(catalog)) == (None, (-10_000,))
    assert found.event == catalog.read(events.get, event.id)
    assert found.event is not None
    assert found.event.labels == ("animal", "person")
    assert "person" in catalog.read(cameras.get, "garden").labels


def test_name_that_tells_nothing(catalog: Catalog, event: Event) -> None:
    """What was known stays; no clock is learned of."""
    capture = _kept(catalog, event, camera_time=_AT - 5, captured_at=_AT - 5, duration_ms=7000, labels=("vehicle",))
    found = _renamed(catalog, capture, "/garden/final.mp4")
    assert found.capture == replace(capture, original_path="/garden/final.mp4")
    assert _samples(catalog) == ()
    assert _renamed(catalog, _kept(catalog, event), "/garden/other.mp4").capture.camera_time is None
    assert _samples(catalog) == ()


def test_clock_is_learned_once(catalog: Catalog, event: Event) -> None:
    """A second name of one upload is no second look at the clock."""
    capture = _kept(catalog, event)
    for second in (31, 32):
        _renamed(catalog, capture, f"/garden/20261123_1015{second}.mp4")
    assert _samples(catalog) == (1000,)
    assert catalog.read(captures.get, capture.id).camera_time == _AT + 2000


@pytest.mark.parametrize(("looked_at", "kind", "length"), [(True, Kind.CLIP, 7000), (False, Kind.CLIP, 20_000)])
def test_what_was_seen_counts_more_than_a_name(
    catalog: Catalog, event: Event, kind: Kind, length: int, *, looked_at: bool
) -> None:
    """A clip's length is what the clip has, once it was looked at."""
    capture = _kept(catalog, event, duration_ms=7000, thumbnail=looked_at, kind=kind)
    found = _renamed(catalog, capture, "/garden/20261123_101500-101520.mp4")
    assert found.capture.duration_ms == length


def test_picture_has_no_length(catalog: Catalog, event: Event) -> None:
    """Whatever its name says."""
    capture = _kept(catalog, event, kind=Kind.SNAPSHOT)
    assert _renamed(catalog, capture, "/garden/20261123_101500-101520.mp4").capture.duration_ms is None


@pytest.mark.parametrize(
    ("before", "after", "leaves"),
    [
        (_TEMPORARY, "/garden/a_TIMING.mp4", True),
        ("/garden/a.mp4_", "/garden/a_TIMING.mp4", True),
        ("/garden/a.mp4", "/garden/a_TIMING.mp4", False),
        (_TEMPORARY, "/garden/a.mp4", False),
    ],
)
def test_who_leaves_an_event(catalog: Catalog, event: Event, before: str, after: str, *, leaves: bool) -> None:
    """A timer's file that came under a temporary name; a name that was final already takes nothing out of it."""
    capture = _kept(catalog, event, path=before)
    found = _renamed(catalog, capture, after)
    assert (found.capture.event, found.capture.scheduled) == ((None, True) if leaves else (event.id, False))
    assert found.left == (event.id if leaves else None)
    assert (found.event is None) is leaves
    assert catalog.read(events.get, event.id).captures == (0 if leaves else 1)


def test_timer_stays_a_timer(catalog: Catalog, event: Event) -> None:
    """What the owner, or its first name, said to be no motion does not become one."""
    capture = _kept(catalog, event)
    catalog.write(captures.change, replace(capture, event=None, scheduled=True)).result()
    found = _renamed(catalog, capture, "/garden/20261123_101531.mp4")
    assert (found.capture.scheduled, found.capture.event, found.left) == (True, None, None)


def test_commit_tells_the_camera(catalog: Catalog, event: Event) -> None:
    """When it uploaded, what it saw, how its clock goes; and the event goes on until then."""
    capture = replace(_kept(catalog, event), id=new_id(), captured_at=_AT + 1, received_at=_AT + 60_000)
    kept = catalog.write(transactions.commit, replace(capture, labels=("person",)), _NEEDS, 5000).result()
    camera = catalog.read(cameras.get, "garden")
    assert (camera.last_upload_at, camera.empty_uploads) == (_AT + 60_000, 0)
    assert (tuple(camera.clock_samples), "person" in camera.labels) == ((5000,), True)
    assert kept.event == catalog.read(events.get, event.id)
    assert kept.event is not None
    assert (kept.event.last_at, kept.event.captures) == (_AT + 60_000, 2)


def test_commit_makes_the_event_that_is_missing(catalog: Catalog, event: Event) -> None:
    """The catalog could not be written when it opened: it begins when its id says, and ends as any other."""
    missing = replace(event, id=new_id())
    capture = replace(_kept(catalog, event), id=new_id(), event=missing.id, labels=("person",), captured_at=_AT + 1)
    kept = catalog.write(transactions.commit, capture, _NEEDS, None).result().event
    assert kept is not None
    assert (kept.id, kept.camera, kept.labels, kept.captures) == (missing.id, "garden", ("person",), 1)
    assert kept.started_at == int(missing.id[:12], 16)
    assert kept.last_at == capture.received_at
