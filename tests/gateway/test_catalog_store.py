"""The catalog's writer and readers."""

import asyncio
from concurrent.futures import Future
import os
from pathlib import Path
import sqlite3
import threading
from typing import Any

import pytest

from camvault_gateway.catalog import Catalog, CatalogError, CatalogTooNewError, settings
from camvault_gateway.catalog.schema import MIGRATIONS

# SQLite's numbers for how much a commit waits for the disk.
_NORMAL, _FULL = 1, 2


def _add(db: sqlite3.Connection, name: str) -> str:
    db.execute("INSERT INTO settings VALUES (?, '1')", (name,))
    return name


def _names(db: sqlite3.Connection) -> set[str]:
    return {row["name"] for row in db.execute("SELECT name FROM settings WHERE value = '1'")}


def _hold(catalog: Catalog) -> tuple[threading.Event, Future[None]]:
    """Keep the writer busy, so that what follows becomes one group."""
    go = threading.Event()

    def wait(_: sqlite3.Connection) -> None:
        assert go.wait(10)

    return go, catalog.write(wait)


def _half(db: sqlite3.Connection, name: str) -> None:
    _add(db, name)
    raise ValueError(name)


def test_a_failing_job_leaves_nothing(catalog: Catalog) -> None:
    """What it wrote before it failed is undone; jobs of one group succeed and fail each on its own."""
    go, _ = _hold(catalog)
    first, second = catalog.write(_add, "a"), catalog.write(_add, "a")
    half, third = catalog.write(_half, "half"), catalog.write(_add, "b")
    go.set()
    assert (first.result(), third.result()) == ("a", "b")
    with pytest.raises(sqlite3.IntegrityError):
        second.result()
    with pytest.raises(ValueError, match="half"):
        half.result()
    assert catalog.read(_names) == {"a", "b"}


def test_a_job_taken_back_is_not_done(catalog: Catalog) -> None:
    """A future that is cancelled in time leaves nothing, and harms nobody."""
    go, _ = _hold(catalog)
    kept, unwanted = catalog.write(_add, "a"), catalog.write(_add, "b")
    assert unwanted.cancel()
    go.set()
    assert kept.result() == "a"
    assert catalog.write(_add, "c").result() == "c"
    assert catalog.read(_names) == {"a", "c"}


class _Writer:
    """A connection that fails at a statement once, as a full or busy disk may: what it began is still open."""

    def __init__(self, db: sqlite3.Connection, fails_at: str) -> None:
        self._db = db
        self._fails_at: str | None = fails_at

    def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
        """Do what is asked for, or not."""
        if sql == self._fails_at:
            self._fails_at = None
            raise sqlite3.OperationalError("database or disk is full")
        return self._db.execute(sql, *args)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "SAVEPOINT job", "RELEASE job", "COMMIT"])
def test_a_commit_that_fails_fails_every_job(catalog: Catalog, statement: str) -> None:
    """When the transaction cannot be kept, nobody is told that it was; the next one works."""
    go, _ = _hold(catalog)
    jobs: list[Future[Any]] = [catalog.write(_add, "a"), catalog.write(_half, "half"), catalog.write(_add, "b")]
    taken_back = catalog.write(_add, "c")
    assert taken_back.cancel()
    catalog._writer = _Writer(catalog._writer, statement)  # type: ignore[assignment]
    # The job that holds the writer is committed first, by the connection that it was given.
    go.set()
    for job in jobs:
        with pytest.raises(CatalogError, match="could not be written: database or disk is full"):
            job.result(10)
    assert catalog.write(_add, "d").result(10) == "d"
    assert catalog.read(_names) == {"d"}


def test_a_job_that_ends_the_transaction_fails_all(catalog: Catalog) -> None:
    """Nobody is told that anything was kept."""
    go, _ = _hold(catalog)
    first = catalog.write(_add, "a")
    second = catalog.write(lambda db: db.execute("ROLLBACK"))
    go.set()
    for job in (first, second):
        with pytest.raises(CatalogError):
            job.result()
    assert catalog.read(_names) == set()
    assert catalog.write(_add, "b").result() == "b"


def test_nobody_is_told_before_it_is_committed(catalog: Catalog) -> None:
    """At the moment a future is done, every other connection sees what was written."""
    seen: list[set[str]] = []
    go, _ = _hold(catalog)
    first = catalog.write(_add, "a")
    first.add_done_callback(lambda _: seen.append(catalog.read(_names)))
    second = catalog.write(_add, "b")
    go.set()
    second.result(10)
    first.result(10)
    assert catalog.write(_names).result() == {"a", "b"}
    assert seen == [{"a", "b"}]


def test_a_reader_has_one_view(catalog: Catalog) -> None:
    """What is committed between two queries of one read is seen by neither; by the next read it is."""

    def twice(db: sqlite3.Connection) -> tuple[set[str], set[str]]:
        before = _names(db)
        catalog.write(_add, "a").result(10)
        return before, _names(db)

    assert catalog.read(twice) == (set(), set())
    assert catalog.read(_names) == {"a"}


