"""The gateway is stolen: a new one has everything back from the bucket, with a key that could destroy nothing."""

from collections.abc import Callable, Iterator
import json
import os
from pathlib import Path
import shutil
import subprocess
import time
from typing import Any
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
import pytest

from . import media
from .running import COMMAND, RunningGateway, running_gateway
from .s3_servers import S3Server, seaweedfs_server

_KEY, _SECRET = "CAMVAULTGATEWAY", "camvault-gateway-0123456789"
_BUCKET = "evidence"
_DENIED = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention", "s3:PutLifecycleConfiguration"]
_PATIENCE_S = 40


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """Run a SeaweedFS with a bucket as docs/storage.md wants it, and a key that may put, get and list."""
    folder = tmp_path_factory.mktemp("locked")
    server = seaweedfs_server(folder)
    config = json.loads((folder / "s3.json").read_text())
    keys = {"accessKey": _KEY, "secretKey": _SECRET}
    config["identities"].append({"name": "gateway", "credentials": [keys], "actions": ["Read", "Write", "List"]})
    (folder / "s3.json").write_text(json.dumps(config))
    try:
        server.start()
        _make_bucket(server)
        yield server
    finally:
        server.stop()


def _make_bucket(server: S3Server) -> None:
    client = server.client()
    client.create_bucket(Bucket=_BUCKET, ObjectLockEnabledForBucket=True)
    client.put_object_lock_configuration(
        Bucket=_BUCKET,
        ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}},
        },
    )
    denied = {"Effect": "Deny", "Principal": "*", "Action": _DENIED}
    resources = [f"arn:aws:s3:::{_BUCKET}", f"arn:aws:s3:::{_BUCKET}/*"]
    policy = {"Version": "2012-10-17", "Statement": [{**denied, "Resource": resources}]}
    client.put_bucket_policy(Bucket=_BUCKET, Policy=json.dumps(policy))


def _thief(server: S3Server) -> Any:  # noqa: ANN401 boto3's client
    """Return a client with the gateway's own key."""
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint_url,
        region_name="us-east-1",
        aws_access_key_id=_KEY,
        aws_secret_access_key=_SECRET,
        config=Config(
            retries={"total_max_attempts": 1},
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
        ),
    )


def _archive(server: S3Server) -> dict[str, str]:
    where = {"bucket": _BUCKET, "endpoint_url": server.endpoint_url}
    return {**where, "access_key_id": _KEY, "secret_access_key": _SECRET}


def _settled(gateway: RunningGateway, count: int) -> bool:
    found = gateway.ask("/captures")["items"]
    over = all(event["ended_at"] for event in gateway.ask("/events")["items"])
    done = all(each["state"] == "verified" and each["condition"] != "pending" for each in found)
    return len(found) == count and over and done


def _until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.1)


def _listing(gateway: RunningGateway) -> dict[str, Any]:
    """Return all that people see but for pictures, which are made anew."""
    found = {name: gateway.ask(f"/{name}")["items"] for name in ("captures", "events", "cameras")}
    for event in found["events"]:
        event["picture"] = None
    for capture in found["captures"]:
        capture["thumbnail"] = False
    for camera in found["cameras"]:
        camera["latest_picture"] = camera["last_event"] = None
    return found


def _content(gateway: RunningGateway, capture: str) -> bytes:
    url = f"http://127.0.0.1:{gateway.api_port}/api/v1/captures/{capture}/content"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {gateway.token()}"})
    with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
        return bytes(answer.read())


