"""The catalog's questions and answers."""

from dataclasses import replace
from datetime import UTC, datetime
import json
from pathlib import Path
import sqlite3
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, CursorError, NotFoundError, cameras, captures, events, schema, tasks
from camvault_gateway.catalog.cameras import MAX_CAMERAS
from camvault_gateway.catalog.lists import calendar, event_pages
from camvault_gateway.catalog.lists.calendar import Unit
from camvault_gateway.model import (
    Capture,
    Condition,
    Event,
    Kind,
    Millis,
    State,
    Task,
    TaskKind,
    new_id,
    now_ms,
    to_millis,
)

from .todo import due

_HOUR = 3_600_000


def add(catalog: Catalog, folder: str = "garden", at: Millis = 0, **changes: object) -> Capture:
    """Add a stored capture."""
    camera = catalog.write(cameras.for_folder, folder, now_ms()).result()
    at = at or now_ms()
    capture = Capture(
        id=new_id(),
        camera=camera.id,
        event=None,
        kind=Kind.CLIP,
        original_path=f"/{folder}/clip.mp4",
        extension=".mp4",
        content_type="video/mp4",
        captured_at=at,
        started_at=at,
        received_at=at,
    )
    catalog.write(captures.begin, capture).result()
    stored = replace(capture, state=State.STORED, sha256="0" * 64, size=10, **changes)  # type: ignore[arg-type]
    return catalog.write(captures.commit, stored).result()


@pytest.mark.parametrize(
    ("folders", "ids"),
    [
        (["Front Door"], ["front-door"]),
        (["Front Door", "front door", "Front_Door"], ["front-door", "front-door-2", "front-door-3"]),
        (["Гараж"], ["garazh"]),
        (["日本"], ["ri-ben"]),
        (["!!!"], ["camera"]),
        (["unassigned"], ["unassigned-2"]),
        (["x" * 300], ["x" * 48]),
    ],
)
def test_folders_name_cameras(catalog: Catalog, folders: list[str], ids: list[str]) -> None:
    """Each folder is a camera of its own, with a slug that stays, and its name to the letter."""
    for _ in range(2):
        made = [catalog.write(cameras.for_folder, folder, 0).result() for folder in folders]
        assert [camera.id for camera in made] == ids
        assert [camera.name for camera in made] == folders


def test_cameras_are_limited(catalog: Catalog) -> None:
    """A stolen password cannot make cameras without end: the rest is unassigned, and nothing is lost."""
    made = {catalog.write(cameras.for_folder, f"cam{number}", 0).result().id for number in range(MAX_CAMERAS + 5)}
    assert len(made) == MAX_CAMERAS + 1
    assert "unassigned" in made


def test_rename_keeps_the_id(catalog: Catalog) -> None:
    """A camera's name may change, its history does not split."""
    catalog.write(cameras.for_folder, "garden", 0).result()
    assert catalog.write(cameras.rename, "garden", "Garden (east)").result().name == "Garden (east)"
    assert catalog.write(cameras.for_folder, "garden", 0).result().name == "Garden (east)"
    with pytest.raises(NotFoundError):
        catalog.write(cameras.rename, "nowhere", "x").result()


def test_pages_while_captures_arrive(catalog: Catalog) -> None:
    """A cursor goes on where it was, whatever was added meanwhile."""
    old = [add(catalog, at=1_000_000 + number).id for number in range(25)]
    seen: list[str] = []
    cursor = None
    while True:
        page = catalog.read(captures.list_page, limit=7, cursor=cursor)
        seen += [capture.id for capture in page.items]
        add(catalog, at=2_000_000 + len(seen))
        cursor = page.next
        if cursor is None:
            break
    assert seen == old[::-1]


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WzEsMl0", "e30", "é", "bnVsbA"])
def test_invented_cursors(catalog: Catalog, cursor: str) -> None:
    """A cursor of somebody's own making is refused."""
    with pytest.raises(CursorError):
        catalog.read(captures.list_page, cursor=cursor)


