"""Whose an upload is, as cameras upload it."""

import itertools
from pathlib import Path
import sqlite3

import pytest

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, accounts, cameras
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.catalog.cameras import MAX_CAMERAS
from camvault_gateway.catalog.schema import MIGRATIONS, PLACES
from camvault_gateway.model import UNASSIGNED, Account, AccountsChanged, CapturesMoving, EventChanged
from camvault_gateway.receive.camera_lookup import CameraLookup

from .conftest import PASSWORD_HASH, Receiving
from .ftp_client import RawFtp

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


def _cameras(receiving: Receiving) -> dict[str, str]:
    """Return which camera each path is of."""
    return {capture.original_path: capture.camera for capture in receiving.captures()}


def test_cameras_of_one_account(receiving: Receiving) -> None:
    """What the path says of its camera counts, and what stays unclear is Unassigned."""
    expected = {
        "/garden/snap/MDAlarm_20160830-155137.jpg": "garden",
        "/IPC-HF81230E/2J04439PAG00010/2018-10-08/001/jpg/19/07/39[M][0@0][0].jpg": "ipc-hf81230e",
        "/IPC-HF81230E/2J04439PAG00011/2018-10-08/001/jpg/19/07/39[M][0@0][0].jpg": "ipc-hf81230e-2",
        "/K3TA_00_20220307125142.jpg": "k3ta",
        "/2019-05-09/001/jpg/21/04/49[M][0@0][0].jpg": UNASSIGNED,
    }
    with receiving.client() as ftp:
        for path in expected:
            assert ftp.store(path, JPEG).startswith("226")
        # A side file alone makes no camera.
        assert ftp.store("/IPC-HFW5238M/DVRWorkDirectory", b"x").startswith("226")
    assert _cameras(receiving) == expected
    names = {camera.id: camera.name for camera in receiving.catalog.read(cameras.list_all)}
    assert names == {
        "garden": "garden",
        "ipc-hf81230e": "IPC-HF81230E",
        "ipc-hf81230e-2": "IPC-HF81230E (2J04439PAG00011)",
        "k3ta": "K3TA",
        UNASSIGNED: "Unassigned",
    }


def test_folders_of_a_server_typed_into_cameras(receiving: Receiving) -> None:
    """The place is no camera: each folder in it is one, called by its own name."""
    with receiving.client() as ftp:
        for path in ("/volume1/cams/Front/1.jpg", "/volume1/cams/Back/1.jpg", "/volume1/cams/Front/2026/11/30/2.jpg"):
            assert ftp.store(path, JPEG).startswith("226")
    assert set(_cameras(receiving).values()) == {"front", "back"}
    assert {camera.name for camera in receiving.catalog.read(cameras.list_all)} == {"Front", "Back"}


def test_a_folder_with_ever_new_folders_is_one_camera(receiving: Receiving) -> None:
    """No home has so many cameras: what lies below is something else, and is kept together from then on."""
    words = [f"walk {first}{second}" for first, second in itertools.product("abcdef", "ghijkl")]
    with receiving.client() as ftp:
        for word in words:
            assert ftp.store(f"/yard/{word}/1.jpg", JPEG).startswith("226")
    found = _cameras(receiving)
    assert [found[f"/yard/{word}/1.jpg"] for word in words[32:]] == ["yard"] * (len(words) - 32)
    assert len(set(found.values())) == 33


def _stored(receiving: Receiving, ftp: RawFtp, path: str) -> str:
    """Upload a file and return whose it is."""
    assert ftp.store(path, JPEG).startswith("226")
    return _cameras(receiving)[path]


