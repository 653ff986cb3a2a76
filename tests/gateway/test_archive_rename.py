"""A capture that is renamed while it is being archived has one object all the same."""

import time
from typing import BinaryIO
from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.archive import records
from camvault_gateway.archive.put import Receipt, put as really_put
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.model import ArchiveSettings, Capture, State
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


async def test_a_put_begins_when_its_key_is_durable(
    gateway: Gateway, seaweedfs: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the gateway while it puts: it puts under the same key again, also if the camera renames before."""
    known = []

    def put(store: Store, capture: Capture, file: BinaryIO) -> Receipt:
        known.append((gateway.get(capture).archive_key, capture.archive_key))
        return really_put(store, capture, file)

    monkeypatch.setattr("camvault_gateway.archive.archive.put", put)
    gateway.archive.configure(seaweedfs.settings(seaweedfs.warm_bucket()), SITE)
    # A writer that has other things to do, too.
    for number in range(5):
        capture = gateway.add(b"%d" % number, path=f"/front/{number}.mp4")
        gateway.catalog.write(lambda _: time.sleep(0.05))
        await gateway.archive.archive(task_of(capture))
    assert [before for before, _ in known] == [key for _, key in known]


async def test_another_prefix_gives_another_key(gateway: Gateway, seaweedfs: S3Server) -> None:
    """A key that was chosen for one place does not hold for another."""
    bucket = seaweedfs.warm_bucket()
    capture = gateway.add(b"a clip")
    before = ArchiveSettings(bucket=bucket, access_key_id="x", secret_access_key="x", prefix="before")
    gateway.catalog.write(records.begun, task_of(capture), Store(before, SITE)).result()
    assert str(gateway.get(capture).archive_key).startswith("before/home/")
    gateway.archive.configure(seaweedfs.settings(bucket, prefix="after"), SITE)
    await gateway.archive.archive(task_of(capture))
    assert [key.split("/")[:2] for key in seaweedfs.objects(bucket)] == [["after", "home"]]
