"""What each change of the catalog does, and what it leaves alone."""

from dataclasses import replace
from typing import Any

import pytest

from camvault_gateway.catalog import Catalog, EventKeptError, captures, events, protection, tasks
from camvault_gateway.catalog.bulk import deletion
from camvault_gateway.catalog.lists import audit, event_pages
from camvault_gateway.model import Capture, Event, State, Task, TaskKind, now_ms

from .catalogs import Filler
from .todo import to_do

_AT = 1_790_000_000_000


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return a catalog with a camera."""
    filler = Filler(catalog)
    filler.camera("garden")
    return filler


def _task(capture: Capture, kind: TaskKind) -> Task:
    return Task(kind=kind, capture=capture.id, camera=capture.camera)


def _waiting(catalog: Catalog) -> dict[TaskKind, tuple[int, int, str | None]]:
    """Return what waits: by kind, when it is due, how often it failed, and why."""
    rows = catalog.read(to_do)
    return {TaskKind(row["kind"]): (row["due_at"], row["attempts"], row["error"]) for row in rows}


def test_each_task_is_done_by_itself(catalog: Catalog, filler: Filler) -> None:
    """That a capture is archived makes no thumbnail of it, and puts off nothing else."""
    capture, other = _stored(catalog, filler), filler.verified("garden", _AT + 1)
    catalog.write(tasks.derive, capture.id).result()
    for kind in (TaskKind.ARCHIVE, TaskKind.DERIVE):
        catalog.write(tasks.defer, kind, capture.id, 7).result()
    catalog.write(tasks.done, _task(other, TaskKind.DERIVE)).result()
    catalog.write(tasks.postpone, _task(capture, TaskKind.DERIVE), 99, "away").result()
    assert _waiting(catalog) == {TaskKind.DERIVE: (99, 1, "away"), TaskKind.ARCHIVE: (7, 0, None)}
    catalog.write(tasks.done, _task(capture, TaskKind.DERIVE)).result()
    assert _waiting(catalog) == {TaskKind.ARCHIVE: (7, 0, None)}


def test_a_task_that_is_there_stays_as_it_is(catalog: Catalog, filler: Filler) -> None:
    """Asking for it again makes no second one, and forgets no failure; what is not to be done is not put off."""
    capture = filler.verified("garden", _AT)
    catalog.write(tasks.postpone, _task(capture, TaskKind.DERIVE), 99, "away").result()
    catalog.write(tasks.derive, capture.id).result()
    assert _waiting(catalog) == {TaskKind.DERIVE: (0, 0, None)}
    for attempts in (1, 2):
        catalog.write(tasks.postpone, _task(capture, TaskKind.DERIVE), 99, f"away {attempts}").result()
    catalog.write(tasks.derive, capture.id).result()
    assert _waiting(catalog) == {TaskKind.DERIVE: (99, 2, "away 2")}


def _stored(catalog: Catalog, filler: Filler) -> Capture:
    capture = replace(filler.verified("garden", _AT), state=State.STORED, archive_key=None)
    return catalog.write(captures.change, capture).result()


def test_what_is_hastened(catalog: Catalog, filler: Filler) -> None:
    """A capture's tasks that wait for its name, not those that wait after failures, and none of another's."""
    capture, other = _stored(catalog, filler), filler.verified("garden", _AT + 1)
    catalog.write(captures.change, replace(other, state=State.ARCHIVED)).result()
    catalog.write(tasks.derive, capture.id).result()
    catalog.write(tasks.defer, TaskKind.ARCHIVE, capture.id, 50).result()
    catalog.write(tasks.defer, TaskKind.VERIFY, other.id, 50).result()
    catalog.write(tasks.postpone, _task(capture, TaskKind.DERIVE), 99, "away").result()
    catalog.write(tasks.hasten, capture.id).result()
    due = {kind: each[0] for kind, each in _waiting(catalog).items()}
    assert due == {TaskKind.ARCHIVE: 0, TaskKind.DERIVE: 99, TaskKind.VERIFY: 50}


def test_activity_never_goes_back(catalog: Catalog, filler: Filler) -> None:
    """A rename of an earlier capture does not end its event earlier; each label is noted once, in order."""
    event = filler.event("garden", _AT, ["person"], ended=False)
    assert event.last_at == _AT + 30_000
    assert catalog.write(events.touch, event.id, _AT, ("vehicle", "person")).result().last_at == event.last_at
    later = catalog.write(events.touch, event.id, _AT + 40_000, ("animal",)).result()
    assert (later.last_at, later.labels) == (_AT + 40_000, ("person", "vehicle", "animal"))
    assert catalog.write(events.end, event.id).result().ended_at == _AT + 40_000


def test_only_an_empty_event_is_removed(catalog: Catalog, filler: Filler) -> None:
    """One that has captures stays, with them."""
    empty, full = filler.event("garden", _AT), filler.event("garden", _AT + 100_000)
    capture = filler.verified("garden", _AT + 100_000, full)
    assert catalog.write(events.remove_empty, full.id).result() is None
    assert catalog.read(captures.get, capture.id).event == full.id
    assert catalog.write(events.remove_empty, empty.id).result() == empty
    assert catalog.write(events.remove_empty, empty.id).result() is None
    assert [event.id for event in catalog.read(event_pages.list_page).items] == [full.id]


def _arriving(capture: Capture, event: Event) -> Capture:
    known: dict[str, Any] = {"sha256": None, "archive_key": None, "archived_at": None}
    return replace(capture, id=capture.id[::-1], event=event.id, state=State.RECEIVING, size=0, **known)


def test_event_that_something_arrives_for_is_not_deleted(catalog: Catalog, filler: Filler) -> None:
    """It goes on, and that is said; when it has arrived, it can be deleted."""
    event = filler.event("garden", _AT)
    capture = filler.verified("garden", _AT, event)
    arriving = _arriving(capture, event)
    catalog.write(captures.begin, arriving).result()
    with pytest.raises(EventKeptError) as kept:
        catalog.write(deletion.delete, event.id, now_ms()).result()
    assert kept.value.code == "going_on"
    assert catalog.read(events.get, event.id).captures == 1
    catalog.write(captures.remove, arriving.id).result()
    assert catalog.write(deletion.delete, event.id, now_ms()).result().archived == 1


def test_what_is_deleted_and_not_archived(catalog: Catalog, filler: Filler) -> None:
    """It leaves with a trace, too, and is not counted as being in the archive; its tasks go with it."""
    event = filler.event("garden", _AT)
    filler.verified("garden", _AT, event)
    stored = filler.verified("garden", _AT + 1, event)
    catalog.write(captures.change, replace(stored, state=State.STORED, archive_key=None)).result()
    catalog.write(tasks.postpone, _task(stored, TaskKind.ARCHIVE), 99, "away").result()
    deleted = catalog.write(deletion.delete, event.id, 12_345).result()
    assert (deleted.archived, len(deleted.remains)) == (1, 2)
    assert _waiting(catalog) == {}
    traces = catalog.read(lambda db: db.execute("SELECT expired_at, reason, archive_key FROM expired").fetchall())
    assert {(row["expired_at"], row["reason"]) for row in traces} == {(12_345, "deleted")}
    assert {bool(row["archive_key"]) for row in traces} == {True, False}


def _copied(capture: Capture) -> Capture:
    key = (capture.archive_key or "").replace("camvault/home/", "camvault/_protected/home/")
    return replace(capture, archive_key=key)


def test_copies_are_made_once(catalog: Catalog, filler: Filler) -> None:
    """Protecting an event again asks for no second copy; what waits is looked at again."""
    event = filler.event("garden", _AT)
    kept = catalog.write(captures.change, _copied(filler.verified("garden", _AT, event))).result()
    assert kept.kept
    catalog.write(events.protect, event.id, protected=True).result()
    assert _waiting(catalog) == {}
    assert not catalog.read(protection.wanted, kept)
    missing = filler.verified("garden", _AT + 1, event)
    catalog.write(events.protect, event.id, protected=True).result()
    assert catalog.read(protection.wanted, missing)
    assert _waiting(catalog) == {TaskKind.PROTECT: (0, 0, None)}
    catalog.write(tasks.postpone, _task(missing, TaskKind.PROTECT), 99, "away").result()
    catalog.write(events.protect, event.id, protected=True).result()
    assert _waiting(catalog) == {TaskKind.PROTECT: (0, 0, None)}


@pytest.mark.parametrize("state", [State.STORED, State.ARCHIVED])
def test_what_is_not_proven_is_not_copied_yet(catalog: Catalog, filler: Filler, state: State) -> None:
    """Its copy is asked for when it is verified."""
    event = filler.event("garden", _AT)
    capture = filler.verified("garden", _AT, event)
    unproven = catalog.write(captures.change, replace(capture, state=state)).result()
    catalog.write(events.protect, event.id, protected=True).result()
    assert not catalog.read(protection.wanted, unproven)
    catalog.write(captures.change, capture).result()
    assert catalog.read(protection.wanted, capture)
    assert _waiting(catalog) == {TaskKind.PROTECT: (0, 0, None)}
    other = filler.verified("garden", _AT + 1, filler.event("garden", _AT + 50_000))
    assert not catalog.read(protection.wanted, other)


def test_a_capture_is_protected_as_its_event_is(catalog: Catalog, filler: Filler) -> None:
    """Whatever comes first: the mark, the capture, or that it belongs to another event."""
    events_of = [filler.event("garden", _AT + number * 50_000) for number in range(2)]
    early = filler.verified("garden", _AT, events_of[0])
    catalog.write(events.protect, events_of[0].id, protected=True).result()
    late = filler.verified("garden", _AT + 1, events_of[0])
    assert catalog.read(audit.tasks) == {each.id: {"protect"} for each in (early, late)}
    catalog.write(captures.change, replace(early, event=events_of[1].id)).result()
    catalog.write(captures.change, replace(late, event=None)).result()
    assert catalog.read(audit.tasks) == {}
    catalog.write(captures.change, replace(late, event=events_of[0].id)).result()
    assert catalog.write(captures.evict, 10**9, 0, 10).result() == [early.id]
    catalog.write(events.protect, events_of[0].id, protected=False).result()
    assert catalog.write(captures.evict, 10**9, 0, 10).result() == [late.id]
