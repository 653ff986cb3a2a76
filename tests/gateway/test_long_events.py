"""Events of cameras that record without a pause, which have thousands of captures."""

from dataclasses import replace
from sqlite3 import Connection

import pytest

from camvault_gateway.catalog import Catalog, captures, events, tasks
from camvault_gateway.model import Backlog, Kind, State, Task, TaskKind, new_id

from .catalogs import Filler

_AT = 1_700_000_000_000


def _plan(db: Connection, event: str) -> list[str]:
    query = f"EXPLAIN QUERY PLAN SELECT {events.COLUMNS} FROM events WHERE id = ?"  # noqa: S608 only constants
    return [row["detail"] for row in db.execute(query, (event,))]


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return what fills the catalog."""
    return Filler(catalog)


def test_nothing_looks_at_each_of_an_events_captures(filler: Filler) -> None:
    """What an upload tells of its event costs the same however long that is: there is nothing to count or to sort."""
    event = filler.event(filler.camera("garden").id, _AT)
    plan = filler.catalog.read(_plan, event.id)
    assert "SEARCH captures USING INDEX captures_by_event (event=?)" in plan
    assert "SEARCH captures USING INDEX captures_pictures (event=?)" in plan
    assert "SEARCH captures USING COVERING INDEX captures_backlog (event=? AND state=?)" in plan
    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_whether_all_is_archived_looks_at_none(filler: Filler) -> None:
    """Each capture that is proven asks for it."""
    event = filler.event(filler.camera("garden").id, _AT)
    query = f"EXPLAIN QUERY PLAN SELECT 1 FROM events WHERE id = ? AND {events.ARCHIVED}"  # noqa: S608 only constants
    plan = filler.catalog.read(lambda db: [row["detail"] for row in db.execute(query, (event.id,))])
    looks = [step for step in plan if step.startswith(("SEARCH captures", "SCAN captures"))]
    assert looks == [
        "SEARCH captures USING COVERING INDEX captures_backlog (event=? AND state=?)",
        "SCAN captures USING INDEX captures_receiving",
    ]


def test_what_arrives_just_now_is_not_counted(filler: Filler) -> None:
    """It has a row already, and is none of an event's captures yet; the picture is a snapshot's, however late."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT)
    first, _ = (filler.verified(camera, _AT + moment, event, thumbnail=True) for moment in (1, 2))
    snapshot = filler.verified(camera, _AT + 3, event, thumbnail=True, kind=Kind.SNAPSHOT)
    arriving = replace(
        first, id=new_id(), captured_at=_AT + 4, state=State.RECEIVING, sha256=None, archive_key=None, thumbnail=False
    )
    catalog.write(captures.begin, arriving).result()
    told = catalog.read(events.get, event.id)
    assert (told.captures, told.picture) == (3, snapshot.id)
    catalog.write(captures.remove, snapshot.id).result()
    told = catalog.read(events.get, event.id)
    assert (told.captures, told.picture) == (2, first.id)


def test_unarchived(filler: Filler) -> None:
    """What arrives, waits or is put and not proven counts; an event is archived when it is over and has none of it."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT, ended=False)
    proven = filler.verified(camera, _AT + 1, event)
    filler.verified(camera, _AT + 2)
    on_the_way = [replace(proven, id=new_id(), captured_at=_AT + 3 + number) for number in range(3)]
    states = (State.RECEIVING, State.STORED, State.ARCHIVED)
    for capture, state in zip(on_the_way, states, strict=True):
        sha256 = None if state is State.RECEIVING else proven.sha256
        catalog.write(captures.begin, replace(capture, state=state, sha256=sha256)).result()
    assert catalog.read(events.get, event.id).unarchived == 3
    catalog.write(events.end, event.id).result()
    for left, capture in zip((2, 1, 0), on_the_way, strict=True):
        assert catalog.read(events.find_archived, event.id) is None
        catalog.write(captures.change, replace(capture, state=State.VERIFIED)).result()
        assert catalog.read(events.get, event.id).unarchived == left
    assert catalog.read(events.find_archived, event.id) == catalog.read(events.get, event.id)
    catalog.write(events.reopen, event.id).result()
    assert catalog.read(events.find_archived, event.id) is None


def test_the_backlog_is_known_at_once(filler: Filler) -> None:
    """It is asked each second: neither what waits is counted, nor looked through for the oldest, put off or not."""
    catalog = filler.catalog
    waiting = [filler.verified(filler.camera(name).id, _AT + at) for at, name in enumerate(("a", "b", "a", "b"))]
    for capture, state in zip(waiting, (State.STORED, State.ARCHIVED) * 2, strict=True):
        catalog.write(captures.change, replace(capture, state=state)).result()
    oldest = min(waiting, key=lambda each: each.received_at)
    assert catalog.read(captures.backlog) == Backlog(
        files=4, bytes=40, oldest_at=oldest.received_at, by_camera={"a": 2, "b": 2}
    )
    task = Task(kind=TaskKind.ARCHIVE, capture=oldest.id, camera=oldest.camera)
    catalog.write(tasks.postpone, task, 2**41, "away").result()
    assert catalog.read(captures.backlog).oldest_at == oldest.received_at
    query = f"EXPLAIN QUERY PLAN {captures._OLDEST}"
    plan = catalog.read(lambda db: [row["detail"] for row in db.execute(query)])
    assert [step for step in plan if "captures" in step] == [
        "SEARCH captures USING INDEX sqlite_autoindex_captures_1 (id=?)",
        "SEARCH captures USING INDEX captures_to_archive (camera=?)",
        "SEARCH captures USING INDEX captures_to_verify (camera=?)",
    ]
