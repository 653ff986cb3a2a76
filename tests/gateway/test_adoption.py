"""Files of the vault that the catalog does not know are found at each start, and what is deleted stays deleted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
import sqlite3
import time

from camvault_gateway.app.recovery.adoption import Adoption
from camvault_gateway.catalog import Catalog, captures, events
from camvault_gateway.catalog.bulk import adopted
from camvault_gateway.model import Capture, Condition, State, TaskKind, started_at

from .conftest import Receiving
from .running import running_gateway
from .todo import earliest

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


def _until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "It did not come about"
        time.sleep(0.05)


def _upload(receiving: Receiving, *names: str) -> dict[str, Capture]:
    with receiving.client() as ftp:
        for name in names:
            assert ftp.store(f"garden/{name}.jpg", JPEG + name.encode()).startswith("226")
    return {Path(each.original_path).stem: each for each in receiving.captures()}


def _forget(catalog: Catalog, capture: Capture) -> None:
    """Lose a row as a disk does."""
    catalog.write(lambda db: db.execute("DELETE FROM captures WHERE id = ?", (capture.id,))).result()


def test_lost_rows(receiving: Receiving) -> None:
    """A file whose row is gone is kept by its camera, at its time, in the event it belongs to, and archived."""
    kept = _upload(receiving, "a", "b", "c")
    lost = kept["b"]
    before = receiving.catalog.read(events.get, lost.event or "")
    _forget(receiving.catalog, lost)
    Adoption(receiving.catalog, receiving.vault, receiving.server.receiver.adopt).look_through()
    found = receiving.catalog.read(captures.get, lost.id)
    assert (found.camera, found.event, found.sha256) == (lost.camera, lost.event, lost.sha256)
    assert (found.captured_at, found.condition) == (started_at(lost.id), Condition.COMPLETE)
    assert found.received_at < lost.received_at + 1000
    assert receiving.content(found) == JPEG + b"b"
    assert receiving.catalog.read(earliest, TaskKind.ARCHIVE) is not None
    after = receiving.catalog.read(events.get, lost.event or "")
    assert (after.captures, after.last_at) == (before.captures, before.last_at)


def test_what_was_deleted_does_not_come_back(receiving: Receiving) -> None:
    """Its trace forbids it, and its file goes."""
    gone = _upload(receiving, "a")["a"]

    def delete(db: sqlite3.Connection) -> None:
        db.execute(
            "INSERT INTO expired (id, camera, event, kind, extension, captured_at, size, sha256, archive_key,"
            " expired_at, cleared, reason) SELECT id, camera, event, kind, extension, captured_at, size, sha256,"
            " '', 1, 1, 'deleted' FROM captures WHERE id = ?",
            (gone.id,),
        )
        db.execute("DELETE FROM captures WHERE id = ?", (gone.id,))

    receiving.catalog.write(delete).result()
    Adoption(receiving.catalog, receiving.vault, receiving.server.receiver.adopt).look_through()
    assert receiving.captures() == []
    assert not receiving.vault.path(gone).exists()


def test_file_that_is_here_after_all(receiving: Receiving) -> None:
    """It is noted, unless it is about to be deleted, or another file."""
    kept = _upload(receiving, "a", "b", "c")
    for name in ("b", "a", "c"):
        change = replace(kept[name], state=State.VERIFIED, archive_key=f"somewhere/{name}", local=name == "b")
        receiving.catalog.write(captures.change, change).result()
    assert receiving.catalog.write(captures.evict, 10**9, 0, 10).result() == [kept["b"].id]
    receiving.vault.path(kept["c"]).write_bytes(b"else")
    Adoption(receiving.catalog, receiving.vault, receiving.server.receiver.adopt).look_through()
    here = {Path(each.original_path).stem: each.local for each in receiving.captures()}
    assert here == {"a": True, "b": False, "c": False}


def test_what_is_no_capture_is_left_alone(receiving: Receiving) -> None:
    """A file that some other program put there."""
    kept = _upload(receiving, "a")["a"]
    stray = receiving.vault.path(kept).with_name(".DS_Store")
    stray.write_bytes(b"stray")
    Adoption(receiving.catalog, receiving.vault, receiving.server.receiver.adopt).look_through()
    assert stray.read_bytes() == b"stray"
    assert len(receiving.captures()) == 1


def test_adopted_file_learns_its_name(receiving: Receiving) -> None:
    """What the bucket tells of a file that was adopted meanwhile is what it is."""
    lost = _upload(receiving, "a")["a"]
    _forget(receiving.catalog, lost)
    Adoption(receiving.catalog, receiving.vault, receiving.server.receiver.adopt).look_through()
    known = receiving.catalog.read(captures.get, lost.id)
    assert known.original_path == f"/{lost.id}"
    told = {name: getattr(lost, name) for name in Capture.__dataclass_fields__}
    row = {**told, "labels": '["person"]', "archive_key": "home/garden/a.jpg", "archived_at": 1}
    receiving.catalog.write(adopted.learn, known, row).result()
    learned = receiving.catalog.read(captures.get, lost.id)
    assert (learned.original_path, learned.labels, learned.state) == ("/garden/a.jpg", ("person",), State.VERIFIED)
    assert learned.local
    assert receiving.catalog.read(earliest, TaskKind.ARCHIVE) is None


def test_each_start_looks(tmp_path: Path) -> None:
    """A gateway whose catalog lost everything has its files back soon after its start."""
    with running_gateway(tmp_path) as gateway:
        with gateway.client() as ftp:
            for number in range(5):
                assert ftp.store(f"garden/{number}.jpg", JPEG + bytes([number])).startswith("226")
        hashes = {item["sha256"] for item in gateway.ask("/captures")["items"]}
        assert gateway.end() == 0
        for name in ("catalog.db", "catalog.db-wal", "catalog.db-shm", "catalog-backup.db"):
            (tmp_path / "data" / name).unlink(missing_ok=True)
        gateway.start()
        _until(lambda: {item["sha256"] for item in gateway.ask("/captures")["items"]} == hashes)
        assert gateway.ask("/gateway")["refusing"] is None
