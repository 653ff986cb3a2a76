"""A theft, and the year after it: what was protected outlives the lifecycle rules, and a new gateway has it back."""

from dataclasses import dataclass
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
from .theft import BUCKET, KEY, SECRET, archive_of, content_of, owners_right, settled, thief_of, until

pytest_plugins = ("tests.gateway.s3_fixtures",)


@dataclass(frozen=True, slots=True)
class Stolen:
    """What a stolen gateway showed of a protected event, and its files."""

    event: dict[str, Any]
    captures: dict[str, dict[str, Any]]
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def stolen(locked: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Stolen:
    """Run a gateway, protect one of its events, and steal it."""
    folder = tmp_path_factory.mktemp("stolen")
    clip = media.clip(folder / "clip.mp4").read_bytes()
    with running_gateway(folder) as gateway:
        gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        gateway.ask("/settings/archive", "PUT", archive_of(locked))
        with gateway.client() as ftp:
            ftp.store("/Garden/1 person.mp4", clip)
            ftp.store("/Garden/2.jpg", media.picture(folder / "picture.jpg").read_bytes())
            ftp.store("/Door/3.mp4", clip + b"x")
        until(lambda: settled(gateway, 3))
        event = gateway.ask("/events?camera=garden")["items"][0]["id"]
        gateway.ask(f"/events/{event}", "PATCH", {"protected": True})
        until(lambda: gateway.ask(f"/events/{event}")["protection"] == "kept")
        until(lambda: gateway.ask("/settings")["archive"]["abilities"]["legal_hold"] is True)
        captures = {each["id"]: each for each in gateway.ask(f"/captures?event={event}")["items"]}
        files = {each: content_of(gateway, each) for each in captures}
        shown = gateway.ask(f"/events/{event}")
    shutil.rmtree(folder)
    return Stolen(shown, captures, files)


def _versions(server: S3Server, below: str) -> list[tuple[str, str]]:
    found = server.client().list_object_versions(Bucket=BUCKET, Prefix=below).get("Versions", [])
    return [(each["Key"], each["VersionId"]) for each in found]


def test_copies_are_held(locked: S3Server, stolen: Stolen) -> None:
    """The owner finds them under legal hold: nobody removes them before it is lifted, whatever the retention."""
    copies = _versions(locked, "camvault/_protected/home/")
    assert {key for key, _ in copies} == {each["archive_key"] for each in stolen.captures.values()}
    with owners_right(locked) as owner:
        for key, version in copies:
            held = owner.get_object_legal_hold(Bucket=BUCKET, Key=key, VersionId=version)
            assert held["LegalHold"]["Status"] == "ON"
            for anybody in (owner, thief_of(locked)):
                with pytest.raises(ClientError, match="AccessDenied"):
                    anybody.delete_object(Bucket=BUCKET, Key=key, VersionId=version, BypassGovernanceRetention=True)


@pytest.mark.parametrize("expired", ["captures", "everything"])
def test_protected_event_outlives_the_rules(locked: S3Server, stolen: Stolen, tmp_path: Path, expired: str) -> None:
    """Its captures and its mark are there and play, also when nothing else is left, not even a segment."""
    with owners_right(locked) as owner:
        for key, _ in _versions(locked, "camvault/home/"):
            if expired == "everything" or "/_catalog/" not in key:
                owner.delete_object(Bucket=BUCKET, Key=key)
    command = [str(COMMAND), "rebuild", "--data", str(tmp_path / "data"), "--bucket", BUCKET]
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    done = subprocess.run(
        [*command, "--endpoint-url", locked.endpoint_url],
        env={**os.environ, **keys},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 captures of 1 events" in done.stderr, done.stderr
    with running_gateway(tmp_path) as gateway:
        (event,) = gateway.ask("/events")["items"]
        # Without segments an event begins with its first capture: some milliseconds late.
        told = ("started_at",) if expired == "captures" else ()
        same: tuple[str, ...] = ("id", "camera", "labels", "protected", "protection", "captures", *told)
        assert {name: event[name] for name in same} == {name: stolen.event[name] for name in same}
        found = {each["id"]: each for each in gateway.ask("/captures")["items"]}
        same = ("original_path", "captured_at", "labels", "sha256", "archive_key", "state", "condition")
        for identity, capture in stolen.captures.items():
            assert {name: found[identity][name] for name in same} == {name: capture[name] for name in same}
        assert {each: content_of(gateway, each) for each in found} == stolen.files
        gateway.end()
        check = [str(COMMAND), "check", "--data", str(gateway.folder / "data"), "--archive"]
        tried = subprocess.run(check, capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stdout
