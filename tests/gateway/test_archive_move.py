"""The owner changes the bucket, or the key: what is proven stays where it is and plays from there."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from camvault_gateway.app.errors import ExitCode
from camvault_gateway.app.main import main
from camvault_gateway.catalog import Catalog, archives, captures, changes, events, tasks
from camvault_gateway.catalog.bulk import deletion
from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture, OutageError, State, TaskKind

from .archiving import SITE, Gateway, task_of, until
from .catalogs import Filler
from .s3_faults import Wire
from .s3_memory import SETTINGS
from .s3_servers import PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


async def read(gateway: Gateway, capture: Capture) -> bytes:
    """Return a capture's bytes from the archive."""
    return b"".join([chunk async for chunk in gateway.archive.stream(gateway.get(capture), 0, capture.size)])


async def test_capture_plays_from_the_bucket_it_lies_in(gateway: Gateway, ministack: S3Server) -> None:
    """Also after the bucket was changed twice and back again; nothing is copied or put twice."""
    first, second = ministack.settings(ministack.new_bucket()), ministack.settings(ministack.new_bucket())
    async with gateway.working(first):
        old = gateway.add(b"in the first")
        await gateway.drained()
        gateway.use(second)
        new = gateway.add(b"in the second")
        await gateway.drained()
        assert [await read(gateway, each) for each in (old, new)] == [b"in the first", b"in the second"]
        assert gateway.catalog.read(archives.former_of, old.id) == first
        assert gateway.catalog.read(archives.former_of, new.id) is None
        gateway.catalog.write(captures.evict, 10**9, 0, 10).result()
        assert not any(gateway.get(each).local for each in (old, new))
        gateway.use(first)
        assert [await read(gateway, each) for each in (old, new)] == [b"in the first", b"in the second"]
        assert gateway.catalog.read(archives.former_of, old.id) is None
        assert gateway.catalog.read(archives.former_of, new.id) == second
    assert [len(ministack.objects(each.bucket)) for each in (first, second)] == [1, 1]


async def test_removed_keys_are_forgotten_and_the_place_is_not(gateway: Gateway, ministack: S3Server) -> None:
    """Without keys a capture cannot play, and says where it lies; set up again, it does."""
    first, second = ministack.settings(ministack.new_bucket()), ministack.settings(ministack.new_bucket())
    async with gateway.working(first):
        old = gateway.add(b"in the first")
        await gateway.drained()
        for other in (None, second):
            gateway.use(other)
            with pytest.raises(ArchiveError, match=first.bucket):
                await read(gateway, old)
        rows = gateway.catalog.read(lambda db: db.execute("SELECT settings FROM former_archives").fetchall())
        assert first.secret_access_key not in "".join(row["settings"] for row in rows)
        gateway.use(first)
        assert await read(gateway, old) == b"in the first"


async def test_what_is_not_proven_goes_to_the_new_bucket(gateway: Gateway, rclone: S3Server) -> None:
    """Put and not verified counts for nothing; a put that ends after the change is not taken for the new bucket's."""
    first, second = rclone.settings(rclone.new_bucket()), rclone.settings(rclone.new_bucket())
    gateway.catalog.write(archives.change, first).result()
    gateway.archive.configure(first, SITE)
    capture = gateway.add(b"put, not proven")
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.ARCHIVED
    gateway.catalog.write(archives.change, second).result()
    assert gateway.get(capture).state is State.STORED
    assert gateway.task_errors() == [(TaskKind.ARCHIVE, 0, None)]
    # The rooms have not heard of it yet.
    with pytest.raises(OutageError):
        await gateway.archive.archive(task_of(capture))
    async with gateway.working(second):
        await gateway.drained()
    assert list(rclone.objects(second.bucket).values()) == [b"put, not proven"]


async def test_bucket_that_comes_back_keeps_one_object_of_each(gateway: Gateway, rclone: S3Server) -> None:
    """What was put and not proven is found again, also when it is called otherwise by then."""
    settings = rclone.settings(rclone.new_bucket())
    gateway.catalog.write(archives.change, settings).result()
    gateway.archive.configure(settings, SITE)
    capture = gateway.add(b"put, not proven")
    await gateway.archive.archive(task_of(capture))
    gateway.catalog.write(archives.change, None).result()
    renamed = replace(gateway.get(capture), captured_at=capture.captured_at - 800, labels=("person",))
    gateway.catalog.write(captures.change, renamed).result()
    async with gateway.working(settings):
        await gateway.drained()
    assert list(rclone.objects(settings.bucket).values()) == [b"put, not proven"]


