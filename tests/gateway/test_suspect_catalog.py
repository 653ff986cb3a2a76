"""A catalog whose disk failed promises nothing until it is known what the disk has of it."""

from collections.abc import Iterator
from concurrent.futures import Future
import contextlib
import os
from pathlib import Path
import shutil
import sqlite3
import subprocess
import threading

import pytest

from camvault_gateway.catalog import Catalog, CatalogError
from camvault_gateway.catalog.file import store, wal

from .conftest import free_port
from .disk_home import PICTURE, until
from .running import RunningGateway

_SHIM = Path(__file__).with_name("failing_sync.c")
_PAGE = 4096


def _add(db: sqlite3.Connection, name: str) -> str:
    db.execute("INSERT INTO settings VALUES (?, '1')", (name,))
    return name


def _names(db: sqlite3.Connection) -> set[str]:
    return {row["name"] for row in db.execute("SELECT name FROM settings WHERE value = '1'")}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where a catalog is going to be, which is tried again quickly."""
    monkeypatch.setattr(store, "_AGAIN_S", 0.05)
    monkeypatch.setattr(store, "_AT_MOST_EVERY_S", 0.0)
    return tmp_path / "catalog.db"


def _fails(*_: object, **__: object) -> None:
    raise OSError(5, "Input/output error")


def _make_suspect(catalog: Catalog) -> None:
    """Have a transaction fail for a reason that is nobody's own."""

    def out_of_memory(_: sqlite3.Connection) -> None:
        raise MemoryError

    with pytest.raises(CatalogError):
        catalog.write(out_of_memory).result(10)


