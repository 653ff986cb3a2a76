"""The core of it again, against S3 servers of other makers."""

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import subprocess

import pytest

from demo.processes import Process, answers
from demo.programs import BIN

from . import main_job
from .running import Running, free_base, wait_for

KEYS = {"AWS_ACCESS_KEY_ID": "AKOTHERSTORE", "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-other-store"}


@contextmanager
def server(name: str, folder: Path) -> Iterator[str]:
    """Run an S3 server; its address."""
    # Behind the forty ports of one demo, before those of the next.
    port = free_base() + 45
    environment = dict(os.environ)
    if name == "ministack":
        argv = [str(BIN / "ministack")]
        environment |= {"GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "SERVICES": "s3"}
    else:
        store = folder / "store"
        store.mkdir()
        keys = ",".join(KEYS.values())
        argv = [str(BIN / "rclone"), "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", keys]
        argv += ["--vfs-cache-mode", "off", str(store)]
    with (folder / "server.log").open("wb") as log:
        child = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=folder, start_new_session=True
        )
    try:
        wait_for(name, lambda: answers(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        if process := Process.of(child.pid):
            process.end(patience_s=3)
        child.wait(timeout=10)


@pytest.mark.parametrize("name", ["ministack", "rclone"])
def test_main_job(name: str, tmp_path: Path) -> None:
    """Motion, event and a verified copy, whoever made the server."""
    with server(name, tmp_path) as url:
        arguments = ("--archive-endpoint", url, "--archive-bucket", "other-bucket")
        demo = Running.start(tmp_path / "demo", *arguments, environment=KEYS)
        try:
            assert demo.record["archive"]["endpoint_url"] == url
            assert demo.record["archive"]["bucket"] == "other-bucket"
            main_job.motion_is_on_before_the_upload_ends(demo, "Other door", tmp_path)
            main_job.event_carries_the_capture(demo, "Other door", tmp_path)
            main_job.archived_copy_is_the_same(demo, "Other door", tmp_path)
        finally:
            demo.stop()
