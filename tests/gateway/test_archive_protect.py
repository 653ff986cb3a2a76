"""Captures of protected events get a copy that no lifecycle rule reaches, under legal hold where that can be."""

import asyncio
from dataclasses import replace

import pytest

from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.setup.check import check
from camvault_gateway.catalog import archives, captures, events, settings, tasks
from camvault_gateway.model import (
    ArchiveError,
    ArchiveProblem,
    ArchiveSettings,
    Event,
    EventChanged,
    SettingsChanged,
    TaskKind,
    TasksAdded,
    findings,
)

from .archiving import SITE, Gateway, task_of, until
from .catalogs import Filler
from .s3_servers import PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


def new_event(gateway: Gateway, *, ended: bool = True) -> Event:
    """Return a new event of camera front."""
    filler = Filler(gateway.catalog)
    return filler.event(filler.camera("front").id, 1_700_000_000_000, ended=ended)


def protect(gateway: Gateway, event: Event, *, protected: bool = True) -> Event:
    """Do what the API does."""
    kept = gateway.catalog.write(events.protect, event.id, protected=protected).result()
    gateway.bus.publish(TasksAdded(frozenset({TaskKind.PROTECT})))
    return kept


def evict(gateway: Gateway) -> None:
    """Let all go from the vault that may."""
    for capture in gateway.catalog.write(captures.evict, 10**9, 0, 10).result():
        gone = gateway.catalog.read(captures.get, capture)
        gateway.vault.evict(gone)
        gateway.catalog.write(tasks.done, task_of(gone, TaskKind.EXPIRE)).result()


def unkept(gateway: Gateway, event: Event) -> int:
    """Return how many captures of an event have no copy."""
    return gateway.catalog.read(events.get, event.id).unkept


