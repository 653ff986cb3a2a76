"""Files of the vault: found, borrowed, made and let go; and whether there is room for more."""

import asyncio
import os
from pathlib import Path
import shutil
from typing import NamedTuple

import pytest

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import Capture, Refusing, Rendition, new_id, now_ms
from camvault_gateway.vault import DiskSpace, Vault, local_copy
from camvault_gateway.vault.renditions import Renditions

from .archiving import Gateway

# What is left to the catalog, and to everybody else on the disk.
_RESERVE = 64 * 1024 * 1024


class _Usage(NamedTuple):
    """What a disk tells of itself."""

    total: int
    used: int
    free: int


@pytest.fixture
def capture(catalog: Catalog, vault: Vault) -> Capture:
    """Return a capture whose file is in its place."""
    return Gateway(catalog, vault).add(b"here")


async def _fetch(_: Capture, path: Path) -> None:
    await asyncio.to_thread(path.write_bytes, b"from afar")


async def _fails(_: Capture, path: Path) -> None:
    await asyncio.to_thread(path.write_bytes, b"half")
    raise LookupError


async def test_file_that_is_here(vault: Vault, capture: Capture) -> None:
    """Nothing is fetched, also while it is on its way to its place; and it stays."""
    for move in (False, True):
        if move:
            vault.path(capture).rename(vault.incoming(capture.id))
        async with local_copy(vault, capture, _fails) as file:
            assert file.read() == b"here"
        assert vault.has(capture)


async def test_file_that_is_fetched(vault: Vault, capture: Capture) -> None:
    """For as long as it is used, by each who uses it; then nothing is left of it, whatever happened."""
    vault.path(capture).unlink()
    assert not vault.has(capture)
    assert vault.open(capture) is None
    async with local_copy(vault, capture, _fetch) as file, local_copy(vault, capture, _fetch) as other:
        assert file.name != other.name
        assert file.read() == other.read() == b"from afar"
    with pytest.raises(LookupError):
        async with local_copy(vault, capture, _fails):
            pass
    with pytest.raises(KeyError):
        async with local_copy(vault, capture, _fetch):
            raise KeyError
    using = asyncio.create_task(_use(vault, capture))
    while not list(vault._borrowed.iterdir()):
        await asyncio.sleep(0.01)
    using.cancel()
    with pytest.raises(asyncio.CancelledError):
        await using
    assert list(vault._borrowed.iterdir()) == []


async def _use(vault: Vault, capture: Capture) -> None:
    async with local_copy(vault, capture, _fetch):
        await asyncio.Event().wait()


def test_thumbnail_is_there_whole(vault: Vault) -> None:
    """Or not at all; a later one takes the place of the first, and no draft stays."""
    identity = new_id()
    for picture in (b"first", b"second, longer"):
        vault.keep_thumbnail(identity, picture)
        assert vault.thumbnail(identity).read_bytes() == picture
    assert [path.name for path in vault.thumbnail(identity).parent.iterdir()] == [f"{identity}.jpg"]


def _play(renditions: Renditions, name: str, age: int) -> None:
    renditions.draft(name, Rendition.PLAYABLE).write_bytes(bytes(10))
    renditions.draft(name, Rendition.PLAYABLE).rename(renditions.path(name, Rendition.PLAYABLE))
    os.utime(renditions.path(name, Rendition.PLAYABLE), (1000 - age, 1000 - age))


def test_what_nobody_watched_for_longest_goes(tmp_path: Path) -> None:
    """No more than must, and never the one that was just made; whoever watches one keeps it."""
    renditions = Renditions(tmp_path / "p")
    for age, name in enumerate("abcd"):
        _play(renditions, name, age)
    renditions.trim(40)
    assert _names(renditions) == {"a", "b", "c", "d"}
    assert renditions.touch("d", Rendition.PLAYABLE)
    assert not renditions.touch("z", Rendition.PLAYABLE)
    renditions.trim(39)
    assert _names(renditions) == {"a", "b", "d"}
    renditions.trim(10)
    assert _names(renditions) == {"d"}
    assert renditions.open("a", Rendition.PLAYABLE) is None
    file = renditions.open("d", Rendition.PLAYABLE)
    assert file is not None
    with file:
        renditions.trim(0)
        assert file.read() == bytes(10)
    assert _names(renditions) == set()


