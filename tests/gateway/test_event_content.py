"""What each event tells of its captures, however they come, change and leave."""

from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, captures, events, schema
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.catalog.bulk.expiry import Put
from camvault_gateway.catalog.lists import audit
from camvault_gateway.catalog.schema.event_content import EVENT_CONTENT
from camvault_gateway.model import (
    LARGEST_FETCH,
    LONGEST_SMALL_MS,
    Capture,
    Condition,
    Content,
    Kind,
    Playback,
    State,
    may_be_small,
    new_id,
)

from .catalogs import Filler

_AT = 1_700_000_000_000
_UNREADABLE = {Condition.UNREADABLE}


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return what fills the catalog."""
    return Filler(catalog)


def _recounted(some: list[Capture]) -> Content:
    """Return what captures amount to, by the words of the contract."""
    found = [each for each in some if each.state is not State.RECEIVING and each.condition is not Condition.EMPTY]
    seen = [each for each in found if each.condition not in _UNREADABLE]
    shown = [each for each in seen if each.playback is not Playback.NONE or may_be_small(each)]
    ends = [each.captured_at + (each.duration_ms or 0) for each in found]
    return Content(
        clips=sum(each.kind is Kind.CLIP for each in found),
        snapshots=sum(each.kind is Kind.SNAPSHOT for each in found),
        verified=sum(each.state is State.VERIFIED for each in found),
        incomplete=sum(each.condition is Condition.INCOMPLETE for each in found),
        unreadable=sum(each.condition is Condition.UNREADABLE for each in found),
        playable=len(shown),
        bytes=sum(each.size for each in found),
        length_ms=max(ends) - min(each.captured_at for each in found) if found else None,
        received_at=max((each.received_at for each in found), default=None),
    )


_CONDITIONS = [each for each in Condition if each is not Condition.EMPTY]
_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "captured_at": st.integers(_AT, _AT + 100_000),
        "received_at": st.integers(_AT, _AT + 100_000),
        "duration_ms": st.none() | st.integers(0, 60_000) | st.sampled_from([LONGEST_SMALL_MS, LONGEST_SMALL_MS + 1]),
        "size": st.integers(0, 1000) | st.sampled_from([LARGEST_FETCH, LARGEST_FETCH + 1]),
        "local": st.booleans(),
        "kind": st.sampled_from(list(Kind)),
        "condition": st.sampled_from(_CONDITIONS),
        "playback": st.sampled_from(list(Playback)),
        "event": st.sampled_from(["first", "second", None]),
        "state": st.sampled_from([State.STORED, State.ARCHIVED, State.VERIFIED]),
    },
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), _CHANGES | st.none()), max_size=12))
def test_an_event_always_tells_what_it_has(catalog: Catalog, steps: list[tuple[int, dict[str, object] | None]]) -> None:
    """Whatever happens to captures, also those without a byte or under way, it equals a fresh look at them."""
    filler = Filler(catalog)
    camera = filler.camera("garden").id
    ids = {name: filler.event(camera, _AT).id for name in ("first", "second")}
    made = [filler.verified(camera, _AT + 1000 * number).id for number in range(4)]
    made.append(filler.verified(camera, _AT + 9000, condition=Condition.EMPTY, size=0).id)
    for index, changes in steps:
        if (known := catalog.read(captures.find, made[index])) is None:
            continue
        if changes is None:
            catalog.write(captures.remove, known.id).result()
        else:
            named = {**changes, **({"event": ids.get(str(changes["event"]))} if "event" in changes else {})}
            if changes.get("condition", known.condition) is Condition.EMPTY:
                # What has no byte is in no event.
                named["event"] = None
            if named.get("state", known.state) is not State.VERIFIED:
                # What the archive is not proven to have is here.
                named["local"] = True
            catalog.write(captures.change, replace(known, **named)).result()  # type: ignore[arg-type]
        for event in ids.values():
            there = [each for capture in made if (each := catalog.read(captures.find, capture)) and each.event == event]
            assert catalog.read(events.get, event).content == _recounted(there)
    assert catalog.read(lambda db: [each for each in audit.counters(db, audit.tally(db)) if _is_wrong(each)]) == []
    catalog.write(lambda db: (db.execute("DELETE FROM captures"), db.execute("DELETE FROM events"))).result()


def _is_wrong(count: audit.Count) -> bool:
    return count.kept != count.recounted


def test_what_arrives_counts_when_it_is_there(filler: Filler) -> None:
    """A capture under way is none yet, however it ends."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT)
    whole = filler.verified(camera, _AT, event, duration_ms=8000)
    before = catalog.read(events.get, event.id).content
    arriving = replace(
        whole, id=new_id(), captured_at=_AT + 90_000, state=State.RECEIVING, sha256=None, archive_key=None, size=0
    )
    catalog.write(captures.begin, arriving).result()
    assert catalog.read(events.get, event.id).content == before
    kept = replace(arriving, state=State.STORED, sha256=whole.sha256, size=7, received_at=_AT + 91_000)
    catalog.write(captures.commit, kept).result()
    content = catalog.read(events.get, event.id).content
    assert (content.clips, content.verified, content.bytes) == (2, 1, 17)
    assert (content.length_ms, content.received_at) == (98_000, _AT + 91_000)


