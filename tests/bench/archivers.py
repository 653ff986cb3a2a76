"""Systems that bring uploads into a bucket, and when each file was there."""

from collections.abc import Iterator, Mapping
import contextlib
from dataclasses import dataclass, field
import json
from pathlib import Path
import subprocess
import sys
import time
from typing import Any, Protocol

from tests.gateway.s3_servers import ACCESS_KEY_ID, SECRET_ACCESS_KEY, S3Server, seaweedfs_server

from .listening import Take, listening
from .peers import CamVault, Server, camvault, started, vsftpd
from .peers.server import ROOT

KEYS = {"AWS_ACCESS_KEY_ID": ACCESS_KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY}
_PATIENCE_S = 90


class Archiver(Protocol):
    """An FTP server, what belongs to it, and what it has brought into the bucket by now."""

    server: Server
    pids: list[int]

    def there(self) -> Mapping[str, float]:
        """Return when each file was in the bucket, on the machine's clock."""


def wait_for(archiver: Archiver, names: set[str]) -> Mapping[str, float]:
    """Return when each of these was in the bucket; those that do not come are missing."""
    deadline = time.monotonic() + _PATIENCE_S
    while names - archiver.there().keys() and time.monotonic() < deadline:
        time.sleep(0.1)
    return archiver.there()


@dataclass(slots=True)
class _Ancestor:
    server: Server
    pids: list[int]
    told: Path

    def there(self) -> Mapping[str, float]:
        """Return what it printed."""
        return dict(json.loads(line) for line in self.told.read_text().splitlines())


@contextlib.contextmanager
def ancestor(folder: Path, s3: S3Server, bucket: str) -> Iterator[Archiver]:
    """Run vsftpd and what follows its log."""
    places = [folder / "uploads.log", folder / "root", s3.endpoint_url, bucket]
    environment = {**KEYS, "PYTHONPATH": f"{ROOT / 'gateway_addon'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.bench.ancestor", *map(str, places)]
    told = folder / "told"
    with started(vsftpd(folder)) as server, told.open("wb") as output:
        follower = subprocess.Popen(command, env=environment, stdout=output)
        try:
            yield _Ancestor(server, [server.pid, follower.pid], told)
        finally:
            follower.kill()
            follower.wait()


@dataclass(slots=True)
class _CamVault:
    server: Server
    pids: list[int]
    verified: dict[str, float] = field(default_factory=dict)

    def there(self) -> Mapping[str, float]:
        """Return what it told: a capture is verified when the bucket's checksum was compared."""
        return dict(self.verified)

    def take(self, message: dict[str, Any], at: float) -> None:
        """Take what it says live."""
        if message["type"] == "capture" and message["capture"]["state"] == "verified":
            self.verified.setdefault(message["capture"]["original_path"][1:], at)


@contextlib.contextmanager
def camvault_archiving(folder: Path, s3: S3Server, bucket: str) -> Iterator[Archiver]:
    """Run a gateway with an archive."""
    server = camvault(folder)
    with started(server):
        archiver = _CamVault(server, [server.pid])
        archive_into(server, s3, bucket)
        with hearing(server, archiver.take):
            yield archiver


def archive_into(server: CamVault, s3: S3Server, bucket: str) -> None:
    """Set a gateway's archive up."""
    place = {"endpoint_url": s3.endpoint_url, "bucket": bucket, "region": "us-east-1", "prefix": "camvault"}
    keys = {"access_key_id": ACCESS_KEY_ID, "secret_access_key": SECRET_ACCESS_KEY}
    server.gateway.ask("/settings/archive", "PUT", place | keys)


def hearing(server: CamVault, take: Take) -> contextlib.AbstractContextManager[None]:
    """Have what a gateway says live taken."""
    headers = {"Authorization": f"Bearer {server.gateway.token()}"}
    return listening(f"ws://127.0.0.1:{server.gateway.api_port}/api/v1/live", headers, [], take)


@contextlib.contextmanager
def seaweedfs(folder: Path, *flags: str) -> Iterator[S3Server]:
    """Run a bucket server with a folder of its own."""
    place = folder / "seaweedfs"
    place.mkdir()
    server = seaweedfs_server(place)
    server.command += flags
    server.start()
    try:
        yield server
    finally:
        server.stop()
