"""Cameras in the catalog, and what is counted of them."""

import pytest

from camvault_gateway.catalog import Catalog, NotFoundError, accounts, cameras, events
from camvault_gateway.catalog.lists import usage
from camvault_gateway.model import UNASSIGNED, Account, Camera

from .catalogs import Filler

_AT = 1_790_000_000_000
_QUARTER = 15 * 60 * 1000
_DAY = 24 * 3600 * 1000


@pytest.fixture
def filler(catalog: Catalog) -> Filler:
    """Return a catalog with a camera."""
    filler = Filler(catalog)
    filler.camera("garden", _AT)
    return filler


def _garden(catalog: Catalog) -> Camera:
    return catalog.read(cameras.get, "garden")


def test_empty_uploads_are_counted(catalog: Catalog, filler: Filler) -> None:
    """In all and in a row; one with a byte ends the row."""
    for number, empty in enumerate((True, True, False, True)):
        catalog.write(cameras.note_upload, "garden", _AT, _AT + number, empty=empty).result()
    garden = _garden(filler.catalog)
    assert (garden.empty_uploads, garden.empty_in_a_row, garden.last_upload_at) == (3, 1, _AT + 3)


@pytest.mark.parametrize(("begun", "back"), [(_AT - 1, False), (_AT, False), (_AT + 1, True)])
def test_removed_camera_comes_back(catalog: Catalog, filler: Filler, begun: int, *, back: bool) -> None:
    """With an upload that began after it was removed, and not with one that was under way."""
    shared = Account(username="own", password_hash="x", camera="garden", created_at=0)
    catalog.write(accounts.put, shared).result()
    catalog.write(cameras.remove, "garden", _AT).result()
    assert not catalog.read(cameras.is_there, "garden")
    assert [each.username for each in catalog.read(accounts.list_all)] == ["camera"]
    with pytest.raises(NotFoundError):
        catalog.write(cameras.remove, "garden", _AT + 5).result()
    catalog.write(cameras.note_upload, "garden", begun, _AT + 9, empty=False).result()
    assert filler.catalog.read(cameras.is_there, "garden") is back
    assert [camera.id for camera in catalog.read(cameras.list_all)] == (["garden"] if back else [])
    assert [camera.id for camera in catalog.read(cameras.list_all, removed=True)] == ([] if back else ["garden"])


def test_removed_camera_comes_back_by_its_name(catalog: Catalog, filler: Filler) -> None:
    """With its history, whatever the letters; another name is another camera."""
    catalog.write(cameras.remove, "garden", _AT).result()
    assert catalog.write(cameras.add, "Gate", _AT, shared=False).result().id == "gate"
    back = catalog.write(cameras.add, "GARDEN", _AT + 5, shared=True).result()
    assert (back.id, back.name, back.created_at, back.removed_at) == ("garden", "GARDEN", _AT, None)
    assert filler.catalog.read(cameras.folders) == {"garden": "garden", "garden/*": "garden"}


def test_test_uploads(catalog: Catalog, filler: Filler) -> None:
    """They tell of a camera, also of a removed one, or of none."""
    catalog.write(cameras.remove, "garden", _AT).result()
    for camera in ("garden", UNASSIGNED):
        catalog.write(cameras.note_test, camera, _AT + 7).result()
        found = filler.catalog.read(cameras.get, camera)
        assert (found.last_test_at, found.removed_at, found.last_sign_at) == (_AT + 7, None, _AT + 7)


def test_labels_and_clocks_are_remembered(catalog: Catalog, filler: Filler) -> None:
    """Each label once; the last nine looks at the clock."""
    for labels in (("person",), (), ("animal", "person")):
        catalog.write(cameras.note_labels, "garden", labels).result()
    assert _garden(catalog).labels == ("animal", "person")
    for offset in range(12):
        catalog.write(cameras.note_clock, "garden", offset).result()
    assert _garden(filler.catalog).clock_samples == tuple(range(3, 12))
    for record, value in ((cameras.note_labels, ("person",)), (cameras.note_clock, 5)):
        with pytest.raises(NotFoundError):
            catalog.write(record, "nobody", value).result()  # type: ignore[arg-type]


def test_one_model_in_two_places(catalog: Catalog, filler: Filler) -> None:
    """Cameras whose name is the model's are told apart by what stands for them."""
    made = [catalog.write(cameras.for_folder, f"{number}/", _AT, "Model X").result() for number in (1, 2)]
    assert [camera.name for camera in made] == ["Model X", "Model X (2)"]
    again = filler.catalog.write(cameras.for_folder, "1/", _AT + 5, "Another").result()
    assert again == made[0]


def test_current_and_newest_event(catalog: Catalog, filler: Filler) -> None:
    """One that is over counts, and one that goes on once it has something in it."""
    assert catalog.read(events.latest, "garden") is None
    ended = filler.event("garden", _AT)
    assert catalog.read(events.latest, "garden") == ended
    opened = filler.event("garden", _AT + 50_000, ended=False)
    assert catalog.read(events.latest, "garden") == ended
    filler.verified("garden", _AT + 50_000, opened)
    latest = catalog.read(events.latest, "garden")
    assert latest is not None
    assert latest.id == opened.id
    assert catalog.read(events.count_since, "garden", _AT) == 2
    assert catalog.read(events.count_since, "garden", _AT + 1) == 1
    assert [each.id for each in catalog.read(events.latest_ended, _AT, _AT + 1)] == [ended.id]
    assert catalog.read(events.latest_ended, _AT + 1, _AT + 90_000) == []
    assert catalog.read(events.latest_ended, 0, _AT) == []


def test_how_much_arrives(catalog: Catalog, filler: Filler) -> None:
    """By quarters of an hour; the one that a moment lies in counts."""
    start = _AT // _QUARTER * _QUARTER
    for at in (start, start + 1, start + _QUARTER, start + 3 * _QUARTER):
        filler.verified("garden", at)
    for moment, files in ((start, 4), (start + _QUARTER - 1, 4), (start + _QUARTER, 2), (start + 4 * _QUARTER, 0)):
        found = catalog.read(usage.received_since, "garden", moment)
        assert (found.files, found.bytes) == (files, 10 * files)
    quarters = catalog.read(usage.active_quarters, "garden", start + _QUARTER)
    assert quarters == [start + _QUARTER, start + 3 * _QUARTER]
    assert catalog.read(usage.received_since, "yard", 0).files == 0


def test_how_much_lies_in_the_archive(catalog: Catalog, filler: Filler) -> None:
    """In all, and how it grows: by what the last month brought, or all there is of a younger one."""
    assert catalog.read(usage.archived).files == 0
    assert catalog.read(usage.growth, _AT).bytes_a_day == 0
    for _ in range(3):
        filler.verified("garden")
    found = catalog.read(usage.archived)
    assert (found.files, found.bytes) == (3, 30)
    (first,) = catalog.read(lambda db: db.execute("SELECT min(quarter) FROM archived WHERE captures > 0").fetchone())
    since = first * _QUARTER
    for days, divided in ((0.5, 1), (2, 2), (30, 30)):
        growth = catalog.read(usage.growth, since + int(days * _DAY))
        assert (growth.bytes, growth.bytes_a_day, growth.files_a_day) == (30, 30 / divided, 3 / divided)
    assert catalog.read(usage.growth, since + 31 * _DAY).bytes_a_day == 0
