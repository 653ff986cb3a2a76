"""A backup of the data folder, made as the Supervisor makes it, while cameras upload and while nothing runs."""

from collections.abc import Iterator
import contextlib
from pathlib import Path
import shlex
import shutil
import subprocess
import threading

import yaml

from camvault_gateway.app.recovery import backup

from .running import COMMAND, RunningGateway, running_gateway

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
_MANY = 50
APP = yaml.safe_load((Path(__file__).parents[2] / "gateway_addon/config.yaml").read_text())


def _run(command: str, data: Path) -> None:
    program, *arguments = shlex.split(command.replace("/data", str(data)))
    assert program == "camvault-gateway"
    subprocess.run([COMMAND, *arguments], check=True, timeout=60)


def _copied(data: Path, target: Path) -> None:
    """Copy what the Supervisor would: all files but those that match a pattern of the app."""
    target.mkdir()
    for path in sorted(data.rglob("*")):
        if path.is_file() and not any(path.match(pattern) for pattern in APP["backup_exclude"]):
            place = target / path.relative_to(data)
            place.parent.mkdir(parents=True, exist_ok=True)
            # The vault is in the media folder, which is no part of the app's data.
            if place.relative_to(target).parts[0] != "vault":
                shutil.copyfile(path, place)


def _hot_backup(data: Path, target: Path) -> None:
    _run(APP["backup_pre"], data)
    _copied(data, target)
    _run(APP["backup_post"], data)


@contextlib.contextmanager
def _uploading(gateway: RunningGateway) -> Iterator[tuple[list[str], threading.Event]]:
    """Let a camera upload without a pause; yields the names that are safe, and what is set when they are many."""
    safe: list[str] = []
    enough, stop = threading.Event(), threading.Event()

    def upload() -> None:
        client = gateway.client()
        while not stop.is_set():
            name = f"/yard/{len(safe)}.jpg"
            assert client.store(name, JPEG).startswith("226")
            safe.append(name)
            if len(safe) == _MANY:
                enough.set()

    thread = threading.Thread(target=upload)
    thread.start()
    try:
        yield safe, enough
    finally:
        stop.set()
        thread.join()


def _names(gateway: RunningGateway) -> set[str]:
    names: set[str] = set()
    page = gateway.ask("/captures?limit=500")
    while True:
        names |= {capture["original_path"] for capture in page["items"]}
        if page["next"] is None:
            return names
        page = gateway.ask(f"/captures?limit=500&cursor={page['next']}")


def test_a_backup_under_load_holds_what_was_safe_before_it(tmp_path: Path) -> None:
    """Restored on another machine, the catalog is whole: captures, accounts and all."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    with running_gateway(tmp_path / "old") as old, _uploading(old) as (safe, enough):
        assert enough.wait(60)
        before = set(safe)
        _hot_backup(tmp_path / "old/data", tmp_path / "new/data")
        assert not (tmp_path / "old/data" / backup.COPY).exists()
    with running_gateway(tmp_path / "new") as new:
        assert before <= _names(new) <= set(safe)
        assert {account["username"] for account in new.ask("/accounts")["items"]} == {"camera"}
        assert new.token() == old.token()
        assert "comes out of a backup" in new.log


def test_a_backup_of_a_stopped_gateway(tmp_path: Path) -> None:
    """No command runs in a container that is down: the copy lies there already, and costs no room."""
    (tmp_path / "old").mkdir()
    with running_gateway(tmp_path / "old") as old:
        assert old.client().store("/yard/1.jpg", JPEG).startswith("226")
    catalog = tmp_path / "old/data/catalog.db"
    assert (tmp_path / "old/data" / backup.COPY).samefile(catalog)
    (tmp_path / "new").mkdir()
    _copied(tmp_path / "old/data", tmp_path / "new/data")
    with running_gateway(tmp_path / "new") as new:
        assert _names(new) == {"/yard/1.jpg"}
    with running_gateway(tmp_path / "old") as again:
        assert not (tmp_path / "old/data" / backup.COPY).exists(), "the live catalog must not have a second name"
        assert _names(again) == {"/yard/1.jpg"}
        assert "comes out of a backup" not in again.log


def test_a_folder_without_a_catalog(tmp_path: Path) -> None:
    """There is nothing to copy where no gateway ever ran."""
    tried = subprocess.run([COMMAND, "backup", "--data", tmp_path], capture_output=True, text=True, check=False)
    assert tried.returncode == 4
    assert "Traceback" not in tried.stderr
