"""Captures that the bucket's rules have removed leave the catalog, and nothing else does.

No server here lets a day pass in a second: the captures' time of put is moved back in the catalog, and their objects
are deleted with the owner's key as the lifecycle would, which leaves a delete marker in a bucket with versions.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import override

import pytest

from camvault_gateway.archive import ArchiveStore, RetentionKeeper, SegmentWriter
from camvault_gateway.catalog import Catalog, ExpiredError, captures, events, settings
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.model import ArchiveError, ArchiveProblem, CameraChanged, EventRemoved, SettingsChanged, now_ms
from camvault_gateway.retain import expiry as retain_expiry
from camvault_gateway.vault import Vault

from .aging import AgingHome
from .archiving import SITE, Gateway, until
from .rebuilding import rebuilt
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


@pytest.fixture
async def home(catalog: Catalog, vault: Vault, seaweedfs: S3Server) -> AsyncIterator[AgingHome]:
    """Return a home whose bucket keeps versions and lets captures expire after 10 days."""
    bucket = seaweedfs.new_bucket()
    seaweedfs.client().put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    made = AgingHome(Gateway(catalog, vault), seaweedfs, bucket)
    await made.keeper.write(10)
    yield made
    made.keeper.close()
    made.gateway.archive.close()


async def test_what_a_rule_removed_leaves_with_a_trace(home: AgingHome) -> None:
    """Gone and old enough: both are needed. The files go as well, and an event that has nothing left."""
    empty, shared = home.event(), home.event()
    gone, also = await home.add(11, empty), await home.add(30, shared)
    stays, early, new = await home.add(11, shared), await home.add(9), await home.add(0)
    home.remove(gone, also, early)
    await home.expirer().look()
    assert home.left(gone, also, stays, early, new) == [False, False, True, True, True]
    traces = {trace["id"]: trace for trace in home.traces()}
    assert traces.keys() == {gone.id, also.id}
    for name in ("camera", "event", "kind", "captured_at", "size", "sha256", "archive_key"):
        assert traces[gone.id][name] == getattr(gone, name)
    assert now_ms() - traces[gone.id]["expired_at"] < 60_000
    said = home.gateway.messages
    assert [message.event.id for message in said if isinstance(message, EventRemoved)] == [empty]
    assert CameraChanged("front") in said
    assert home.catalog.read(events.get, shared).captures == 1
    with pytest.raises(ExpiredError):
        home.catalog.read(captures.get, gone.id)


async def test_a_protected_event_keeps_its_captures(home: AgingHome) -> None:
    """Whatever became of their objects; without the mark they leave."""
    event = home.event(protected=True)
    old = await home.add(400, event)
    await home.add(0)
    home.remove(old)
    await home.expirer().look()
    assert home.left(old) == [True]
    home.catalog.write(events.protect, event, protected=False).result()
    await home.expirer().look()
    assert home.left(old) == [False]


async def test_nothing_leaves_that_no_rule_explains(home: AgingHome) -> None:
    """Without a rule, or below another prefix, a missing object is not an expired one."""
    old, elsewhere = await home.add(400), await home.add(400)
    await home.add(0)
    key = f"camvault/_protected/{SITE}/front/2026/01/01/x.mp4"
    home.catalog.write(captures.change, replace(elsewhere, archive_key=key)).result()
    home.remove(old, elsewhere)
    await home.expirer().look()
    assert home.left(old, elsewhere) == [False, True]
    await home.keeper.write(None)
    another = await home.add(400)
    home.remove(another)
    await home.expirer().look()
    assert home.left(another) == [True]


async def test_a_list_that_shows_nothing_proves_nothing(home: AgingHome) -> None:
    """A bucket that lost everything has not just expired the old ones."""
    old, new = await home.add(400), await home.add(0)
    home.remove(old, new)
    await home.expirer().look()
    assert home.left(old, new) == [True, True]


async def test_a_list_that_breaks_off_proves_nothing(home: AgingHome) -> None:
    """The catalog is not touched, and the error is told."""
    old = await home.add(400)
    home.remove(old)

    class Broken(RetentionKeeper):
        @override
        async def listed(self, folder: str) -> frozenset[str]:
            raise ArchiveError(ArchiveProblem.UNREACHABLE, f"no answer for {folder}")

    with pytest.raises(ArchiveError, match="front"):
        await home.expirer(Broken(home.catalog, home.gateway.archive.current)).look()
    assert home.left(old) == [True]


async def test_what_changed_meanwhile_stays(home: AgingHome) -> None:
    """Between the list and the transaction an event may be protected, or a capture put again."""
    event = home.event()
    first, second = await home.add(400, event), await home.add(400)
    put = [expiry.Put(0, each.id, each.archive_key or "") for each in (first, second)]
    home.catalog.write(events.protect, event, protected=True).result()
    home.catalog.write(captures.change, replace(second, archive_key="camvault/home/front/2.mp4")).result()
    assert home.catalog.write(expiry.expire, put, now_ms()).result().captures == 0
    assert home.left(first, second) == [True, True]


async def test_captures_of_a_former_archive_stay(home: AgingHome) -> None:
    """The rules that were read are not those of the bucket they lie in."""
    old = await home.add(400)
    home.remove(old)
    other = home.server.settings(home.server.new_bucket())
    home.gateway.use(other)
    await home.keeper.write(10)
    await home.expirer().look()
    assert home.left(old) == [True]


async def test_it_looks_by_itself_and_finishes_what_a_stop_left(home: AgingHome) -> None:
    """Soon after the start, and when the archive is changed; files of captures that left before go first."""
    before, old, later = await home.add(400), await home.add(400), await home.add(400)
    home.catalog.write(expiry.expire, [expiry.Put(0, before.id, before.archive_key or "")], now_ms()).result()
    assert home.gateway.vault.path(before).exists()
    assert [each.id for each in home.catalog.read(expiry.uncleared)] == [before.id]
    home.remove(old)
    expirer = home.expirer()
    await expirer.start()
    try:
        await until(lambda: not home.gateway.vault.thumbnail(old.id).exists())
        assert home.left(before, old, later) == [False, False, True]
        await until(lambda: not home.catalog.read(expiry.uncleared))
        home.remove(later)
        known = home.catalog.read(settings.load)
        home.gateway.bus.publish(SettingsChanged(known))
        changed = replace(known, archive=home.server.settings(home.bucket, storage_class="STANDARD_IA"))
        home.gateway.bus.publish(SettingsChanged(changed))
        await until(lambda: not home.gateway.vault.thumbnail(later.id).exists())
    finally:
        await expirer.stop()
    assert home.left(later) == [False]


async def test_it_tries_again_after_a_failure(home: AgingHome, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is away, or a disk that fails, ends nothing and is not asked without a pause."""
    monkeypatch.setattr(retain_expiry, "_AGAIN_S", 0.05)
    old, _ = await home.add(400), await home.add(0)
    home.remove(old)
    asked = 0

    class Away(RetentionKeeper):
        @override
        async def listed(self, folder: str) -> frozenset[str]:
            nonlocal asked
            asked += 1
            if asked <= 2:
                raise (OSError if asked == 1 else ArchiveError(ArchiveProblem.UNREACHABLE, "no answer"))
            return await super().listed(folder)

    expirer = home.expirer(Away(home.catalog, home.gateway.archive.current))
    await expirer.start()
    try:
        await until(lambda: not home.gateway.vault.thumbnail(old.id).exists())
    finally:
        await expirer.stop()
    assert (asked, home.left(old)) == (4, [False])


async def test_a_rebuild_does_not_bring_it_back(home: AgingHome, tmp_path: Path) -> None:
    """The segments tell of it; the bucket's list, which counts, does not."""
    gone, new = await home.add(30), await home.add(0)
    store = home.gateway.archive.current()
    assert isinstance(store, ArchiveStore)
    assert await SegmentWriter(home.catalog, home.gateway.archive).write()
    home.remove(gone)
    await home.expirer().look()
    with rebuilt(ArchiveStore(store.settings, SITE), tmp_path / "again") as (catalog, counts):
        found = await asyncio.to_thread(catalog.read, captures.list_page)
    assert [each.id for each in found.items] == [new.id]
    assert found.items[0].archived_at == new.archived_at
    assert (counts.missing, counts.captures) == (1, 1)
