"""A gateway that has captures already gets back what the bucket has, and loses nothing of its own."""

from collections.abc import Iterator
from dataclasses import replace
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from camvault_gateway.archive import Rebuild
from camvault_gateway.catalog import Catalog, accounts, archives, cameras, captures, changes, events, settings
from camvault_gateway.catalog.bulk.restore import whose
from camvault_gateway.catalog.lists import event_pages
from camvault_gateway.model import Account, Capture, State

from .catalogs import Filler
from .rebuilding import bring, listing, put_all, rebuilt, tell
from .s3_memory import SETTINGS, MemoryClient, memory_store

_AT = 1_780_000_000_000


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Filler]:
    """Return the catalog that was stolen."""
    with Catalog(tmp_path / "lost.db") as made:
        yield Filler(made)


@pytest.fixture
def here(catalog: Catalog) -> Filler:
    """Return the catalog of the gateway that took its place."""
    return Filler(catalog)


def _bucket(filler: Filler) -> MemoryClient:
    client = MemoryClient()
    tell(filler.catalog, client)
    put_all(filler.catalog, client)
    return client


def _bring(client: MemoryClient, here: Filler, tmp_path: Path) -> None:
    bring(memory_store(client), here.catalog, tmp_path / "rebuild.db")


def _shown(filler: Filler) -> dict[str, Capture]:
    """Return all captures by id, wherever their files are."""
    found = filler.catalog.read(captures.list_page, limit=500).items
    return {each.id: replace(each, local=False) for each in found}


def _stored(filler: Filler, capture: Capture) -> Capture:
    """Return a capture that waits for the archive."""
    return filler.catalog.write(captures.change, replace(capture, state=State.STORED, archive_key=None)).result()


def test_what_is_here_stays_beside_what_comes(lost: Filler, here: Filler, tmp_path: Path) -> None:
    """Captures, events with their marks, cameras and accounts of both; a second time changes nothing."""
    for folder in ("yard", "porch"):
        camera = lost.camera(folder, _AT)
        event = lost.event(camera.id, _AT, ("person",))
        lost.catalog.write(events.protect, event.id, protected=True).result()
        for at in range(3):
            lost.verified(camera.id, _AT + 1000 * at, event)
    client = _bucket(lost)
    yard, hall = here.camera("yard", _AT + 10**9), here.camera("hall", _AT + 10**9)
    account = Account(username="x", password_hash="x", camera=yard.id, created_at=1)
    here.catalog.write(accounts.put, account).result()
    opened = here.event(yard.id, _AT + 10**9, ended=False)
    own = [here.verified(yard.id, _AT + 10**9, opened), _stored(here, here.verified(hall.id, _AT + 10**9))]
    before = _shown(here)
    for _ in range(2):
        _bring(client, here, tmp_path)
        assert _shown(here) == before | _shown(lost)
        assert {each.id for each in here.catalog.read(events.open_events)} == {opened.id}
        marked = [each for each in here.catalog.read(event_pages.list_page).items if each.protected]
        assert {(each.camera, each.captures) for each in marked} == {("yard", 3), ("porch", 3)}
        assert {each.id for each in here.catalog.read(cameras.list_all)} == {"yard", "porch", "hall"}
        assert here.catalog.read(accounts.find, "x") == account
        assert len(before) == len(own)


def test_a_moment_that_is_taken_is_moved(lost: Filler, here: Filler, tmp_path: Path) -> None:
    """What is here keeps it; the object that comes stays what it is, and where it is, and that is told."""
    for at in (0, 1):
        lost.verified(lost.camera("yard").id, _AT + at)
    client = _bucket(lost)
    own = here.verified(here.camera("yard").id, _AT)
    for _ in range(2):
        _bring(client, here, tmp_path)
        shown = _shown(here)
        assert shown.pop(own.id).captured_at == _AT
        assert {each.captured_at for each in shown.values()} == {_AT + 1, _AT + 2}
        came = {each.id: each.archive_key for each in shown.values()}
        assert came == {each.id: each.archive_key for each in _shown(lost).values()}
    moved = max(shown.values(), key=lambda each: each.captured_at)
    assert {each.id for each in here.catalog.read(changes.untold, 500).captures} == {own.id, moved.id}


def test_one_object_is_one_capture(lost: Filler, here: Filler, tmp_path: Path) -> None:
    """A new gateway whose camera sent the same file again found its object there: it is the same capture."""
    first = lost.verified(lost.camera("yard").id, _AT)
    client = _bucket(lost)
    own = here.verified(here.camera("yard").id, _AT)
    own = here.catalog.write(captures.change, replace(own, archive_key=first.archive_key)).result()
    _bring(client, here, tmp_path)
    assert _shown(here).keys() == {own.id}


@pytest.mark.parametrize(
    ("renamed_there", "renamed_here", "name"),
    [(None, None, "Front Door"), ("Porch", None, "Porch"), (None, "Entrance", "Entrance"), ("Porch", "Hall", "Hall")],
)
def test_the_name_a_person_gave_last_counts(
    lost: Filler, here: Filler, tmp_path: Path, renamed_there: str | None, renamed_here: str | None, name: str
) -> None:
    """The one given here is the newer one; a folder's name was given by nobody."""
    for filler, renamed in ((lost, renamed_there), (here, renamed_here)):
        filler.verified(filler.camera("Front Door").id)
        if renamed:
            filler.catalog.write(cameras.rename, "front-door", renamed).result()
    client = _bucket(lost)
    for _ in range(2):
        _bring(client, here, tmp_path)
        (camera,) = here.catalog.read(cameras.list_all)
        assert (camera.id, camera.name) == ("front-door", name)


