"""Every capture becomes exactly one object with its very bytes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
import errno
import io
import tracemalloc
from typing import Any, override
from urllib.parse import unquote

import pytest

from camvault_gateway.archive import ArchiveStore
from camvault_gateway.archive.put import put
from camvault_gateway.model import (
    Abilities,
    ArchiveError,
    ArchiveProblem,
    CaptureChanged,
    GatewayChanged,
    Kind,
    State,
    TaskKind,
)

from .archiving import ODD_PATH, SITE, Gateway, sha256, task_of, until
from .s3_faults import Wire, answer
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)
_COMPARES = Abilities(
    checked_at=0,
    readable=True,
    takes_checksums=True,
    checksums=True,
    refuses_damage=True,
    conditional_puts=True,
    presigned_links=None,
    listable=True,
    deletes=None,
    hides=None,
    versioning=None,
    object_lock=None,
    retention_days=None,
    retention_mode=None,
)


@pytest.mark.parametrize("name", ["seaweedfs", "ministack", "rclone", "moto"])
async def test_each_capture_is_one_object_with_its_bytes(
    gateway: Gateway, name: str, request: pytest.FixtureRequest
) -> None:
    """Whatever the server lacks; an empty file and equal files are captures like any other."""
    server: S3Server = request.getfixturevalue(name)
    bucket = server.new_bucket()
    contents = [b"", b"same", b"same", *(None for _ in range(12))]
    added = [gateway.add(content, camera=f"cam {n % 4}") for n, content in enumerate(contents)]
    async with gateway.working(server.settings(bucket)):
        await gateway.drained()
    objects = server.objects(bucket)
    assert len(objects) == len(added)
    for capture in map(gateway.get, added):
        assert capture.state is State.VERIFIED
        assert capture.archive_key is not None
        assert sha256(objects[capture.archive_key]) == capture.sha256
    assert gateway.task_errors() == []


@pytest.mark.parametrize("name", ["seaweedfs", "ministack", "rclone", "moto"])
async def test_object_says_what_it_is(gateway: Gateway, name: str, request: pytest.FixtureRequest) -> None:
    """The original path survives to the letter, however odd."""
    server: S3Server = request.getfixturevalue(name)
    bucket = server.new_bucket()
    capture = gateway.add()
    async with gateway.working(server.settings(bucket)):
        await gateway.drained()
    head = server.client().head_object(Bucket=bucket, Key=gateway.get(capture).archive_key or "")
    said = {key.lower(): value for key, value in head["Metadata"].items()}
    assert unquote(said["original-path"]) == ODD_PATH
    assert said["sha256"] == capture.sha256
    assert said["capture"] == capture.id
    assert head["ContentType"] == "video/mp4"


async def test_checksum_in_the_answer_verifies_at_once(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A server that checks SHA-256 itself is asked only once; the change is told."""
    capture = gateway.add()
    async with Wire(seaweedfs).running() as wire:
        gateway.archive.configure(
            seaweedfs.settings(seaweedfs.new_bucket(), endpoint_url=wire.endpoint_url, prefix=""), SITE
        )
        await gateway.archive.archive(task_of(capture))
        assert wire.requests == ["PUT"]
    kept = gateway.get(capture)
    assert kept.state is State.VERIFIED
    assert (kept.archive_key or "").startswith(f"{SITE}/front/")
    assert gateway.messages[-2:] == [CaptureChanged(kept), GatewayChanged()]
    assert gateway.problem() is None
    assert gateway.archive.state.last_verified_at is not None


async def test_archived_comes_before_verified(gateway: Gateway, rclone: S3Server) -> None:
    """A server without checksums: first the object is there, then it is read back."""
    capture = gateway.add()
    gateway.archive.configure(rclone.settings(rclone.new_bucket()), SITE)
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.ARCHIVED
    assert gateway.archive.state.last_verified_at is None
    assert [kind for kind, _, _ in gateway.task_errors()] == [TaskKind.VERIFY]
    await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
    assert gateway.get(capture).state is State.VERIFIED
    assert gateway.task_errors() == []


