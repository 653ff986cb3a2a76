"""A backup is restored after life went on: nothing of what came since may be missing, on a real server."""

from collections.abc import Iterator
import contextlib
import os
from pathlib import Path
import shutil
import sqlite3
import subprocess
import time
from typing import Any
import urllib.request

import pytest

from camvault_gateway.app.recovery import backup

from . import media
from .conftest import free_port
from .running import COMMAND, RunningGateway
from .s3_servers import ACCESS_KEY_ID, SECRET_ACCESS_KEY, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)
_PATIENCE_S = 60


def _until(reached: Any) -> None:  # noqa: ANN401 any condition
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a picture."""
    return media.picture(tmp_path_factory.mktemp("media") / "picture.jpg").read_bytes()


def _upload(gateway: RunningGateway, picture: bytes, *names: str) -> None:
    with gateway.client() as ftp:
        for name in names:
            assert ftp.store(f"/yard/{name}.jpg", picture + name.encode()).startswith("226")


def _captures(gateway: RunningGateway) -> dict[str, dict[str, Any]]:
    return {Path(each["original_path"]).stem: each for each in gateway.ask("/captures?limit=200")["items"]}


def _all_verified(gateway: RunningGateway) -> bool:
    return {each["state"] for each in _captures(gateway).values()} == {"verified"}


def _restored(home: Path) -> None:
    """Let the data folder be what was in the backup, and nothing else; the vault is elsewhere."""
    data = home / "data"
    shutil.rmtree(data)
    shutil.copytree(home / "backup", data)


@contextlib.contextmanager
def _home(folder: Path, server: S3Server, bucket: str) -> Iterator[RunningGateway]:
    """Run a gateway whose vault is not in its data folder, as that of the app is."""
    gateway = RunningGateway(folder, free_port(), free_port(), more=("--vault", str(folder / "media")))
    gateway.start()
    try:
        gateway.ask("/accounts/camera", "PUT", {"password": "right-password"})
        keys = {"access_key_id": ACCESS_KEY_ID, "secret_access_key": SECRET_ACCESS_KEY}
        gateway.ask("/settings/archive", "PUT", {"bucket": bucket, "endpoint_url": server.endpoint_url, **keys})
        yield gateway
    finally:
        if gateway.process is not None and gateway.process.poll() is None:
            gateway.end()


def _content(gateway: RunningGateway, capture: dict[str, Any]) -> bytes:
    url = f"http://127.0.0.1:{gateway.api_port}/api/v1/captures/{capture['id']}/content"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {gateway.token()}"})
    with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
        return bytes(answer.read())


def _away(home: Path) -> set[str]:
    """Return the captures that the vault has not, by the catalog."""
    with contextlib.closing(sqlite3.connect(home / "data/catalog.db")) as db:
        return {row[0] for row in db.execute("SELECT id FROM captures WHERE NOT local")}


def _back_up(home: Path) -> None:
    subprocess.run([COMMAND, "backup", "--data", home / "data"], check=True)
    (home / "backup").mkdir()
    for name in (backup.COPY, "api-token"):
        shutil.copyfile(home / "data" / name, home / "backup" / name)


def test_what_came_after_the_backup_is_there_again(seaweedfs: S3Server, tmp_path: Path, picture: bytes) -> None:
    """Archived since, evicted since, never archived: each is found where it is."""
    bucket = seaweedfs.new_bucket()
    with _home(tmp_path, seaweedfs, bucket) as gateway:
        _upload(gateway, picture, "before", "evicted")
        _until(lambda: _all_verified(gateway))
        _back_up(tmp_path)
        _upload(gateway, picture, "since")
        _until(lambda: _all_verified(gateway))
        known = _captures(gateway)
        gateway.ask("/settings/archive", "DELETE")
        _upload(gateway, picture, "unarchived")
        last = _captures(gateway)["unarchived"]
        gateway.end()
        next((tmp_path / "media/captures").rglob(f"{known['evicted']['id']}.jpg")).unlink()
        _restored(tmp_path)
        gateway.start()
        _until(lambda: not backup.is_restored(tmp_path / "data"))
        found = _captures(gateway)
        assert {name: each["id"] for name, each in found.items() if name != last["id"]} == {
            name: each["id"] for name, each in known.items()
        }
        assert _away(tmp_path) == {found["evicted"]["id"]}
        # Its name was in the catalog that is gone; its bytes, when they came, and mostly whose it is, are here.
        adopted = found[last["id"]]
        whose = "yard" if os.listxattr(next((tmp_path / "media/captures").rglob(f"{last['id']}.*"))) else "unassigned"
        assert (adopted["id"], adopted["camera"]) == (last["id"], whose)
        assert (adopted["sha256"], adopted["condition"]) == (last["sha256"], "complete")
        _until(lambda: _all_verified(gateway))
        assert all(_content(gateway, each).startswith(picture) for each in found.values())
    checked: list[str | Path] = [
        COMMAND,
        "check",
        "--archive",
        "--data",
        tmp_path / "data",
        "--vault",
        tmp_path / "media",
    ]
    assert "Everything adds up" in subprocess.run(checked, capture_output=True, text=True, check=True).stdout


def test_the_media_are_lost_with_the_machine(own_seaweedfs: S3Server, tmp_path: Path, picture: bytes) -> None:
    """What was not archived yet when the backup was made is found in the bucket, and plays from there."""
    with _home(tmp_path, own_seaweedfs, own_seaweedfs.new_bucket()) as gateway:
        _upload(gateway, picture, "first")
        _until(lambda: _all_verified(gateway))
        own_seaweedfs.stop()
        _upload(gateway, picture, "waiting")
        _back_up(tmp_path)
        own_seaweedfs.start()
        _until(lambda: _all_verified(gateway))
        known = _captures(gateway)
        gateway.end()
        shutil.rmtree(tmp_path / "media")
        _restored(tmp_path)
        gateway.start()
        _until(lambda: not backup.is_restored(tmp_path / "data"))
        found = _captures(gateway)
        assert found.keys() == known.keys()
        assert _all_verified(gateway)
        assert _away(tmp_path) == {each["id"] for each in found.values()}
        assert all(_content(gateway, each).startswith(picture) for each in found.values())
