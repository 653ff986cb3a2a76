"""A fork's script: afterwards nothing in the checkout names the former owner."""

from collections.abc import Iterator
from pathlib import Path
import re
import shutil
import subprocess

import pytest

from tests.app.paths import ROOT, read_yaml

GIT = ("git", "-c", f"safe.directory={ROOT}")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a copy of what is tracked here, in a repository of its own."""
    folder = tmp_path_factory.mktemp("fork")
    listed = subprocess.run([*GIT, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    yield folder
    shutil.rmtree(folder)


def fork(checkout: Path, owner: str) -> subprocess.CompletedProcess[str]:
    """Run the script."""
    return subprocess.run(
        ["bash", checkout / "scripts/fork", *([owner] if owner else [])], check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize("owner", ["", "-nobody", "two words", "a/b", "x" * 40])
def test_what_is_no_owner_is_refused(checkout: Path, owner: str) -> None:
    """With a sentence, and before anything is changed."""
    refused = fork(checkout, owner)
    assert refused.returncode == 2
    assert "scripts/fork OWNER" in refused.stderr


def test_a_fork_names_its_owner_only(checkout: Path) -> None:
    """Addresses, badges, blueprints, the registry and the code owner; and back again, so that nothing is lost."""
    owner = re.fullmatch(r"https://github\.com/([^/]+)/camvault", read_yaml(ROOT / "repository.yaml")["url"])
    assert owner is not None
    before = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file() and ".git/" not in str(path)}
    other = "Some-Body"
    done = fork(checkout, other)
    assert done.returncode == 0, done.stderr
    # However an address is written, escaped or not: the owner stands before the repository, in a registry, or behind @.
    named = re.compile(
        rf"(?:github\.com|ghcr\.io)(?:/|%2F){owner[1]}\b|owner={owner[1]}\b|[\"']@{owner[1]}\b".encode(), re.IGNORECASE
    )
    assert [str(path) for path in before if named.search(path.read_bytes())] == []
    assert read_yaml(checkout / "gateway_addon/config.yaml")["image"] == f"ghcr.io/{other.lower()}/camvault-gateway"
    assert f"owner={other}&repository=camvault" in (checkout / "README.md").read_text()
    assert fork(checkout, owner[1]).returncode == 0
    assert {path: path.read_bytes() for path in before} == before
