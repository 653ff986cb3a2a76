"""A bucket as docs/storage.md wants it, a gateway that archives there, and what is asked of both."""

from collections.abc import Callable, Iterator
import contextlib
import json
from pathlib import Path
import time
from typing import TYPE_CHECKING, Any
import urllib.request

import boto3
from botocore.config import Config

from .running import RunningGateway
from .s3_servers import S3Server, seaweedfs_server

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY, SECRET = "CAMVAULTGATEWAY", "camvault-gateway-0123456789"
BUCKET = "evidence"
_DENIED = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention", "s3:PutLifecycleConfiguration"]
_ACTIONS = ["Read", "Write", "List", "PutObjectLegalHold"]
_PATIENCE_S = 40


def locked_server(folder: Path) -> S3Server:
    """Return a SeaweedFS with a key that may put, hold, get and list."""
    server = seaweedfs_server(folder)
    config = json.loads((folder / "s3.json").read_text())
    keys = {"accessKey": KEY, "secretKey": SECRET}
    config["identities"].append({"name": "gateway", "credentials": [keys], "actions": _ACTIONS})
    (folder / "s3.json").write_text(json.dumps(config))
    return server


def make_bucket(server: S3Server) -> None:
    """Make a bucket that keeps versions, locks them, and lets nobody delete."""
    client = server.client()
    client.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True)
    client.put_object_lock_configuration(
        Bucket=BUCKET,
        ObjectLockConfiguration={
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}},
        },
    )
    denied = {"Effect": "Deny", "Principal": "*", "Action": _DENIED}
    resources = [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]
    policy = {"Version": "2012-10-17", "Statement": [{**denied, "Resource": resources}]}
    client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))


@contextlib.contextmanager
def owners_right(server: S3Server) -> Iterator[S3Client]:
    """Give the owner's client, to whom the bucket's policy does not apply for a while."""
    client = server.client()
    policy = client.get_bucket_policy(Bucket=BUCKET)["Policy"]
    client.delete_bucket_policy(Bucket=BUCKET)
    try:
        yield client
    finally:
        client.put_bucket_policy(Bucket=BUCKET, Policy=policy)


def thief_of(server: S3Server) -> Any:  # noqa: ANN401 boto3's client
    """Return a client with the gateway's own key."""
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint_url,
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        config=Config(
            retries={"total_max_attempts": 1},
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
        ),
    )


def archive_of(server: S3Server) -> dict[str, str]:
    """Return the bucket as the API takes it, with the gateway's own key."""
    where = {"bucket": BUCKET, "endpoint_url": server.endpoint_url}
    return {**where, "access_key_id": KEY, "secret_access_key": SECRET}


def settled(gateway: RunningGateway, count: int) -> bool:
    """Tell whether so many captures are verified and looked at, and all events over."""
    found = gateway.ask("/captures")["items"]
    over = all(event["ended_at"] for event in gateway.ask("/events")["items"])
    done = all(each["state"] == "verified" and each["condition"] != "pending" for each in found)
    return len(found) == count and over and done


def until(reached: Callable[[], bool]) -> None:
    """Wait for something."""
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.1)


def listing(gateway: RunningGateway) -> dict[str, Any]:
    """Return all that people see but for pictures, which are made anew, and where a file lies."""
    found = {name: gateway.ask(f"/{name}")["items"] for name in ("captures", "events", "cameras")}
    for event in found["events"]:
        event["picture"] = None
    for capture in found["captures"]:
        capture |= {"thumbnail": False, "playback": "unknown", "codecs": None, "width": None, "height": None}
        # It lies in the archive alone now.
        capture["vault_path"] = None
    for camera in found["cameras"]:
        camera["latest_picture"] = camera["last_event"] = None
    return found


def content_of(gateway: RunningGateway, capture: str) -> bytes:
    """Return a capture's bytes, as the API gives them."""
    url = f"http://127.0.0.1:{gateway.api_port}/api/v1/captures/{capture}/content"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {gateway.token()}"})
    with urllib.request.urlopen(request, timeout=_PATIENCE_S) as answer:
        return bytes(answer.read())
