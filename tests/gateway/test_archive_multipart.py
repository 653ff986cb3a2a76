"""A file that is too large for one request is put in parts, and is one object with its very bytes all the same."""

import asyncio
from dataclasses import replace
import os

import pytest

from camvault_gateway.archive.s3 import multipart
from camvault_gateway.model import Abilities, ArchiveError, ArchiveProblem, Capture, State, TaskKind

from .archiving import SITE, Gateway, sha256, task_of, until
from .s3_faults import Fault, Wire
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

# The least that servers take as a part.
_PART = 5 * 2**20


@pytest.fixture
def gateway(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """Return the rooms that archive, for which more than a part is too large for one request."""
    monkeypatch.setattr(multipart, "SINGLE_MOST", _PART)
    monkeypatch.setattr(multipart, "PART_BYTES", _PART)
    return gateway


def _add(gateway: Gateway) -> Capture:
    return gateway.add(os.urandom(2 * _PART + 12_345))


def _is_one_object(gateway: Gateway, server: S3Server, bucket: str, capture: Capture) -> None:
    kept = gateway.get(capture)
    assert kept.state is State.VERIFIED
    assert {key: sha256(found) for key, found in server.objects(bucket).items()} == {kept.archive_key: capture.sha256}


@pytest.mark.parametrize("name", ["seaweedfs", "ministack", "rclone", "moto"])
async def test_large_file_is_one_object(gateway: Gateway, name: str, request: pytest.FixtureRequest) -> None:
    """Whatever the server lacks; its metadata is there, too, and a small one beside it is put in one."""
    server: S3Server = request.getfixturevalue(name)
    bucket = server.new_bucket()
    capture = _add(gateway)
    async with gateway.working(server.settings(bucket)):
        await gateway.drained()
    _is_one_object(gateway, server, bucket, capture)
    head = server.client().head_object(Bucket=bucket, Key=gateway.get(capture).archive_key or "")
    assert {key.lower(): value for key, value in head["Metadata"].items()}["capture"] == capture.id


async def test_lost_answer(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The answer that all is there gets lost: the next try finds it, and sends nothing again."""
    bucket = seaweedfs.warm_bucket()
    capture = _add(gateway)
    posts = iter([None, Fault.LOST_ANSWER])
    wire = Wire(seaweedfs, plan=lambda method: next(posts, None) if method == "POST" else None)
    async with wire.running():
        async with gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)):
            await gateway.drained()
        assert (wire.requests.count("POST"), wire.requests.count("PUT")) == (2, 3)
    _is_one_object(gateway, seaweedfs, bucket, capture)


@pytest.mark.parametrize("name", ["seaweedfs", "ministack"])
async def test_stop_in_between(gateway: Gateway, name: str, request: pytest.FixtureRequest) -> None:
    """What a stop left of a try is let go by the next, which begins anew."""
    server: S3Server = request.getfixturevalue(name)
    bucket = server.new_bucket()
    capture = _add(gateway)
    gateway.archive.configure(server.settings(bucket), SITE)
    key = gateway.archive.in_use().key(capture)
    left = server.client().create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    server.client().upload_part(Bucket=bucket, Key=key, UploadId=left, PartNumber=1, Body=b"part" * _PART)
    async with gateway.working(server.settings(bucket)):
        await gateway.drained()
    _is_one_object(gateway, server, bucket, capture)
    assert not server.client().list_multipart_uploads(Bucket=bucket).get("Uploads")


async def test_file_that_changes_while_it_is_put(gateway: Gateway, seaweedfs: S3Server) -> None:
    """Its parts' checksums are right, and it is not what was received: no object is made of them."""
    bucket = seaweedfs.warm_bucket()
    capture = _add(gateway)

    def change(method: str) -> None:
        if method == "PUT":
            with gateway.vault.path(capture).open("r+b") as file:
                file.seek(2 * _PART)
                file.write(b"changed")

    async with Wire(seaweedfs, plan=change).running() as wire:
        gateway.archive.configure(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url), SITE)
        with pytest.raises(ArchiveError, match="changed while it was put") as caught:
            await gateway.archive.archive(task_of(capture))
    assert caught.value.problem is ArchiveProblem.FAILED
    assert gateway.get(capture).state is State.STORED
    assert seaweedfs.objects(bucket) == {}
    assert not seaweedfs.client().list_multipart_uploads(Bucket=bucket).get("Uploads")


async def test_archive_that_is_left(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A large upload to an archive that another one takes the place of ends early, and leaves no parts."""
    bucket, other = seaweedfs.warm_bucket(), seaweedfs.warm_bucket()
    capture = _add(gateway)
    async with Wire(seaweedfs).running() as wire:
        gateway.archive.limit_uploads(2 * _PART // 1024)
        async with gateway.working(seaweedfs.settings(bucket, endpoint_url=wire.endpoint_url)):
            await until(lambda: "PUT" in wire.requests)
            gateway.use(seaweedfs.settings(other))
            gateway.archive.limit_uploads(None)
            await gateway.drained()
    _is_one_object(gateway, seaweedfs, other, capture)
    await until(lambda: not seaweedfs.client().list_multipart_uploads(Bucket=bucket).get("Uploads"))
    assert seaweedfs.objects(bucket) == {}


async def test_parts_keep_the_limit(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The owner's limit holds for parts: a large file takes as long as it says, at least."""
    _add(gateway)
    gateway.archive.limit_uploads(4 * _PART // 1024)
    begun = asyncio.get_running_loop().time()
    async with gateway.working(seaweedfs.settings(seaweedfs.warm_bucket())):
        await gateway.drained()
    # Two parts and a bit at four parts a second, of which the first quarter of a second's worth may go at once.
    assert asyncio.get_running_loop().time() - begun > 2 / 4 - 1 / 4


async def test_object_that_came_in_between(gateway: Gateway, ministack: S3Server) -> None:
    """Something else lies at the key when all parts are there: it stays, and nothing is left of the parts."""
    bucket = ministack.new_bucket()
    capture = _add(gateway)
    # A key that may not read cannot look first.
    settings = replace(ministack.settings(bucket), abilities=_put_only())
    gateway.archive.configure(settings, SITE)
    key = gateway.archive.in_use().key(capture)
    ministack.client().put_object(Bucket=bucket, Key=key, Body=b"was first")
    await gateway.archive.archive(task_of(capture))
    assert gateway.get(capture).state is State.ARCHIVED
    assert ministack.objects(bucket) == {key: b"was first"}
    assert not ministack.client().list_multipart_uploads(Bucket=bucket).get("Uploads")
    gateway.archive.configure(ministack.settings(bucket), SITE)
    with pytest.raises(ArchiveError, match="9 bytes of"):
        await gateway.archive.verify(task_of(capture, TaskKind.VERIFY))


def _put_only() -> Abilities:
    return Abilities(
        checked_at=0,
        readable=False,
        takes_checksums=True,
        checksums=True,
        refuses_damage=None,
        conditional_puts=True,
        presigned_links=None,
        listable=None,
        deletes=None,
        hides=None,
        versioning=None,
        object_lock=None,
        retention_days=None,
        retention_mode=None,
    )