def test_a_folder_says_which_camera_it_is(lost: Filler, here: Filler, tmp_path: Path) -> None:
    """Two folders that make one id got theirs in another order here; whose the captures are is told, and stays so."""
    for folder in ("Front Door", "front door"):
        camera = lost.camera(folder).id
        lost.verified(camera, event=lost.event(camera, _AT), original_path=f"/{folder}/x")
    client = _bucket(lost)
    own = here.verified(here.camera("front door").id, original_path="/front door/own")
    for _ in range(2):
        _bring(client, here, tmp_path)
    client.add_capture(own)
    named = here.catalog.read(cameras.folders)
    assert named == {"front door": "front-door", "Front Door": "front-door-3"}
    for each in _shown(here).values():
        assert named[each.original_path.split("/")[1]] == each.camera
        assert each.event is None or here.catalog.read(events.get, each.event).camera == each.camera
    tell(here.catalog, client)
    with rebuilt(memory_store(client), tmp_path / "third") as (third, counts):
        assert listing(third) == listing(here.catalog)
        assert counts.recovered == 0


def test_whose_cameras_they_are() -> None:
    """By folder, then by id, and otherwise new, under an id that nobody has."""
    folders = [{"name": "A", "camera": "a"}, {"name": "B", "camera": "a-2"}]
    assert whose(["a", "a-2", "b"], folders, {}, set(), {}) == {"a": "a", "a-2": "a-2", "b": "b"}
    assert whose(["a", "b"], [], {"A": "a"}, {"a"}, {}) == {"a": "a", "b": "b"}
    assert whose(["a", "a-2", "b"], folders, {"B": "a"}, {"a"}, {}) == {"a": "a-3", "a-2": "a", "b": "b"}
    assert whose(["a", "a-2"], folders, {"B": "a", "A": "a-2"}, {"a", "a-2"}, {}) == {"a": "a-2", "a-2": "a"}
    assert whose(["a", "a-2"], [], {}, {"b"}, {"a": "b"}) == {"a": "b", "a-2": "a-2"}


def test_uploads_meanwhile_are_safe(
    lost: Filler, here: Filler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two transactions a camera uploads, with the moments and folders that are just coming in."""
    monkeypatch.setattr("camvault_gateway.archive.rebuild.merge._BATCH", 2)
    for at in range(9):
        lost.verified(lost.camera(f"c{at % 3}").id, _AT + at, lost.event(f"c{at % 3}", _AT + at))
    client = _bucket(lost)
    here.catalog.write(settings.change, archive=SETTINGS).result()
    own: list[Capture] = []

    def upload(_: Any) -> None:  # noqa: ANN401 the counts
        camera = here.camera(f"c{len(own) % 4}").id
        made = here.verified(camera, _AT + len(own) % 9, here.event(camera, _AT))
        own.append(replace(_stored(here, made), local=False))

    Rebuild(memory_store(client), here.catalog, tmp_path / "rebuild.db", upload).run()
    shown = _shown(here)
    assert shown.keys() == _shown(lost).keys() | {each.id for each in own}
    assert {each.id: shown[each.id] for each in own} == {each.id: each for each in own}
    assert here.catalog.read(captures.backlog).files == len(own)


def test_what_the_bucket_makes_up_does_no_harm(lost: Filler, here: Filler, tmp_path: Path) -> None:
    """An event of a camera that nobody knows is that of its captures; so is a folder nobody's."""
    capture = lost.verified(lost.camera("yard").id, _AT, lost.event("yard", _AT))
    client = _bucket(lost)
    (key,) = [key for key in client.objects if "_catalog" in key]
    client.add(key, _changed(client.objects[key][0]))
    _bring(client, here, tmp_path)
    assert _shown(here).keys() == {capture.id}
    assert here.catalog.read(events.get, capture.event or "").camera == "yard"
    assert here.catalog.read(cameras.folders) == {"yard": "yard"}


def _changed(body: bytes) -> bytes:
    lines = [json.loads(line) for line in gzip.decompress(body).splitlines()]
    for line in lines:
        if "event" in line:
            line["event"]["camera"] = "nobody"
    lines.append({"folder": {"name": "none", "camera": "nobody"}})
    return gzip.compress("\n".join(map(json.dumps, lines)).encode())


def test_a_command_may_move_the_gateway_to_the_bucket(lost: Filler, here: Filler, tmp_path: Path) -> None:
    """What lies in the archive it had plays from there; of the same one only the keys are new."""
    lost.verified(lost.camera("yard").id, _AT)
    client = _bucket(lost)
    former = replace(SETTINGS, bucket="former", storage_class="STANDARD_IA")
    here.catalog.write(archives.change, former).result()
    own = here.verified(here.camera("hall").id)
    _bring(client, here, tmp_path)
    assert here.catalog.read(archives.former_of, own.id) == former
    assert len(_shown(here)) == 2
    kept = replace(SETTINGS, storage_class="STANDARD_IA", secret_access_key="old")
    here.catalog.write(archives.change, kept).result()
    _bring(client, here, tmp_path)
    assert here.catalog.read(settings.load).archive == replace(SETTINGS, storage_class="STANDARD_IA")


def test_files_in_the_vault_stay(here: Filler, tmp_path: Path) -> None:
    """What was archived from here is not taken for gone from the vault because the bucket has it."""
    own = here.verified(here.camera("yard").id)
    _bring(_bucket(here), here, tmp_path)
    assert here.catalog.read(captures.get, own.id) == own
    assert here.catalog.read(captures.totals)[0] == 1