def _names(renditions: Renditions) -> set[str]:
    return {path.stem for path in renditions.path("x", Rendition.PLAYABLE).parent.iterdir()}


def test_what_was_just_made_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playable copies take a fiftieth of the disk at most, and two gibibytes of a large one."""
    renditions = Renditions(tmp_path / "p")
    for total, kept in ((500, {"new"}), (1000, {"old", "new"}), (999, {"new"})):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, total=total: _Usage(total, 0, total))
        _play(renditions, "old", 5)
        renditions.draft("new", Rendition.PLAYABLE).write_bytes(bytes(10))
        renditions.keep("new", Rendition.PLAYABLE)
        assert _names(renditions) == kept


class _Disks:
    """Two disks of which a test says how much they have left."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.free: dict[Path, int | None] = {folder / "vault": 2**40, folder / "data": 2**40}
        monkeypatch.setattr(shutil, "disk_usage", self._usage)
        self.room = DiskSpace(self.free)
        self.told: list[Refusing | None] = []
        self.room.on_change = lambda: self.told.append(self.room.refusal.why if self.room.refusal else None)

    def _usage(self, path: Path) -> _Usage:
        free = self.free[path]
        if free is None:
            raise OSError
        return _Usage(2**41, 0, free)


@pytest.fixture
def disks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Disks:
    """Return two disks with much room."""
    return _Disks(monkeypatch, tmp_path)


@pytest.mark.parametrize("which", ["vault", "data"])
@pytest.mark.parametrize(
    ("free", "why"),
    [
        (_RESERVE, None),
        (_RESERVE - 1, Refusing.DISK_FULL),
        (0, Refusing.DISK_FULL),
        (None, Refusing.DISK_ERROR),
    ],
)
def test_either_disk_counts(disks: _Disks, tmp_path: Path, which: str, free: int | None, why: Refusing | None) -> None:
    """The one of the captures and the one of the catalog; it is told once, with when it began."""
    disks.free[tmp_path / which] = free
    before = now_ms()
    assert [disks.room.look(), disks.room.look()] == [why, why]
    assert disks.told == ([why] if why else [])
    if why:
        refusal = disks.room.refusal
        assert refusal is not None
        assert before <= refusal.since <= now_ms()
        disks.room.look()
        assert disks.room.refusal is refusal
        disks.free[tmp_path / which] = 2**40
        assert disks.room.look() is None
        assert disks.told == [why, None]


def test_vault_at_its_limit(disks: _Disks, tmp_path: Path) -> None:
    """It takes nothing more; a disk that is full or fails counts more, for it is what the owner must see to."""
    disks.room.retained(short=False, crowded=True)
    assert (disks.room.crowded, disks.room.short) == (True, False)
    assert disks.told == [Refusing.VAULT_FULL]
    disks.room.note(failed=True)
    assert disks.told[1:] == [Refusing.DISK_ERROR]
    disks.free[tmp_path / "vault"] = 0
    disks.room.note(failed=True)
    assert disks.told[2:] == [Refusing.DISK_FULL]
    disks.free[tmp_path / "vault"] = 2**40
    disks.room.note(failed=False)
    assert disks.told[3:] == [Refusing.VAULT_FULL]
    disks.room.retained(short=False, crowded=False)
    assert disks.told[4:] == [None]


def test_disk_that_runs_low_is_told(disks: _Disks) -> None:
    """When it begins and when it is over; uploads are taken all the while."""
    for short in (True, True, False, False):
        disks.room.retained(short=short, crowded=False)
        assert disks.room.short is short
        assert disks.room.look() is None
    assert disks.told == [None, None]
