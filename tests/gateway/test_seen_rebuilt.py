"""What users have not seen comes back from the bucket, and out of a backup."""

from itertools import count
import json
from pathlib import Path
from sqlite3 import Connection

from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st
import pytest

from camvault_gateway.archive import ArchiveStore
from camvault_gateway.catalog import Catalog, changes, seen
from camvault_gateway.catalog.bulk import moves, restore
from camvault_gateway.catalog.file.copy import copy
from camvault_gateway.model import MAX_SPANS, Event, Seen, Span
from camvault_gateway.record.segments import decode, encode

from .catalogs import Filler
from .rebuilding import bring, listing, put_all, rebuilt, tell, unseen
from .s3_memory import MemoryClient, memory_store

_AT = 1_790_000_000_000
_MINUTE = 60_000
_DAY = 24 * 60 * _MINUTE
_NUMBER = count()
_CAMERAS = ("garden", "yard")


def _happen(catalog: Catalog, number: int, camera: str = "yard") -> Event:
    """Let something happen in a minute, with a capture in the archive."""
    filler, begun = Filler(catalog), _AT + number * _MINUTE
    event = filler.event(filler.camera(camera).id, begun)
    filler.verified(camera, begun, event)
    return event


def _mark(catalog: Catalog, user: str, *events: Event, now: int = 0, as_seen: bool = True) -> int:
    selection = seen.Selection(events=[event.id for event in events] or None)
    return catalog.write(seen.mark, user, selection, _AT + now * _MINUTE, seen=as_seen).result()


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("event"), st.integers(-2000, 60), st.sampled_from(_CAMERAS)),
        st.tuples(st.just("more"), st.integers(0, 20), st.none()),
        st.tuples(st.sampled_from(["see", "unsee"]), st.integers(0, 20), st.sampled_from(["ann", "bob"])),
        st.tuples(st.sampled_from(["all", "forget"]), st.none(), st.sampled_from(["ann", "bob"])),
        st.tuples(st.just("tell"), st.integers(1, 5), st.none()),
    ),
    max_size=30,
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS)
def test_rebuilt_users_have_seen_what_they_had(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int | None, str | None]]
) -> None:
    """Whatever came, was marked, and told in however many segments; a second time nothing changes."""
    folder, client = tmp_path_factory.mktemp(f"seen{next(_NUMBER)}"), MemoryClient()
    with Catalog(folder / "lost.db") as lost:
        made = [_happen(lost, -1)]
        for now, (what, number, name) in enumerate(steps, 100):
            _step(lost, client, made, now, what, number or 0, name or "")
        tell(lost, client)
        put_all(lost, client)
        wanted = listing(lost)
        assert set(wanted["unseen"]) <= {"ann", "bob"}
        with rebuilt(memory_store(client), folder / "new") as (found, _):
            assert listing(found) == wanted
            bring(memory_store(client), found, folder / "again.db")
            assert listing(found) == wanted


def _step(lost: Catalog, client: MemoryClient, made: list[Event], now: int, what: str, number: int, name: str) -> None:
    if what == "event":
        # No two events of a camera begin at once.
        made.append(_happen_at(lost, name, _AT + number * _MINUTE + len(made), now))
    elif what in {"see", "unsee", "more"} and made:
        event = made[number % len(made)]
        if what == "more":
            received = _AT + now * _MINUTE
            Filler(lost).verified(event.camera, event.started_at + 1 + now, event, received_at=received)
        else:
            _mark(lost, name, event, now=now, as_seen=what == "see")
    elif what == "all":
        _mark(lost, name, now=now)
    elif what == "forget":
        lost.write(seen.forget, name).result()
    elif what == "tell":
        tell(lost, client, number)


def _happen_at(catalog: Catalog, camera: str, begun: int, now: int) -> Event:
    filler = Filler(catalog)
    event = filler.event(filler.camera(camera).id, begun)
    filler.verified(camera, begun, event, received_at=_AT + now * _MINUTE)
    return event


def test_what_came_with_a_mark_and_after_it_is_unseen(catalog: Catalog, tmp_path: Path) -> None:
    """The moment of the mark is also that of an upload, which nobody can have seen."""
    client, first = MemoryClient(), _happen(catalog, 0)
    _mark(catalog, "ann", first, now=5)
    filler, begun = Filler(catalog), _AT + 4 * _MINUTE
    late = filler.event("yard", begun)
    filler.verified("yard", begun, late, received_at=_AT + 5 * _MINUTE)
    tell(catalog, client)
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, _):
        assert unseen(found) == unseen(catalog) == {"ann": [late.id]}


