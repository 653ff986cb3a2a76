"""Files on the way to their places."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
import errno
from pathlib import Path
import threading
from typing import override

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Capture
from camvault_gateway.vault import Placement, Vault

from .archiving import Gateway
from .disk_home import until


class _Counting(Vault):
    """A vault whose disk is asked to sync when the test lets it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.synced: list[Path] = []
        # Which sync the disk says no to, and how.
        self.failing = 0
        self.error: Exception = OSError(errno.EIO, "The disk is broken.")
        self.begun, self.go = threading.Event(), threading.Event()

    @override
    def sync(self, folder: Path) -> None:
        self.begun.set()
        assert self.go.wait(10)
        self.synced.append(folder)
        if len(self.synced) == self.failing:
            raise self.error
        super().sync(folder)


@pytest.fixture
def vault(tmp_path: Path) -> _Counting:
    """Return a vault that counts."""
    return _Counting(tmp_path / "counting")


@pytest.fixture
def placement(vault: _Counting) -> Placement:
    """Return what places files in it."""
    return Placement(vault)


@pytest.fixture
def workers(vault: _Counting) -> Iterator[ThreadPoolExecutor]:
    """Return threads that wait for the disk."""
    with ThreadPoolExecutor(8) as made:
        yield made
        vault.go.set()


def _arrived(catalog: Catalog, vault: Vault) -> Capture:
    capture = Gateway(catalog, vault).add()
    vault.path(capture).rename(vault.incoming(capture.id))
    return capture


def _on_another_day(catalog: Catalog, vault: Vault) -> Capture:
    capture = _arrived(catalog, vault)
    earlier = replace(capture, id="0" * 11 + capture.id[11:])
    vault.incoming(capture.id).rename(vault.incoming(earlier.id))
    return earlier


class _Placing:
    """Files that are being placed by threads of their own: the first is moved, and waits for its sync."""

    def __init__(
        self, vault: _Counting, placement: Placement, workers: ThreadPoolExecutor, captures: list[Capture]
    ) -> None:
        vault.synced.clear()
        vault.begun.clear()
        vault.go.clear()
        self.placed: list[Future[None]] = []
        for capture in captures:
            self.placed.append(workers.submit(placement.place, capture))
            # Who comes before it has begun is moved with the first.
            assert vault.begun.wait(10)
        until(lambda: len(placement._waiting) == len(captures) - 1)


def _captures(catalog: Catalog, vault: _Counting, count: int) -> list[Capture]:
    vault.go.set()
    return [_arrived(catalog, vault) for _ in range(count)]


def test_files_that_wait_share_a_sync(
    catalog: Catalog, vault: _Counting, placement: Placement, workers: ThreadPoolExecutor
) -> None:
    """While the first one's folder is synced others come; for all of them it is synced once more."""
    captures = _captures(catalog, vault, 6)
    placing = _Placing(vault, placement, workers, captures)
    assert not any(each.done() for each in placing.placed)
    vault.go.set()
    for each in placing.placed:
        each.result(10)
    assert vault.synced == [vault.path(captures[0]).parent] * 2


def test_each_folder_is_synced(
    catalog: Catalog, vault: _Counting, placement: Placement, workers: ThreadPoolExecutor
) -> None:
    """Those that wait together may belong to several days: no file counts as placed before its own day is synced."""
    vault.go.set()
    captures = [_arrived(catalog, vault), _on_another_day(catalog, vault), _arrived(catalog, vault)]
    placing = _Placing(vault, placement, workers, captures)
    vault.go.set()
    for each in placing.placed:
        each.result(10)
    assert set(vault.synced) == {vault.path(capture).parent for capture in captures}


def test_nothing_is_placed_before_its_sync(
    catalog: Catalog, vault: _Counting, placement: Placement, workers: ThreadPoolExecutor
) -> None:
    """The file has its name, and the disk has not said so yet: who waits goes on waiting."""
    (placed,) = _Placing(vault, placement, workers, _captures(catalog, vault, 1)).placed
    with pytest.raises(TimeoutError):
        placed.result(0.2)
    vault.go.set()
    placed.result(10)


def test_one_that_cannot_be_moved_holds_up_no_other(catalog: Catalog, vault: _Counting, placement: Placement) -> None:
    """It alone has the error; the others get to their places."""
    vault.go.set()
    captures = [_arrived(catalog, vault), _on_another_day(catalog, vault), _arrived(catalog, vault)]
    # Where its folder should be lies a file.
    vault.path(captures[1]).parent.parent.mkdir(parents=True)
    vault.path(captures[1]).parent.write_bytes(b"in the way")
    placement.place(captures[0])
    with pytest.raises(OSError, match="exists"):
        placement.place(captures[1])
    placement.place(captures[2])
    assert vault.incoming(captures[1].id).is_file()


def test_a_sync_that_fails_is_told(
    catalog: Catalog, vault: _Counting, placement: Placement, workers: ThreadPoolExecutor
) -> None:
    """Nobody whose file was moved by then is told that it is in its place when the disk said no."""
    captures = _captures(catalog, vault, 4)
    first, *rest = _Placing(vault, placement, workers, captures).placed
    vault.failing = 1
    # Of what is moved while the disk syncs it would not be known whether it is with it.
    assert [vault.path(capture).is_file() for capture in captures] == [True, False, False, False]
    vault.go.set()
    with pytest.raises(OSError, match="broken"):
        first.result(10)
    for each in rest:
        each.result(10)
    assert len(vault.synced) == 2


def test_all_that_share_a_sync_share_its_error(
    catalog: Catalog, vault: _Counting, placement: Placement, workers: ThreadPoolExecutor
) -> None:
    """The first one is well; of those that waited for it nobody is told yes."""
    first, *rest = _Placing(vault, placement, workers, _captures(catalog, vault, 4)).placed
    vault.failing = 2
    vault.go.set()
    first.result(10)
    for each in rest:
        with pytest.raises(OSError, match="broken"):
            each.result(10)
    assert len(vault.synced) == 2


def test_a_sync_that_fails_otherwise(catalog: Catalog, vault: _Counting, placement: Placement) -> None:
    """Whatever it is, nobody is told that it went well."""
    (capture,) = _captures(catalog, vault, 1)
    vault.error = MemoryError()
    vault.failing = len(vault.synced) + 1
    with pytest.raises(MemoryError):
        placement.place(capture)
