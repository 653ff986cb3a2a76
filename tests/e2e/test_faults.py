"""The gateway is killed, the archive goes away: everything is delayed and nothing is lost."""

from pathlib import Path
import subprocess
from threading import Thread

from demo.processes import PROC, Process, find

from . import media
from .running import Running, sha256, wait_for


def test_kill_during_uploads_loses_nothing_acknowledged(demo: Running, folder: Path) -> None:
    """Every upload that got its 226 before the kill is there after it, whole, and reaches the archive."""
    slow = media.clip(folder, seconds=8)
    rate = str(slow.stat().st_size // 20)
    broken = demo.begin_upload(slow, "Killed/broken.mp4", "--limit-rate", rate)
    acknowledged: dict[str, str] = {}

    def upload_many() -> None:
        for number in range(60):
            source = media.snapshot(folder)
            path = f"Killed/{number:03}.jpg"
            if demo.upload(source, path, "--connect-timeout", "5").returncode == 0:
                acknowledged[path] = sha256(source.read_bytes())

    camera = Thread(target=upload_many)
    camera.start()
    wait_for("some uploads", lambda: len(acknowledged) >= 15)
    before = demo.kill_gateway()
    assert broken.wait(timeout=60) != 0, "an upload that was cut off was acknowledged"
    demo.wait_for_gateway(not_pid=before)
    camera.join()
    captures = {c["original_path"].removeprefix("/"): c for c in demo.captures(q="Killed")}
    for path, digest in acknowledged.items():
        assert captures[path]["sha256"] == digest
        content = demo.gateway.get(f"/captures/{captures[path]['id']}/content").raise_for_status().content
        assert sha256(content) == digest
    for path in acknowledged:
        demo.verified(path)
    # What arrived of the one that was cut off may be kept, but never as if it were whole.
    wait_for("recovery", lambda: not demo.captures(state="receiving"))
    for capture in demo.captures_of("Killed/broken.mp4"):
        assert capture["condition"] == "incomplete"


def test_home_assistant_says_so_and_recovers(demo: Running, folder: Path) -> None:
    """Entities become unavailable with the gateway and come back with it."""
    assert demo.upload(media.snapshot(folder), "Away/one.jpg").returncode == 0
    motion = wait_for("a motion sensor", lambda: demo.entity("Away", "binary_sensor."))
    hold = demo.state / "no-restart"
    hold.touch()
    before = demo.kill_gateway()
    wait_for("unavailable", lambda: demo.states(motion)["state"] == "unavailable")
    hold.unlink()
    demo.wait_for_gateway(not_pid=before)
    wait_for("available again", lambda: demo.states(motion)["state"] in ("on", "off"), 60)


def test_archive_that_is_away_delays_and_loses_nothing(demo: Running, folder: Path) -> None:
    """Uploads are acknowledged while the S3 server is dead, and archived when it is back."""
    server = find("weed", demo.state / "seaweedfs" / "data")
    assert server
    line = (PROC / str(server.pid) / "cmdline").read_bytes().decode().split("\0")[:-1]
    server.end(patience_s=2)
    sources = {f"Outage/{number}.jpg": media.snapshot(folder) for number in range(5)}
    for path, source in sources.items():
        assert demo.upload(source, path).returncode == 0
    wait_for("a failing archive", lambda: demo.gateway.get("/gateway").json()["archive"]["state"] == "failing", 60)
    assert all(demo.capture_of(path)["state"] == "stored" for path in sources)
    assert demo.gateway.get("/gateway").json()["backlog"]["files"] >= len(sources)
    with (folder / "s3.log").open("wb") as log:
        again = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    assert Process.of(again.pid)
    for path, source in sources.items():
        capture = demo.verified(path)
        assert sha256(demo.archived(capture["archive_key"])) == sha256(source.read_bytes())
