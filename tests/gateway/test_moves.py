"""Captures that go over to another camera: all of them, in order, whatever stops in between."""

import asyncio
from dataclasses import replace

from camvault_gateway.catalog import Catalog, accounts, cameras, captures, events, tasks
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.catalog.lists import audit
from camvault_gateway.model import (
    Account,
    CameraRemoved,
    Capture,
    CapturesMoving,
    Condition,
    Event,
    State,
    TaskKind,
    new_id,
    now_ms,
)
from camvault_gateway.work import Mover

from .catalogs import Filler
from .conftest import Recorder
from .todo import due

_AT = 1_780_000_000_000


def _finish(catalog: Catalog, most: int = 2) -> int:
    """Do all there is to do; returns in how many transactions."""
    count = 0
    while catalog.write(moves.step, most).result() is not None:
        count += 1
    return count


def _adds_up(catalog: Catalog) -> bool:
    """Tell whether the counters are right, and no event has another camera's captures."""
    counted = catalog.read(lambda db: audit.counters(db, audit.tally(db)))
    rows = catalog.read(audit.captures)
    return all(each.kept == each.recounted for each in counted) and all(
        row.event is None or row.event_camera == row.camera for row in rows
    )


def _moments(catalog: Catalog, camera: str) -> list[int]:
    return [each.captured_at for each in catalog.read(captures.list_page, camera=camera, limit=500).items]


def test_merged_history(catalog: Catalog) -> None:
    """Captures, events, days, counters, tasks, folders and accounts are the other's; two of one moment get two."""
    filler = Filler(catalog)
    garden, yard = filler.camera("Garden", _AT), filler.camera("Yard", _AT - 5)
    for number in range(5):
        event = filler.event(garden.id, _AT + number * 1000)
        filler.verified(garden.id, _AT + number * 1000, event)
        filler.verified(yard.id, _AT + number * 1000, filler.event(yard.id, _AT + number * 1000))
    filler.verified(garden.id, _AT + 9000, condition=Condition.EMPTY)
    lonely = filler.event(garden.id, _AT + 10_000)
    waiting = filler.verified(garden.id, _AT + 11_000)
    catalog.write(tasks.derive, waiting.id).result()
    catalog.write(accounts.put, Account(username="x", password_hash="", camera=garden.id, created_at=0)).result()
    catalog.write(moves.merge, garden.id, yard.id).result()
    assert [each.camera for each in catalog.read(accounts.list_all)] == [None, yard.id]
    assert _finish(catalog) > 5
    assert _moments(catalog, yard.id) == sorted(
        [_AT + 11_000, _AT + 9000] + [_AT + number * 1000 + more for number in range(5) for more in (0, 1)],
        reverse=True,
    )
    (camera,) = catalog.read(cameras.list_all)
    assert (camera.id, camera.empty_uploads, camera.created_at) == (yard.id, 1, _AT - 5)
    assert catalog.read(cameras.folders) == {"Garden": yard.id, "Yard": yard.id}
    assert catalog.read(events.get, lonely.id).camera == yard.id
    task = due(catalog, TaskKind.DERIVE, now_ms(), (), "")
    assert task is not None
    assert (task.capture, task.camera) == (waiting.id, yard.id)
    assert _adds_up(catalog)


def test_an_upload_under_way_is_the_others(catalog: Catalog) -> None:
    """What began for a camera that is gone when it ends is kept, once, by the one which it became part of."""
    filler = Filler(catalog)
    garden, yard = filler.camera("Garden").id, filler.camera("Yard").id
    event = filler.event(garden, now_ms(), ended=False)
    known = filler.verified(garden)
    begun = [_begun(catalog, known.id, event=event.id) for _ in range(2)]
    catalog.write(moves.merge, garden, yard).result()
    late = _begun(catalog, known.id)
    _finish(catalog)
    assert catalog.read(cameras.find, garden) is None
    for each in (*begun, late):
        stored = catalog.read(captures.get, each)
        kept = catalog.write(captures.commit, _stored(stored, garden)).result()
        assert kept.camera == yard
    assert catalog.read(events.open_events) == []
    later = Event(id=new_id(), camera=garden, started_at=1, last_at=1)
    catalog.write(events.begin, later).result()
    assert catalog.read(events.get, later.id).camera == yard
    assert _adds_up(catalog)