def test_an_account_of_a_camera_wins(receiving: Receiving) -> None:
    """Whatever the path says, also after the camera became part of another one."""
    catalog = receiving.catalog
    gate, yard = (catalog.write(cameras.for_folder, name, 0).result().id for name in ("Gate", "Yard"))
    own = Account(username="gate", password_hash=PASSWORD_HASH, camera=gate, created_at=0)
    catalog.write(accounts.put, own).result()
    receiving.recorder.bus.publish(AccountsChanged())
    with RawFtp(receiving.port) as ftp:
        assert ftp.login("gate").startswith("230")
        assert ftp.store("/Yard/1.jpg", JPEG).startswith("226")
        catalog.write(moves.merge, gate, yard).result()
        receiving.recorder.bus.publish(CapturesMoving(gate, yard, whole=True))
        # The event of the camera that is gone ends, as it does in the catalog.
        receiving.recorder.wait(EventChanged, lambda message: message.event.ended_at is not None)
        assert ftp.store("/2.jpg", JPEG).startswith("226")
    assert _cameras(receiving) == {"/Yard/1.jpg": gate, "/2.jpg": yard}


def test_an_assigned_source_is_followed(receiving: Receiving) -> None:
    """What comes from there later is the camera's."""
    catalog = receiving.catalog
    garden = catalog.write(cameras.for_folder, "Garden", 0).result().id
    with receiving.client() as ftp:
        assert ftp.store("/2019-05-09/001/jpg/21/04/49.jpg", JPEG).startswith("226")
        (source,) = catalog.read(moves.sources, UNASSIGNED)
        catalog.write(moves.assign, UNASSIGNED, source.pattern, garden).result()
        receiving.recorder.bus.publish(CapturesMoving(UNASSIGNED, garden, whole=False))
        # It is read on another thread: it counts a moment later.
        numbers = itertools.count(10)
        while _stored(receiving, ftp, f"/2019-05-10/001/jpg/22/05/{next(numbers)}.jpg") != garden:
            assert next(numbers) < 2000


def test_a_stolen_password_makes_few_cameras(receiving: Receiving, caplog: pytest.LogCaptureFixture) -> None:
    """Beyond that everything is Unassigned, kept all the same, and told once."""
    fill = [receiving.catalog.write(cameras.for_folder, f"cam{number}", 0) for number in range(MAX_CAMERAS)]
    assert all(future.result() for future in fill)
    with receiving.client() as ftp:
        for number in range(3):
            assert ftp.store(f"/new{number}/1.jpg", JPEG).startswith("226")
        assert ftp.store("/cam7/1.jpg", JPEG).startswith("226")
    found = _cameras(receiving)
    assert found.pop("/cam7/1.jpg") == "cam7"
    assert set(found.values()) == {UNASSIGNED}
    assert caplog.text.count("new ones go to Unassigned") == 1


def test_folders_of_an_older_catalog_stay_what_they_are(tmp_path: Path) -> None:
    """A first folder that has a camera keeps it for everything below, whatever such a folder would mean now."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as db:
        for script in MIGRATIONS[:3]:
            db.executescript(script)
        db.executescript(
            "PRAGMA user_version = 3; INSERT INTO cameras VALUES ('snap', 'Snap', 0, 0, NULL);"
            "INSERT INTO folders VALUES ('snap', 'snap')"
        )
    with Catalog(path) as catalog:
        assert catalog.read(cameras.folders) == {"snap": "snap", "snap/*": "snap"}


def test_cameras_of_an_older_catalog_keep_all_below_their_folder(tmp_path: Path) -> None:
    """Where the first folder was the camera, whatever lies in it stays that camera's."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as db:
        db.create_function("casefold", 1, str.casefold, deterministic=True)
        before = MIGRATIONS.index(PLACES)
        for script in MIGRATIONS[:before]:
            db.executescript(script)
        db.execute(f"PRAGMA user_version = {before}")
        db.executescript(
            "INSERT INTO cameras (id, name, created_at) VALUES ('volume1', 'volume1', 0), ('recorder-3', 'NVR', 0);"
            "INSERT INTO folders VALUES ('volume1', 'volume1'), ('recorder/3', 'recorder-3')"
        )
    with Catalog(path) as catalog:
        known = CameraLookup(catalog, Bus())
        account = Account(username="cameras", password_hash="", camera=None, created_at=0)
        assert known.find(account, "/volume1/cams/Front/1.jpg") == "volume1"
        assert set(catalog.read(cameras.folders)) == {"volume1", "volume1/*", "recorder/3"}