async def test_storage_class_is_the_owners(gateway: Gateway, ministack: S3Server) -> None:
    """For clips, chosen at the put; a snapshot stays in the usual one, which is not named."""
    bucket = ministack.new_bucket()
    clip, snapshot = gateway.add(), gateway.add(kind=Kind.SNAPSHOT)
    async with gateway.working(ministack.settings(bucket, storage_class="STANDARD_IA")):
        await gateway.drained()
    heads = [
        ministack.client().head_object(Bucket=bucket, Key=gateway.get(each).archive_key or "")
        for each in (clip, snapshot)
    ]
    assert [head.get("StorageClass", "STANDARD") for head in heads] == ["STANDARD_IA", "STANDARD"]


async def test_lost_answer_ends_with_one_object(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The next try finds its own object at the key, and does not put it again.

    A relay loses the answer: no server can be told to.
    """
    bucket = seaweedfs.new_bucket()
    capture = gateway.add()
    async with Wire(seaweedfs, lost_answers=1).running() as wire:
        async with gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)):
            await gateway.drained()
        assert wire.requests.count("PUT") == 2
    assert [sha256(found) for found in seaweedfs.objects(bucket).values()] == [capture.sha256]
    versions = seaweedfs.client().list_objects_v2(Bucket=bucket)["KeyCount"]
    assert versions == 1


async def test_upload_that_broke_off_is_done_again(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A connection cut in the middle of the file leaves nothing, and the next try is whole."""
    bucket = seaweedfs.new_bucket()
    capture = gateway.add(b"0123456789" * 100_000)
    async with (
        Wire(seaweedfs, cut_after=300_000).running() as wire,
        gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)),
    ):
        await until(lambda: wire.requests.count("PUT") >= 2)
        assert gateway.get(capture).state is State.STORED
        wire.cut_after = None
        await gateway.drained()
    assert [sha256(found) for found in seaweedfs.objects(bucket).values()] == [capture.sha256]


