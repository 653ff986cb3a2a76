"""The programs that people mirror folders with, against the real server."""

import os
from pathlib import Path
import subprocess
import sys
import time

import pytest

from .conftest import Receiving
from .ftp_client import reset

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9"
RCLONE = Path(sys.executable).parent / "rclone"


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files of some days ago, whose names tell their times."""
    for number in range(5):
        path = tmp_path / f"garden/2026-11-2{number}/2026-11-2{number}_08-11-12.jpg"
        path.parent.mkdir(parents=True)
        path.write_bytes(JPEG + bytes([number]))
        os.utime(path, (1_764_000_000 + number, 1_764_000_000 + number))
    return tmp_path / "garden"


def _contents(receiving: Receiving) -> list[bytes]:
    return sorted(receiving.content(each) for each in receiving.captures())


def _rclone(receiving: Receiving, tmp_path: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    secret = _run(RCLONE, "obscure", "right-password").stdout.strip()
    remote = f":ftp,host=127.0.0.1,port={receiving.port},user=camera,pass={secret}:garden"
    options = ["--config", tmp_path / "none.conf", "--retries", "1", "--low-level-retries", "1", "-v"]
    return _run(RCLONE, *options, *arguments, remote)


@pytest.mark.parametrize("more", [[], ["--inplace"]], ids=["partial names", "in place"])
def test_rclone(receiving: Receiving, tmp_path: Path, folder: Path, more: list[str]) -> None:
    """A copy succeeds, and a second one neither fails nor brings anything a second time."""
    for _ in range(2):
        done = _rclone(receiving, tmp_path, *more, "copy", folder)
        assert done.returncode == 0, done.stderr
    assert _contents(receiving) == [JPEG + bytes([number]) for number in range(5)]
    paths = {each.original_path for each in receiving.captures()}
    assert paths == {f"/garden/2026-11-2{n}/2026-11-2{n}_08-11-12.jpg" for n in range(5)}


def test_rclone_after_a_restart(receiving: Receiving, tmp_path: Path, folder: Path) -> None:
    """When nothing is remembered, all files come again, and are kept once."""
    assert _rclone(receiving, tmp_path, "copy", folder).returncode == 0
    receiving.server.ftp._context.namespaces._known.clear()
    done = _rclone(receiving, tmp_path, "copy", folder)
    assert done.returncode == 0, done.stderr
    assert _contents(receiving) == [JPEG + bytes([number]) for number in range(5)]


def _lftp(receiving: Receiving, script: str) -> subprocess.CompletedProcess[str]:
    rules = "set ssl:verify-certificate no; set net:max-retries 1; set net:timeout 20; set cmd:fail-exit yes"
    return _run(
        "lftp", "-u", "camera,right-password", "-e", f"{rules}; {script}; bye", f"ftp://127.0.0.1:{receiving.port}"
    )


def test_lftp(receiving: Receiving, folder: Path) -> None:
    """A reverse mirror succeeds with times and modes, and a second one finds everything there."""
    for _ in range(2):
        done = _lftp(receiving, f"mirror -R {folder} garden")
        assert (done.returncode, done.stderr) == (0, "")
    assert _contents(receiving) == [JPEG + bytes([number]) for number in range(5)]


@pytest.mark.parametrize("program", ["curl", "lftp"])
def test_resume(receiving: Receiving, tmp_path: Path, program: str) -> None:
    """What a reset broke off is continued, and one whole capture is kept."""
    whole = tmp_path / "clip.jpg"
    whole.write_bytes(JPEG)
    with receiving.client() as ftp:
        connection = ftp.passive()
        assert ftp.ask("STOR garden/clip.jpg").startswith("150")
        connection.sendall(JPEG[:2000])
        time.sleep(0.3)
        reset(connection)
        assert ftp.reply().startswith("426")
    if program == "curl":
        url = f"ftp://127.0.0.1:{receiving.port}/garden/clip.jpg"
        done = _run("curl", "-sS", "-C", "-", "--user", "camera:right-password", "--upload-file", whole, url)
    else:
        done = _lftp(receiving, f"put -c {whole} -o garden/clip.jpg")
    assert (done.returncode, done.stderr) == (0, "")
    assert receiving.content(receiving.only()) == JPEG
