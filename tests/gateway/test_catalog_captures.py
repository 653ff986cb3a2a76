"""Captures in the catalog: what is evicted, found, told and left alone."""

from dataclasses import replace

import pytest

from camvault_gateway.catalog import Catalog, NotFoundError, captures, changes, events, tasks
from camvault_gateway.catalog.bulk import expiry, locations
from camvault_gateway.catalog.lists import audit
from camvault_gateway.model import Capture, Condition, Kind, State, TaskKind, new_id, now_ms

from .catalogs import Filler
from .todo import due, to_do

_AT = 1_790_000_000_000


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return a catalog with a camera."""
    filler = Filler(catalog)
    filler.camera("garden")
    return filler


def _add(filler: Filler, number: int, state: State = State.VERIFIED, **changes: object) -> Capture:
    """Add a capture of ten bytes, each received a second after the one before."""
    capture = filler.verified("garden", _AT + number * 1000)
    key = capture.archive_key if state is State.VERIFIED else None
    changed = replace(capture, state=state, archive_key=key, received_at=capture.captured_at, **changes)  # type: ignore[arg-type]
    return filler.catalog.write(captures.change, changed).result()


def _evict(catalog: Catalog, wanted: int, before: int = 0, most: int = 100) -> list[str]:
    return catalog.write(captures.evict, wanted, before, most).result()


@pytest.mark.parametrize(("wanted", "count"), [(0, 0), (1, 1), (10, 1), (11, 2), (20, 2), (1000, 4)])
def test_so_many_go_as_bytes_are_wanted(catalog: Catalog, filler: Filler, wanted: int, count: int) -> None:
    """The oldest first, not one more; each gets the task that deletes its file, and none goes twice."""
    made = [_add(filler, number) for number in (3, 1, 0, 2)]
    ids = [each.id for each in sorted(made, key=lambda each: each.received_at)]
    assert _evict(catalog, wanted) == ids[:count]
    assert [catalog.read(captures.get, each).local for each in ids] == [False] * count + [True] * (4 - count)
    due = catalog.read(to_do)
    assert {(row["kind"], row["capture"]) for row in due} == {("expire", each) for each in ids[:count]}
    assert catalog.read(captures.expiring_bytes) == 10 * count
    assert catalog.read(captures.totals) == (4 - count, 10 * (4 - count))
    assert _evict(catalog, 10) == ids[count : count + 1]


def test_old_ones_go_whatever_is_wanted(catalog: Catalog, filler: Filler) -> None:
    """Those that were received before a moment, which itself is not before it; and at most so many."""
    ids = [_add(filler, number).id for number in range(4)]
    assert _evict(catalog, 0, _AT + 2000, most=1) == ids[:1]
    assert _evict(catalog, 0, _AT + 2000) == ids[1:2]
    assert _evict(catalog, 0, _AT + 2000) == []


@pytest.mark.parametrize("state", [State.STORED, State.ARCHIVED])
def test_what_may_not_go(catalog: Catalog, filler: Filler, state: State) -> None:
    """What is not proven in the archive, and what belongs to a protected event."""
    _add(filler, 0, state)
    event = filler.event("garden", _AT)
    protected = _add(filler, 1, event=event.id)
    catalog.write(events.protect, event.id, protected=True).result()
    assert _evict(catalog, 1000, _AT * 2) == []
    catalog.write(events.protect, event.id, protected=False).result()
    assert _evict(catalog, 1000) == [protected.id]


def test_what_waits_for_the_archive(catalog: Catalog, filler: Filler) -> None:
    """Its files, bytes and oldest; nothing of what is proven, or still arrives."""
    assert catalog.read(captures.backlog).oldest_at is None
    _add(filler, 0)
    _add(filler, 2, State.ARCHIVED)
    stored = _add(filler, 1, State.STORED)
    catalog.write(captures.begin, replace(stored, id=new_id(), state=State.RECEIVING, sha256=None)).result()
    found = catalog.read(captures.backlog)
    assert (found.files, found.bytes, found.oldest_at) == (2, 20, _AT + 1000)
    assert len(catalog.read(captures.receiving)) == 1


def test_newest_picture(catalog: Catalog, filler: Filler) -> None:
    """A whole snapshot, or whatever has a thumbnail."""
    assert catalog.read(captures.latest_picture, "garden") is None
    _add(filler, 0, kind=Kind.SNAPSHOT)
    thumbnail = _add(filler, 1, thumbnail=True)
    _add(filler, 2, kind=Kind.SNAPSHOT, condition=Condition.INCOMPLETE)
    _add(filler, 3)
    assert catalog.read(captures.latest_picture, "garden") == thumbnail
    snapshot = _add(filler, 4, kind=Kind.SNAPSHOT)
    assert catalog.read(captures.latest_picture, "garden") == snapshot
    assert catalog.read(captures.latest_picture, "yard") is None


def test_captures_of_an_event(catalog: Catalog, filler: Filler) -> None:
    """In order, without those that still arrive."""
    first, second = filler.event("garden", _AT), filler.event("garden", _AT + 90_000)
    made = [_add(filler, number, event=event.id) for number, event in ((2, first), (1, first), (3, second))]
    arriving = replace(made[0], id=new_id(), state=State.RECEIVING, sha256=None, archive_key=None)
    catalog.write(captures.begin, arriving).result()
    assert [each.id for each in catalog.read(captures.of_event, first.id)] == [made[1].id, made[0].id]


def test_each_moment_is_taken_once(catalog: Catalog, filler: Filler) -> None:
    """The first free millisecond; a capture does not stand in its own way, nor do another camera's."""
    made = [_add(filler, 0) for _ in range(3)]
    assert [each.captured_at for each in made] == [_AT, _AT + 1, _AT + 2]
    moved = catalog.write(captures.change, replace(made[2], captured_at=_AT)).result()
    assert moved.captured_at == _AT + 2
    assert catalog.write(captures.change, replace(made[0], labels=("person",))).result().captured_at == _AT
    filler.camera("yard")
    assert filler.verified("yard", _AT).captured_at == _AT


