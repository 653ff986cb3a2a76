"""The rebuild of a running gateway."""

import asyncio
from dataclasses import replace
from pathlib import Path
import threading
import time
from typing import Any, override

import pytest

from camvault_gateway.archive import Rebuilder
from camvault_gateway.archive.rebuild import rebuilder as running
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, archives, captures, settings
from camvault_gateway.model import (
    ArchivedSite,
    CameraChanged,
    Message,
    RebuildPhase,
    RebuildState,
    SettingsChanged,
    TasksAdded,
)

from .archiving import until
from .catalogs import Filler
from .rebuilding import listing, put_all, tell
from .s3_memory import SETTINGS, MemoryClient, memory_store


def _bucket(tmp_path: Path, client: MemoryClient) -> dict[str, Any]:
    """Put a small home into a bucket; returns what it was."""
    with Catalog(tmp_path / "lost.db") as lost:
        filler = Filler(lost)
        filler.verified(filler.camera("yard").id)
        tell(lost, client)
        put_all(lost, client)
        return listing(lost)


def _rebuilder(
    catalog: Catalog, tmp_path: Path, client: MemoryClient, monkeypatch: pytest.MonkeyPatch
) -> tuple[Rebuilder, list[Message]]:
    store, said, bus = memory_store(client), list[Message](), Bus()
    catalog.write(settings.change, archive=store.settings).result()
    bus.subscribe(said.append)
    monkeypatch.setattr(running, "Store", lambda _, site: memory_store(client, site))
    return Rebuilder(catalog, bus, tmp_path / "rebuild.db", lambda: store), said


async def test_it_runs_in_the_background(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is told of what came back; a second time is as good as the first."""
    client = MemoryClient()
    was = _bucket(tmp_path, client)
    work, said = _rebuilder(catalog, tmp_path, client, monkeypatch)
    assert await work.start()
    assert not await work.start()
    await until(lambda: work.state.phase is not RebuildPhase.RUNNING)
    assert work.state == RebuildState(RebuildPhase.DONE, captures=1)
    assert listing(catalog) == was
    await until(lambda: any(isinstance(message, TasksAdded) for message in said))
    assert CameraChanged("yard") in said
    assert await work.start()
    await until(lambda: work.state.phase is RebuildPhase.DONE)
    await work.stop()
    assert listing(catalog) == was


async def test_what_cannot_be_brought_in_is_counted(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that looks like a capture's, and bytes that are not what it says."""
    client = MemoryClient()
    _bucket(tmp_path, client)
    client.add("camvault/home/yard/2026/01/01/000000.000Z_clip_motion_0123456789abcdef.mp4", b"hello")
    work, _ = _rebuilder(catalog, tmp_path, client, monkeypatch)
    assert await work.start()
    await until(lambda: work.state.phase is not RebuildPhase.RUNNING)
    assert work.state == RebuildState(RebuildPhase.DONE, captures=1, unusable=1)


async def test_an_empty_bucket_is_a_failure(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own code; put right, it can be begun again."""
    client = MemoryClient()
    work, _ = _rebuilder(catalog, tmp_path, client, monkeypatch)
    assert await work.start()
    await until(lambda: work.state.phase is RebuildPhase.FAILED)
    assert work.state.error == "archive_empty"
    _bucket(tmp_path, client)
    assert await work.start()
    await until(lambda: work.state.phase is RebuildPhase.DONE)


async def test_another_site_is_taken_over(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it plays, and whatever comes goes there; everybody is told of the site's name."""
    client = MemoryClient()
    was = _bucket(tmp_path, client)
    client.objects = {
        key.replace("/home/", "/cabin/"): (body.replace(b"/home/", b"/cabin/"), head)
        for key, (body, head) in client.objects.items()
        if "_catalog" not in key
    }
    work, said = _rebuilder(catalog, tmp_path, client, monkeypatch)
    assert await work.sites() == [ArchivedSite("cabin", ("yard",))]
    assert await work.start("cabin")
    await until(lambda: work.state.phase is RebuildPhase.DONE)
    (capture,) = catalog.read(captures.list_page).items
    assert (capture.id, capture.archive_key) in {
        (each["id"], each["archive_key"].replace("/home/", "/cabin/")) for each in was["captures"]
    }
    assert catalog.read(settings.load).site == "cabin"
    assert [each.settings.site for each in said if isinstance(each, SettingsChanged)] == ["cabin"]
    # Its cameras are told with its name, before their captures are there, and again with them.
    assert [each for each in said if isinstance(each, SettingsChanged | CameraChanged)][1:] == [
        CameraChanged("yard")
    ] * 2


async def test_an_archive_that_is_changed_meanwhile_gets_nothing(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in the one is not shown as if it lay in the other; nor is the choice of the owner undone."""
    client = MemoryClient()
    _bucket(tmp_path, client)
    work, _ = _rebuilder(catalog, tmp_path, client, monkeypatch)
    other = replace(SETTINGS, bucket="other")
    catalog.write(archives.change, other).result()
    assert await work.start()
    await until(lambda: work.state.phase is RebuildPhase.FAILED)
    assert catalog.read(captures.list_page).items == []
    assert catalog.read(settings.load).archive == other


async def test_a_server_that_hangs_does_not_hold_up_the_end(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway stops; the next one says that it was interrupted."""
    reached, free = threading.Event(), threading.Event()

    class Hanging(MemoryClient):
        @override
        def get_object(self, Bucket: str, Key: str, Range: str = "") -> dict[str, Any]:
            reached.set()
            free.wait(30)
            return super().get_object(Bucket, Key, Range)

    client = Hanging()
    _bucket(tmp_path, client)
    monkeypatch.setattr(running, "_GRACE_S", 0.2)
    work, _ = _rebuilder(catalog, tmp_path, client, monkeypatch)
    await work.start()
    assert await asyncio.to_thread(reached.wait, 10)
    begin = time.monotonic()
    await work.stop()
    assert time.monotonic() - begin < 25
    assert (tmp_path / "rebuild.db").exists()
    later, _ = _rebuilder(catalog, tmp_path, client, monkeypatch)
    assert later.state == RebuildState(RebuildPhase.FAILED, error="interrupted")
    free.set()