def test_a_read_that_fails_harms_no_other(catalog: Catalog) -> None:
    """Its transaction is over, and the next one sees what is new."""
    with pytest.raises(CatalogError, match="no such table"):
        catalog.read(lambda db: db.execute("SELECT * FROM nowhere"))
    catalog.write(_add, "a").result(10)
    assert catalog.read(_names) == {"a"}


async def test_what_is_kept_is_kept_though_nobody_waits(catalog: Catalog) -> None:
    """A request that is broken off takes back nothing that it asked to be kept."""
    go, _ = _hold(catalog)
    keeping = asyncio.create_task(catalog.keep(_add, "a"))
    await asyncio.sleep(0)
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    go.set()
    assert await catalog.keep(_add, "b") == "b"
    assert await asyncio.to_thread(catalog.read, _names) == {"a", "b"}


def _synchronous(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA synchronous").fetchone()[0])


def test_what_is_noted_waits_for_no_disk(catalog: Catalog) -> None:
    """A note by itself is not synced; one that shares the transaction of a write is, and so is the next write."""
    assert catalog.note(_synchronous).result() == _NORMAL
    go, _ = _hold(catalog)
    noted, written = catalog.note(_synchronous), catalog.write(_synchronous)
    go.set()
    assert (noted.result(), written.result()) == (_FULL, _FULL)
    assert catalog.note(_add, "a").result() == "a"
    assert catalog.read(_names) == {"a"}


def test_readers_do_not_write(catalog: Catalog) -> None:
    """A reading connection refuses to change anything."""
    with pytest.raises(CatalogError):
        catalog.read(_add, "a")


def test_closing_finishes_what_was_handed_over(tmp_path: Path) -> None:
    """A catalog that closes keeps everything it was given."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        for number in range(500):
            catalog.write(_add, str(number))
    with Catalog(tmp_path / "catalog.db") as catalog:
        assert len(catalog.read(_names)) == 500


def test_durability_settings(tmp_path: Path) -> None:
    """WAL and FULL, or a power cut could take back what 226 promised."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        assert catalog.write(lambda db: db.execute("PRAGMA journal_mode").fetchone()[0]).result() == "wal"
        assert catalog.write(lambda db: db.execute("PRAGMA synchronous").fetchone()[0]).result() == 2
        assert catalog.write(lambda db: db.execute("PRAGMA foreign_keys").fetchone()[0]).result() == 1


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    """A catalog from the future is left alone."""
    path = tmp_path / "catalog.db"
    with Catalog(path) as catalog:
        catalog.write(lambda db: db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")).result()
    with pytest.raises(CatalogTooNewError, match="Update the gateway"):
        Catalog(path)


def test_not_a_catalog(tmp_path: Path) -> None:
    """A file that is something else gives a clear error."""
    path = tmp_path / "catalog.db"
    path.write_bytes(b"something else" * 1000)
    with pytest.raises(CatalogError, match="cannot be opened"):
        Catalog(path)


def test_settings_are_made_once(catalog: Catalog) -> None:
    """The gateway's id stays."""
    first = catalog.write(settings.ensure).result()
    assert catalog.write(settings.ensure).result() == first


def test_closing_waits_for_who_reads(tmp_path: Path) -> None:
    """A connection is never closed under a query of another thread; who comes later is told."""
    catalog = Catalog(tmp_path / "catalog.db")
    reading, go = threading.Event(), threading.Event()
    seen: list[int] = []

    def query(db: sqlite3.Connection) -> None:
        reading.set()
        assert go.wait(10)
        seen.append(db.execute("SELECT count(*) FROM settings").fetchone()[0])

    reader = threading.Thread(target=catalog.read, args=(query,))
    reader.start()
    assert reading.wait(10)
    closer = threading.Thread(target=catalog.close)
    closer.start()
    closer.join(0.2)
    assert closer.is_alive()
    go.set()
    closer.join(10)
    reader.join(10)
    assert seen == [0]
    with pytest.raises(CatalogError, match="closed"):
        catalog.read(_names)
    with pytest.raises(CatalogError, match="closed"):
        catalog.write(_add, "a").result()


def _open_files(path: Path) -> int:
    return sum(os.path.realpath(each) == str(path) for each in Path("/proc/self/fd").iterdir())


def test_threads_share_readers(tmp_path: Path) -> None:
    """Threads that read one after the other use one connection, and those that read at a time have one each."""
    path = tmp_path / "catalog.db"
    with Catalog(path) as catalog:
        writer = _open_files(path)

        def read_together(count: int) -> None:
            together = threading.Barrier(count)
            threads = [threading.Thread(target=catalog.read, args=(lambda _: together.wait(60),)) for _ in range(count)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)

        for count, expected in ((1, 1), (1, 1), (3, 3), (2, 3), (1, 3)):
            read_together(count)
            assert _open_files(path) - writer == expected


def test_file_that_cannot_be_read(catalog: Catalog) -> None:
    """Whoever reads hears of it as whoever writes does, and reads again when it can be."""

    def fail(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises(CatalogError, match="disk I/O error"):
        catalog.read(fail)
    assert catalog.read(lambda db: db.in_transaction)