def split(objects: dict[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return first objects and copies, by their keys below the site's prefix."""
    roots = (f"camvault/{SITE}/", f"camvault/_protected/{SITE}/")
    first, copies = (
        {key.removeprefix(root): each for key, each in objects.items() if key.startswith(root)} for root in roots
    )
    assert len(first) + len(copies) == len(objects)
    return first, copies


@pytest.fixture(params=["seaweedfs", "ministack", "moto", "rclone"])
def server(request: pytest.FixtureRequest) -> S3Server:
    """Return each of the servers; their buckets have no Object Lock."""
    found: S3Server = request.getfixturevalue(request.param)
    return found


async def test_copy_of_what_is_protected(gateway: Gateway, server: S3Server) -> None:
    """Before or after it is archived; the capture lies there then, and other captures have no copy."""
    place = server.settings(server.warm_bucket())
    place = replace(place, abilities=(await asyncio.to_thread(check, place, SITE)).abilities)
    event = new_event(gateway)
    async with gateway.working(place):
        early, other = gateway.add(b"early", event=event.id), gateway.add(b"other")
        await gateway.drained()
        protect(gateway, event)
        late = gateway.add(b"late", event=event.id)
        await gateway.drained()
        await until(lambda: unkept(gateway, event) == 0)
    assert [gateway.get(each).kept for each in (early, late, other)] == [True, True, False]
    first, copies = split(server.objects(place.bucket))
    assert sorted(first.values()) == [b"early", b"late", b"other"]
    assert sorted(copies.values()) == [b"early", b"late"]
    assert first.items() >= copies.items()
    assert gateway.task_errors() == []
    assert gateway.problem() is None
    assert [each.event.unkept for each in gateway.messages if isinstance(each, EventChanged)][-1] == 0


async def test_event_is_told_when_all_of_it_is_archived(gateway: Gateway, ministack: S3Server) -> None:
    """Whoever waits for it need not ask; one that goes on is not told, nor one whose captures wait."""

    def told(event: Event) -> list[int]:
        changed = [each.event for each in gateway.messages if isinstance(each, EventChanged)]
        return [each.unarchived for each in changed if each.id == event.id]

    over, going_on = new_event(gateway), new_event(gateway, ended=False)
    async with gateway.working(ministack.settings(ministack.new_bucket())):
        for _ in range(3):
            gateway.add(event=over.id)
            gateway.add(event=going_on.id)
        await gateway.drained()
        await until(lambda: bool(told(over)))
    assert set(told(over)) == {0}
    assert told(going_on) == []


async def test_event_that_goes_on(gateway: Gateway, ministack: S3Server) -> None:
    """What comes to it after it was protected is copied, too; what comes after the mark was taken away is not."""
    event = new_event(gateway, ended=False)
    place = ministack.settings(ministack.new_bucket())
    async with gateway.working(place):
        protect(gateway, event)
        gateway.add(b"one", event=event.id)
        await gateway.drained()
        await until(lambda: unkept(gateway, event) == 0)
        protect(gateway, event, protected=False)
        gateway.add(b"two", event=event.id)
        await gateway.drained()
        assert gateway.task_errors() == []
    assert list(split(ministack.objects(place.bucket))[1].values()) == [b"one"]


async def test_evicted_capture_is_fetched(gateway: Gateway, ministack: S3Server) -> None:
    """What the vault has no more is put from the archive; what is protected stays in the vault."""
    event = new_event(gateway)
    place = ministack.settings(ministack.new_bucket())
    async with gateway.working(place):
        capture = gateway.add(b"gone from here", event=event.id)
        await gateway.drained()
        evict(gateway)
        assert not gateway.vault.has(capture)
        protect(gateway, event)
        await until(lambda: gateway.get(capture).kept)
        stays = gateway.add(b"stays here", event=event.id)
        await until(lambda: gateway.get(stays).kept)
        evict(gateway)
    assert gateway.content(stays) == b"stays here"
    assert sorted(split(ministack.objects(place.bucket))[1].values()) == [b"gone from here", b"stays here"]
    assert not list(gateway.vault.borrowed("x").parent.iterdir())


async def test_capture_in_a_former_bucket(gateway: Gateway, ministack: S3Server) -> None:
    """It is fetched from there and kept in the present one; without the former's keys the others do not wait."""
    first, second = ministack.settings(ministack.new_bucket()), ministack.settings(ministack.new_bucket())
    event, another = new_event(gateway), new_event(gateway)
    async with gateway.working(first):
        old, older = gateway.add(b"old", event=event.id), gateway.add(b"older", event=another.id)
        await gateway.drained()
        evict(gateway)
        gateway.use(second)
        protect(gateway, event)
        await until(lambda: gateway.get(old).kept)
        assert gateway.catalog.read(archives.former_of, old.id) is None
        assert gateway.catalog.read(archives.former_of, older.id) == first
        assert b"".join([each async for each in gateway.archive.stream(gateway.get(old), 0, 3)]) == b"old"
        assert list(split(ministack.objects(second.bucket))[1].values()) == [b"old"]
        # The keys to the second are forgotten, with what lies there.
        gateway.use(None)
        gateway.use(first)
        protect(gateway, another)
        await until(lambda: gateway.get(older).kept)
        assert list(split(ministack.objects(first.bucket))[1].values()) == [b"older"]
    assert gateway.task_errors() == []


async def test_lost_keys_of_a_former_bucket(gateway: Gateway, ministack: S3Server) -> None:
    """What cannot be read any more is its own trouble: it is told, and new captures are protected all the same."""
    first, second = ministack.settings(ministack.new_bucket()), ministack.settings(ministack.new_bucket())
    event = new_event(gateway)
    async with gateway.working(first):
        lost = gateway.add(b"lost", event=event.id)
        await gateway.drained()
        evict(gateway)
        gateway.use(None)
        gateway.use(second)
        protect(gateway, event)
        await until(lambda: any(attempts for _, attempts, _ in gateway.task_errors()))
        new = gateway.add(b"new", event=event.id)
        await until(lambda: gateway.get(new).kept)
        assert gateway.problem() is ArchiveProblem.FAILED
        assert not gateway.get(lost).kept
        # With the mark the wish is gone, and with it the trouble.
        protect(gateway, event, protected=False)
        await until(lambda: gateway.task_errors() == [])
        await gateway.archive.forget_settled()
        assert gateway.problem() is None


async def test_stop_between_put_and_catalog(gateway: Gateway, ministack: S3Server) -> None:
    """What lies there already is recognized: one copy, and nothing is put beside it."""
    event = new_event(gateway)
    place = ministack.settings(ministack.new_bucket())
    async with gateway.working(place):
        capture = gateway.add(b"twice", event=event.id)
        await gateway.drained()
    protect(gateway, event)
    store = Store(place, SITE)
    key = store.copy_key(gateway.get(capture))
    ministack.client().copy_object(
        Bucket=place.bucket, Key=key, CopySource=f"{place.bucket}/{gateway.get(capture).archive_key}"
    )
    store.close()
    later = Gateway(gateway.catalog, gateway.vault)
    async with later.working(place):
        await until(lambda: later.get(capture).kept)
    assert later.get(capture).archive_key == key
    assert list(split(ministack.objects(place.bucket))[1].values()) == [b"twice"]


async def test_bad_copy_is_left_alone(gateway: Gateway, ministack: S3Server) -> None:
    """Something else under a copy's key stays as it is: the copy is put beside it at the second try."""
    event = new_event(gateway)
    place = ministack.settings(ministack.new_bucket())
    async with gateway.working(place):
        capture = gateway.add(b"true", event=event.id)
        await gateway.drained()
    protect(gateway, event)
    store = Store(place, SITE)
    key = store.copy_key(gateway.get(capture))
    ministack.client().put_object(Bucket=place.bucket, Key=key, Body=b"lies")
    store.close()
    later = Gateway(gateway.catalog, gateway.vault)
    later.archive.configure(place, SITE)
    task = task_of(capture, TaskKind.PROTECT)
    with pytest.raises(ArchiveError, match="not what was received"):
        await later.protector.protect(task)
    await later.protector.protect(replace(task, attempts=1))
    later.archive.close()
    assert gateway.get(capture).archive_key == key.replace(".mp4", "-2.mp4")
    assert sorted(split(ministack.objects(place.bucket))[1].values()) == [b"lies", b"true"]


async def test_archive_is_away(gateway: Gateway, own_seaweedfs: S3Server) -> None:
    """An event can be protected meanwhile; when the archive is back, what is new goes first, then the copies."""
    event = new_event(gateway)
    place = own_seaweedfs.settings(own_seaweedfs.warm_bucket())
    async with gateway.working(place):
        capture = gateway.add(b"old", event=event.id)
        await gateway.drained()
        own_seaweedfs.stop()
        protect(gateway, event)
        await until(lambda: gateway.problem() is ArchiveProblem.UNREACHABLE)
        fresh = gateway.add(b"fresh", event=event.id)
        own_seaweedfs.start()
        await until(lambda: gateway.get(capture).kept and gateway.get(fresh).kept, 40)
        assert gateway.problem() is None
    written = {
        each["Key"]: each["LastModified"]
        for each in own_seaweedfs.client().list_objects_v2(Bucket=place.bucket)["Contents"]
    }
    kept = gateway.get(capture).archive_key or ""
    assert written[(gateway.get(fresh).archive_key or "").replace("_protected/", "")] <= written[kept]


def _locked(server: S3Server) -> ArchiveSettings:
    bucket = f"{server.new_bucket()}-locked"
    server.client().create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    return server.settings(bucket)


@pytest.mark.parametrize("name", ["seaweedfs", "moto", "ministack"])
async def test_copy_is_held(gateway: Gateway, request: pytest.FixtureRequest, name: str) -> None:
    """In a bucket with Object Lock the copy is under legal hold, and that is told; the first object is not."""
    server: S3Server = request.getfixturevalue(name)
    place = _locked(server)
    place = replace(place, abilities=(await asyncio.to_thread(check, place, SITE)).abilities)
    assert place.abilities is not None
    assert place.abilities.legal_hold is None
    event = new_event(gateway)
    async with gateway.working(place):
        capture = gateway.add(b"evidence", event=event.id)
        await gateway.drained()
        first = gateway.get(capture).archive_key
        protect(gateway, event)
        await until(lambda: any(isinstance(each, SettingsChanged) for each in gateway.messages))
    head = server.client().head_object
    assert first
    assert head(Bucket=place.bucket, Key=gateway.get(capture).archive_key or "")["ObjectLockLegalHoldStatus"] == "ON"
    assert head(Bucket=place.bucket, Key=first).get("ObjectLockLegalHoldStatus", "OFF") == "OFF"
    known = gateway.catalog.read(settings.load).archive
    assert known is not None
    assert known.abilities is not None
    assert known.abilities.legal_hold is True
    assert not next(each for each in findings(known.abilities) if each.ability == "legal_hold").weak


async def test_key_that_may_not_hold(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Its copies are put without, and that is remembered and called a weakness."""
    place = _locked(seaweedfs)
    writer = replace(place, access_key_id=PUT_ONLY_KEY_ID, secret_access_key=PUT_ONLY_SECRET)
    writer = replace(writer, abilities=(await asyncio.to_thread(check, writer, SITE)).abilities)
    event = new_event(gateway)
    async with gateway.working(writer):
        added = [gateway.add(each, event=event.id) for each in (b"one", b"two")]
        await gateway.drained()
        protect(gateway, event)
        await until(lambda: all(gateway.get(each).kept for each in added))
        await until(lambda: any(isinstance(each, SettingsChanged) for each in gateway.messages))
    known = gateway.catalog.read(settings.load).archive
    assert known is not None
    assert known.abilities is not None
    assert known.abilities.legal_hold is False
    assert next(each for each in findings(known.abilities) if each.ability == "legal_hold").weak
    assert gateway.problem() is None
