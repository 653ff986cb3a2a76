"""The outbox's handler for DERIVE, with the real catalog, vault and worker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
import sys
from typing import BinaryIO, override

import pytest
import pytest_asyncio

from camvault_gateway.catalog import Catalog, cameras, captures, tasks
from camvault_gateway.derive.deriver import Deriver
from camvault_gateway.derive.process import MediaProcess
from camvault_gateway.derive.protocol import Media
from camvault_gateway.model import (
    Capture,
    Condition,
    Kind,
    OutageError,
    Playback,
    State,
    Task,
    TaskKind,
    new_id,
    now_ms,
)
from camvault_gateway.vault import Vault

from .media import clip, cut, look_at, picture
from .todo import earliest

pytestmark = pytest.mark.asyncio


@dataclass(slots=True)
class Deriving:
    """A deriver over its own catalog and vault, and what it said."""

    catalog: Catalog
    vault: Vault
    folder: Path
    changed: list[Capture] = field(default_factory=list)

    def deriver(self, media: MediaProcess | None = None) -> Deriver:
        """Return a deriver."""
        return Deriver(self.catalog, self.vault, self.changed.append, media)

    def add(self, path: Path, kind: Kind, condition: Condition = Condition.PENDING) -> Task:
        """Keep a file as a capture, and return its task."""
        camera = self.catalog.write(cameras.for_folder, "porch", now_ms()).result()
        capture = Capture(
            id=new_id(),
            camera=camera.id,
            event=None,
            kind=kind,
            original_path=path.name,
            extension=path.suffix,
            content_type="application/octet-stream",
            captured_at=now_ms(),
            started_at=now_ms(),
            received_at=now_ms(),
        )
        self.catalog.write(captures.begin, capture).result()
        path.rename(self.vault.incoming(capture.id))
        self.vault.keep(capture)
        kept = replace(capture, state=State.STORED, sha256="00" * 32, condition=condition)
        self.catalog.write(captures.change, kept).result()
        self.catalog.write(tasks.derive, kept.id).result()
        return Task(kind=TaskKind.DERIVE, capture=capture.id, camera=camera.id)

    def capture(self, task: Task) -> Capture:
        """Return a task's capture as it is now."""
        return self.catalog.read(captures.get, task.capture)

    def waiting(self) -> bool:
        """Tell whether a task is left."""
        return self.catalog.read(earliest, TaskKind.DERIVE) is not None


@pytest_asyncio.fixture
async def deriving(tmp_path: Path) -> AsyncIterator[Deriving]:
    """Return an empty catalog and vault."""
    with Catalog(tmp_path / "catalog.db") as catalog:
        yield Deriving(catalog, Vault(tmp_path / "vault"), tmp_path)


@pytest_asyncio.fixture
async def deriver(deriving: Deriving) -> AsyncIterator[Deriver]:
    """Return a deriver with the real worker."""
    made = deriving.deriver()
    yield made
    await made.stop()


class Meanwhile(MediaProcess):
    """A stand-in that does something to the capture while it is looked at."""

    def __init__(self, act: Callable[[], object], outcome: Media | Exception) -> None:
        super().__init__()
        self._act = act
        self._outcome = outcome

    @override
    async def examine(self, file: BinaryIO, kind: Kind, size: int = 0, told_ms: int | None = None) -> Media:
        """Return, or raise, what was prepared."""
        self._act()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


SEEN = Media(picture=b"\xff\xd8\xff", codec="h264", width=64, height=64, duration_ms=1000)


async def test_clip(deriving: Deriving, deriver: Deriver) -> None:
    """A clip gets its thumbnail, its duration and its condition, and its task is gone."""
    task = deriving.add(clip(deriving.folder / "a.mp4"), Kind.CLIP)
    before = deriving.capture(task)
    await deriver.derive(task)
    after = deriving.capture(task)
    seen = replace(before, condition=Condition.COMPLETE, duration_ms=2000, thumbnail=True, width=320, height=192)
    assert after == replace(seen, playback=Playback.ORIGINAL, codecs="avc1.64000b")
    assert deriving.changed == [after]
    assert not deriving.waiting()
    assert look_at(deriving.vault.thumbnail(task.capture).read_bytes()).width == 320


async def test_snapshot(deriving: Deriving, deriver: Deriver) -> None:
    """A snapshot has no duration."""
    task = deriving.add(picture(deriving.folder / "a.jpg"), Kind.SNAPSHOT)
    await deriver.derive(task)
    assert deriving.capture(task).condition is Condition.COMPLETE
    assert deriving.capture(task).thumbnail
    assert deriving.capture(task).duration_ms is None


async def test_thumbnail_that_is_gone(deriving: Deriving, deriver: Deriver) -> None:
    """One that was lost with a disk is made again, and told though the catalog had known of it."""
    task = deriving.add(picture(deriving.folder / "a.jpg"), Kind.SNAPSHOT)
    await deriver.derive(task)
    known, place = deriving.capture(task), deriving.vault.thumbnail(task.capture)
    before = place.read_bytes()
    place.unlink()
    deriving.catalog.write(tasks.derive, task.capture).result()
    assert deriving.waiting()
    await deriver.derive(task)
    assert place.read_bytes() == before
    assert (deriving.changed, deriving.waiting()) == ([known, known], False)


async def test_unreadable(deriving: Deriving, deriver: Deriver) -> None:
    """A text named .mp4 is unreadable, has no thumbnail, and is not tried again."""
    path = deriving.folder / "a.mp4"
    path.write_text("This is no clip.")
    task = deriving.add(path, Kind.CLIP)
    await deriver.derive(task)
    assert deriving.capture(task).condition is Condition.UNREADABLE
    assert not deriving.capture(task).thumbnail
    assert not deriving.vault.thumbnail(task.capture).exists()
    assert deriving.changed == [deriving.capture(task)]
    assert not deriving.waiting()


