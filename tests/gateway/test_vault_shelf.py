"""Files on the way to their places."""

from collections.abc import Iterator
from dataclasses import replace
import errno
from pathlib import Path
import threading
from typing import override

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Capture
from camvault_gateway.vault import Shelf, Vault

from .archiving import Gateway


class _Counting(Vault):
    """A vault whose disk is asked to sync when the test lets it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.synced: list[Path] = []
        self.broken = False
        self.go = threading.Event()

    @override
    def sync(self, folder: Path) -> None:
        assert self.go.wait(10)
        self.synced.append(folder)
        if self.broken:
            raise OSError(errno.EIO, "The disk is broken.")
        super().sync(folder)


@pytest.fixture
def vault(tmp_path: Path) -> _Counting:
    """Return a vault that counts."""
    return _Counting(tmp_path / "counting")


@pytest.fixture
def shelf(vault: _Counting) -> Iterator[Shelf]:
    """Return a shelf of it."""
    shelf = Shelf(vault)
    yield shelf
    vault.go.set()
    shelf.close()


def _arrived(catalog: Catalog, vault: Vault) -> Capture:
    capture = Gateway(catalog, vault).add()
    vault.path(capture).rename(vault.incoming(capture.id))
    return capture


def _on_another_day(catalog: Catalog, vault: Vault) -> Capture:
    capture = _arrived(catalog, vault)
    earlier = replace(capture, id="0" * 11 + capture.id[11:])
    vault.incoming(capture.id).rename(vault.incoming(earlier.id))
    return earlier


def test_files_that_wait_share_a_sync(catalog: Catalog, vault: _Counting, shelf: Shelf) -> None:
    """While the first one's folder is synced others come; for all of them it is synced once more."""
    vault.go.set()
    captures = [_arrived(catalog, vault) for _ in range(4)]
    vault.synced.clear()
    vault.go.clear()
    first, *rest = [shelf.keep(capture) for capture in captures]
    vault.go.set()
    assert [placed.result(10) for placed in (first, *rest)] == captures
    assert all(vault.path(capture).is_file() for capture in captures)
    assert vault.synced in ([vault.path(captures[0]).parent], [vault.path(captures[0]).parent] * 2)


def test_each_folder_is_synced(catalog: Catalog, vault: _Counting, shelf: Shelf) -> None:
    """Those that wait together may belong to several days: no file counts as placed before its own day is synced."""
    vault.go.set()
    captures = [_arrived(catalog, vault), _on_another_day(catalog, vault), _arrived(catalog, vault)]
    vault.synced.clear()
    held = threading.Event()
    shelf._mover.submit(held.wait, 10)
    placed = [shelf.keep(capture) for capture in captures]
    assert not any(each.done() for each in placed)
    held.set()
    assert [each.result(10) for each in placed] == captures
    assert sorted(vault.synced) == sorted({vault.path(capture).parent for capture in captures})


def test_nothing_is_placed_before_its_sync(catalog: Catalog, vault: _Counting, shelf: Shelf) -> None:
    """The file has its name, and the disk has not said so yet: who waits goes on waiting."""
    vault.go.set()
    capture = _arrived(catalog, vault)
    vault.go.clear()
    placed = shelf.keep(capture)
    with pytest.raises(TimeoutError):
        placed.result(0.2)
    vault.go.set()
    assert placed.result(10) == capture


def test_one_that_cannot_be_moved_holds_up_no_other(catalog: Catalog, vault: _Counting, shelf: Shelf) -> None:
    """It alone has the error; the others get to their places."""
    vault.go.set()
    captures = [_arrived(catalog, vault), _on_another_day(catalog, vault), _arrived(catalog, vault)]
    # Where its folder should be lies a file.
    vault.path(captures[1]).parent.parent.mkdir(parents=True)
    vault.path(captures[1]).parent.write_bytes(b"in the way")
    first, second, third = [shelf.keep(capture) for capture in captures]
    with pytest.raises(OSError, match="exists"):
        second.result(10)
    assert [first.result(10), third.result(10)] == [captures[0], captures[2]]
    assert vault.incoming(captures[1].id).is_file()


def test_closing_finishes_what_waits(catalog: Catalog, vault: _Counting) -> None:
    """Whatever was handed over is in its place."""
    vault.go.set()
    shelf = Shelf(vault)
    captures = [_arrived(catalog, vault) for _ in range(5)]
    placed = [shelf.keep(capture) for capture in captures]
    shelf.close()
    assert all(each.done() for each in placed)
    assert all(vault.path(capture).is_file() for capture in captures)


def test_a_sync_that_fails_is_told(catalog: Catalog, vault: _Counting, shelf: Shelf) -> None:
    """Nobody is told that a file is in its place when the disk said no."""
    vault.go.set()
    captures = [_arrived(catalog, vault) for _ in range(2)]
    vault.broken = True
    for placed in [shelf.keep(capture) for capture in captures]:
        with pytest.raises(OSError, match="broken"):
            placed.result(10)
