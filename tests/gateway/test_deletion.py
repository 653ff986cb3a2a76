"""Events that the owner deletes: gone here at once, and not brought back by a rebuild."""

from pathlib import Path

import pytest

from camvault_gateway.app.check import bucket_rules
from camvault_gateway.archive.s3.listing import Listed
from camvault_gateway.catalog import Catalog, DeletedError, EventKeptError, NotFoundError, captures, changes, events
from camvault_gateway.catalog.bulk import deletion, expiry
from camvault_gateway.model import Capture, Event, now_ms
from camvault_gateway.record.segments import decode, encode

from .catalogs import Filler
from .rebuilding import bring, listing, put_all, rebuilt, tell
from .s3_memory import MemoryClient, memory_store

_AT = 1_790_000_000_000


@pytest.fixture
def filled(catalog: Catalog) -> Filler:
    """Return a catalog with a camera."""
    filler = Filler(catalog)
    filler.camera("garden")
    return filler


@pytest.fixture
def event(filled: Filler) -> Event:
    """Return an event with two captures, described."""
    event = filled.event("garden", _AT)
    for number in range(2):
        filled.verified("garden", _AT + number, event)
    return filled.catalog.write(events.describe, event.id, "A fox").result()


def of_event(catalog: Catalog, event: Event) -> list[Capture]:
    """Return an event's captures."""
    return catalog.read(captures.list_page, event=event.id).items


def test_event_leaves_with_its_captures(catalog: Catalog, filled: Filler, event: Event) -> None:
    """A trace of each stays, with what the vault has to let go of; others stay."""
    other = filled.verified("garden", _AT + 9)
    gone = of_event(catalog, event)
    deleted = catalog.write(deletion.delete, event.id, now_ms()).result()
    assert (deleted.event.id, deleted.archived) == (event.id, 2)
    assert {each.id for each in deleted.remains} == {each.id for each in gone}
    assert sorted(catalog.read(expiry.uncleared)) == sorted(deleted.remains)
    assert catalog.read(deletion.keys) == {each.archive_key for each in gone}
    assert [each.id for each in catalog.read(captures.list_page).items] == [other.id]
    with pytest.raises(DeletedError, match="was deleted on 20"):
        catalog.read(captures.get, gone[0].id)
    with pytest.raises(NotFoundError):
        catalog.write(deletion.delete, event.id, now_ms()).result()


def test_what_is_not_deleted(catalog: Catalog, filled: Filler, event: Event) -> None:
    """A protected event, and one that goes on: nothing of it leaves."""
    catalog.write(events.protect, event.id, protected=True).result()
    going_on = filled.event("garden", _AT + 90, ended=False)
    for each, code in ((event, "protected"), (going_on, "going_on")):
        with pytest.raises(EventKeptError) as kept:
            catalog.write(deletion.delete, each.id, now_ms()).result()
        assert kept.value.code == code
    assert len(of_event(catalog, event)) == 2
    assert catalog.read(events.get, going_on.id).ended_at is None


def test_rebuild_leaves_out_what_was_deleted(catalog: Catalog, filled: Filler, event: Event, tmp_path: Path) -> None:
    """Though the bucket has it, and an older segment tells of it; the new catalog remembers, too."""
    kept = filled.event("garden", _AT + 50)
    filled.verified("garden", _AT + 50, kept)
    catalog.write(events.describe, kept.id, "A cat").result()
    client = MemoryClient()
    put_all(catalog, client)
    tell(catalog, client)
    catalog.write(deletion.delete, event.id, now_ms()).result()
    tell(catalog, client)
    # What no segment tells of any more tells of itself, and is left out all the same.
    with rebuilt(memory_store(client), tmp_path / "new") as (new, _):
        assert listing(new) == listing(catalog)
        assert new.read(events.get, kept.id).description == "A cat"
        assert new.read(deletion.keys) == catalog.read(deletion.keys)
        assert new.read(expiry.uncleared) == []
        bring(memory_store(client), new, tmp_path / "again.db")
        assert listing(new) == listing(catalog)


def test_what_was_deleted_meanwhile_is_not_brought_back(catalog: Catalog, event: Event, tmp_path: Path) -> None:
    """The archive has not been told yet; the catalog itself knows."""
    client = MemoryClient()
    put_all(catalog, client)
    tell(catalog, client)
    catalog.write(deletion.delete, event.id, now_ms()).result()
    bring(memory_store(client), catalog, tmp_path / "rebuild.db")
    assert of_event(catalog, event) == []


def test_segment_tells_of_it(catalog: Catalog, event: Event) -> None:
    """It names the captures, and when."""
    gone = of_event(catalog, event)
    catalog.write(deletion.delete, event.id, _AT + 100).result()
    told = decode(encode(catalog.read(changes.untold, 100)))["deleted"]
    assert sorted(row["id"] for row in told) == sorted(each.id for each in gone)
    assert {row["deleted_at"] for row in told} == {_AT + 100}


def test_check_knows_what_was_deleted() -> None:
    """Its objects, and their copies, belong to nobody, and that is right."""
    key = f"p/home/cam/2026/11/23/101010.000Z_clip_motion_{'ab' * 8}.mp4"
    copy = key.replace("p/home", "p/_protected/home")
    objects = [Listed(each, 5) for each in (key, copy, key.replace(".mp4", "-2.mp4"))]
    assert bucket_rules.compare([], objects, lambda _: True, deleted={key}).problems == []
    assert len(bucket_rules.compare([], objects, lambda _: True).problems) == 3
