"""A vault belongs to one gateway, whatever its data folder is."""

import errno
import fcntl
import os
from pathlib import Path
import subprocess

import pytest

from camvault_gateway.app import data_folder
from camvault_gateway.app.errors import ExitCode, SetupError
from camvault_gateway.catalog import Catalog
from camvault_gateway.vault import Vault

from .archiving import Gateway
from .conftest import free_port
from .running import COMMAND, RunningGateway, running_gateway


def test_second_gateway_on_a_vault(tmp_path: Path) -> None:
    """It does not start, says whose fault it is, and takes nothing from the first, in the middle of an upload."""
    (tmp_path / "first").mkdir()
    with running_gateway(tmp_path / "first") as first:
        vault = first.folder / "data/vault"
        with first.client() as ftp:
            with ftp.passive() as connection:
                assert ftp.ask("STOR garden/a.jpg").startswith("150")
                connection.sendall(bytes(400_000))
                second = RunningGateway(tmp_path / "second", free_port(), free_port(), more=("--vault", str(vault)))
                done = subprocess.run([COMMAND, *second.arguments], capture_output=True, text=True, check=False)
                connection.sendall(bytes(400_000))
            assert ftp.reply().startswith("226")
        assert done.returncode == ExitCode.ALREADY_RUNNING, done.stderr
        assert f"Another gateway keeps its files in {vault}" in done.stderr
        assert "Traceback" not in done.stderr
        assert [item["size"] for item in first.ask("/captures")["items"]] == [800_000]


@pytest.mark.parametrize("below", ["", "vault"])
def test_data_and_vault_may_be_one_folder(tmp_path: Path, below: str) -> None:
    """One gateway may have both in one folder, or one in the other."""
    for descriptor in (data_folder.claim(tmp_path), data_folder.claim_vault(tmp_path / below)):
        os.close(descriptor)
    held = [data_folder.claim(tmp_path), data_folder.claim_vault(tmp_path / below)]
    for claim, folder in ((data_folder.claim, tmp_path), (data_folder.claim_vault, tmp_path / below)):
        with pytest.raises(SetupError) as caught:
            claim(folder)
        assert caught.value.code is ExitCode.ALREADY_RUNNING
    for descriptor in held:
        os.close(descriptor)


def test_file_system_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Some network folders have none: it starts, and says what that means."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    os.close(data_folder.claim_vault(tmp_path))
    assert "make sure that no other gateway uses this folder" in caplog.text


def test_file_system_that_locks_what_is_open_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NFS does."""
    real = fcntl.flock

    def as_nfs_does(descriptor: int, operation: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", as_nfs_does)
    held = data_folder.claim_vault(tmp_path)
    with pytest.raises(SetupError, match="Another gateway"):
        data_folder.claim_vault(tmp_path)
    os.close(held)


def test_rebuild_leaves_a_vault_alone_that_is_in_use(tmp_path: Path) -> None:
    """The command writes too."""
    held = data_folder.claim_vault(tmp_path / "vault")
    folders: list[str | Path] = ["--data", tmp_path / "data", "--vault", tmp_path / "vault"]
    command: list[str | Path] = [COMMAND, "rebuild", *folders, "--bucket", "b"]
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    site = ["--site", "home", "--endpoint-url", "http://127.0.0.1:9"]
    done = subprocess.run([*command, *site], env=os.environ | keys, capture_output=True, text=True, check=False)
    os.close(held)
    assert done.returncode == ExitCode.ALREADY_RUNNING, done.stderr


def test_empty_token_is_made_anew(tmp_path: Path) -> None:
    """A power cut may have left one, and everybody would know it."""
    (tmp_path / "api-token").touch()
    made = data_folder.token(tmp_path)
    assert len(made) > 30
    assert data_folder.token(tmp_path) == made
    assert (tmp_path / "api-token").stat().st_mode & 0o777 == 0o600


def test_moving_what_is_nowhere(catalog: Catalog, vault: Vault) -> None:
    """It is told; and moving twice is as good as once."""
    capture = Gateway(catalog, vault).add()
    vault.keep(capture)
    vault.move(capture)
    assert vault.has(capture)
    vault.path(capture).unlink()
    for move in (vault.move, vault.keep):
        with pytest.raises(FileNotFoundError):
            move(capture)


def test_newer_catalog_in_words(tmp_path: Path) -> None:
    """A gateway that is older than its catalog says what to do, with a code of its own."""
    (tmp_path / "data").mkdir()
    with Catalog(tmp_path / "data/catalog.db") as catalog:
        catalog.write(lambda db: db.execute("PRAGMA user_version = 1000")).result()
    gateway = RunningGateway(tmp_path, free_port(), free_port())
    done = subprocess.run([COMMAND, *gateway.arguments], capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.CATALOG_TOO_NEW
    assert "Update the gateway" in done.stderr
    assert "Traceback" not in done.stderr
