"""The scripts' setting up on machines that are no Debian: in words, and going on where all is there."""

import os
from pathlib import Path
import shutil
import subprocess
from typing import Final

import pytest

from tests.app.paths import ROOT

TOOLS: Final = (
    *("bash", "sh", "cat", "cut", "dirname", "env", "find", "grep", "head", "id"),
    *("mkdir", "mktemp", "rm", "sed", "tail", "timeout", "tr", "uname"),
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a folder of programs without apt and dpkg, as Fedora and Arch are."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    return folder


def run(programs: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run what stands in a script that sources the set-up."""
    text = f'source "{ROOT}/scripts/_setup"; {script}'
    environment = {"PATH": str(programs), "HOME": os.environ.get("HOME", "/"), "TMPDIR": str(programs.parent)}
    return subprocess.run(["bash", "-c", text], env=environment, check=False, capture_output=True, text=True)


def test_what_is_missing_is_named(elsewhere: Path) -> None:
    """And it goes on: perhaps it is there under another name."""
    done = run(elsewhere, "apt_install curl lftp; echo went on")
    assert done.returncode == 0
    assert "no apt" in done.stderr
    assert "curl lftp" in done.stderr
    assert done.stdout == "went on\n"


def test_nothing_is_said_of_what_is_there(elsewhere: Path) -> None:
    """Programs count, whoever installed them."""
    for program in ("curl", "gcc", "chromium-browser"):
        (elsewhere / program).symlink_to("/bin/true")
    done = run(elsewhere, "apt_install curl gcc chromium")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_python(elsewhere: Path, tmp_path: Path) -> None:
    """What cannot be fetched is said in one sentence, not by whatever fails first."""
    (elsewhere / "uv").write_text("#!/bin/sh\nexit 1\n")
    (elsewhere / "uv").chmod(0o755)
    done = run(elsewhere, f'UV=uv; TOOLS="{tmp_path}/tools"; find_python || echo none')
    assert done.stdout == "none\n"
    assert "Install it, or let uv reach its downloads" in done.stderr


def test_only_debian_packages_are_taken_from_debian(elsewhere: Path, tmp_path: Path) -> None:
    """Elsewhere the script that unpacks them says so, before it makes anything."""
    done = subprocess.run(
        ["bash", ROOT / "scripts/_debian_testing", tmp_path / "made", "x"],
        env={"PATH": str(elsewhere)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "no Debian" in done.stderr
    assert not (tmp_path / "made").exists()