async def test_incomplete_stays_incomplete(deriving: Deriving, deriver: Deriver) -> None:
    """What broke off has a thumbnail when it shows something, and stays incomplete either way."""
    part = cut(picture(deriving.folder / "a.jpg", size=(640, 384)), 0.7)
    for path, thumbnail in ((part, True), (cut(clip(deriving.folder / "a.mp4"), 0.7), False)):
        task = deriving.add(path, Kind.SNAPSHOT, Condition.INCOMPLETE)
        await deriver.derive(task)
        assert deriving.capture(task).condition is Condition.INCOMPLETE
        assert deriving.capture(task).thumbnail is thumbnail


async def test_cut_is_incomplete(deriving: Deriving, deriver: Deriver) -> None:
    """An upload whose end looked like one says itself that it is cut; what is behind its end is no damage."""
    whole = clip(deriving.folder / "whole.mp4")
    whole.write_bytes(whole.read_bytes() + b"a camera's own bytes")
    for path, kind, condition, thumbnail in (
        (cut(picture(deriving.folder / "a.jpg", size=(640, 384)), 0.7), Kind.SNAPSHOT, Condition.INCOMPLETE, True),
        (cut(clip(deriving.folder / "a.mp4"), 0.7), Kind.CLIP, Condition.INCOMPLETE, False),
        (cut(clip(deriving.folder / "a.mkv"), 0.7), Kind.CLIP, Condition.INCOMPLETE, True),
        (whole, Kind.CLIP, Condition.COMPLETE, True),
    ):
        task = deriving.add(path, kind)
        await deriver.derive(task)
        assert (deriving.capture(task).condition, deriving.capture(task).thumbnail) == (condition, thumbnail), path


async def test_empty_is_not_looked_at(deriving: Deriving) -> None:
    """An empty file's task ends at once; the worker here is a stand-in that fails."""
    (deriving.folder / "a.jpg").touch()
    task = deriving.add(deriving.folder / "a.jpg", Kind.SNAPSHOT, Condition.EMPTY)
    await deriving.deriver(Meanwhile(lambda: None, AssertionError())).derive(task)
    assert deriving.capture(task).condition is Condition.EMPTY
    assert not deriving.waiting()


async def test_file_not_here(deriving: Deriving, deriver: Deriver) -> None:
    """A file that is in the archive alone is left as it is, and so is a capture that is gone."""
    task = deriving.add(picture(deriving.folder / "a.jpg"), Kind.SNAPSHOT)
    before = deriving.capture(task)
    deriving.vault.path(before).unlink()
    await deriver.derive(task)
    await deriver.derive(Task(kind=TaskKind.DERIVE, capture=new_id(), camera="porch"))
    assert deriving.capture(task) == before
    assert not deriving.changed
    assert not deriving.waiting()


async def test_only_what_was_derived_changes(deriving: Deriving) -> None:
    """What happened to the capture while it was looked at stays; the worker here is a stand-in."""
    task = deriving.add(picture(deriving.folder / "a.jpg"), Kind.SNAPSHOT)
    verified = replace(deriving.capture(task), state=State.VERIFIED, labels=("person",), archive_key="some/key")
    act = Meanwhile(lambda: deriving.catalog.write(captures.change, verified).result(), SEEN)
    await deriving.deriver(act).derive(task)
    expected = replace(verified, condition=Condition.COMPLETE, thumbnail=True, duration_ms=1000, width=64, height=64)
    assert deriving.capture(task) == expected


@pytest.mark.parametrize("error", [OutageError("no worker"), FileNotFoundError("gone"), OSError("no disk")])
async def test_what_is_not_the_files_fault(deriving: Deriving, error: Exception) -> None:
    """The task stays in the outbox, and nothing is said of the capture; the worker here is a stand-in."""
    task = deriving.add(picture(deriving.folder / "a.jpg"), Kind.SNAPSHOT)
    with pytest.raises(type(error)):
        await deriving.deriver(Meanwhile(lambda: None, error)).derive(task)
    assert deriving.capture(task).condition is Condition.PENDING
    assert deriving.waiting()
    assert not deriving.changed


async def test_file_that_kills_the_worker(deriving: Deriving) -> None:
    """It is unreadable, and not tried for ever; the worker here is a stand-in that always dies."""
    script = "import sys\nprint('ready', flush=True)\nsys.stdin.readline()\n"
    task = deriving.add(clip(deriving.folder / "a.mp4"), Kind.CLIP)
    deriver = deriving.deriver(MediaProcess((sys.executable, "-c", script)))
    await deriver.derive(task)
    await deriver.stop()
    assert deriving.capture(task).condition is Condition.UNREADABLE
    assert not deriving.waiting()


async def test_stop_while_deriving(deriving: Deriving) -> None:
    """A cancelled task stays in the outbox, and the worker, here one that hangs, is gone."""
    script = "import sys, time\nprint('ready', flush=True)\ntime.sleep(600)\n"
    media = MediaProcess((sys.executable, "-c", script))
    deriver = deriving.deriver(media)
    task = deriving.add(clip(deriving.folder / "a.mp4"), Kind.CLIP)
    job = asyncio.create_task(deriver.derive(task))
    await asyncio.sleep(0.3)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    await deriver.stop()
    assert media.pid is None
    assert deriving.capture(task).condition is Condition.PENDING
    assert deriving.waiting()