def _begun(catalog: Catalog, like: str, event: str | None = None) -> str:
    known = catalog.read(captures.get, like)
    capture = replace(
        known, id=new_id(), camera="garden", event=event, state=State.RECEIVING, sha256=None, archive_key=None
    )
    catalog.write(captures.begin, capture).result()
    return capture.id


def _stored(capture: Capture, camera: str) -> Capture:
    return replace(capture, camera=camera, state=State.STORED, sha256=new_id() * 2)


def test_a_camera_that_is_gone_keeps_its_id(catalog: Catalog) -> None:
    """Its folder leads on, its id is nobody else's, and a second merge takes the first one along."""
    filler = Filler(catalog)
    for into in ("Yard", "Gate"):
        filler.camera(into)
    garden = filler.camera("Garden").id
    filler.verified(garden)
    catalog.write(moves.merge, garden, "yard").result()
    # Before the first is done.
    catalog.write(moves.merge, "yard", "gate").result()
    _finish(catalog)
    assert [camera.id for camera in catalog.read(cameras.list_all)] == ["gate"]
    assert catalog.read(moves.redirects) == {"garden": "gate", "yard": "gate"}
    assert len(_moments(catalog, "gate")) == 1
    assert filler.camera("Garden").id == "gate"
    assert filler.camera("garden").id == "garden-2"
    assert _adds_up(catalog)


def test_an_account_that_was_given_to_the_camera_meanwhile_stays(catalog: Catalog) -> None:
    """Nobody loses a login because a camera is gone."""
    filler = Filler(catalog)
    garden, yard = filler.camera("Garden").id, filler.camera("Yard").id
    catalog.write(moves.merge, garden, yard).result()
    catalog.write(accounts.put, Account(username="late", password_hash="", camera=garden, created_at=0)).result()
    _finish(catalog)
    account = catalog.read(accounts.find, "late")
    assert account is not None
    assert account.camera == yard


def test_assigned_source(catalog: Catalog) -> None:
    """What is like the source goes, also out of an event that it shared; the rest stays."""
    filler = Filler(catalog)
    camera, garden = filler.camera(None).id, filler.camera("Garden").id
    mixed, own = filler.event(camera, _AT, ["person"]), filler.event(camera, _AT + 100_000)
    opened = filler.event(camera, _AT + 200_000, ended=False)
    for number, event in enumerate((mixed, mixed, mixed, own, opened)):
        filler.verified(camera, _AT + number * 1000, event, original_path=f"/snap/MDAlarm_{number}.jpg")
    other = filler.verified(camera, _AT + 500, mixed, original_path="/2026-11-01/001/dav/1.mp4")
    catalog.write(moves.assign, camera, "/snap", garden).result()
    _finish(catalog, 1)
    assert _moments(catalog, camera) == [other.captured_at]
    assert catalog.read(captures.get, other.id).event == mixed.id
    found = catalog.read(captures.list_page, camera=garden).items
    assert len(found) == 5
    assert {each.event for each in found} == {f"{mixed.id}-1", own.id, f"{opened.id}-1"}
    part = catalog.read(events.get, f"{mixed.id}-1")
    assert (part.camera, part.labels, part.captures, part.started_at) == (garden, ("person",), 3, _AT)
    assert part.ended_at == _AT + 2900
    assert catalog.read(events.get, opened.id).camera == camera
    assert catalog.read(cameras.folders)["/snap"] == garden
    assert _adds_up(catalog)


async def test_goes_on_where_it_was_stopped(catalog: Catalog, recorder: Recorder) -> None:
    """A stop in the middle loses nothing; the camera is told of when it is gone."""
    filler = Filler(catalog)
    garden, yard = filler.camera("Garden").id, filler.camera("Yard").id
    for number in range(600):
        filler.verified(garden, _AT + number)
    catalog.write(moves.merge, garden, yard).result()
    catalog.write(moves.step, 250).result()
    mover = Mover(catalog, recorder.bus)
    mover.start()
    recorder.bus.publish(CapturesMoving(garden, yard, whole=True))
    await asyncio.to_thread(recorder.wait, CameraRemoved)
    await mover.stop()
    assert catalog.read(cameras.get, yard).captures == 600
    assert catalog.read(moves.first) is None
    assert _adds_up(catalog)
