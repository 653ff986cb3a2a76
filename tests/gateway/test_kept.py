"""What a former version wrote is taken over whole: its catalog, its vault, and its bucket."""

from collections.abc import Iterator
import contextlib
import json
from pathlib import Path
import shutil
import sqlite3
import subprocess
from typing import Any

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.lists import audit
from camvault_gateway.model import Task, TaskKind

from .kept import home
from .running import COMMAND
from .s3_servers import S3Server, moto_server
from .theft import until
from .todo import due

_HOMES = ("v21",)
_DEFERRED = "SELECT capture, kind, due_at, attempts, error FROM deferred"


@pytest.fixture(params=_HOMES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a kept home, unpacked."""
    return home.unpack(request.param, tmp_path)


@pytest.fixture
def server(tmp_path: Path, kept: Path) -> Iterator[S3Server]:
    """Run a server that has the kept bucket."""
    folder = tmp_path / "server"
    folder.mkdir()
    made = moto_server(folder)
    made.start()
    try:
        home.fill(made, kept)
        yield made
    finally:
        made.stop()


def _to_do(catalog: Path) -> dict[str, set[str]]:
    """Return what version 21 says is to be done with each capture."""
    found: dict[str, set[str]] = {}
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        for capture, kind in db.execute("SELECT capture, kind FROM tasks"):
            found.setdefault(capture, set()).add(kind)
    return found


def _put_off(catalog: Path) -> list[tuple[str, str, int, int, str | None]]:
    """Return what version 21 put off, until when, how often it failed and why."""
    query = "SELECT capture, kind, due_at, attempts, error FROM tasks WHERE due_at > 0 OR attempts > 0"
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        return sorted(db.execute(query))


def test_catalog_is_taken_over_whole(kept: Path) -> None:
    """Each row that people or cameras made is there, to the last column, and all that was to be done still is."""
    catalog = kept / "data/catalog.db"
    before, to_do, put_off = home.rows(catalog), _to_do(catalog), _put_off(catalog)
    assert {each["state"] for each in before["captures"]} == {"stored", "archived", "verified"}
    assert set().union(*to_do.values()) == {"archive", "verify", "protect", "derive", "expire"}
    with Catalog(catalog) as opened:
        assert opened.read(audit.tasks) == to_do
        found = opened.read(lambda db: db.execute(_DEFERRED).fetchall())
        assert sorted(map(tuple, found)) == put_off
        # What was put off is found when it is due, and not before.
        before_any = min(each[2] for each in put_off) - 1
        assert {each.capture for each in _at(opened, before_any)} == to_do.keys() - {each[0] for each in put_off}
        assert {each.capture for each in _at(opened, 2**41)} == set(to_do)
        assert opened.read(audit.faults) == []
        assert [each for each in opened.read(_counters) if each.kept != each.recounted] == []
    after = home.rows(catalog)
    for table, rows in before.items():
        columns = [name for name in rows[0] if name in after[table][0]] if rows else []
        assert len(after[table]) == len(rows), table
        for was, then in zip(rows, after[table], strict=True):
            assert {name: then[name] for name in columns} == {name: was[name] for name in columns}, table


def test_gateway_goes_on(kept: Path, server: S3Server) -> None:
    """It lists what the former version listed, and does what that left undone as soon as the archive answers."""
    wanted = _shown(kept, "shown")
    with home.opened(kept) as gateway:
        assert home.shown(gateway) == wanted
        gateway.ask("/settings/archive", "PUT", home.archive_of(server))
        until(lambda: gateway.ask("/gateway")["backlog"]["files"] == 0)
        until(lambda: all(each["protection"] != "pending" for each in gateway.ask("/events?limit=500")["items"]))
        captures = gateway.ask("/captures?limit=500")["items"]
        assert {each["state"] for each in captures} == {"verified"}
        until(lambda: all(each["condition"] != "pending" for each in gateway.ask("/captures?limit=500")["items"]))
    command = [str(COMMAND), "check", "--data", str(kept / "data"), "--hash"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_bucket_is_enough(kept: Path, server: S3Server) -> None:
    """A rebuild from the bucket that a former version wrote shows what that version's own rebuild showed."""
    shutil.rmtree(kept / "data")
    done = home.rebuild(kept / "data", server, home.BUCKET)
    assert done.returncode == 0, done.stderr
    with home.opened(kept) as gateway:
        assert home.shown(gateway) == _shown(kept, "rebuilt")


def _counters(db: sqlite3.Connection) -> list[audit.Count]:
    """Return what the catalog counts beside its rows, and a recount."""
    return audit.counters(db, audit.tally(db))


def _at(catalog: Catalog, now: int) -> list[Task]:
    """Return all that is due at a moment."""
    found: list[Task] = []
    for kind in TaskKind:
        while task := due(catalog, kind, now, [each.capture for each in found if each.kind is kind]):
            found.append(task)
    return found


def _shown(kept: Path, which: str) -> dict[str, Any]:
    return home.undated(json.loads((kept / f"{which}.json").read_text()))
