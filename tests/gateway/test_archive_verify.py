"""A copy counts only when its bytes are proven."""

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest

from camvault_gateway.model import ArchiveError, ArchiveProblem, Capture, OutageError, State, TaskKind

from .archiving import SITE, Gateway, task_of
from .s3_faults import Wire, answer
from .s3_servers import PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


def base64_of(capture: Capture) -> bytes:
    """Return a capture's SHA-256 as S3 writes it."""
    return b64encode(bytes.fromhex(capture.sha256 or ""))


async def archived(gateway: Gateway, server: S3Server, bucket: str) -> Capture:
    """Return a capture that was put and is not verified yet."""
    capture = gateway.add()
    gateway.archive.configure(server.settings(bucket), SITE)
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.ARCHIVED
    return gateway.get(capture)


async def test_wrong_checksum_in_the_answer_is_a_named_error_until_it_is_right(
    gateway: Gateway, seaweedfs: S3Server
) -> None:
    """The capture stays in the vault's care; the next try asks again and finds the object sound.

    A relay changes the answer: no real server can be told to.
    """
    bucket = seaweedfs.new_bucket()
    capture = gateway.add()
    right = base64_of(capture)
    async with Wire(seaweedfs, rewrite=lambda data: data.replace(right, b"A" * 43 + b"=")).running() as wire:
        gateway.archive.configure(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url), SITE)
        with pytest.raises(ArchiveError) as caught:
            await gateway.archive.archive(task_of(capture))
        assert caught.value.problem == gateway.problem() == ArchiveProblem.DAMAGED
        assert gateway.get(capture).state is State.STORED
        wire.rewrite = lambda data: data
        await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.VERIFIED
    assert gateway.problem() is None
    assert list(seaweedfs.objects(bucket).values()) == [gateway.content(capture)]


@pytest.mark.parametrize("content", [b"", b"x" * 20_000], ids=["empty", "large"])
async def test_object_with_other_bytes_is_damaged(gateway: Gateway, rclone: S3Server, content: bytes) -> None:
    """A server without checksums: the bytes are read back, and neither a stump nor a changed one passes."""
    bucket = rclone.new_bucket()
    capture = await archived(gateway, rclone, bucket)
    folder = Path(rclone.command[-1])
    (folder / bucket / (capture.archive_key or "")).write_bytes(content)
    with pytest.raises(ArchiveError, match="not what was received") as caught:
        await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    assert caught.value.problem is gateway.problem() is ArchiveProblem.DAMAGED
    assert gateway.get(capture).state is State.ARCHIVED
    assert [kind for kind, _, _ in gateway.task_errors()] == [TaskKind.VERIFY]
    # Seen twice, it is believed: the capture is put again beside it.
    await gateway.archive.verify(replace(task_of(capture, TaskKind.VERIFY), attempts=1))
    assert gateway.task_errors() == [(TaskKind.ARCHIVE, 0, None)]
    await gateway.archive.archive(task_of(capture))
    await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    kept = gateway.get(capture)
    assert (kept.state, gateway.problem(), gateway.archive.state.damaged) == (State.VERIFIED, None, 1)
    assert kept.archive_key != capture.archive_key
    assert rclone.objects(bucket) == {kept.archive_key: gateway.content(capture), capture.archive_key: content}


async def test_object_that_vanished_is_put_again(gateway: Gateway, rclone: S3Server) -> None:
    """The capture goes back to the vault's care, with a task that waits a while."""
    bucket = rclone.new_bucket()
    capture = await archived(gateway, rclone, bucket)
    rclone.client().delete_object(Bucket=bucket, Key=capture.archive_key or "")
    await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    kept = gateway.get(capture)
    assert (kept.state, kept.archive_key) == (State.STORED, capture.archive_key)
    assert [kind for kind, _, _ in gateway.task_errors()] == [TaskKind.ARCHIVE]
    await gateway.archive.archive(task_of(capture))
    assert list(rclone.objects(bucket).values()) == [gateway.content(capture)]


async def test_bucket_that_vanished_is_no_vanished_object(gateway: Gateway, rclone: S3Server) -> None:
    """Nothing is put again into a bucket that is not there: it is an outage with its own name."""
    bucket = rclone.new_bucket()
    capture = await archived(gateway, rclone, bucket)
    gateway.archive.configure(rclone.settings("gone-for-good"), SITE)
    with pytest.raises(OutageError, match="gone-for-good"):
        await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    assert gateway.problem() is ArchiveProblem.BUCKET_MISSING
    assert gateway.get(capture).state is State.ARCHIVED


async def test_key_that_may_only_put_verifies_by_the_answer(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Nothing needs to be read when the server told the checksum."""
    settings = seaweedfs.settings(
        seaweedfs.new_bucket(), access_key_id=PUT_ONLY_KEY_ID, secret_access_key=PUT_ONLY_SECRET
    )
    capture = gateway.add()
    gateway.archive.configure(settings, SITE)
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.VERIFIED


async def test_key_that_may_only_put_knows_that_a_lost_answer_meant_stored(
    gateway: Gateway, seaweedfs: S3Server
) -> None:
    """It cannot look, and need not: the key has the content's hash. That nothing proved it is a named error."""
    bucket = seaweedfs.new_bucket()
    capture = gateway.add()
    async with Wire(seaweedfs, lost_answers=1).running() as wire:
        settings = seaweedfs.settings(
            bucket, endpoint_url=wire.endpoint_url, access_key_id=PUT_ONLY_KEY_ID, secret_access_key=PUT_ONLY_SECRET
        )
        gateway.archive.configure(settings, SITE)
        with pytest.raises(OutageError):
            await gateway.archive.archive(task_of(capture))
        await gateway.archive.archive(task_of(capture))
        assert gateway.get(capture).state is State.ARCHIVED
        with pytest.raises(ArchiveError, match="may not read") as caught:
            await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    assert caught.value.problem is gateway.problem() is ArchiveProblem.UNPROVEN
    assert list(seaweedfs.objects(bucket).values()) == [gateway.content(capture)]


async def test_revoked_key_is_an_outage_for_verifying_too(gateway: Gateway, rclone: S3Server) -> None:
    """Tasks wait instead of failing one by one. HEAD alone would not tell why it was refused."""
    bucket = rclone.new_bucket()
    capture = await archived(gateway, rclone, bucket)
    gateway.archive.configure(rclone.settings(bucket, access_key_id="REVOKED"), SITE)
    with pytest.raises(OutageError, match="InvalidAccessKeyId"):
        await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    assert gateway.problem() is ArchiveProblem.DENIED


async def test_bytes_damaged_on_the_way_are_refused(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A relay speaks for a server that found other bytes than announced: the connection itself is never so bad."""
    capture = gateway.add()
    async with Wire(seaweedfs, intercept=lambda _: answer(400, "BadDigest")).running() as wire:
        gateway.archive.configure(seaweedfs.settings(seaweedfs.new_bucket(), endpoint_url=wire.endpoint_url), SITE)
        with pytest.raises(ArchiveError) as caught:
            await gateway.archive.archive(task_of(capture))
    assert caught.value.problem is ArchiveProblem.DAMAGED
    assert gateway.get(capture).state is State.STORED
