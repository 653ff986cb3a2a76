"""Real disks that are full, read-only or fail: never a false 226, and everything else goes on."""

from collections.abc import Iterator
import contextlib
from pathlib import Path
import subprocess

import pytest

from camvault_gateway.app.errors import ExitCode

from .disk_home import LARGE, PICTURE, Home, gateway_on, running_on, until, uploading
from .disks import MIB, Disks, disks_in
from .running import COMMAND


@pytest.fixture
def disks(tmp_path: Path) -> Iterator[Disks]:
    """Return a namespace for disks."""
    with disks_in(tmp_path) as made:
        yield made


@pytest.fixture(params=["one disk", "two disks"])
def home(disks: Disks, request: pytest.FixtureRequest) -> Iterator[Home]:
    """Run a gateway whose catalog and vault share a disk, or have one each, as in the app."""
    catalog = disks.mount("catalog", 200)
    vault = catalog if request.param == "one disk" else disks.mount("vault", 200)
    with running_on(disks, catalog, vault) as made:
        yield made


def test_full_under_load(home: Home) -> None:
    """Somebody else fills the vault's disk: 452 and told, everything else goes on, and so do uploads with new room."""
    with uploading(home, "garden", "door") as (garden, door):
        home.vault.fill()
        garden.hears("452")
        door.hears("452")
        until(lambda: home.refusing() == "disk_full")
        home.check()
        home.vault.empty()
        garden.hears("226")
        door.hears("226")
        until(lambda: home.refusing() is None)
    assert home.gateway.end() == ExitCode.OK
    home.check()


def test_full_catalog(disks: Disks) -> None:
    """The catalog's own disk is full, and the vault's is not: the same."""
    catalog, vault = disks.mount("catalog", 100), disks.mount("vault", 200)
    with running_on(disks, catalog, vault) as home:
        with uploading(home, "garden") as (garden,):
            catalog.fill()
            garden.hears("452")
            until(lambda: home.refusing() == "disk_full")
            catalog.empty()
            garden.hears("226")
        assert home.gateway.end() == ExitCode.OK
        home.check()


def test_full_in_the_middle(home: Home) -> None:
    """An upload that the disk takes half of is answered with 452, and what there is of it is kept, as incomplete."""
    with home.gateway.client() as ftp:
        with ftp.passive() as connection, contextlib.suppress(ConnectionError):
            assert ftp.ask("STOR garden/cut.jpg").startswith("150")
            connection.sendall(LARGE[:MIB])
            incoming = home.vault.place / "vault/incoming"
            until(lambda: any(path.stat().st_size >= MIB // 2 for path in incoming.iterdir()))
            home.vault.fill()
            connection.sendall(LARGE)
        assert ftp.reply().startswith("452")
        until(lambda: home.refusing() == "disk_full")
        assert ftp.store("garden/other.jpg", LARGE).startswith("452")
        home.vault.empty()
        until(lambda: ftp.store("garden/whole.jpg", LARGE).startswith("226"))
    assert home.refusing() is None
    until(lambda: len(home.captures()) == 2)
    until(lambda: home.captures()[0]["condition"] == "complete")
    _whole, cut = home.captures()
    assert cut["condition"] == "incomplete"
    assert cut["size"] >= MIB // 2
    assert (LARGE[:MIB] + LARGE).startswith(home.content(cut["id"]))
    until(lambda: not home.gateway.ask("/cameras/garden")["motion"])
    assert home.gateway.end() == ExitCode.OK
    home.check()


def test_vault_turns_read_only(disks: Disks) -> None:
    """The vault's disk is mounted read-only under load: no 226, told, everything plays; writable again, all is well."""
    catalog, vault = disks.mount("catalog", 100), disks.mount("vault", 200)
    with running_on(disks, catalog, vault) as home:
        with uploading(home, "garden", "door") as (garden, door):
            until(vault.make_read_only)
            garden.hears("45")
            door.hears("45")
            silent = len(garden.acknowledged)
            assert home.refusing() == "disk_error"
            assert home.content(home.captures()[-1]["id"])
            garden.hears("45")
            assert len(garden.acknowledged) == silent
            vault.make_writable()
            garden.hears("226")
            door.hears("226")
            until(lambda: home.refusing() is None)
        assert home.gateway.end() == ExitCode.OK
        home.check()


def test_disk_fails(tmp_path: Path) -> None:
    """The kernel takes a disk with open files away from writers: no 226 from then on, and all of those before hold."""
    with disks_in(tmp_path, block_devices=True) as disks:
        disk = disks.mount_ext4("disk", 300)
        with running_on(disks, disk, disk) as home:
            with uploading(home, "garden", "door") as (garden, door):
                disk.fail()
                garden.hears("45")
                door.hears("45")
                acknowledged = [*garden.acknowledged, *door.acknowledged]
                until(lambda: home.refusing() == "catalog_suspect")
                garden.hears("45")
                door.hears("45")
                assert [*garden.acknowledged, *door.acknowledged] == acknowledged
            assert home.gateway.end() == ExitCode.OK
            disk.mount_again()
            home.gateway.start()
            assert set(acknowledged) <= {item["sha256"] for item in home.captures()}
            with home.gateway.client() as ftp:
                assert ftp.store("garden/after.jpg", PICTURE).startswith("226")
            assert home.refusing() is None
            assert home.gateway.end() == ExitCode.OK
            home.check()


def test_read_only_from_the_start(disks: Disks) -> None:
    """The gateway does not start on a disk that it cannot write, and names it; once it can, it does."""
    catalog, vault = disks.mount("catalog", 100), disks.mount("vault", 100)
    for disk in (catalog, vault):
        assert disk.make_read_only()
        gateway = gateway_on(disks, catalog, vault)
        command: list[str | Path] = [*gateway.through, COMMAND, *gateway.arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == ExitCode.FOLDER_UNUSABLE, done.stderr
        assert f"{disk.place}" in done.stderr
        assert "Traceback" not in done.stderr
        disk.make_writable()
    with running_on(disks, catalog, vault) as home, home.gateway.client() as ftp:
        assert ftp.store("garden/a.jpg", PICTURE).startswith("226")


def test_full_from_the_start(home: Home) -> None:
    """A gateway that starts on a full disk says so, plays what it has, and takes uploads when there is room."""
    with home.gateway.client() as ftp:
        assert ftp.store("garden/a.jpg", PICTURE).startswith("226")
    assert home.gateway.end() == ExitCode.OK
    home.vault.fill(leave=MIB)
    home.gateway.start()
    with home.gateway.client() as ftp:
        assert ftp.store("garden/b.jpg", PICTURE).startswith("452")
        assert home.refusing() == "disk_full"
        assert home.content(home.captures()[0]["id"]) == PICTURE
        home.vault.empty()
        until(lambda: ftp.store("garden/b.jpg", PICTURE).startswith("226"))
    assert home.refusing() is None
    assert home.gateway.end() == ExitCode.OK
    home.check()