def test_commit_keeps_what_became_of_it_meanwhile(catalog: Catalog, filler: Filler) -> None:
    """Whose it is now, and its event; one that has none when it is whole has none."""
    filler.camera("yard")
    known = _add(filler, 0)
    event = filler.event("yard", _AT)
    begun = replace(known, id=new_id(), camera="yard", event=event.id, state=State.RECEIVING, sha256=None)
    for wanted, kept_event in (("former", event.id), (None, None)):
        arriving = replace(begun, id=new_id(), archive_key=None)
        catalog.write(captures.begin, arriving).result()
        whole = replace(arriving, camera="garden", event=wanted, state=State.STORED, sha256="0" * 64)
        kept = catalog.write(captures.commit, whole, derive=True, archive_at=5).result()
        assert (kept.camera, kept.event) == ("yard", kept_event)
        assert kept == catalog.read(captures.get, kept.id)
        assert due(catalog, TaskKind.ARCHIVE, 4, (), "") is None
        task = due(catalog, TaskKind.ARCHIVE, 5, (), "")
        assert task is not None
        assert (task.capture, task.camera) == (kept.id, "yard")
        catalog.write(captures.change, replace(kept, state=State.VERIFIED, archive_key="key")).result()


def test_where_the_bytes_are(catalog: Catalog, filler: Filler) -> None:
    """What a backup knows otherwise is set right, and only what is proven may be without its file."""
    verified, stored = _add(filler, 0), _add(filler, 1, State.STORED)
    catalog.write(locations.note_gone, [verified.id, stored.id]).result()
    assert [catalog.read(captures.get, each.id).local for each in (verified, stored)] == [False, True]
    catalog.write(locations.note_here, [verified.id]).result()
    assert catalog.read(captures.get, verified.id).local
    catalog.write(tasks.derive, stored.id).result()
    for kind in (TaskKind.ARCHIVE, TaskKind.DERIVE):
        catalog.write(tasks.defer, kind, stored.id, 7).result()
    before = now_ms()
    kept = catalog.write(locations.note_archived, stored.id, "key").result()
    assert kept is not None
    assert (kept.state, kept.local, kept.archive_key) == (State.VERIFIED, False, "key")
    assert before <= (kept.archived_at or 0) <= now_ms()
    assert catalog.read(audit.tasks) == catalog.read(audit.deferred) == {stored.id: {"derive"}}
    assert catalog.write(locations.note_archived, verified.id, "other").result() == verified
    assert catalog.write(locations.note_archived, "nothing", "key").result() is None
    ids = sorted(each.id for each in (verified, stored))
    assert [each.id for each in catalog.read(locations.batch, "", 1)] == ids[:1]
    assert [each.id for each in catalog.read(locations.batch, ids[0], 5)] == ids[1:]


def test_what_may_expire(catalog: Catalog, filler: Filler) -> None:
    """In order, page by page, what was put before a moment and lies in the present archive."""
    made = [_add(filler, number) for number in range(4)]
    for capture, put_at in zip(made, (30, 10, 10, 40), strict=True):
        catalog.write(captures.change, replace(capture, archived_at=put_at)).result()
    _add(filler, 5, State.STORED)
    expected = sorted([(30, made[0].id), (10, made[1].id), (10, made[2].id)])
    found, last = [], None
    while batch := catalog.read(expiry.put_before, 40, last, 1):
        found += [(put.put_at, put.id) for put in batch]
        last = batch[-1]
    assert found == expected
    assert [put.id for put in catalog.read(expiry.put_before, 41, None, 9)][-1] == made[3].id
    newest = catalog.read(expiry.newest)
    assert newest is not None
    assert (newest.put_at, newest.id, newest.key) == (40, made[3].id, made[3].archive_key)


def test_what_the_archive_is_told(catalog: Catalog, filler: Filler) -> None:
    """What has waited longest, at most so much at once; what is told leaves, and what changed since then stays."""
    filler.camera("garden")
    catalog.write(changes.told, catalog.read(changes.untold, 100).upto).result()
    made = [_add(filler, number) for number in range(3)]
    waits = catalog.read(changes.waiting)
    assert waits.changes >= 3
    assert not waits.urgent
    some = catalog.read(changes.untold, 2)
    assert [each.id for each in some.captures] == [made[0].id, made[1].id]
    assert [camera.id for camera in some.cameras] == ["garden"]
    catalog.write(captures.change, replace(made[0], labels=("person",))).result()
    catalog.write(changes.told, some.upto).result()
    rest = catalog.read(changes.untold, 9)
    assert [each.id for each in rest.captures] == [made[2].id, made[0].id]
    catalog.write(changes.told, rest.upto).result()
    assert catalog.read(changes.waiting).changes == 0
    assert catalog.read(changes.untold, 9).empty


def test_what_is_not_there(catalog: Catalog) -> None:
    """It is said."""
    assert catalog.read(captures.find, "nothing") is None
    with pytest.raises(NotFoundError, match="no capture nothing"):
        catalog.read(captures.get, "nothing")
    with pytest.raises(NotFoundError, match="no event nothing"):
        catalog.write(events.touch, "nothing", 1).result()