def test_untold_event_of_the_last_day_is_unseen(catalog: Catalog, tmp_path: Path) -> None:
    """When it began nobody knows exactly, so that no span tells of it; better once more than never."""
    client = MemoryClient()
    old, marked, new = (_happen(catalog, number) for number in (-2000, 0, 1))
    _mark(catalog, "ann", now=2)
    catalog.write(lambda db: db.execute("UPDATE captures SET changed = 0")).result()
    catalog.write(lambda db: db.execute("UPDATE events SET changed = 0")).result()
    tell(catalog, client)
    put_all(catalog, client)
    with rebuilt(memory_store(client), tmp_path / "new") as (found, counts):
        assert counts.recovered == 3
        assert unseen(found) == {"ann": sorted([marked.id, new.id])}
        assert old.id not in unseen(found)["ann"]


def test_merged_camera_takes_along_what_is_unseen(catalog: Catalog, tmp_path: Path) -> None:
    """Here and in the bucket; undoing works beyond it."""
    client = MemoryClient()
    one, two, three = _happen(catalog, 0, "garden"), _happen(catalog, 1, "yard"), _happen(catalog, 2, "garden")
    _mark(catalog, "ann", two, three, now=3)
    number = _mark(catalog, "ann", one, now=4)
    _mark(catalog, "bob", two, now=4)
    tell(catalog, client)
    catalog.write(moves.merge, "garden", "yard").result()
    while catalog.write(moves.step, 1).result():
        pass
    tell(catalog, client)
    put_all(catalog, client)
    assert unseen(catalog) == {"ann": [], "bob": sorted([one.id, three.id])}
    with rebuilt(memory_store(client), tmp_path / "new") as (found, _):
        assert unseen(found) == unseen(catalog)
    catalog.write(seen.undo, "ann", number, _AT).result()
    assert unseen(catalog)["ann"] == [one.id]
    spans = catalog.read(lambda db: db.execute("SELECT DISTINCT camera FROM seen_spans").fetchall())
    assert [row["camera"] for row in spans] == ["yard"]


def test_part_of_an_event_is_as_seen_as_all_of_it(catalog: Catalog) -> None:
    """What is assigned to another camera is no news."""
    filler = Filler(catalog)
    filler.camera("yard")
    events = [filler.event("yard", _AT + number * _MINUTE) for number in range(2)]
    for event in events:
        for path in ("/a/1.mp4", "/b/1.mp4"):
            filler.verified("yard", event.started_at + (path > "/b"), event, original_path=path)
    _mark(catalog, "ann", events[0], now=5)
    catalog.write(moves.assign_to_new, "yard", "/b/#.mp4", "Other", _AT).result()
    patterns = catalog.read(moves.sources, "yard")
    catalog.write(lambda db: db.execute("UPDATE moves SET pattern = ?", (patterns[0].pattern,))).result()
    while catalog.write(moves.step, 10).result():
        pass
    parts = [row["id"] for row in catalog.read(lambda db: db.execute("SELECT id FROM events").fetchall())]
    assert len(parts) == 4
    assert unseen(catalog)["ann"] == sorted(part for part in parts if part.startswith(events[1].id))


def test_backup_learns_what_was_marked_since(catalog: Catalog, tmp_path: Path) -> None:
    """The bucket's word is the newer one, also of what the backup has itself."""
    client = MemoryClient()
    early, seen_since = _happen(catalog, 0), _happen(catalog, 1)
    _mark(catalog, "ann", early, now=2)
    _mark(catalog, "bob", now=2)
    tell(catalog, client)
    copy(tmp_path / "catalog.db", tmp_path / "backup.db")
    _mark(catalog, "ann", seen_since, now=3)
    _mark(catalog, "ann", early, now=3, as_seen=False)
    later = _happen(catalog, 4)
    catalog.write(seen.forget, "bob").result()
    tell(catalog, client)
    put_all(catalog, client)
    with Catalog(tmp_path / "backup.db") as restored:
        assert unseen(restored) == {"ann": [seen_since.id], "bob": []}
        bring(memory_store(client), restored, tmp_path / "rebuild.db")
        assert unseen(restored) == unseen(catalog) == {"ann": sorted([early.id, later.id])}


def test_backup_knows_better_than_an_older_segment(catalog: Catalog, tmp_path: Path) -> None:
    """What was not told yet when the backup was made is in it, and counts for all that comes back."""
    client = MemoryClient()
    one, two = _happen(catalog, 0), _happen(catalog, 1)
    _mark(catalog, "ann", one, now=2)
    tell(catalog, client)
    put_all(catalog, client)
    _mark(catalog, "ann", one, now=3, as_seen=False)
    _mark(catalog, "ann", two, now=3)
    with Catalog(tmp_path / "new.db") as restored:
        known = catalog.read(seen.find, "ann")
        assert known is not None
        told = catalog.read(seen.one, known.id)
        _import_user(restored, told)
        bring(memory_store(client), restored, tmp_path / "rebuild.db")
        assert unseen(restored) == unseen(catalog) == {"ann": [one.id]}


def _import_user(catalog: Catalog, told: Seen) -> None:
    def add(db: object) -> None:
        db.execute(  # type: ignore[attr-defined] # a connection
            "INSERT INTO seen (id, user, upto, at, since) VALUES (1, ?, 1, ?, ?)", (told.user, told.at, told.since)
        )
        for camera, spans in told.unseen.items():
            for span in spans:
                db.execute("INSERT INTO seen_spans VALUES (1, ?, ?, ?)", (camera, *span))  # type: ignore[attr-defined]

    catalog.write(add).result()


