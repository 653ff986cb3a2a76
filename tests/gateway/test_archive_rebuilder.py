"""The rebuild of a running gateway."""

import asyncio
from pathlib import Path
import threading
import time
from typing import Any, override

import pytest

from camvault_gateway.archive import Rebuilder, rebuilder as running
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.model import CameraChanged, Message, RebuildPhase, RebuildState, TasksAdded

from .archiving import until
from .catalogs import Filler
from .rebuilding import listing, put_all, tell
from .s3_memory import MemoryClient, memory_store


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
    bus.subscribe(said.append)
    monkeypatch.setattr(running, "Store", lambda *_: store)
    return Rebuilder(catalog, bus, tmp_path / "rebuild.db", lambda: store), said


async def test_it_runs_in_the_background(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is told of what came back; a second time there is nothing to do."""
    client = MemoryClient()
    was = _bucket(tmp_path, client)
    work, said = _rebuilder(catalog, tmp_path, client, monkeypatch)
    assert await work.start()
    assert not await work.start()
    await until(lambda: work.state.phase is not RebuildPhase.RUNNING)
    await work.stop()
    assert work.state == RebuildState(RebuildPhase.DONE, captures=1)
    assert listing(catalog) == was
    assert CameraChanged("yard") in said
    assert any(isinstance(message, TasksAdded) for message in said)
    assert not await work.start()
    assert work.state.phase is RebuildPhase.DONE


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