def test_filters(catalog: Catalog) -> None:
    """Each filter leaves exactly what it says."""
    first = add(catalog, "garden", 1000, labels=("person",))
    second = add(catalog, "Haustür", 2000, kind=Kind.SNAPSHOT, condition=Condition.COMPLETE)
    third = add(catalog, "garden", 3000, original_path="/garden/50% [x]_'ÄÖ'.mp4")

    def found(**filters: object) -> list[str]:
        return [capture.id for capture in catalog.read(captures.list_page, **filters).items]  # type: ignore[arg-type]

    assert found() == [third.id, second.id, first.id]
    assert found(camera="garden") == [third.id, first.id]
    assert found(kind=Kind.SNAPSHOT) == [second.id]
    assert found(after=2000) == [third.id, second.id]
    assert found(before=2000) == [first.id]
    assert found(state=State.VERIFIED) == []
    assert found(q="PERSON") == [first.id]
    assert found(q="haustür") == [second.id]
    assert found(q="50%") == [third.id]
    assert found(q="äö garden") == [third.id]
    assert found(q="clip person", camera="garden") == [first.id]
    assert found(q="clip person", camera="nowhere") == []
    assert found(q="garden nothing") == []


def test_no_two_captures_of_a_camera_share_a_millisecond(catalog: Catalog) -> None:
    """Names with whole seconds collide; the later one moves on."""
    made = [add(catalog, at=5000) for _ in range(3)] + [add(catalog, "other", at=5000)]
    assert [capture.captured_at for capture in made] == [5000, 5001, 5002, 5000]


def test_event_counts_and_picture(catalog: Catalog) -> None:
    """An event's picture is its first snapshot with a thumbnail, or else a clip's."""
    add(catalog)
    event = Event(id=new_id(), camera="garden", started_at=1, last_at=1)
    catalog.write(events.begin, event).result()
    clip = add(catalog, event=event.id, thumbnail=True)
    assert catalog.read(events.get, event.id).picture == clip.id
    snapshot = add(catalog, event=event.id, thumbnail=True, kind=Kind.SNAPSHOT)
    found = catalog.read(events.get, event.id)
    assert (found.picture, found.captures) == (snapshot.id, 2)
    assert catalog.read(events.latest, "garden") == found
    touched = catalog.write(events.touch, event.id, 50, ("person", "person")).result()
    assert (touched.last_at, touched.labels) == (50, ("person",))
    assert catalog.write(events.end, event.id).result().ended_at == 50
    assert [found.id for found in catalog.read(event_pages.list_page, q="person").items] == [event.id]
    assert catalog.read(event_pages.list_page, q="vehicle").items == []


def test_outbox_is_fair_and_newest_first(catalog: Catalog) -> None:
    """One camera after the other, and of each the newest."""
    a = [add(catalog, "a").id for _ in range(3)]
    b = [add(catalog, "b").id for _ in range(1)]
    order: list[str] = []
    turn = ""
    while task := due(catalog, TaskKind.ARCHIVE, now_ms(), [], turn):
        order.append(task.capture)
        turn = task.camera
        proven = replace(catalog.read(captures.get, task.capture), state=State.VERIFIED)
        catalog.write(captures.change, proven).result()
    assert order == [a[2], b[0], a[1], a[0]]


def test_postponed_and_busy_tasks_wait(catalog: Catalog) -> None:
    """A task that is being done, or is not due, is not picked."""
    first, second = add(catalog).id, add(catalog).id
    task = Task(kind=TaskKind.ARCHIVE, capture=second, camera="garden")
    assert due(catalog, TaskKind.ARCHIVE, 0, [second], "") == replace(task, capture=first)
    catalog.write(tasks.postpone, task, 5000, "why").result()
    assert due(catalog, TaskKind.ARCHIVE, 4999, [first], "") is None
    assert catalog.read(tasks.next_moment, TaskKind.ARCHIVE, 4999) == 5000
    later = due(catalog, TaskKind.ARCHIVE, 5000, [first], "")
    assert later == replace(task, attempts=1)
    assert catalog.read(tasks.next_moment, TaskKind.DERIVE, 0) is None


