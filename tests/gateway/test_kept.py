"""What a former version wrote is taken over whole: its catalog, its vault, and its bucket."""

from collections.abc import Iterator
import json
from pathlib import Path
import shutil
import sqlite3
import subprocess
from typing import Any

import pytest

from camvault_gateway.catalog import Catalog, audit

from .kept import home
from .running import COMMAND
from .s3_servers import S3Server, moto_server
from .theft import until

_HOMES = ("v21",)


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
    with sqlite3.connect(catalog) as db:
        for capture, kind in db.execute("SELECT capture, kind FROM tasks"):
            found.setdefault(capture, set()).add(kind)
    db.close()
    return found


def test_catalog_is_taken_over_whole(kept: Path) -> None:
    """Each row that people or cameras made is there, to the last column, and all that was to be done still is."""
    catalog = kept / "data/catalog.db"
    before, to_do = home.rows(catalog), _to_do(catalog)
    assert {each["state"] for each in before["captures"]} == {"stored", "archived", "verified"}
    assert set().union(*to_do.values()) == {"archive", "verify", "protect", "derive", "expire"}
    with Catalog(catalog) as opened:
        assert opened.read(audit.tasks) == to_do
        assert opened.read(audit.faults) == []
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


def _shown(kept: Path, which: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((kept / f"{which}.json").read_text())
    return found
