"""The gateway is stolen: a new one has everything back from the bucket, with a key that could destroy nothing."""

from collections.abc import Callable
import os
from pathlib import Path
import shutil
import subprocess
from typing import Any

from botocore.exceptions import ClientError
import pytest

from . import media
from .running import COMMAND, running_gateway
from .s3_servers import S3Server
from .theft import BUCKET, KEY, SECRET, archive_of, content_of, listing, settled, thief_of, until

pytest_plugins = ("tests.gateway.s3_fixtures",)


@pytest.fixture(scope="module")
def stolen(locked: S3Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Run a gateway for a while, then steal it; returns what it showed, and the files it had."""
    folder = tmp_path_factory.mktemp("stolen")
    clip = media.clip(folder / "clip.mp4").read_bytes()
    picture = media.picture(folder / "picture.jpg").read_bytes()
    with running_gateway(folder) as gateway:
        gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        gateway.ask("/settings/archive", "PUT", archive_of(locked))
        with gateway.client() as ftp:
            for number, camera in enumerate(("Front Door", "Überwachung", "Front Door")):
                ftp.store(f"/{camera}/{number} person.mp4", clip + bytes([number]))
                ftp.store(f"/{camera}/{number}.jpg", picture + bytes([number]))
        until(lambda: settled(gateway, 6))
        gateway.ask("/cameras/front-door", "PATCH", {"name": "Porch"})
        event = gateway.ask("/events")["items"][0]["id"]
        gateway.ask(f"/events/{event}", "PATCH", {"protected": True})
        until(lambda: gateway.ask(f"/events/{event}")["protection"] == "kept")
        shown = listing(gateway)
        files = {each["id"]: content_of(gateway, each["id"]) for each in shown["captures"]}
    shutil.rmtree(folder)
    return shown, files


def test_the_key_destroys_nothing(locked: S3Server, stolen: tuple[dict[str, Any], dict[str, bytes]]) -> None:
    """Who has it can neither delete nor overwrite, nor shorten a lock, nor change the bucket's rules."""
    thief, shown = thief_of(locked), stolen[0]
    where = {"Bucket": BUCKET, "Key": shown["captures"][0]["archive_key"]}
    (version,) = locked.client().list_object_versions(Bucket=BUCKET, Prefix=where["Key"])["Versions"]
    attempts: list[Callable[[], object]] = [
        lambda: thief.delete_object(**where),
        lambda: thief.delete_object(**where, VersionId=version["VersionId"]),
        lambda: thief.delete_object(**where, VersionId=version["VersionId"], BypassGovernanceRetention=True),
        lambda: thief.put_object(**where, Body=b"nothing to see", IfNoneMatch="*"),
        lambda: thief.delete_bucket_policy(Bucket=BUCKET),
        lambda: thief.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"}),
        lambda: thief.put_object_retention(
            **where, Retention={"Mode": "GOVERNANCE", "RetainUntilDate": "2020-01-01T00:00:00Z"}
        ),
    ]
    for attempt in attempts:
        with pytest.raises(ClientError):
            attempt()
    refused = thief.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": where["Key"]}]})
    assert not refused.get("Deleted")
    # What cannot be demanded everywhere is a condition: without one, this is a newer version, and the first one stays.
    thief.put_object(Bucket=BUCKET, Key="camvault/home/over", Body=b"evidence")
    thief.put_object(Bucket=BUCKET, Key="camvault/home/over", Body=b"gone?")
    versions = locked.client().list_object_versions(Bucket=BUCKET, Prefix="camvault/home/over")["Versions"]
    assert len(versions) == 2


def test_command_brings_everything_back(
    locked: S3Server, stolen: tuple[dict[str, Any], dict[str, bytes]], tmp_path: Path
) -> None:
    """The listing is equal to the last field, every byte plays, archiving goes on; a second time nothing changes."""
    shown, files = stolen
    command = [str(COMMAND), "rebuild", "--data", str(tmp_path / "data"), "--bucket", BUCKET]
    command += ["--endpoint-url", locked.endpoint_url]
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    done = subprocess.run(command, env={**os.environ, **keys}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "6 captures of 2 events and 2 cameras" in done.stderr
    assert "0 captures told of themselves" in done.stderr
    assert SECRET not in done.stderr
    with running_gateway(tmp_path) as gateway:
        assert listing(gateway) == shown
        assert {each: content_of(gateway, each) for each in files} == files
        until(lambda: all(each["thumbnail"] for each in gateway.ask("/captures")["items"]))
        with gateway.client() as ftp:
            ftp.store("/Front Door/later.jpg", b"\xff\xd8\xfflater\xff\xd9")
        until(lambda: [each["state"] for each in gateway.ask("/captures?q=later")["items"]] == ["verified"])
        assert gateway.ask("/captures?q=later")["items"][0]["camera"] == "front-door"
        later = listing(gateway)
    again = subprocess.run(command, env={**os.environ, **keys}, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    with running_gateway(tmp_path) as gateway:
        # What is protected goes on being copied meanwhile.
        again_shown = listing(gateway)
        for name, items in later.items():
            assert [each["id"] for each in again_shown[name]] == [each["id"] for each in items]


def test_set_up_brings_everything_back(
    locked: S3Server, stolen: tuple[dict[str, Any], dict[str, bytes]], tmp_path: Path
) -> None:
    """The same through the API, as Home Assistant's set-up does it."""
    shown, files = stolen
    with running_gateway(tmp_path) as gateway:
        gateway.ask("/settings/archive", "PUT", archive_of(locked))
        assert gateway.ask("/archive/rebuild", "POST")["state"] == "running"
        until(lambda: gateway.ask("/gateway")["rebuild"]["state"] != "running")
        assert gateway.ask("/gateway")["rebuild"]["state"] == "done"
        known = {each["id"] for each in gateway.ask("/captures")["items"]}
        assert known >= {each["id"] for each in shown["captures"]}
        capture, content = next(iter(files.items()))
        assert content_of(gateway, capture) == content


@pytest.mark.parametrize(
    ("changes", "environment", "code", "says"),
    [
        ([], {}, 2, "AWS_ACCESS_KEY_ID"),
        (["--bucket", "no-such-bucket"], {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}, 9, "no-such"),
        ([], {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": "wrong"}, 9, "refused the key"),
        (["--site", "cabin"], {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}, 9, "other sites: home"),
        (["--site", "../x"], {}, 2, "--site"),
        (["--site", "_protected"], {}, 2, "--site"),
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
    command = [str(COMMAND), "rebuild", "--data", str(tmp_path / "data"), "--bucket", BUCKET]
    command += ["--endpoint-url", locked.endpoint_url, *changes]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(command, env={**plain, **environment}, capture_output=True, text=True, check=False)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