def test_new_gateway_has_its_say_on_what_it_had(catalog: Catalog, tmp_path: Path) -> None:
    """After a theft people look before anybody thinks of restoring: both are right about their own events."""
    client = MemoryClient()
    looked_at, not_looked_at = _happen(catalog, 0), _happen(catalog, 1)
    _mark(catalog, "ann", looked_at, now=2)
    tell(catalog, client)
    put_all(catalog, client)
    with Catalog(tmp_path / "new.db") as new:
        fresh, unseen_here = _happen(new, 10), _happen(new, 11)
        _mark(new, "ann", fresh, now=12)
        bring(memory_store(client), new, tmp_path / "rebuild.db")
        assert unseen(new) == {"ann": sorted([not_looked_at.id, unseen_here.id])}
        _mark(new, "ann", now=13)
        assert unseen(new) == {"ann": []}


def test_forgotten_user_leaves_nothing(catalog: Catalog, tmp_path: Path) -> None:
    """Neither here once the archive knows it, nor after a rebuild; who comes back is new."""
    client = MemoryClient()
    event = _happen(catalog, 0)
    _mark(catalog, "ann", event, now=1)
    tell(catalog, client)
    catalog.write(seen.forget, "ann").result()
    tell(catalog, client)
    put_all(catalog, client)
    left = "SELECT user FROM seen UNION ALL SELECT camera FROM seen_spans"
    assert catalog.read(lambda db: db.execute(left).fetchall()) == []
    with rebuilt(memory_store(client), tmp_path / "new") as (found, _):
        assert unseen(found) == {}
        found.write(seen.know, "ann", _AT + _DAY - 1).result()
        assert unseen(found) == {"ann": [event.id]}


def test_marks_are_told_at_once(catalog: Catalog) -> None:
    """Like all that a person does; a mark that changes nothing is not told."""
    event = _happen(catalog, 0)
    catalog.write(changes.told, catalog.read(changes.untold, 500).upto).result()
    assert not catalog.read(changes.waiting).urgent
    _mark(catalog, "ann", event, now=1)
    assert catalog.read(changes.waiting).urgent
    told = catalog.read(changes.untold, 500)
    assert told.seen == (Seen(user="ann", at=_AT + _MINUTE, since=_AT + _MINUTE),)
    catalog.write(changes.told, told.upto).result()
    _mark(catalog, "ann", event, now=2)
    assert catalog.read(changes.waiting).changes == 0
    _mark(catalog, "ann", event, now=3, as_seen=False)
    span = Span(event.started_at, event.started_at)
    (told_user,) = catalog.read(changes.untold, 500).seen
    assert told_user.unseen == {"yard": [span]}


def test_running_restore_makes_nothing_unseen(catalog: Catalog, tmp_path: Path) -> None:
    """Of what comes beside what is here, nothing is unseen for who was here, before and after."""
    client = MemoryClient()
    for number in range(5):
        _happen(catalog, number)
    tell(catalog, client)
    put_all(catalog, client)
    store: ArchiveStore = memory_store(client)
    with Catalog(tmp_path / "new.db") as new:
        new.write(seen.know, "ann", _AT + _DAY).result()
        watched: list[int] = []
        original = restore.captures

        def watching(*args: object) -> None:
            original(*args)  # type: ignore[arg-type] # as it is called
            watched.append(seen.count(args[0], seen.find(args[0], "ann")).total)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(restore, "captures", watching)
            bring(store, new, tmp_path / "rebuild.db")
        assert watched == [0]
        assert unseen(new) == {"ann": []}


def test_however_much_is_unseen_the_segment_can_be_read(catalog: Catalog) -> None:
    """A line has its bound: when the clock went back behind a mark, and much came since, the newest of it is told."""
    names = [f"camera-{number}-{'x' * 50}" for number in range(40)]
    begins = [(name, _AT + number * _MINUTE) for number in range(100) for name in names]

    def fill(db: Connection) -> None:
        db.executemany("INSERT INTO cameras (id, name, created_at) VALUES (?, 'Door', 0)", [(name,) for name in names])
        seen.mark(db, "ann", seen.Selection(), _AT + _DAY, seen=True)
        db.executemany(
            "INSERT INTO events (id, camera, started_at, last_at, ended_at, received_at) VALUES (?, ?, ?3, ?3, ?3, ?3)",
            [(f"{name}-{begun}", name, begun) for name, begun in begins],
        )

    catalog.write(fill).result()
    (row,) = decode(encode(catalog.read(changes.untold, 5000)))["seen"]
    told = {(camera, first) for camera, spans in json.loads(row["unseen"]).items() for first, _ in spans}
    assert MAX_SPANS < len(told) < len(begins)
    assert max(begun for _, begun in set(begins) - told) <= min(begun for _, begun in told)