def test_calendar_counts_in_every_zone(catalog: Catalog) -> None:
    """A capture belongs to the day and hour of the zone that asks."""
    moment = to_millis(datetime(2026, 11, 22, 23, 50, tzinfo=UTC))
    add(catalog, at=moment)
    add(catalog, at=moment + _HOUR)
    add(catalog, at=moment + 1, condition=Condition.EMPTY)

    def days(zone: str) -> list[tuple[str, int]]:
        found = catalog.read(calendar.spans, ZoneInfo(zone), Unit.DAY)
        return [
            (f"{datetime.fromtimestamp(span.start / 1000, ZoneInfo(zone)):%m-%d %H:%M}", span.captures)
            for span in found
        ]

    assert days("UTC") == [("11-23 00:00", 1), ("11-22 00:00", 1)]
    assert days("Europe/Berlin") == [("11-23 00:00", 2)]
    assert days("Asia/Kathmandu") == [("11-23 00:00", 2)]
    assert days("America/New_York") == [("11-22 00:00", 2)]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_days_that_set_the_clocks(catalog: Catalog, day: str, hours: int) -> None:
    """A day's bounds hold its 23 or 25 hours, and the hour that comes twice is two."""
    zone = ZoneInfo("Europe/Berlin")
    midnight = to_millis(datetime.fromisoformat(day).replace(tzinfo=zone))
    for hour in range(hours):
        add(catalog, at=midnight + hour * _HOUR)
    (span,) = catalog.read(calendar.spans, zone, Unit.DAY)
    assert (span.start, span.end, span.captures) == (midnight, midnight + hours * _HOUR, hours)
    spans = catalog.read(calendar.spans, zone, Unit.HOUR, after=span.start, before=span.end)
    assert [found.start for found in spans] == [midnight + hour * _HOUR for hour in reversed(range(hours))]
    assert {found.captures for found in spans} == {1}


def _counted(db: sqlite3.Connection) -> dict[tuple[str, int], tuple[int, int]]:
    query = "SELECT camera, quarter, captures, bytes FROM quarters WHERE captures <> 0 OR bytes <> 0"
    return {(row[0], row[1]): (row[2], row[3]) for row in db.execute(query)}


def _recounted(db: sqlite3.Connection) -> dict[tuple[str, int], tuple[int, int]]:
    query = (
        "SELECT camera, captured_at / 900000, count(*), sum(size) FROM captures"
        " WHERE state <> 'receiving' AND condition <> 'empty' GROUP BY 1, 2"
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in db.execute(query)}


def _of_cameras(db: sqlite3.Connection) -> list[tuple[str, int, int]]:
    return [tuple(row) for row in db.execute("SELECT id, captures, bytes FROM cameras WHERE captures ORDER BY id")]


def _of_cameras_recounted(db: sqlite3.Connection) -> list[tuple[str, int, int]]:
    query = (
        "SELECT camera, count(*), sum(size) FROM captures"
        " WHERE state <> 'receiving' AND condition <> 'empty' GROUP BY 1 ORDER BY 1"
    )
    return [tuple(row) for row in db.execute(query)]


def _all(db: sqlite3.Connection) -> tuple[int, int]:
    query = "SELECT count(*), coalesce(sum(size), 0) FROM captures WHERE state <> 'receiving' AND local"
    return tuple(db.execute(query).fetchone())