@pytest.fixture(scope="module")
def stolen(locked: S3Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Run a gateway for a while, then steal it; returns what it showed, and the files it had."""
    folder = tmp_path_factory.mktemp("stolen")
    clip = media.clip(folder / "clip.mp4").read_bytes()
    picture = media.picture(folder / "picture.jpg").read_bytes()
    with running_gateway(folder) as gateway:
        gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        gateway.ask("/settings/archive", "PUT", _archive(locked))
        with gateway.client() as ftp:
            for number, camera in enumerate(("Front Door", "Überwachung", "Front Door")):
                ftp.store(f"/{camera}/{number} person.mp4", clip + bytes([number]))
                ftp.store(f"/{camera}/{number}.jpg", picture + bytes([number]))
        _until(lambda: _settled(gateway, 6))
        gateway.ask("/cameras/front-door", "PATCH", {"name": "Porch"})
        event = gateway.ask("/events")["items"][0]["id"]
        gateway.ask(f"/events/{event}", "PATCH", {"protected": True})
        shown = _listing(gateway)
        files = {each["id"]: _content(gateway, each["id"]) for each in shown["captures"]}
    shutil.rmtree(folder)
    return shown, files


def test_the_key_destroys_nothing(locked: S3Server, stolen: tuple[dict[str, Any], dict[str, bytes]]) -> None:
    """Who has it can neither delete nor overwrite, nor shorten a lock, nor change the bucket's rules."""
    thief, shown = _thief(locked), stolen[0]
    where = {"Bucket": _BUCKET, "Key": shown["captures"][0]["archive_key"]}
    (version,) = locked.client().list_object_versions(Bucket=_BUCKET, Prefix=where["Key"])["Versions"]
    attempts: list[Callable[[], object]] = [
        lambda: thief.delete_object(**where),
        lambda: thief.delete_object(**where, VersionId=version["VersionId"]),
        lambda: thief.delete_object(**where, VersionId=version["VersionId"], BypassGovernanceRetention=True),
        lambda: thief.put_object(**where, Body=b"nothing to see", IfNoneMatch="*"),
        lambda: thief.delete_bucket_policy(Bucket=_BUCKET),
        lambda: thief.put_bucket_versioning(Bucket=_BUCKET, VersioningConfiguration={"Status": "Suspended"}),
        lambda: thief.put_object_retention(
            **where, Retention={"Mode": "GOVERNANCE", "RetainUntilDate": "2020-01-01T00:00:00Z"}
        ),
    ]
    for attempt in attempts:
        with pytest.raises(ClientError):
            attempt()
    refused = thief.delete_objects(Bucket=_BUCKET, Delete={"Objects": [{"Key": where["Key"]}]})
    assert not refused.get("Deleted")
    # What cannot be demanded everywhere is a condition: without one, this is a newer version, and the first one stays.
    thief.put_object(Bucket=_BUCKET, Key="camvault/home/over", Body=b"evidence")
    thief.put_object(Bucket=_BUCKET, Key="camvault/home/over", Body=b"gone?")
    versions = locked.client().list_object_versions(Bucket=_BUCKET, Prefix="camvault/home/over")["Versions"]
    assert len(versions) == 2


def test_command_brings_everything_back(
    locked: S3Server, stolen: tuple[dict[str, Any], dict[str, bytes]], tmp_path: Path
) -> None:
    """The listing is equal to the last field, every byte plays, archiving goes on; a second time is refused."""
    shown, files = stolen
    command = [str(COMMAND), "rebuild", "--data", str(tmp_path / "data"), "--bucket", _BUCKET]
    command += ["--endpoint-url", locked.endpoint_url]
    keys = {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": _SECRET}
    done = subprocess.run(command, env={**os.environ, **keys}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "6 captures of 2 events and 2 cameras" in done.stderr
    assert "0 captures told of themselves" in done.stderr
    assert _SECRET not in done.stderr
    with running_gateway(tmp_path) as gateway:
        assert _listing(gateway) == shown
        assert {each: _content(gateway, each) for each in files} == files
        _until(lambda: all(each["thumbnail"] for each in gateway.ask("/captures")["items"]))
        with gateway.client() as ftp:
            ftp.store("/Front Door/later.jpg", b"\xff\xd8\xfflater\xff\xd9")
        _until(lambda: [each["state"] for each in gateway.ask("/captures?q=later")["items"]] == ["verified"])
        assert gateway.ask("/captures?q=later")["items"][0]["camera"] == "front-door"
    again = subprocess.run(command, env={**os.environ, **keys}, capture_output=True, text=True, check=False)
    assert (again.returncode, "has captures already" in again.stderr) == (8, True)


def test_set_up_brings_everything_back(
    locked: S3Server, stolen: tuple[dict[str, Any], dict[str, bytes]], tmp_path: Path
) -> None:
    """The same through the API, as Home Assistant's set-up does it."""
    shown, files = stolen
    with running_gateway(tmp_path) as gateway:
        gateway.ask("/settings/archive", "PUT", _archive(locked))
        assert gateway.ask("/archive/rebuild", "POST")["state"] == "running"
        _until(lambda: gateway.ask("/gateway")["rebuild"]["state"] != "running")
        assert gateway.ask("/gateway")["rebuild"]["state"] == "done"
        known = {each["id"] for each in gateway.ask("/captures")["items"]}
        assert known >= {each["id"] for each in shown["captures"]}
        capture, content = next(iter(files.items()))
        assert _content(gateway, capture) == content


@pytest.mark.parametrize(
    ("changes", "environment", "code", "says"),
    [
        ([], {}, 2, "AWS_ACCESS_KEY_ID"),
        (["--bucket", "no-such-bucket"], {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": _SECRET}, 9, "no-such"),
        ([], {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": "wrong"}, 9, "refused the key"),
        (["--site", "cabin"], {"AWS_ACCESS_KEY_ID": _KEY, "AWS_SECRET_ACCESS_KEY": _SECRET}, 9, "camvault/home"),
        (["--site", "../x"], {}, 2, "--site"),
    ],
)
def test_what_cannot_be_rebuilt_is_said(
    locked: S3Server,
    stolen: object,
    tmp_path: Path,
    changes: list[str],
    environment: dict[str, str],
    code: int,
    says: str,
) -> None:
    """Each mistake has its exit code and a message with what to do."""
    command = [str(COMMAND), "rebuild", "--data", str(tmp_path / "data"), "--bucket", _BUCKET]
    command += ["--endpoint-url", locked.endpoint_url, *changes]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(command, env={**plain, **environment}, capture_output=True, text=True, check=False)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
