"""An outage delays and loses nothing."""

import asyncio
import logging
import time

from botocore.exceptions import BotoCoreError, ClientError
import pytest

from camvault_gateway.archive.segment_writer import Segment
from camvault_gateway.catalog import archives
from camvault_gateway.catalog.bulk import deletion
from camvault_gateway.model import ArchiveProblem, OutageError, State, TaskKind, now_ms

from .archiving import Gateway, sha256, until
from .catalogs import Filler
from .s3_faults import Wire, answer
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

# How soon it goes on is the gate's doing, and held by its own tests with a clock of theirs.
PATIENCE_S = 60


def outage_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the outbox wrote to the log."""
    return [each.getMessage() for each in caplog.records if each.name.startswith("camvault_gateway.work")]


def takes_objects(server: S3Server, bucket: str) -> bool:
    """Tell whether a server is back, and not only its port."""
    try:
        server.client().put_object(Bucket=bucket, Key="back", Body=b"")
        server.client().delete_object(Bucket=bucket, Key="back")
    except BotoCoreError, ClientError:
        return False
    return True


@pytest.mark.timeout(120)
async def test_killed_server_delays_and_loses_nothing(
    gateway: Gateway, own_seaweedfs: S3Server, caplog: pytest.LogCaptureFixture
) -> None:
    """The real server is killed and started again: everything arrives once, and soon after its return."""
    caplog.set_level(logging.INFO)
    bucket = own_seaweedfs.warm_bucket()
    async with gateway.working(own_seaweedfs.settings(bucket)):
        added = [gateway.add() for _ in range(5)]
        await gateway.drained()
        own_seaweedfs.stop()
        added += [gateway.add(camera=f"cam {n % 3}") for n in range(10)]
        await until(lambda: gateway.problem() is ArchiveProblem.UNREACHABLE)
        await asyncio.sleep(3)
        await asyncio.to_thread(own_seaweedfs.start)
        await until(lambda: takes_objects(own_seaweedfs, bucket), 40)
        await gateway.drained(PATIENCE_S)
    found = sorted(map(sha256, own_seaweedfs.objects(bucket).values()))
    assert found == sorted(each.sha256 or "" for each in added)
    assert gateway.problem() is None
    assert len(outage_lines(caplog)) <= 4


async def test_uploads_go_on_by_themselves(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Also after an outage that was long enough for the longest waits. A relay goes down: it is back at once."""
    bucket = seaweedfs.warm_bucket()
    async with (
        Wire(seaweedfs).running() as wire,
        gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)),
    ):
        gateway.add()
        await gateway.drained()
        wire.down = True
        wire.cut()
        added = [gateway.add(camera=f"cam {n % 3}") for n in range(20)]
        await asyncio.sleep(8)
        assert all(gateway.get(each).state is State.STORED for each in added)
        wire.down = False
        await gateway.drained(PATIENCE_S)
    assert {sha256(found) for found in seaweedfs.objects(bucket).values()} >= {each.sha256 for each in added}


async def test_it_fails_since_it_began_also_after_a_restart(gateway: Gateway, seaweedfs: S3Server) -> None:
    """That counts from the first failure; a gateway that begins with one counts from the oldest capture that waits."""
    bucket = seaweedfs.warm_bucket()
    async with Wire(seaweedfs).running() as wire:
        settings = seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)
        async with gateway.working(settings):
            gateway.add()
            await gateway.drained()
            assert gateway.problem() is None
            wire.down = True
            wire.cut()
            waiting = gateway.add()
            await until(lambda: gateway.problem() is not None)
            since = gateway.archive.state.failing_since
            gateway.add()
            await asyncio.sleep(2)
        assert since is not None
        assert since >= waiting.received_at
        assert gateway.archive.state.failing_since == since
        later = Gateway(gateway.catalog, gateway.vault)
        later.archive.begin_with(gateway.catalog.read(archives.memory))
        async with later.working(settings):
            await until(lambda: later.problem() is not None)
            assert later.archive.state.failing_since == waiting.received_at
            wire.down = False
            await later.drained(PATIENCE_S)
            assert later.archive.state.failing_since is None