def test_bucket_that_comes_back_is_told_what_changed_meanwhile(catalog: Catalog) -> None:
    """Else a rebuild from it would bring back what was deleted, and know nothing of what was protected."""
    filler = Filler(catalog)
    camera = filler.camera("front").id
    first, second = (replace(SETTINGS, bucket=name) for name in ("first", "second"))
    catalog.write(archives.change, first).result()
    kept, deleted = (filler.event(camera, at) for at in (1_790_000_000_000, 1_790_000_100_000))
    there = [filler.verified(camera, each.started_at, each) for each in (kept, deleted)]
    catalog.write(archives.change, second).result()
    catalog.write(events.protect, kept.id, protected=True).result()
    catalog.write(deletion.delete, deleted.id, 1_790_000_200_000).result()
    catalog.write(changes.told, catalog.read(changes.untold, 100).upto).result()
    catalog.write(archives.change, first).result()
    news = catalog.read(changes.untold, 100)
    assert [each.id for each in news.captures] == [there[0].id]
    assert [(each.id, each.protected) for each in news.events] == [(kept.id, True)]
    assert [identity for identity, _ in news.deleted] == [there[1].id]


async def test_another_key_to_the_same_bucket_moves_nothing(gateway: Gateway, seaweedfs: S3Server) -> None:
    """What one key could not prove is tried at once with another: first one may only put, and an answer is lost."""
    bucket = seaweedfs.warm_bucket()
    keys = {"access_key_id": PUT_ONLY_KEY_ID, "secret_access_key": PUT_ONLY_SECRET}
    async with (
        Wire(seaweedfs, lost_answers=1).running() as wire,
        gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url, **keys)),
    ):
        added = [gateway.add(camera=f"cam {n}") for n in range(6)]
        await until(lambda: gateway.problem() is ArchiveProblem.UNPROVEN)
        await until(lambda: gateway.catalog.read(captures.backlog).files == 1)
        (waiting,) = [each for each in map(gateway.get, added) if each.state is not State.VERIFIED]
        assert waiting.state is State.ARCHIVED
        # The trouble is told before the task is put off.
        await until(lambda: gateway.task_errors()[0][1] > 0)
        ((kind, attempts, error),) = gateway.task_errors()
        assert (kind, attempts) == (TaskKind.VERIFY, 1)
        assert "s3:GetObject" in (error or "")
        # An hour from now, as far as the task knows.
        later = task_of(waiting, TaskKind.VERIFY)
        gateway.catalog.write(tasks.postpone, later, 2**50, "waits").result()
        gateway.use(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url))
        await gateway.drained(5)
        assert gateway.problem() is None
    assert len(seaweedfs.objects(bucket)) == 6
    assert gateway.catalog.read(archives.memory).number == 0


async def test_last_proof_and_bad_objects_are_remembered(gateway: Gateway, ministack: S3Server) -> None:
    """After a restart the gateway still knows when it last proved a copy."""
    place = ministack.settings(ministack.new_bucket())
    async with gateway.working(place):
        gateway.add()
        await gateway.drained()
    gateway.catalog.write(archives.note_damaged).result()
    at = gateway.archive.state.last_verified_at
    assert at is not None
    later = Gateway(gateway.catalog, gateway.vault)
    later.archive.begin_with(gateway.catalog.read(archives.memory))
    later.archive.configure(place, SITE)
    assert abs((later.archive.state.last_verified_at or 0) - at) < 1000
    assert later.archive.state.damaged == 1
    later.archive.configure(ministack.settings("another"), SITE)
    assert later.archive.state.last_verified_at is None
    later.archive.close()


async def test_check_asks_each_archive(
    gateway: Gateway, ministack: S3Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The conservation check looks for a capture where it lies, and says how many it could not ask for."""
    first, second = ministack.settings(ministack.new_bucket()), ministack.settings(ministack.new_bucket())
    arguments = ["check", "--data", str(tmp_path), "--archive"]
    async with gateway.working(first):
        old = gateway.add(b"in the first")
        await gateway.drained()
        gateway.use(second)
        gateway.add(b"in the second")
        await gateway.drained()
    assert await asyncio.to_thread(main, arguments) == ExitCode.OK, capsys.readouterr().out
    assert "former archives: 1 captures compared, 0 in" in capsys.readouterr().out
    key = gateway.get(old).archive_key or ""
    for body, says in ((b"cut", "has 3 bytes and should have 12"), (None, "which has no")):
        ministack.client().delete_object(Bucket=first.bucket, Key=key)
        if body:
            ministack.client().put_object(Bucket=first.bucket, Key=key, Body=body)
        assert await asyncio.to_thread(main, arguments) == ExitCode.FAILED
        assert says in (said := capsys.readouterr().out)
        assert first.bucket in said
    forget = "UPDATE former_archives SET settings = replace(settings, ?, '')"
    gateway.catalog.write(lambda db: db.execute(forget, (first.secret_access_key,)) and None).result()
    assert await asyncio.to_thread(main, arguments) == ExitCode.OK
    assert "1 in archives whose keys were removed" in capsys.readouterr().out
