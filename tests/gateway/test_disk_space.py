"""A disk that hangs, accounts that cannot be read, and many files of one stamp: cameras are answered all the same."""

from dataclasses import replace
import shutil
import threading

import pytest

from camvault_gateway.catalog import CatalogError, captures
from camvault_gateway.model import Refusing
from camvault_gateway.vault import Vault, disk_space

from .catalogs import Filler
from .conftest import Receiving
from .disk_home import until
from .ftp_client import RawFtp

# A vault by itself has one.
_FOLDERS = 1
JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"


def test_disk_that_does_not_answer(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for it: after a while uploads are refused, and that is told; when it answers, they go on."""
    go, real = threading.Event(), shutil.disk_usage

    def hangs(path: object) -> object:
        assert go.wait(60)
        return real(path)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(disk_space, "_PATIENCE_S", 0.5)
    monkeypatch.setattr(disk_space, "_SELDOM_S", 0.05)
    with receiving.vault.disk_space.watched(), receiving.client() as ftp:
        monkeypatch.setattr(shutil, "disk_usage", hangs)
        until(lambda: ftp.store("garden/a.jpg", JPEG).startswith("451 The gateway's disk does not answer"))
        assert receiving.vault.disk_space.look() is Refusing.DISK_ERROR
        assert ftp.ask("NOOP").startswith("200")
        assert receiving.vault.disk_space.disk is None
        go.set()
        until(lambda: ftp.store("garden/b.jpg", JPEG).startswith("226"))
        assert receiving.vault.disk_space.disk


def test_disk_is_measured_when_somebody_asks(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an idle minute hardly ever; what is old when an upload begins is measured anew, and what is new is not."""
    measured, real = threading.Semaphore(0), shutil.disk_usage

    def counted(path: object) -> object:
        measured.release()
        return real(path)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(shutil, "disk_usage", counted)
    monkeypatch.setattr(disk_space, "_SELDOM_S", 600)
    monkeypatch.setattr(disk_space, "_EVERY_S", 600)
    with vault.disk_space.watched():
        for _ in range(2 * _FOLDERS):
            assert measured.acquire(timeout=60)
        for _ in range(100):
            assert vault.disk_space.look() is None
        monkeypatch.setattr(disk_space, "_EVERY_S", 0)
        assert not measured.acquire(timeout=0.2)
        assert vault.disk_space.look() is None
        for _ in range(_FOLDERS):
            assert measured.acquire(timeout=60)


def test_login_while_the_catalog_cannot_be_read(receiving: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is answered, and the next try gets in."""

    def fails(*_: object) -> None:
        raise CatalogError("The disk fails.")

    with RawFtp(receiving.port) as ftp:
        monkeypatch.setattr(receiving.catalog, "read", fails)
        # What is known of the accounts does not count any more.
        receiving.server.gatekeeper.accounts.change()
        assert ftp.login().startswith("451")
        monkeypatch.undo()
        assert ftp.login().startswith("230")


def test_suspect_catalog_is_told_at_stor(receiving: Receiving) -> None:
    """Before a byte is taken; 451, for the camera is to try again."""
    receiving.vault.disk_space.doubt(suspect=True)
    with receiving.client() as ftp:
        assert ftp.store("garden/a.jpg", JPEG).startswith("451")
        receiving.vault.disk_space.doubt(suspect=False)
        assert ftp.store("garden/a.jpg", JPEG).startswith("226")


def test_files_of_one_stamp(receiving: Receiving) -> None:
    """Each gets a moment of its own, the first that is free."""
    filler = Filler(receiving.catalog)
    camera = filler.camera("yard").id
    first = filler.verified(camera)
    for _ in range(5):
        receiving.catalog.write(
            captures.change, replace(filler.verified(camera), captured_at=first.captured_at)
        ).result()
    read = receiving.catalog.read
    taken = {each.captured_at for each in read(captures.list_page, camera=camera, limit=50).items}
    assert taken == {first.captured_at + number for number in range(6)}
    assert read(captures.first_free_moment, "other", camera, first.captured_at) == first.captured_at + 6
    assert read(captures.first_free_moment, first.id, camera, first.captured_at) == first.captured_at
    assert read(captures.first_free_moment, "other", camera, first.captured_at - 1) == first.captured_at - 1