_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "captured_at": st.integers(1, 5_000_000),
        "size": st.integers(0, 1000),
        "camera": st.sampled_from(["garden", "door"]),
        "condition": st.sampled_from(list(Condition)),
        "state": st.sampled_from([State.STORED, State.ARCHIVED, State.VERIFIED]),
        "local": st.booleans(),
    },
)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), _CHANGES | st.none()), max_size=15))
def test_counters_always_add_up(catalog: Catalog, steps: list[tuple[int, dict[str, object] | None]]) -> None:
    """Whatever happens to captures, the calendar's counters equal a fresh count."""
    made = [add(catalog, ("garden", "door")[number % 2], at=number * 900_000 + 1).id for number in range(5)]
    for index, changes in steps:
        known = catalog.read(captures.find, made[index])
        if known is None:
            continue
        if changes is None:
            catalog.write(captures.remove, known.id).result()
        else:
            changed = replace(known, **changes)  # type: ignore[arg-type]
            if changed.local or changed.state is State.VERIFIED:
                catalog.write(captures.change, changed).result()
        assert catalog.read(_counted) == catalog.read(_recounted)
        assert catalog.read(_of_cameras) == catalog.read(_of_cameras_recounted)
        files, size = catalog.read(captures.totals)
        assert (files, size) == catalog.read(_all)


def test_labels_are_kept_as_a_list(catalog: Catalog) -> None:
    """What is in the file is plain JSON, for whoever has to look."""
    add(catalog, labels=("person", "vehicle"))
    (row,) = catalog.read(lambda db: db.execute("SELECT labels FROM captures").fetchall())
    assert json.loads(row["labels"]) == ["person", "vehicle"]


def _untold(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return what changed since the archive was told, in order."""
    found = [
        (row["changed"], table, row["id"])
        for table in ("cameras", "captures", "events")
        for row in db.execute(f"SELECT id, changed FROM {table} WHERE changed > (SELECT told FROM archiving)")  # noqa: S608
    ]
    return [(table, identity) for _, table, identity in sorted(found)]


def test_changes_that_the_archive_is_told_of(catalog: Catalog) -> None:
    """Of a capture once it is verified, of an event once it is over; whatever changes again comes last."""
    event = Event(id=new_id(), camera="garden", started_at=1, last_at=1)
    capture = add(catalog)
    assert catalog.read(_untold) == [("cameras", "garden")]
    catalog.write(events.begin, event).result()
    catalog.write(captures.change, replace(capture, state=State.VERIFIED, archive_key="k", event=event.id)).result()
    catalog.write(events.end, event.id).result()
    told = [("cameras", "garden"), ("captures", capture.id), ("events", event.id)]
    assert catalog.read(_untold) == told
    kept = catalog.read(captures.get, capture.id)
    catalog.write(captures.change, replace(kept, thumbnail=True)).result()
    assert catalog.read(_untold) == told
    catalog.write(captures.change, replace(kept, duration_ms=5, thumbnail=True)).result()
    assert catalog.read(_untold) == [told[0], told[2], told[1]]


def test_a_file_that_is_not_archived_cannot_be_called_gone(catalog: Catalog) -> None:
    """The catalog itself refuses that the only copy is given up."""
    capture = add(catalog)
    with pytest.raises(sqlite3.IntegrityError):
        catalog.write(captures.change, replace(capture, local=False)).result()


def test_migration_of_an_older_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older version kept is there after the update, counted and told."""
    path = tmp_path / "catalog.db"
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        Catalog(path).close()
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO cameras (id, name, created_at) VALUES ('garden', 'Garden', 0)")
        old = {"id": "c", "camera": "garden", "kind": "clip", "original_path": "/x", "sha256": "aa", "size": 7}
        old |= {"extension": "", "content_type": "", "labels": "[]", "state": "verified", "condition": "complete"}
        old |= dict.fromkeys(("captured_at", "started_at", "received_at", "scheduled", "thumbnail"), 1)
        names, places = ", ".join(old), ", ".join(f":{name}" for name in old)
        db.execute(f"INSERT INTO captures ({names}) VALUES ({places})", old)  # noqa: S608
    db.close()
    with Catalog(path) as catalog:
        assert catalog.read(captures.get, "c").local
        assert catalog.read(captures.totals) == (1, 7)
        assert catalog.read(_untold) == [("cameras", "garden"), ("captures", "c")]