async def test_outage_is_met_with_one_try_at_a_time(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A server that is overloaded is asked seldom, not by everything that waits; a relay answers for it."""
    bucket = seaweedfs.warm_bucket()
    async with (
        Wire(seaweedfs, intercept=lambda _: answer(503, "SlowDown")).running() as wire,
        gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)),
    ):
        for n in range(30):
            gateway.add(camera=f"cam {n % 5}")
        await asyncio.sleep(3)
        assert 2 <= len(wire.requests) <= 16
        assert all(error is None for _, _, error in gateway.task_errors())
        wire.intercept = lambda _: None
        await gateway.drained(PATIENCE_S)


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "AuthorizationHeaderMalformed"), (400, "InvalidStorageClass"), (301, "PermanentRedirect")],
)
async def test_wrong_settings_are_tried_with_one_file(
    gateway: Gateway, seaweedfs: S3Server, status: int, code: str
) -> None:
    """What the server says of one it says of all: no file is troubled, and it ends with other settings."""
    bucket = seaweedfs.warm_bucket()
    async with (
        Wire(seaweedfs, intercept=lambda _: answer(status, code)).running() as wire,
        gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)),
    ):
        for n in range(60):
            gateway.add(camera=f"cam {n % 5}")
        await until(lambda: gateway.problem() is ArchiveProblem.FAILED)
        await asyncio.sleep(3)
        # Each try asks twice where the bucket may be elsewhere.
        assert wire.requests.count("PUT") <= 40
        assert all(error is None for _, _, error in gateway.task_errors())
        gateway.use(seaweedfs.settings(bucket))
        await gateway.drained(PATIENCE_S)
        assert gateway.problem() is None


async def test_each_outage_has_its_name(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Wrong key, no bucket, wrong clock: noticed at the first try, and over with the first success."""
    bucket = seaweedfs.warm_bucket()
    async with Wire(seaweedfs).running() as wire:
        settings = seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)
        async with gateway.working(settings):
            for code, problem in (
                ("InvalidAccessKeyId", ArchiveProblem.DENIED),
                ("NoSuchBucket", ArchiveProblem.BUCKET_MISSING),
                ("RequestTimeTooSkewed", ArchiveProblem.CLOCK_SKEWED),
            ):
                canned = answer(403, code)
                wire.intercept = lambda _, canned=canned: canned  # type: ignore[misc] # bound in the loop on purpose
                gateway.add()
                await until(lambda problem=problem: gateway.problem() is problem)  # type: ignore[misc]
            wire.intercept = lambda _: None
            await gateway.drained()
            assert gateway.problem() is None


async def test_trouble_ends_with_its_capture(gateway: Gateway, seaweedfs: S3Server) -> None:
    """What the owner deletes troubles nobody any more, once the archive is told of it."""
    filler = Filler(gateway.catalog)
    event = filler.event(filler.camera("front").id, now_ms())
    broken = gateway.add(event=event.id)
    gateway.vault.path(broken).write_bytes(b"other bytes")
    async with gateway.working(seaweedfs.settings(seaweedfs.warm_bucket())):
        await until(lambda: gateway.problem() is ArchiveProblem.FAILED)
        gateway.catalog.write(deletion.delete, event.id, now_ms()).result()
        await gateway.archive.put_segment(Segment(moment=1, identity="0" * 32, body=b"told", upto=1))
        assert gateway.problem() is None


async def test_page_to_sign_in_is_no_archive(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A network that answers 200 to everything is an outage: nothing is taken for archived, or for damaged."""
    page = b"<html><body>Please sign in</body></html>"
    said = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
    bucket = seaweedfs.warm_bucket()
    async with Wire(seaweedfs).running() as wire:
        wire.intercept = lambda _: said % (len(page), page)
        async with gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)):
            added = gateway.add()
            await until(lambda: gateway.problem() is ArchiveProblem.UNREACHABLE)
            with pytest.raises(OutageError):
                await gateway.archive.put_segment(Segment(moment=1, identity="0" * 32, body=b"told", upto=1))
            assert gateway.get(added).state is State.STORED
            wire.intercept = lambda _: None
            await gateway.drained(PATIENCE_S)
            assert gateway.archive.state.damaged == 0


async def test_corrected_settings_are_tried_at_once(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A wrong key waits for the owner, and the owner does not wait."""
    bucket = seaweedfs.warm_bucket()
    async with gateway.working(seaweedfs.settings(bucket, secret_access_key="mistyped")):
        gateway.add()
        await until(lambda: gateway.problem() is ArchiveProblem.DENIED)
        await asyncio.sleep(4)
        gateway.use(seaweedfs.settings(bucket))
        # By itself it would be tried again after half a minute.
        await gateway.drained(25)


async def test_without_an_archive_everything_waits_quietly(
    gateway: Gateway, seaweedfs: S3Server, caplog: pytest.LogCaptureFixture
) -> None:
    """One line says so; no task is marked as failed; once there is an archive all of them go."""
    caplog.set_level(logging.INFO)
    bucket = seaweedfs.warm_bucket()
    async with gateway.working(None):
        added = [gateway.add() for _ in range(8)]
        spent = time.process_time()
        await asyncio.sleep(2)
        assert time.process_time() - spent < 0.5
        assert gateway.task_errors() == [(TaskKind.ARCHIVE, 0, None)] * 8
        assert gateway.problem() is None
        assert len(outage_lines(caplog)) == 1
        gateway.use(seaweedfs.settings(bucket))
        await gateway.drained()
    assert len(seaweedfs.objects(bucket)) == len(added)


async def test_change_of_bucket_meanwhile_puts_into_the_new_one(gateway: Gateway, seaweedfs: S3Server) -> None:
    """What was on its way to the old bucket is not taken for archived in the new one."""
    old, new = seaweedfs.warm_bucket(), seaweedfs.warm_bucket()
    added = [gateway.add() for _ in range(30)]
    async with gateway.working(seaweedfs.settings(old)):
        await until(lambda: any(gateway.get(each).state is State.VERIFIED for each in added))
        gateway.use(seaweedfs.settings(new))
        await gateway.drained()
    assert {*seaweedfs.objects(old), *seaweedfs.objects(new)} == {gateway.get(each).archive_key for each in added}
    last = gateway.get(added[0])
    assert last.archive_key in seaweedfs.objects(new)