def test_nothing_is_promised_until_it_was_settled(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the log cannot be written anew every job fails, reads go on, and it is told; then everything is there."""
    told: list[bool] = []
    with Catalog(path) as catalog:
        catalog.on_suspect = lambda: told.append(catalog.suspect)
        catalog.write(_add, "before").result(10)
        catalog.note(_add, "noted").result(10)
        monkeypatch.setattr(wal, "rewrite", _fails)
        _make_suspect(catalog)
        for job in (catalog.write(_add, "during"), catalog.note(_add, "noted during")):
            with pytest.raises(CatalogError, match="not known what the disk has"):
                job.result(10)
        assert catalog.suspect
        assert catalog.read(_names) == {"before", "noted"}
        monkeypatch.undo()
        until(lambda: not catalog.suspect)
        assert catalog.write(_add, "after").result(10) == "after"
        assert told == [True, False]
    with Catalog(path) as catalog:
        assert catalog.read(_names) == {"before", "noted", "after"}


def test_settling_empties_the_log_before_the_next_promise(path: Path) -> None:
    """What was committed before is in the file itself then, so that no hole in the log can take it back."""
    with Catalog(path) as catalog:
        catalog.write(_add, "before").result(10)
        _make_suspect(catalog)
        catalog.write(_add, "after").result(10)
        copied = path.with_name("copied.db")
        shutil.copyfile(path, copied)
        with contextlib.closing(sqlite3.connect(copied)) as alone:
            alone.row_factory = sqlite3.Row
            assert _names(alone) == {"before"}


def test_a_checkpoint_that_fails_is_not_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own would tell nobody."""
    monkeypatch.setattr(wal, "MOST_FRAMES", 1)
    with Catalog(path) as catalog:
        monkeypatch.setattr(wal, "is_long", _fails)
        monkeypatch.setattr(wal, "settle", _fails)
        assert catalog.write(_add, "promised").result(10) == "promised"
        until(lambda: catalog.suspect)
        with pytest.raises(CatalogError):
            catalog.write(_add, "refused").result(10)
        monkeypatch.undo()
        until(lambda: not catalog.suspect)
        assert catalog.read(_names) == {"promised"}


def test_a_long_log_is_brought_into_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins anew then, and does not grow for ever."""
    monkeypatch.setattr(wal, "MOST_FRAMES", 50)
    with Catalog(path) as catalog:
        sizes = set()
        for number in range(200):
            catalog.write(_add, f"{number}").result(10)
            sizes.add(wal.path_of(path).stat().st_size)
        assert len(sizes) < 100
        assert len(catalog.read(_names)) == 200


def test_a_start_settles_what_a_process_left(path: Path) -> None:
    """The log of a process that was killed may be in memory only: it is in the file before anything is promised."""
    first = Catalog(path)
    first.write(_add, "a").result(10)
    again = path.with_name("again")
    again.mkdir()
    for name in ("catalog.db", "catalog.db-wal"):
        shutil.copyfile(path.with_name(name), again / name)
    first.close()
    assert wal.path_of(again / "catalog.db").stat().st_size
    with Catalog(again / "catalog.db") as catalog:
        assert not catalog.suspect
        assert wal.path_of(again / "catalog.db").stat().st_size == 0
        assert catalog.read(_names) == {"a"}


def test_a_start_beside_somebody_who_reads_waits_with_promises(path: Path) -> None:
    """Another process may have the file open: the catalog can be read at once, and written when that is over."""
    Catalog(path).close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM settings").fetchone()
        catalog = Catalog(path)
        assert catalog.suspect
        assert catalog.read(_names) == set()
        other.execute("ROLLBACK")
    with catalog:
        until(lambda: not catalog.suspect)
        assert catalog.write(_add, "a").result(10) == "a"


def test_a_reader_does_not_block_it_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that goes on and on is cut off."""
    monkeypatch.setattr("camvault_gateway.catalog.file.readers._PATIENCE_S", 0.2)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    reading: Future[None] = Future()
    begun = threading.Event()

    def read(catalog: Catalog) -> None:
        def query(db: sqlite3.Connection) -> None:
            begun.set()
            db.execute(endless).fetchone()

        try:
            catalog.read(query)
        except CatalogError as err:
            reading.set_exception(err)

    with Catalog(path) as catalog:
        thread = threading.Thread(target=read, args=(catalog,), daemon=True)
        thread.start()
        assert begun.wait(10)
        _make_suspect(catalog)
        until(lambda: not catalog.suspect)
        with pytest.raises(CatalogError, match="interrupted"):
            reading.result(10)
        assert catalog.write(_add, "a").result(10) == "a"


def test_a_job_taken_back_does_not_harm_a_group_that_fails(path: Path) -> None:
    """The writer goes on, whatever comes together."""
    go = threading.Event()

    def wait(_: sqlite3.Connection) -> None:
        assert go.wait(10)
        raise SystemExit

    with Catalog(path) as catalog:
        first, second = catalog.write(wait), catalog.write(_add, "b")
        unwanted = catalog.write(_add, "c")
        assert unwanted.cancel()
        go.set()
        with pytest.raises(CatalogError):
            first.result(10)
        with contextlib.suppress(CatalogError):
            second.result(10)
        assert catalog.write(_add, "d").result(10) == "d"


def test_every_job_is_answered_at_the_end(path: Path) -> None:
    """Whoever writes while the catalog closes hears how it went."""
    catalog = Catalog(path)
    jobs: list[Future[str]] = []

    def write() -> None:
        jobs.extend(catalog.write(_add, f"{threading.get_ident()}-{number}") for number in range(2000))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    until(lambda: len(jobs) > 100)
    catalog.close()
    for writer in writers:
        writer.join()
    outcomes = [job.exception(10) for job in jobs]
    assert {type(outcome) for outcome in outcomes} <= {type(None), CatalogError}
    with Catalog(path) as again:
        assert len(again.read(_names)) == outcomes.count(None)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[RunningGateway]:
    """Run a gateway whose log's fsync fails while FAULTS/fail is there."""
    faults, shim = tmp_path / "faults", tmp_path / "shim.so"
    faults.mkdir()
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", shim, _SHIM, "-ldl", "-lpthread"], check=True)
    (tmp_path / "gateway").mkdir()
    made = RunningGateway(tmp_path / "gateway", free_port(), free_port(), more=("--no-announce",))
    made.start({**os.environ, "LD_PRELOAD": str(shim), "FAULTS": str(faults)})
    made.ask("/accounts/camera", "PUT", {"password": "right-password"})
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


def _power_cut(gateway: RunningGateway, faults: Path) -> int:
    """End it as a power cut does after a failed sync, and return how many pages that took back."""
    gateway.kill()
    log = gateway.folder / "data/catalog.db-wal"
    content, synced = bytearray(log.read_bytes()), (faults / "synced").read_bytes()
    lost = [int(line.split()[0]) for line in (faults / "lost").read_text().splitlines()]
    for offset in lost:
        old = synced[offset : offset + _PAGE]
        content[offset : offset + _PAGE] = old + bytes(_PAGE - len(old))
    log.write_bytes(content)
    (gateway.folder / "data/catalog.db-shm").unlink(missing_ok=True)
    return len(lost)


def _listed(gateway: RunningGateway) -> set[str]:
    return {item["original_path"].rpartition("/")[2] for item in gateway.ask("/captures")["items"] if item["size"]}


def test_power_cut_long_after_a_failed_sync(gateway: RunningGateway, tmp_path: Path) -> None:
    """Of everything that was told 226 before, during and after a failed sync, a power cut takes nothing."""
    faults = tmp_path / "faults"
    told: dict[str, str] = {}

    def upload(name: str) -> str:
        with gateway.client() as ftp:
            told[name] = ftp.store(f"garden/{name}", PICTURE + name.encode() + b"\xff\xd9")
        return told[name]

    assert upload("before.jpg").startswith("226")
    # What it shows is noted: committed, and not synced.
    until(lambda: all(item["condition"] == "unreadable" for item in gateway.ask("/captures")["items"]))
    (faults / "fail").touch()
    assert upload("during.jpg").startswith("451")
    assert (faults / "lost").read_text()
    assert upload("refused.jpg").startswith("451")
    assert gateway.ask("/gateway")["refusing"]["reason"] == "catalog_suspect"
    assert _listed(gateway) == {"before.jpg"}
    (faults / "fail").unlink()
    until(lambda: gateway.ask("/gateway")["refusing"] is None)
    for number in range(3):
        assert upload(f"after{number}.jpg").startswith("226")
    _power_cut(gateway, faults)
    gateway.start()
    promised = {name for name, reply in told.items() if reply.startswith("226")}
    assert promised <= _listed(gateway)
    assert gateway.end() == 0
