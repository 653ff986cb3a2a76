"""The archive is tried for real before it is accepted."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from camvault_gateway.archive import Archive
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.model import ArchiveError, ArchiveProblem, findings, new_id
from camvault_gateway.vault import Vault

from .archiving import SITE
from .s3_faults import Wire, answer
from .s3_servers import PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, SECRET_ACCESS_KEY, S3Server, free_ports

pytest_plugins = ("tests.gateway.s3_fixtures",)


@pytest.fixture
async def archive(catalog: Catalog, vault: Vault) -> AsyncIterator[Archive]:
    """Return an archive that is not set up."""
    made = Archive(catalog, vault, Bus())
    yield made
    made.close()


async def refused(archive: Archive, server: S3Server, bucket: str = "clips", **changes: str) -> ArchiveError:
    """Return why settings were refused, without the secret."""
    with pytest.raises(ArchiveError) as caught:
        await archive.check(server.settings(bucket, **changes), SITE)
    assert SECRET_ACCESS_KEY not in str(caught.value)
    return caught.value


async def test_seaweedfs_can_do_everything(archive: Archive, seaweedfs: S3Server) -> None:
    """A good bucket is accepted, nothing stays behind, and nothing is in use yet."""
    bucket = seaweedfs.new_bucket()
    found = (await archive.check(seaweedfs.settings(bucket), SITE)).abilities
    assert (found.readable, found.checksums, found.refuses_damage, found.conditional_puts) == (True,) * 4
    assert (found.presigned_links, found.listable, found.versioning, found.object_lock) == (True, True, False, False)
    assert seaweedfs.objects(bucket) == {}
    assert not archive.configured


async def test_lesser_servers_are_accepted_too(archive: Archive, ministack: S3Server, rclone: S3Server) -> None:
    """Checksums and conditions are welcome and not demanded."""
    found = (await archive.check(ministack.settings(ministack.new_bucket()), SITE)).abilities
    assert found.readable
    assert found.conditional_puts
    found = (await archive.check(rclone.settings(rclone.new_bucket()), SITE)).abilities
    assert found.readable
    assert (found.checksums, found.refuses_damage, found.conditional_puts) == (False,) * 3
    assert (found.presigned_links, found.listable) == (True, True)


async def test_key_that_may_only_put_is_accepted(archive: Archive, seaweedfs: S3Server) -> None:
    """A thief of the gateway could not even read with it."""
    settings = seaweedfs.settings(
        seaweedfs.new_bucket(), access_key_id=PUT_ONLY_KEY_ID, secret_access_key=PUT_ONLY_SECRET
    )
    found = (await archive.check(settings, SITE)).abilities
    assert (found.readable, found.listable, found.checksums) == (False, False, True)
    assert (found.presigned_links, found.versioning, found.object_lock) == (None,) * 3


async def test_key_that_can_delete_is_a_weakness(archive: Archive, seaweedfs: S3Server) -> None:
    """The owner is told so, in words; and nothing is said of what nobody told."""
    found = (await archive.check(seaweedfs.settings(seaweedfs.new_bucket()), SITE)).abilities
    told = {each.ability: each for each in findings(found)}
    assert found.deletes
    assert {name for name, each in told.items() if each.weak} == {"deletes", "versioning"}
    assert "steals the gateway" in told["deletes"].text
    assert "hides" not in told
    assert "presigned_links" not in {each.ability for each in findings(replace(found, presigned_links=None))}


@pytest.mark.parametrize("name", ["seaweedfs", "moto"])
async def test_bucket_that_locks_is_recognized(archive: Archive, name: str, request: pytest.FixtureRequest) -> None:
    """Versions and a default retention: the key can hide and not destroy, and what was tried is out of sight."""
    server: S3Server = request.getfixturevalue(name)
    bucket = f"locked-{new_id()}"
    client = server.client()
    client.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
    client.put_object_lock_configuration(
        Bucket=bucket,
        ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 3}},
        },
    )
    found = (await archive.check(server.settings(bucket), SITE)).abilities
    assert (found.versioning, found.object_lock, found.retention_days, found.retention_mode) == (
        True,
        True,
        3,
        "GOVERNANCE",
    )
    assert (found.deletes, found.hides) == (False, True)
    assert server.objects(bucket) == {}
    assert {each.ability for each in findings(found) if each.weak} == {"hides"}


async def test_server_that_wants_no_checksum_gets_signed_bodies(archive: Archive, seaweedfs: S3Server) -> None:
    """A relay refuses the header as some servers do; the bucket is accepted all the same."""

    def refuse(head: bytes) -> bytes | None:
        if b"x-amz-checksum-sha256" not in head.lower():
            return None
        return answer(400, "InvalidArgument", "Unsupported header 'x-amz-checksum-sha256' received for this API call.")

    async with Wire(seaweedfs, intercept=refuse).running() as wire:
        settings = seaweedfs.settings(seaweedfs.new_bucket(), endpoint_url=wire.endpoint_url)
        found = (await archive.check(settings, SITE)).abilities
    assert (found.readable, found.takes_checksums, found.refuses_damage) == (True, False, None)


async def test_wrong_keys_are_denied(archive: Archive, seaweedfs: S3Server) -> None:
    """Neither an unknown key nor a wrong secret gets in."""
    bucket = seaweedfs.new_bucket()
    for change in ({"access_key_id": "NOBODY"}, {"secret_access_key": "wrong"}):
        assert (await refused(archive, seaweedfs, bucket, **change)).problem is ArchiveProblem.DENIED


async def test_missing_bucket_is_named(archive: Archive, seaweedfs: S3Server) -> None:
    """The bucket is not made up by writing to it."""
    err = await refused(archive, seaweedfs, "not-made-yet")
    assert err.problem is ArchiveProblem.BUCKET_MISSING
    assert "not-made-yet" in str(err)


async def test_nobody_at_the_address_is_unreachable(archive: Archive, seaweedfs: S3Server) -> None:
    """A shut port, and a server that speaks no TLS."""
    (port,) = free_ports(1)
    err = await refused(archive, seaweedfs, endpoint_url=f"http://127.0.0.1:{port}")
    assert err.problem is ArchiveProblem.UNREACHABLE
    assert f"127.0.0.1:{port}" in str(err)
    err = await refused(archive, seaweedfs, endpoint_url=f"https://127.0.0.1:{seaweedfs.port}")
    assert err.problem is ArchiveProblem.UNREACHABLE
    assert "TLS" in str(err)


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"bucket": "No Bucket"}, "bucket's name"),
        ({"region": "not a region"}, "region"),
        ({"endpoint_url": "just-a-name"}, "address"),
        ({"endpoint_url": "http://[::1"}, "address"),
        ({"access_key_id": "two\nlines"}, "characters"),
        ({"prefix": "Überwachung"}, "prefix"),
        ({"storage_class": "MADE_UP"}, "InvalidStorageClass"),
    ],
)
async def test_settings_that_make_no_sense_say_which(
    archive: Archive, seaweedfs: S3Server, change: dict[str, str], hint: str
) -> None:
    """The message names the field at fault."""
    bucket = change.pop("bucket", None) or seaweedfs.new_bucket()
    err = await refused(archive, seaweedfs, bucket, **change)
    assert err.problem is ArchiveProblem.FAILED
    assert hint in str(err)


async def test_wrong_clock_is_named(archive: Archive, seaweedfs: S3Server) -> None:
    """A relay answers here: no server can be told to have another time than this machine."""
    wire = Wire(seaweedfs, intercept=lambda _: answer(403, "RequestTimeTooSkewed"))
    async with wire.running():
        err = await refused(archive, seaweedfs, seaweedfs.new_bucket(), endpoint_url=wire.endpoint_url)
    assert err.problem is ArchiveProblem.CLOCK_SKEWED
    assert "clock" in str(err)


async def test_server_that_gives_back_other_bytes_is_damaged(archive: Archive, seaweedfs: S3Server) -> None:
    """A relay changes the bytes on their way back: no real server does that on demand."""
    bucket = seaweedfs.new_bucket()

    def spoil(data: bytes) -> bytes:
        return data[:-1] + bytes([data[-1] ^ 1]) if b"octet-stream" in data or len(data) >= 4096 else data

    async with Wire(seaweedfs, rewrite=spoil).running() as wire:
        err = await refused(archive, seaweedfs, bucket, endpoint_url=wire.endpoint_url)
    assert err.problem is ArchiveProblem.DAMAGED


async def test_web_page_is_no_archive(archive: Archive, seaweedfs: S3Server) -> None:
    """Something that answers with HTML is not taken for S3."""
    page = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"
    async with Wire(seaweedfs, intercept=lambda _: page).running() as wire:
        err = await refused(archive, seaweedfs, endpoint_url=wire.endpoint_url)
    assert err.problem is ArchiveProblem.FAILED
    assert "404" in str(err)
