"""Thumbnails of captures that lie in the archive only."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from camvault_gateway.catalog import Catalog, captures, tasks
from camvault_gateway.derive import files
from camvault_gateway.derive.deriver import Deriver
from camvault_gateway.model import LARGEST_FETCH, ArchiveError, ArchiveProblem, Capture, Condition, Task, TaskKind
from camvault_gateway.vault import Vault

from .catalogs import Filler
from .media import clip
from .todo import earliest


@dataclass
class Far:
    """An archive with one clip, which may be away."""

    content: bytes
    problem: ArchiveProblem | None = None
    fetched: list[Path] = field(default_factory=list)

    async def fetch(self, capture: Capture, path: Path) -> None:
        """Bring a file."""
        assert capture.archive_key
        self.fetched.append(path)
        await asyncio.to_thread(path.write_bytes, self.content)
        if self.problem:
            raise ArchiveError(self.problem, "away")


@pytest.fixture
def far(tmp_path: Path) -> Far:
    """Return an archive."""
    return Far(clip(tmp_path / "clip.mp4").read_bytes())


def _evicted(catalog: Catalog, far: Far, size: int | None = None) -> tuple[Capture, Task]:
    filler = Filler(catalog)
    capture = filler.verified(filler.camera("yard").id, size=size or len(far.content), condition=Condition.PENDING)
    capture = catalog.write(captures.change, replace(capture, local=False)).result()
    catalog.write(tasks.derive, capture.id).result()
    return capture, Task(kind=TaskKind.DERIVE, capture=capture.id, camera=capture.camera)


def _waiting(catalog: Catalog) -> bool:
    return catalog.read(earliest, TaskKind.DERIVE) is not None


async def test_thumbnail_of_what_is_not_here(catalog: Catalog, vault: Vault, far: Far) -> None:
    """The file is fetched, looked at and let go; its thumbnail stays, and is told of."""
    capture, task = _evicted(catalog, far)
    changed: list[Capture] = []
    made = Deriver(catalog, vault, changed.append, fetch=far.fetch)
    await made.derive(task)
    await made.stop()
    (told,) = changed
    assert (told.id, told.thumbnail, told.local, told.condition) == (capture.id, True, False, Condition.COMPLETE)
    assert told.duration_ms
    assert vault.thumbnail(capture.id).read_bytes().startswith(b"\xff\xd8")
    assert not far.fetched[0].exists()
    assert not _waiting(catalog)


async def test_an_archive_that_is_away_leaves_the_task(catalog: Catalog, vault: Vault, far: Far) -> None:
    """It is this capture's trouble, not that of the others; and nothing stays on the disk."""
    far.problem = ArchiveProblem.UNREACHABLE
    _, task = _evicted(catalog, far)
    made = Deriver(catalog, vault, lambda _: None, fetch=far.fetch)
    with pytest.raises(ArchiveError):
        await made.derive(task)
    assert _waiting(catalog)
    assert not far.fetched[0].exists()


@pytest.mark.parametrize("largest", [5, None])
async def test_what_is_too_large_or_cannot_be_fetched(
    catalog: Catalog, vault: Vault, far: Far, largest: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays without a thumbnail, and what it is stays as it was known."""
    monkeypatch.setattr(files, "LARGEST_FETCH", largest or LARGEST_FETCH)
    capture, task = _evicted(catalog, far)
    made = Deriver(catalog, vault, lambda _: None, fetch=far.fetch if largest else None)
    await made.derive(task)
    assert catalog.read(captures.get, capture.id) == capture
    assert not _waiting(catalog)
    assert far.fetched == []


def test_what_a_stop_left_is_removed(tmp_path: Path) -> None:
    """A file that was fetched and never let go does not stay."""
    vault = Vault(tmp_path)
    left = vault.borrowed("x")
    left.write_bytes(b"left")
    Vault(tmp_path)
    assert not left.exists()
