"""Files on the way to their places."""

from collections.abc import Iterator
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
    assert len(vault.synced) <= 2


def test_a_sync_that_fails_is_told(catalog: Catalog, vault: _Counting, shelf: Shelf) -> None:
    """Nobody is told that a file is in its place when the disk said no."""
    vault.go.set()
    captures = [_arrived(catalog, vault) for _ in range(2)]
    vault.broken = True
    for placed in [shelf.keep(capture) for capture in captures]:
        with pytest.raises(OSError, match="broken"):
            placed.result(10)
