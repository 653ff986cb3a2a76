"""Merged cameras stay merged when only the bucket is left."""

from collections.abc import Callable
from dataclasses import asdict
import os
from pathlib import Path
import shutil
import subprocess
import time

from camvault_gateway.catalog import Catalog
from camvault_gateway.catalog.bulk import moves

from .catalogs import Filler
from .rebuilding import listing, put_all, rebuilt, tell
from .running import COMMAND, RunningGateway, running_gateway
from .s3_memory import MemoryClient, memory_store
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

JPEG = b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9"
_AT = 1_780_000_000_000
_PATIENCE_S = 40


def _until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.1)


def _owners(gateway: RunningGateway) -> dict[str, str]:
    return {each["original_path"]: each["camera"] for each in gateway.ask("/captures")["items"]}


def _cameras(gateway: RunningGateway) -> list[str]:
    return [each["id"] for each in gateway.ask("/cameras")["items"]]


def test_merged_in_a_running_gateway(seaweedfs: S3Server, tmp_path: Path) -> None:
    """Also after a kill in the middle: the history moves, later uploads follow, and the bucket tells it again."""
    bucket = seaweedfs.warm_bucket()
    found_out = {"abilities", "virtual_hosted"}
    archive = {name: value for name, value in asdict(seaweedfs.settings(bucket)).items() if name not in found_out}
    (tmp_path / "lost").mkdir()
    with running_gateway(tmp_path / "lost") as gateway:
        gateway.ask("/settings", "PATCH", {"quiet_time_s": 1})
        gateway.ask("/settings/archive", "PUT", archive)
        with gateway.client() as ftp:
            for number in range(20):
                assert ftp.store(f"/Garden/{number}.jpg", JPEG + bytes([number])).startswith("226")
            assert ftp.store("/Yard/1.jpg", JPEG).startswith("226")
        _until(lambda: gateway.ask("/gateway")["backlog"]["files"] == 0)
        assert gateway.ask("/cameras/garden/merge", "POST", {"into": "yard"}) == {"camera": "yard"}
        gateway.kill()
        gateway.start()
        _until(lambda: _cameras(gateway) == ["yard"])
        with gateway.client() as ftp:
            assert ftp.store("/Garden/later.jpg", JPEG + b"later").startswith("226")
        _until(lambda: gateway.ask("/gateway")["backlog"]["files"] == 0)
        lost = _owners(gateway)
        assert set(lost.values()) == {"yard"}
        checked = [str(COMMAND), "check", "--data", str(gateway.folder / "data"), "--archive"]
        assert subprocess.run(checked, capture_output=True, text=True, check=False).returncode == 0
    shutil.rmtree(tmp_path / "lost")
    (tmp_path / "new").mkdir()
    keys = {"AWS_ACCESS_KEY_ID": archive["access_key_id"], "AWS_SECRET_ACCESS_KEY": archive["secret_access_key"]}
    command = [str(COMMAND), "rebuild", "--data", str(tmp_path / "new/data"), "--bucket", bucket]
    command += ["--endpoint-url", seaweedfs.endpoint_url]
    done = subprocess.run(command, env={**os.environ, **keys}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with running_gateway(tmp_path / "new") as gateway:
        assert _owners(gateway) == lost
        with gateway.client() as ftp:
            assert ftp.store("/Garden/new.jpg", JPEG + b"new").startswith("226")
        assert _cameras(gateway) == ["yard"]


def test_what_was_told_before_the_merge_counts_no_more(tmp_path: Path) -> None:
    """A bucket that was told of the merge, and not yet of every capture, gives the merged camera all the same."""
    client = MemoryClient()
    with Catalog(tmp_path / "lost.db") as lost:
        filler = Filler(lost)
        garden, yard = filler.camera("Garden", _AT).id, filler.camera("Yard", _AT).id
        for number, camera in enumerate((garden, yard, garden)):
            filler.verified(camera, _AT + number, filler.event(camera, _AT + number))
        # Of one capture no segment tells.
        tell(lost, client)
        filler.verified(garden, _AT + 10)
        put_all(lost, client)
        lost.write(moves.merge, garden, yard).result()
        while lost.write(moves.step, 10).result():
            pass
        lost.write(lambda db: db.execute("UPDATE captures SET changed = 0")).result()
        tell(lost, client)
        wanted = listing(lost)
        with rebuilt(memory_store(client), tmp_path / "found") as (found, _):
            assert listing(found) == wanted
            assert found.read(moves.redirects) == {garden: yard}
            assert Filler(found).camera("Garden").id == yard
