"""A backup has what the bucket cannot give back; with the bucket it makes the same catalog again, on a real server."""

from collections.abc import Iterator
import contextlib
from pathlib import Path
import shutil
import sqlite3
import subprocess
import time
from typing import Any, Final

import pytest

from camvault_gateway.app.recovery import backup
from camvault_gateway.catalog import Catalog, settings
from camvault_gateway.catalog.file.copy import copy

from . import media
from .catalogs import Filler
from .conftest import free_port
from .running import COMMAND, RunningGateway
from .s3_servers import ACCESS_KEY_ID, SECRET_ACCESS_KEY, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)
_PATIENCE_S: Final = 60
# What a look at a capture's content tells is found out anew when somebody looks at it.
_SEEN: Final = "playback", "codecs", "width", "height"
_LATE: Final = "/door/late.jpg"
_TABLES: Final = ("accounts", "cameras", "captures", "events", "expired", "folders", "groups", "merged", "settings")
_COUNTS: Final = ("quarters", "archive_total", "holdings")


def _until(reached: Any) -> None:  # noqa: ANN401 any condition
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.1)


def _rows(catalog: Path, table: str) -> list[dict[str, Any]]:
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608 our own names
    for row in rows:
        # A restored row is told once more, and in which order they came is known here only.
        for name in ("changed", "arrived", "arrivals"):
            row.pop(name, None)
    # A quarter of an hour that is empty again is as good as none.
    return [row for row in rows if table not in _COUNTS or row.get("captures", row.get("files"))]


def _known(home: Path) -> dict[str, list[dict[str, Any]]]:
    found = {table: _rows(home / "data/catalog.db", table) for table in (*_TABLES, *_COUNTS)}
    found["captures"] = [{name: row[name] for name in row if name not in _SEEN} for row in found["captures"]]
    for row in found["captures"]:
        if row["original_path"] == _LATE:
            # Put once more, for nobody knows that it was; and found there already.
            del row["archived_at"]
    return found


class _Home:
    """A gateway with an archive, whose vault is not in its data folder."""

    def __init__(self, folder: Path, server: S3Server) -> None:
        self.folder, self.server = folder, server
        self.gateway = RunningGateway(folder, free_port(), free_port(), more=("--vault", str(folder / "media")))
        self.gateway.start()
        self.gateway.ask("/accounts/camera", "PUT", {"password": "right-password"})
        self.gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        keys = {"access_key_id": ACCESS_KEY_ID, "secret_access_key": SECRET_ACCESS_KEY}
        place = {"bucket": server.new_bucket(), "endpoint_url": server.endpoint_url}
        self.gateway.ask("/settings/archive", "PUT", place | keys)

    def upload(self, content: bytes, *names: str) -> None:
        """Upload a file under some names."""
        with self.gateway.client() as ftp:
            for name in names:
                assert ftp.store(name, content + name.encode()).startswith("226")

    def settled(self, *, pictured: bool = True) -> bool:
        """Tell whether all is verified and has its picture, and no event goes on."""
        captures = self.gateway.ask("/captures?limit=200")["items"]
        events = self.gateway.ask("/events?limit=200")["items"]
        done = all(each["state"] == "verified" and each["thumbnail"] >= pictured for each in captures)
        return done and all(each["ended_at"] for each in events)

    def restart(self) -> None:
        """End it, so that all is told, and start it again."""
        self.gateway.end()
        self.gateway.start()

    def back_up(self) -> None:
        """Make a backup, as the Supervisor does."""
        subprocess.run([COMMAND, "backup", "--data", self.folder / "data"], check=True)
        (self.folder / "backup").mkdir()
        for name in (backup.COPY, "api-token"):
            shutil.copyfile(self.folder / "data" / name, self.folder / "backup" / name)

    def restore(self) -> None:
        """Lose all of the data folder, and start with what was in the backup."""
        shutil.rmtree(self.folder / "data")
        shutil.copytree(self.folder / "backup", self.folder / "data")
        self.gateway.start()
        _until(lambda: not backup.is_restored(self.folder / "data"))


@pytest.fixture
def home(own_seaweedfs: S3Server, tmp_path: Path) -> Iterator[_Home]:
    """Return a home."""
    made = _Home(tmp_path, own_seaweedfs)
    yield made
    if made.gateway.process is not None and made.gateway.process.poll() is None:
        made.gateway.end()


def _live(home: _Home, picture: bytes) -> None:
    """Have two cameras see something, and people change what they can."""
    home.upload(picture, "/yard/a.jpg", "/yard/b.jpg", "/door/c.jpg")
    _until(home.settled)
    home.upload(picture, "/yard/d.jpg", "/yard/gone.jpg")
    _until(home.settled)
    ask = home.gateway.ask
    events = {each["camera"]: each["id"] for each in reversed(ask("/events")["items"])}
    ask(f"/events/{events['door']}", "PATCH", {"protected": True, "description": "The parcel came."})
    gone = ask("/captures?q=gone")["items"][0]["event"]
    ask("/cameras/yard", "PATCH", {"name": "Garden", "muted": True})
    ask("/groups/mine", "PUT", {"name": "Mine", "rules": [{"of": "camera", "match": "in", "values": ["yard"]}]})
    if gone != events["door"]:
        ask(f"/events/{gone}", "DELETE")
    _until(home.settled)


@pytest.mark.parametrize("media_kept", [True, False])
def test_backup_and_bucket_make_the_same_catalog(home: _Home, tmp_path: Path, media_kept: bool) -> None:  # noqa: FBT001
    """Whatever the bucket was told is left out of the backup, and comes back; all else is in it."""
    picture = media.picture(tmp_path / "picture.jpg").read_bytes()
    _live(home, picture)
    home.restart()
    home.server.stop()
    home.upload(picture, _LATE)
    home.back_up()
    home.server.start()
    copied = _rows(tmp_path / "backup" / backup.COPY, "captures")
    assert {Path(each["original_path"]).stem for each in copied if each["state"] != "verified"} == {"late"}
    assert len(copied) < len(_known(tmp_path)["captures"])
    _until(home.settled)
    home.restart()
    home.gateway.end()
    before = _known(tmp_path)
    if not media_kept:
        shutil.rmtree(tmp_path / "media")
    home.restore()
    _until(lambda: home.settled(pictured=media_kept))
    home.restart()
    home.gateway.end()
    after = _known(tmp_path)
    if not media_kept:
        assert {each["local"] for each in after["captures"]} == {0}
        for kept in (before, after):
            del kept["holdings"]
            for each in kept["captures"]:
                del each["local"], each["thumbnail"]
    for table, rows in before.items():
        assert after[table] == rows, table


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Catalog]:
    """Return a catalog with verified captures that were told."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        filler = Filler(catalog)
        filler.camera("yard")
        for number in range(1, 20):
            filler.verified("yard", 1_700_000_000_000 + number, filler.event("yard", 1_700_000_000_000 + number))
        catalog.write(settings.ensure).result()
        catalog.write(lambda db: db.execute("UPDATE archiving SET told = changed").rowcount).result()
        yield catalog


def test_without_an_archive_all_is_copied(full: Catalog, tmp_path: Path) -> None:
    """Nobody could give it back."""
    copy(tmp_path / "catalog.db", tmp_path / "copy.db")
    assert len(_rows(tmp_path / "copy.db", "captures")) == 19
    assert full.read(settings.load).archive is None
