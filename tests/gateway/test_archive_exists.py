"""What is made of an object that lies at a capture's key already: its own, or something else."""

from dataclasses import replace

import pytest

from camvault_gateway.model import ArchiveError, ArchiveProblem, State, new_id

from .archiving import SITE, Gateway, task_of
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


@pytest.mark.parametrize("name", ["seaweedfs", "ministack", "moto"])
@pytest.mark.parametrize(
    ("metadata", "ours"),
    [
        ({}, True),
        ({"capture": "own", "sha256": "own"}, True),
        ({"Capture": "own"}, True),
        ({"capture": "another", "sha256": "own"}, False),
        ({"capture": "own", "sha256": "another"}, False),
        ({"capture": "another"}, False),
    ],
)
async def test_equal_bytes(
    gateway: Gateway, name: str, metadata: dict[str, str], request: pytest.FixtureRequest, *, ours: bool
) -> None:
    """They are the capture's own unless the object says that it is another's; that one is left alone."""
    server: S3Server = request.getfixturevalue(name)
    bucket = server.warm_bucket()
    capture = gateway.add(b"the same bytes")
    gateway.archive.configure(server.settings(bucket), SITE)
    key = gateway.archive.in_use().key(capture)
    own = {"capture": capture.id, "sha256": capture.sha256 or ""}
    said = {each: own[each.lower()] if value == "own" else new_id() for each, value in metadata.items()}
    server.client().put_object(
        Bucket=bucket, Key=key, Body=b"the same bytes", Metadata=said, ChecksumAlgorithm="SHA256"
    )
    if ours:
        await gateway.archive.archive(task_of(capture))
        await gateway.archive.verify(task_of(capture))
        assert gateway.get(capture).state is State.VERIFIED
        assert gateway.get(capture).archive_key == key
        assert gateway.problem() is None
    else:
        with pytest.raises(ArchiveError, match="something else") as caught:
            await gateway.archive.archive(task_of(capture))
        assert caught.value.problem is ArchiveProblem.DAMAGED
        assert gateway.get(capture).state is State.STORED
        await gateway.archive.archive(replace(task_of(capture), attempts=1))
        assert gateway.get(capture).archive_key == key.replace(".mp4", "-2.mp4")
    assert server.objects(bucket) == {key: b"the same bytes"}


async def test_other_bytes_of_equal_length(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The store's own checksum tells them apart, though the object says that it is ours."""
    bucket = seaweedfs.warm_bucket()
    capture = gateway.add(b"these bytes")
    gateway.archive.configure(seaweedfs.settings(bucket), SITE)
    key = gateway.archive.in_use().key(capture)
    said = {"capture": capture.id, "sha256": capture.sha256 or ""}
    seaweedfs.client().put_object(
        Bucket=bucket, Key=key, Body=b"those bytes", Metadata=said, ChecksumAlgorithm="SHA256"
    )
    with pytest.raises(ArchiveError, match="its SHA-256 is") as caught:
        await gateway.archive.archive(task_of(capture))
    assert caught.value.problem is ArchiveProblem.DAMAGED
    assert gateway.get(capture).state is not State.VERIFIED
    assert seaweedfs.objects(bucket) == {key: b"those bytes"}
