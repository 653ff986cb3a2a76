"""The main job, checked step by step; run against every S3 server."""

from pathlib import Path
import time

from . import media
from .running import QUIET_S, Running, sha256, wait_for


def motion_is_on_before_the_upload_ends(demo: Running, camera: str, folder: Path) -> None:
    """Upload slowly, and see a device with motion while the clip still arrives."""
    source = media.clip(folder, seconds=8)
    rate = source.stat().st_size // 6
    upload = demo.begin_upload(source, f"{camera}/clip.mp4", "--limit-rate", str(rate))
    motion = wait_for("a motion sensor", lambda: demo.entity(camera, "binary_sensor."), 10)
    wait_for("motion", lambda: demo.states(motion)["state"] == "on", 10)
    assert upload.poll() is None, "the upload was over before motion was on"
    assert upload.wait(timeout=60) == 0
    ended = time.monotonic()
    wait_for("the end of motion", lambda: demo.states(motion)["state"] == "off", QUIET_S + 10)
    assert time.monotonic() - ended > QUIET_S - 1.5


def event_carries_the_capture(demo: Running, camera: str, folder: Path) -> None:
    """Upload a picture, and find its id in the event entity."""
    path = f"{camera}/snapshot.jpg"
    assert demo.upload(media.snapshot(folder), path).returncode == 0
    capture = demo.capture_of(path)
    event = wait_for("an event entity", lambda: demo.entity(camera, "event."))
    wait_for("the event", lambda: demo.states(event)["attributes"].get("capture_id") == capture["id"])
    assert demo.states(event)["attributes"]["event_id"] == capture["event"]


def archived_copy_is_the_same(demo: Running, camera: str, folder: Path) -> None:
    """Upload a picture and a clip, and find the same bytes in the bucket."""
    for source, name in ((media.snapshot(folder), "same.jpg"), (media.clip(folder), "same.mp4")):
        assert demo.upload(source, f"{camera}/{name}").returncode == 0
        capture = demo.verified(f"{camera}/{name}")
        digest = sha256(source.read_bytes())
        assert capture["sha256"] == digest
        assert capture["archive_key"].startswith(f"{demo.record['archive']['prefix']}/")
        assert sha256(demo.archived(capture["archive_key"])) == digest