async def test_stump_at_the_key_is_left_alone(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Some servers keep what came of an upload that broke off. Seen twice, the capture gets another key."""
    bucket = seaweedfs.new_bucket()
    capture = gateway.add(b"a whole clip")
    settings = seaweedfs.settings(bucket)
    gateway.archive.configure(settings, SITE)
    key = gateway.archive.in_use().key(capture)
    said = {"capture": capture.id, "sha256": capture.sha256 or ""}
    seaweedfs.client().put_object(Bucket=bucket, Key=key, Body=b"a whole", Metadata=said)
    with pytest.raises(ArchiveError, match="7 bytes of 12"):
        await gateway.archive.archive(task_of(capture))
    await gateway.archive.archive(replace(task_of(capture), attempts=1))
    assert gateway.archive.state.damaged == 1
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.VERIFIED
    second = key.replace(".mp4", "-2.mp4")
    assert gateway.get(capture).archive_key == second
    assert seaweedfs.objects(bucket) == {key: b"a whole", second: b"a whole clip"}


async def test_foreign_object_at_the_key_is_never_overwritten(gateway: Gateway, seaweedfs: S3Server) -> None:
    """What is not ours stays, and the capture stands in a named error until it is put under another key."""
    bucket = seaweedfs.new_bucket()
    capture = gateway.add()
    gateway.archive.configure(seaweedfs.settings(bucket), SITE)
    key = gateway.archive.in_use().key(capture)
    seaweedfs.client().put_object(Bucket=bucket, Key=key, Body=b"foreign", Metadata={"sha256": "0" * 64})
    with pytest.raises(ArchiveError, match="something else") as caught:
        await gateway.archive.archive(task_of(capture))
    assert caught.value.problem is gateway.problem() is ArchiveProblem.DAMAGED
    assert seaweedfs.objects(bucket) == {key: b"foreign"}
    assert gateway.get(capture).state is State.STORED
    await gateway.archive.archive(replace(task_of(capture), attempts=1))
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.VERIFIED
    assert seaweedfs.objects(bucket)[key] == b"foreign"
    assert gateway.problem() is None


async def test_server_without_conditions_is_asked_only_once(gateway: Gateway, seaweedfs: S3Server) -> None:
    """501 for If-None-Match: put without it, and remember. A relay answers: none of the servers here says so."""
    refusals = 0

    def refuse(head: bytes) -> bytes | None:
        nonlocal refusals
        if b"if-none-match" not in head.lower():
            return None
        refusals += 1
        return answer(501, "NotImplemented")

    bucket = seaweedfs.new_bucket()
    added = [gateway.add() for _ in range(3)]
    async with Wire(seaweedfs, intercept=refuse).running() as wire:
        gateway.archive.configure(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url), SITE)
        for capture in added:
            await gateway.archive.archive(task_of(capture))
    assert refusals == 1
    assert {sha256(found) for found in seaweedfs.objects(bucket).values()} == {each.sha256 for each in added}


async def test_bucket_in_another_region_is_left_to_boto3(gateway: Gateway, seaweedfs: S3Server) -> None:
    """It knows where to go; after the first time nothing else is tried."""
    wrong = answer(400, "AuthorizationHeaderMalformed")
    async with Wire(
        seaweedfs, intercept=lambda head: None if b"amz-sdk-invocation" in head else wrong
    ).running() as wire:
        place = seaweedfs.settings(seaweedfs.warm_bucket(), endpoint_url=wire.endpoint_url)
        gateway.archive.configure(place, SITE)
        for _ in range(2):
            capture = gateway.add()
            await gateway.archive.archive(task_of(capture))
            assert gateway.get(capture).state is State.VERIFIED
    assert wire.requests == ["PUT"] * 3


@pytest.mark.parametrize(("size", "asks"), [(0, False), (60_000, False), (2_000_000, True)])
async def test_only_a_big_file_asks_before_it_is_sent(
    gateway: Gateway, seaweedfs: S3Server, size: int, *, asks: bool
) -> None:
    """A refused clip costs no upload, and a snapshot no second round trip."""
    heads: list[bytes] = []
    capture = gateway.add(b"x" * size)
    async with Wire(seaweedfs, intercept=heads.append).running() as wire:
        gateway.archive.configure(seaweedfs.settings(seaweedfs.new_bucket(), endpoint_url=wire.endpoint_url), SITE)
        await gateway.archive.archive(task_of(capture))
    assert [b"100-continue" in head for head in heads] == [asks]
    assert gateway.get(capture).state is State.VERIFIED


async def test_file_that_vanished_is_a_named_error(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The task stays with its reason, the capture stays in its state, and others go on."""
    bucket = seaweedfs.new_bucket()
    lost = gateway.add()
    gateway.vault.path(lost).unlink()
    fine = gateway.add(camera="back")
    async with gateway.working(seaweedfs.settings(bucket)):
        await until(lambda: gateway.get(fine).state is State.VERIFIED and gateway.task_errors()[0][1] > 0)
        assert gateway.problem() is ArchiveProblem.FAILED
    ((kind, attempts, error),) = gateway.task_errors()
    assert (kind, attempts) == (TaskKind.ARCHIVE, 1)
    assert lost.id in (error or "")
    assert gateway.get(lost).state is State.STORED


@pytest.mark.parametrize("compares", [False, True])
@pytest.mark.parametrize("change", [lambda body: body[::-1], lambda body: body + b"x", lambda body: body[:-1]])
@pytest.mark.parametrize("content", [b"these bytes", bytes(range(256)) * 2000])
async def test_file_that_changed_is_not_archived(
    gateway: Gateway, seaweedfs: S3Server, content: bytes, change: Callable[[bytes], bytes], *, compares: bool
) -> None:
    """Neither a changed byte nor a changed size reaches the bucket, whoever compares; put right, it does."""
    bucket = seaweedfs.new_bucket()
    capture = gateway.add(content)
    path = gateway.vault.path(capture)
    abilities = _COMPARES if compares else None
    gateway.archive.configure(replace(seaweedfs.settings(bucket), abilities=abilities), SITE)
    path.write_bytes(change(content))
    with pytest.raises(ArchiveError, match="no longer what was received"):
        await gateway.archive.archive(task_of(capture))
    assert seaweedfs.objects(bucket) == {}
    assert gateway.problem() is ArchiveProblem.FAILED
    path.write_bytes(content)
    await gateway.archive.archive(task_of(capture))
    assert list(seaweedfs.objects(bucket).values()) == [content]
    assert gateway.problem() is None


class _Counted(io.RawIOBase):
    """A file that counts what is read of it, and a disk that may fail."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)
        self.taken = 0
        self.broken = False

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._content.seek(offset, whence)

    @override
    def readinto(self, buffer: Any, /) -> int:
        if self.broken:
            raise OSError(errno.EIO, "Input/output error")
        self.taken += (count := self._content.readinto(buffer))
        return count


@pytest.mark.parametrize("content", [b"small", bytes(1_000_000)])
async def test_file_is_read_once_where_the_store_compares(
    gateway: Gateway, seaweedfs: S3Server, content: bytes
) -> None:
    """Where it does not, the file is hashed before it is put; a disk that fails is the capture's trouble either way."""
    capture = gateway.add(content)
    read: list[int] = []
    for abilities in (_COMPARES, None):
        store = ArchiveStore(replace(seaweedfs.settings(seaweedfs.new_bucket()), abilities=abilities), SITE)
        file: Any = _Counted(content)
        assert put(store, capture, file).verified
        read.append(file.taken)
        file.broken = True
        with pytest.raises(ArchiveError, match="cannot be read") as caught:
            put(store, replace(capture, archive_key="other"), file)
        assert caught.value.problem is ArchiveProblem.FAILED
        store.close()
    assert read[1] - read[0] == len(content)


async def test_work_goes_on_after_a_restart(gateway: Gateway, seaweedfs: S3Server) -> None:
    """New rooms on the same catalog finish what the old ones were stopped at, without a second object."""
    bucket = seaweedfs.new_bucket()
    settings = seaweedfs.settings(bucket)
    added = [gateway.add() for _ in range(40)]
    async with gateway.working(settings) as outbox:
        await until(lambda: any(gateway.get(each).state is State.VERIFIED for each in added))
        await outbox.stop(0)
    later = Gateway(gateway.catalog, gateway.vault)
    async with later.working(settings):
        await later.drained()
    assert sorted(map(sha256, seaweedfs.objects(bucket).values())) == sorted(each.sha256 or "" for each in added)


async def test_task_that_came_twice_does_nothing(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A verified capture is not put again, and one that is gone has no work left."""
    bucket = seaweedfs.new_bucket()
    capture = gateway.add()
    async with Wire(seaweedfs).running() as wire:
        gateway.archive.configure(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url), SITE)
        await gateway.archive.archive(task_of(capture))
        await gateway.archive.archive(task_of(capture))
        await gateway.archive.archive(replace(task_of(capture), capture="f" * 32))
        await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))
        assert wire.requests == ["PUT"]
    assert gateway.task_errors() == []


async def test_big_file_is_never_in_memory(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The file itself is the body: 40 MiB go with little memory, and the loop turns meanwhile."""
    capture = gateway.add(b"0123456789abcdef" * (40 * 1024 * 64))
    gateway.archive.configure(seaweedfs.settings(seaweedfs.new_bucket()), SITE)
    tracemalloc.start()
    try:
        working = asyncio.create_task(gateway.archive.archive(task_of(capture)))
        turns = 0
        while not working.done():
            await asyncio.sleep(0)
            turns += 1
        await working
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert gateway.get(capture).state is State.VERIFIED
    # A client and its description of S3 take some ten.
    assert peak < 24 * 1024 * 1024
    assert turns > 100