def test_captures_leave_in_any_order(filler: Filler) -> None:
    """What expires newest first leaves the time of the newest that is still there."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT)
    made = [filler.verified(camera, _AT + 1000 * number, event) for number in range(5)]
    gone = [Put(0, each.id, each.archive_key or "") for each in reversed(made[2:])]
    assert catalog.write(expiry.expire, gone, _AT).result().captures == 3
    content = catalog.read(events.get, event.id).content
    assert (content.clips, content.received_at) == (2, made[1].received_at)


def test_a_long_clip_ends_after_what_came_later(filler: Filler) -> None:
    """The end is the latest one, not that of the last to begin."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT)
    filler.verified(camera, _AT, event, duration_ms=60_000)
    for number in range(1, 20):
        filler.verified(camera, _AT + number * 1000, event, kind=Kind.SNAPSHOT)
    assert catalog.read(events.get, event.id).content.length_ms == 60_000


def _older(path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """Return a catalog of the version before events told what they have."""
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[: schema.MIGRATIONS.index(EVENT_CONTENT)])
        return Catalog(path)


def _begin(db: Connection) -> None:
    db.execute("INSERT INTO cameras (id, name, created_at) VALUES ('door', 'Door', 0)")
    query = "INSERT INTO events (id, camera, started_at, last_at, ended_at) VALUES (?, 'door', 1, 2, 2)"
    db.executemany(query, [("full",), ("bare",)])


def _insert(db: Connection, capture: Capture) -> None:
    captures.begin(db, replace(capture, state=State.RECEIVING, sha256=None))
    captures.commit(db, capture)


def test_migration_counts_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event of an older catalog tells what it has had all the time; one without captures tells that."""
    path = tmp_path / "older.db"
    with _older(path, monkeypatch) as older:
        older.write(_begin).result()
        made = [
            Capture(
                id=new_id(), camera="door", event="full", kind=kind, original_path="/a", extension=".jpg",
                content_type="image/jpeg", captured_at=_AT + at, started_at=_AT, received_at=_AT + at, size=at,
                sha256="0" * 64, state=state, condition=condition,
            )
            for at, kind, state, condition in (
                (1, Kind.CLIP, State.STORED, Condition.INCOMPLETE),
                (5, Kind.SNAPSHOT, State.STORED, Condition.UNREADABLE),
                (9, Kind.SNAPSHOT, State.STORED, Condition.EMPTY),
            )
        ]  # fmt: skip
        for capture in made:
            older.write(_insert, capture).result()
    with Catalog(path) as catalog:
        assert catalog.read(events.get, "full").content == _recounted(made)
        assert catalog.read(events.get, "bare").content == Content()
        assert [each for each in catalog.read(lambda db: audit.counters(db, audit.tally(db))) if _is_wrong(each)] == []


def test_check_finds_a_wrong_counter(catalog: Catalog, filler: Filler) -> None:
    """A counter that says something else than the captures is told, with both."""
    event = filler.event(filler.camera("garden").id, _AT)
    filler.verified("garden", _AT, event)
    catalog.write(lambda db: db.execute("UPDATE events SET incomplete = 3")).result()
    (wrong,) = [each for each in catalog.read(lambda db: audit.counters(db, audit.tally(db))) if _is_wrong(each)]
    assert (wrong.of, wrong.kept[2], wrong.recounted[2]) == (f"event {event.id}", 3, 0)


@pytest.mark.parametrize(
    ("changes", "playable"),
    [
        ({}, True),
        ({"duration_ms": LONGEST_SMALL_MS}, True),
        ({"duration_ms": LONGEST_SMALL_MS + 1}, False),
        ({"local": False, "size": LARGEST_FETCH}, True),
        ({"local": False, "size": LARGEST_FETCH + 1}, False),
        ({"local": True, "size": LARGEST_FETCH + 1}, True),
        ({"kind": Kind.SNAPSHOT}, False),
        ({"condition": Condition.UNREADABLE}, False),
    ],
)
def test_a_small_clip_is_something_to_see(filler: Filler, changes: dict[str, object], *, playable: bool) -> None:
    """A clip that no browser plays is shown as far as a small one is made of it, whenever that turns out."""
    catalog, camera = filler.catalog, filler.camera("garden").id
    event = filler.event(camera, _AT)
    clip = filler.verified(camera, _AT, event, playback=Playback.NONE)
    kept = catalog.write(captures.change, replace(clip, **changes)).result()  # type: ignore[arg-type]
    assert may_be_small(kept) is playable
    assert catalog.read(events.get, event.id).content.playable == playable
