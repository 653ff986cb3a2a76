"""The gateway of one site is stolen, and the cameras are faster than the restore: on a real server."""

from dataclasses import replace
import os
from pathlib import Path
import subprocess
import sys
import time
from typing import Any

import pytest

from camvault_gateway.archive import ArchiveStore, sites_in
from camvault_gateway.catalog import Catalog, captures
from camvault_gateway.model import ArchivedSite, Capture, State, TaskKind
from camvault_gateway.record.keys import next_key
from camvault_gateway.vault import Vault

from . import media
from .archiving import SITE, Gateway, task_of
from .rebuilding import rebuilt
from .running import COMMAND, RunningGateway, running_gateway
from .s3_servers import ACCESS_KEY_ID, SECRET_ACCESS_KEY, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)
_PATIENCE_S = 60
_ENVIRONMENT = {**os.environ, "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY}
# What is found out when a capture is looked at, anew by each gateway, and where its file lies.
_ANEW = dict.fromkeys(("thumbnail", "width", "height", "codecs", "playback", "vault_path"))
# Where a process dies in the middle of a rebuild: before or after which call of what.
_DEADLY = [
    ("catalog.bulk.staging:Staging.tell", "after", 1),
    ("catalog.bulk.restore:take_over", "after", 1),
    ("archive.rebuild.rebuild:merge", "after", 1),
    ("catalog.bulk.staging:Staging.assign", "before", 1),
    *((f"catalog.bulk.restore:{name}", moment, 2) for name in ("events", "captures") for moment in ("before", "after")),
    ("catalog.file.store:Catalog._commit", "after", 6),
    ("catalog.bulk.staging:Staging.discard", "before", 1),
]


def _until(reached: Any) -> None:  # noqa: ANN401 any condition
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, "It did not happen"
        time.sleep(0.1)


def _archive(server: S3Server, bucket: str) -> dict[str, str]:
    keys = {"access_key_id": ACCESS_KEY_ID, "secret_access_key": SECRET_ACCESS_KEY}
    return {"bucket": bucket, "endpoint_url": server.endpoint_url, **keys}


def _upload(gateway: RunningGateway, folder: Path, names: list[str]) -> None:
    """Upload pictures to folders, and wait until they are in the archive and their events are over."""
    _send(gateway, folder, names)
    _until(lambda: {each["state"] for each in gateway.ask("/captures")["items"]} == {"verified"})
    _until(lambda: all(each["ended_at"] for each in gateway.ask("/events")["items"]))


def _send(gateway: RunningGateway, folder: Path, names: list[str]) -> None:
    picture = media.picture(folder / "picture.jpg").read_bytes()
    with gateway.client() as ftp:
        for number, name in enumerate(names):
            ftp.store(f"/{name}.jpg", picture + bytes([number]) + name.encode())


def _run(server: S3Server, bucket: str, data: Path, *more: str, die: tuple[str, str, int] | None = None) -> Any:  # noqa: ANN401
    """Run the command, in small steps; it kills itself where it is told to."""
    command = ["rebuild", "--data", str(data), "--bucket", bucket, "--endpoint-url", server.endpoint_url, *more]
    arm = f"from tests.crash.points import arm; arm(*{die!r});" if die else ""
    small = "from camvault_gateway.archive.rebuild import merge; merge._BATCH = 2;"
    code = f"import sys; {small} {arm} from camvault_gateway.app.main import main; sys.exit(main(sys.argv[1:]))"
    start = [sys.executable, "-c", code] if die else [str(COMMAND)]
    return subprocess.run([*start, *command], env=_ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def homes(seaweedfs: S3Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, dict[str, Any]]]:
    """Have gateways of two sites archive into one bucket; returns it, and what each showed."""
    bucket = seaweedfs.new_bucket()
    shown = {}
    for site, names in (
        ("cabin", ["Front Door/1", "front door/2", "yard/3", "Front Door/4", "yard/5"]),
        ("home", ["front door/early"]),
    ):
        folder = tmp_path_factory.mktemp(site)
        with running_gateway(folder) as gateway:
            gateway.ask("/settings", "PATCH", {"site": site, "quiet_time_s": 1})
            gateway.ask("/settings/archive", "PUT", _archive(seaweedfs, bucket))
            _upload(gateway, folder, names)
            shown[site] = {name: gateway.ask(f"/{name}")["items"] for name in ("captures", "events", "cameras")}
    return bucket, shown


@pytest.fixture
def bucket(seaweedfs: S3Server, homes: tuple[str, dict[str, dict[str, Any]]]) -> str:
    """Return a copy of that bucket, for gateways that write there, too."""
    made, client = seaweedfs.new_bucket(), seaweedfs.client()
    for key in seaweedfs.objects(homes[0]):
        client.copy_object(Bucket=made, Key=key, CopySource={"Bucket": homes[0], "Key": key})
    return made


def _came(here: dict[str, Any], shown: dict[str, Any]) -> None:
    """Demand that a site's captures are here as they were, but for their camera's id and for pictures."""
    whose = {each["id"]: each["name"] for each in shown["cameras"]}
    named = {each["id"]: each["name"] for each in here["cameras"]}
    found = {each["id"]: each for each in here["captures"]}
    for each in shown["captures"]:
        came = found[each["id"]]
        assert {**came, **_ANEW, "camera": 0} == {**each, **_ANEW, "camera": 0}
        assert named[came["camera"]] == whose[each["camera"]]


def test_what_waits_here_was_not_there_before(seaweedfs: S3Server, tmp_path: Path) -> None:
    """A bucket that is set is said to hold what it held; what is archived into it at once is no news."""
    bucket = seaweedfs.new_bucket()
    with running_gateway(tmp_path) as gateway:
        _send(gateway, tmp_path, ["yard/1", "yard/2"])
        assert gateway.ask("/settings/archive", "PUT", _archive(seaweedfs, bucket))["sites"] == []
        _until(lambda: gateway.ask("/gateway")["backlog"]["files"] == 0)
        there = [{"site": SITE, "cameras": ["yard"]}]
        assert gateway.ask("/archive/sites")["items"] == there
        assert gateway.ask("/settings/archive", "PUT", _archive(seaweedfs, bucket))["sites"] == there


def test_cameras_were_faster_than_the_restore(
    seaweedfs: S3Server, homes: tuple[str, dict[str, dict[str, Any]]], bucket: str, tmp_path: Path
) -> None:
    """What they uploaded stays as it was; what another site had comes beside it, and its name is taken over."""
    shown = homes[1]
    with running_gateway(tmp_path) as gateway:
        gateway.ask("/settings", "PATCH", {"site": "new", "quiet_time_s": 1})
        gateway.ask("/settings/archive", "PUT", {**_archive(seaweedfs, bucket), "prefix": "camvault"})
        _upload(gateway, tmp_path, ["front door/own", "hall/own"])
        own = gateway.ask("/captures")["items"]
        sites = {each["site"]: each["cameras"] for each in gateway.ask("/archive/sites")["items"]}
        assert sites["cabin"] == ["front-door", "front-door-2", "yard"]
        assert sites.keys() >= {"cabin", "home", "new"}
        gateway.ask("/archive/rebuild", "POST", {"site": "cabin"})
        _until(lambda: gateway.ask("/gateway")["rebuild"]["state"] == "done")
        here = {name: gateway.ask(f"/{name}")["items"] for name in ("captures", "events", "cameras")}
        kept = {each["id"]: each for each in here["captures"]}
        assert [{**kept[each["id"]], **_ANEW} for each in own] == [{**each, **_ANEW} for each in own]
        _came(here, shown["cabin"])
        assert gateway.ask("/settings")["site"] == "cabin"
        _upload(gateway, tmp_path, ["yard/later"])
        (later,) = gateway.ask("/captures?q=later")["items"]
        assert later["archive_key"].startswith("camvault/cabin/yard/")


def test_command_says_which_sites_there_are(seaweedfs: S3Server, bucket: str, tmp_path: Path) -> None:
    """Of several one must be chosen; the only one below another prefix is taken."""
    done = _run(seaweedfs, bucket, tmp_path / "data")
    assert done.returncode == 2
    assert "cabin, home" in done.stderr
    assert not (tmp_path / "data").exists()
    seaweedfs.client().put_object(Bucket=bucket, Key="else/_protected/x/y", Body=b"")
    assert "else/home" in _run(seaweedfs, bucket, tmp_path / "data", "--prefix", "else").stderr
    key = "else/barn/yard/2026/01/01/000000.000Z_clip_motion_0123456789abcdef.mp4"
    seaweedfs.client().put_object(Bucket=bucket, Key=key, Body=b"")
    done = _run(seaweedfs, bucket, tmp_path / "data", "--prefix", "else")
    assert (done.returncode, "1 captures could not be brought in" in done.stderr) == (10, True), done.stderr


@pytest.mark.parametrize("die", _DEADLY)
def test_killed_at_any_point(
    seaweedfs: S3Server,
    homes: tuple[str, dict[str, dict[str, Any]]],
    bucket: str,
    tmp_path: Path,
    die: tuple[str, str, int],
) -> None:
    """Beside captures of its own: what is half in does no harm to a gateway that starts, and the rest comes later."""
    shown = homes[1]
    assert _run(seaweedfs, bucket, tmp_path / "data", "--site", "home").returncode == 0
    assert _run(seaweedfs, bucket, tmp_path / "data", "--site", "cabin", die=die).returncode == -9
    with running_gateway(tmp_path) as gateway:
        assert gateway.ask("/gateway")["rebuild"]["error"] == "interrupted"
        _came({name: gateway.ask(f"/{name}")["items"] for name in ("captures", "cameras")}, shown["home"])
    assert _run(seaweedfs, bucket, tmp_path / "data", "--site", "cabin").returncode == 0
    with running_gateway(tmp_path) as gateway:
        here = {name: gateway.ask(f"/{name}")["items"] for name in ("captures", "events", "cameras")}
        assert len({each["archive_key"] for each in here["captures"]}) == len(here["captures"])
        for site in shown.values():
            _came(here, site)
            assert {each["id"] for each in here["events"]} >= {each["id"] for each in site["events"]}


def test_sites_of_many_kinds(seaweedfs: S3Server) -> None:
    """What is no site is not named: the archive's own folders, empty ones, names that a site cannot have."""
    bucket = seaweedfs.new_bucket()
    for key in ("_protected/home/x", "home/yard/x", "home/_catalog/x", "cabin/.check-5", "UPPER/yard/x", "loose"):
        seaweedfs.client().put_object(Bucket=bucket, Key=f"a/b/{key}", Body=b"")
    settings = seaweedfs.settings(bucket, prefix="a/b")
    assert sites_in(ArchiveStore(settings, "x")) == [ArchivedSite("home", ("yard",))]
    assert sites_in(ArchiveStore(replace(settings, prefix=""), "x")) == [ArchivedSite("a", ("b",))]


@pytest.mark.parametrize("server", ["seaweedfs", "rclone", "moto"])
@pytest.mark.parametrize("bad", [b"bad", b"b" * 20_000], ids=["shorter", "longer"])
async def test_only_the_good_try_comes_back(
    server: str, bad: bytes, catalog: Catalog, vault: Vault, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A bad object was put again beside itself; without segments one capture comes back, with the good one."""
    store: S3Server = request.getfixturevalue(server)
    bucket = store.new_bucket()
    gateway = Gateway(catalog, vault)
    gateway.archive.configure(store.settings(bucket), SITE)
    capture = gateway.add()
    await gateway.archive.archive(task_of(capture))
    put = gateway.get(capture)
    _replace(store, bucket, put, bad)
    again = replace(put, state=State.ARCHIVED)
    catalog.write(captures.change, again).result()
    await gateway.archive.verify(replace(task_of(capture, TaskKind.VERIFY), attempts=1))
    await gateway.archive.archive(task_of(capture))
    gateway.archive.close()
    good, _ = next_key(put.archive_key or "")
    assert store.objects(bucket).keys() == {put.archive_key, good}
    with rebuilt(ArchiveStore(store.settings(bucket), SITE), tmp_path / "new") as (found, counts):
        (came,) = found.read(captures.list_page).items
        assert (came.id, came.archive_key, counts.captures) == (capture.id, good, 1)


def _replace(server: S3Server, bucket: str, capture: Capture, body: bytes) -> None:
    """Put other bytes in an object's place, and leave what it says of itself."""
    client, where = server.client(), {"Bucket": bucket, "Key": capture.archive_key or ""}
    head = client.head_object(**where)  # type: ignore[arg-type] # texts only
    client.put_object(**where, Body=body, Metadata=head["Metadata"], ContentType=head["ContentType"])  # type: ignore[arg-type]
