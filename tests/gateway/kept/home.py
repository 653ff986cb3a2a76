"""A kept home: how it is unpacked, served and compared."""

from collections.abc import Iterator
import contextlib
import json
import os
from pathlib import Path
import sqlite3
import subprocess
import tarfile
from typing import Any, Final

from tests.gateway.conftest import free_port
from tests.gateway.running import COMMAND, RunningGateway
from tests.gateway.s3_servers import ACCESS_KEY_ID, SECRET_ACCESS_KEY, S3Server

BUCKET: Final = "kept"
SITE: Final = "home"
KEPT: Final = Path(__file__).parent
# What a gateway goes on with as soon as it runs.
_MOVES_ON: Final = ("state", "condition", "thumbnail", "playback", "codecs", "width", "height", "duration_s")
# What no event of that time told, and follows from its captures.
_OF_CAPTURES: Final = (
    "clips",
    "snapshots",
    "verified",
    "incomplete",
    "unreadable",
    "playable",
    "size",
    "content_s",
    "received_at",
)
# What is another thing on another day, though nothing has changed.
_OF_THE_DAY: Final = ("events_today", "captures_today", "bytes_today", "day_started_at", "silent_since")
# All that people made or cameras sent.
_TABLES: Final = (
    "settings",
    "cameras",
    "folders",
    "accounts",
    "events",
    "captures",
    "groups",
    "merged",
    "moves",
    "expired",
    "former_archives",
    "elsewhere",
    "archiving",
    "archive_total",
    "quarters",
)


def unpack(name: str, folder: Path) -> Path:
    """Unpack a kept home, and return where it lies."""
    with tarfile.open(KEPT / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    (folder / "data").mkdir()
    (folder / "catalog.db").rename(folder / "data/catalog.db")
    (folder / "vault").rename(folder / "data/vault")
    return folder


def rows(catalog: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that is not made of others, as the file has them."""
    with contextlib.closing(sqlite3.connect(catalog)) as db:
        db.row_factory = sqlite3.Row
        return {table: sorted(map(dict, db.execute(f"SELECT * FROM {table}")), key=repr) for table in _TABLES}  # noqa: S608


def archive_of(server: S3Server) -> dict[str, str]:
    """Return the bucket as the API takes it."""
    keys = {"access_key_id": ACCESS_KEY_ID, "secret_access_key": SECRET_ACCESS_KEY}
    return {"bucket": BUCKET, "endpoint_url": server.endpoint_url, **keys}


def fill(server: S3Server, home: Path) -> None:
    """Put the kept bucket's objects into a server."""
    client = server.client()
    client.create_bucket(Bucket=BUCKET)
    for each in json.loads((home / "bucket.json").read_text()):
        body = (home / "bucket" / each["file"]).read_bytes()
        client.put_object(
            Bucket=BUCKET, Key=each["key"], Body=body, ContentType=each["type"], Metadata=each["metadata"]
        )


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[RunningGateway]:
    """Run a gateway on a folder, and change nothing."""
    gateway = RunningGateway(folder, free_port(), free_port())
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.end()


def rebuild(data: Path, server: S3Server, bucket: str) -> subprocess.CompletedProcess[str]:
    """Rebuild a catalog from a bucket alone."""
    command = [str(COMMAND), "rebuild", "--data", str(data), "--bucket", bucket]
    command += ["--endpoint-url", server.endpoint_url]
    keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY}
    return subprocess.run(command, env={**os.environ, **keys}, capture_output=True, text=True, check=False)


def shown(gateway: RunningGateway) -> dict[str, Any]:
    """Return all that the API lists, but for what a gateway goes on with while it is asked."""
    names = ("captures", "events", "cameras", "groups", "accounts")
    found = {name: gateway.ask(f"/{name}{'?limit=500' if name in names[:2] else ''}")["items"] for name in names}
    for capture in found["captures"]:
        for name in (*_MOVES_ON, "vault_path", "small"):
            capture.pop(name, None)
    for event in found["events"]:
        for name in (*_OF_CAPTURES, "picture", "protection", "unarchived", "archived"):
            event.pop(name, None)
    for group in found["groups"]:
        group.pop("position", None)
    for camera in found["cameras"]:
        for name in ("latest_picture", "last_event", "today"):
            camera.pop(name, None)
    settings = gateway.ask("/settings")
    if settings.get("archive"):
        settings["archive"] = settings["archive"]["bucket"]
    return undated({**found, "settings": settings})


def undated(found: dict[str, Any]) -> dict[str, Any]:
    """Return what the API lists without what depends on the day on which it is asked."""
    cameras = [{name: camera[name] for name in camera if name not in _OF_THE_DAY} for camera in found["cameras"]]
    return {**found, "cameras": cameras}
