"""A capture that is renamed while it is being archived has one object all the same."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from camvault_gateway.archive import records
from camvault_gateway.archive.store import Store
from camvault_gateway.model import ArchiveSettings, State
from camvault_gateway.receive.ingest import Ingest

from .archiving import SITE, Gateway, task_of
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)


async def test_rename_between_a_put_and_its_record(gateway: Gateway, seaweedfs: S3Server) -> None:
    """The put went through, the gateway died before it knew, and meanwhile the camera had given another name."""
    bucket = seaweedfs.warm_bucket()
    capture = gateway.add(b"a clip", path="/front/a.mp4")
    gateway.archive.configure(seaweedfs.settings(bucket), SITE)
    assert gateway.archive._put(gateway.archive.in_use(), task_of(capture)) is not None
    ingest = Ingest(gateway.catalog, gateway.vault, gateway.bus, ZoneInfo("UTC"))
    ingest.rename(capture.id, "/front/person-20260101101112.mp4")
    await gateway.archive.archive(task_of(capture))
    kept = gateway.get(capture)
    assert kept.state is State.VERIFIED
    assert kept.labels == ("person",)
    assert kept.archive_key is not None
    assert seaweedfs.objects(bucket) == {kept.archive_key: b"a clip"}


async def test_another_prefix_gives_another_key(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A key that was chosen for one place does not hold for another."""
    bucket = seaweedfs.warm_bucket()
    capture = gateway.add(b"a clip")
    before = ArchiveSettings(bucket=bucket, access_key_id="x", secret_access_key="x", prefix="before")
    gateway.catalog.write(records.begun, replace(capture, archive_key=Store(before, SITE).key(capture))).result()
    assert str(gateway.get(capture).archive_key).startswith("before/home/")
    gateway.archive.configure(seaweedfs.settings(bucket, prefix="after"), SITE)
    await gateway.archive.archive(task_of(capture))
    assert [key.split("/")[:2] for key in seaweedfs.objects(bucket)] == [["after", "home"]]
