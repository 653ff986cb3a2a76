"""Makes a kept home: a catalog, a vault and a bucket as the version that runs this writes them.

    python -m tests.gateway.kept.make tests/gateway/kept/v21.tar.xz

`v21.tar.xz` was made so by the version whose catalog has the number 21, and is never made anew: a later one would write
what it reads itself. The real gateway received, archived and derived all of it. What no gateway can be stopped in on
purpose, such as a capture that is archived and not verified, was set by that version's own SQL.
"""

from collections.abc import Iterator
import contextlib
import json
from pathlib import Path
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from typing import Final

from camvault_gateway.catalog.file.patterns import pattern
from tests.gateway import media
from tests.gateway.ftp_client import RawFtp
from tests.gateway.running import RunningGateway, running_gateway
from tests.gateway.s3_servers import S3Server, seaweedfs_server

from . import home

_QUIET_S: Final = 1
# Where nobody answers: what is opened later must reach no server by accident.
_NOWHERE: Final = "http://127.0.0.1:9"


def main(target: Path) -> None:
    """Make a home, and keep it."""
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as server:
        kept = Path(folder) / "kept"
        _live(Path(folder), server, kept)
        names = ("catalog.db", "vault", "bucket", "bucket.json", "shown.json", "rebuilt.json")
        with tarfile.open(target, "w:xz", preset=9) as archive:
            for name in names:
                archive.add(kept / name, name)


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[S3Server]:
    (folder / "s3").mkdir()
    server = seaweedfs_server(folder / "s3")
    server.start()
    try:
        server.client().create_bucket(Bucket=home.BUCKET)
        server.client().put_object(Bucket=home.BUCKET, Key="first", Body=b"first")
        server.client().delete_object(Bucket=home.BUCKET, Key="first")
        yield server
    finally:
        server.stop()


def _live(folder: Path, server: S3Server, kept: Path) -> None:
    clip = media.clip(folder / "clip.mp4", seconds=1.0).read_bytes()
    picture = media.picture(folder / "picture.jpg").read_bytes()
    with running_gateway(folder) as gateway:
        _owner_sets_up(gateway, server)
        _see(gateway, clip, picture, "morning")
        _settle(gateway)
        _owner_looks(gateway)
    with running_gateway(folder) as gateway:
        _see(gateway, clip, picture, "evening")
        _settle(gateway)
        _owner_removes(gateway)
    with running_gateway(folder) as gateway:
        _see(gateway, clip, picture, "night")
        _settle(gateway)
    data = folder / "data"
    with contextlib.closing(sqlite3.connect(data / "catalog.db")) as db:
        _leave_undone(db, data / "vault")
        db.execute("VACUUM INTO ?", (str(data / "compact.db"),))
    kept.mkdir()
    shutil.move(data / "compact.db", kept / "catalog.db")
    shutil.copytree(data / "vault", kept / "vault", ignore=lambda _, names: {each for each in names if each == "tmp"})
    _keep_bucket(server, kept)
    _show(kept, server, folder)


def _owner_sets_up(gateway: RunningGateway, server: S3Server) -> None:
    gateway.ask("/settings", "PATCH", {"quiet_time_s": _QUIET_S, "vault_days": 400, "upload_limit_kib_s": 50_000})
    gateway.ask("/settings/archive", "PUT", home.archive_of(server))
    gateway.ask("/cameras", "POST", {"name": "Garage"})
    gateway.ask("/cameras/garage", "PATCH", {"quiet_time_s": 2.5, "pictures_scheduled": True})
    gateway.ask("/accounts/typed", "PUT", {"password": "a password somebody typed", "camera": "garage"})
    gateway.ask("/accounts/drawn", "PUT", {"camera": "garage"})
    gateway.ask("/accounts/drawn", "PATCH", {"tls_required": True})
    rules = [{"of": "label", "match": "in", "values": ["person", "vehicle"]}]
    gateway.ask("/groups/people", "PUT", {"name": "People & cars", "rules": rules})


def _see(gateway: RunningGateway, clip: bytes, picture: bytes, when: str) -> None:
    """Upload what cameras upload: whole, cut off, empty, broken, renamed, and again."""
    salt = when.encode()
    with gateway.client() as ftp:
        for number, camera in enumerate(("Front Door", "Überwachung", "Muted", "New one")):
            ftp.store(f"/{camera}/{when} {number} person.mp4", clip + salt + bytes([number]))
            ftp.store(f"/{camera}/{when} {number}.jpg", picture + salt + bytes([number]))
        ftp.store(f"/Front Door/{when}.jpg.tmp", picture + salt + b"renamed")
        ftp.ask(f"RNFR /Front Door/{when}.jpg.tmp")
        ftp.ask(f"RNTO /Front Door/{when} vehicle.jpg")
        ftp.store(f"/Front Door/{when} broken.mp4", b"\0\0\0\x18ftypmp42" + salt * 200)
        ftp.store(f"/Front Door/{when} garbage.jpg", b"\xff\xd8\xff" + salt * 200 + b"\xff\xd9")
        ftp.store(f"/Front Door/{when} empty.jpg", b"")
    with gateway.client() as ftp, ftp.passive() as connection:
        ftp.ask(f"STOR /Front Door/{when} cut.mp4")
        connection.sendall(clip[: len(clip) // 2])
        time.sleep(0.5)
        ftp.reset()
    with _as_typed(gateway) as ftp:
        ftp.store(f"/{when} timer.jpg", picture + salt + b"garage")


@contextlib.contextmanager
def _as_typed(gateway: RunningGateway) -> Iterator[RawFtp]:
    with RawFtp(gateway.ftp_port) as ftp:
        assert ftp.login("typed", "a password somebody typed").startswith("230")
        yield ftp


def _settle(gateway: RunningGateway) -> None:
    """Wait until nothing is left to do: a broken upload waits half a minute for its rest."""
    deadline = time.monotonic() + 120
    while not _is_settled(gateway):
        assert time.monotonic() < deadline, gateway.log
        time.sleep(0.5)


def _is_settled(gateway: RunningGateway) -> bool:
    found = gateway.ask("/captures?limit=500")["items"]
    done = all(each["state"] == "verified" and each["condition"] != "pending" for each in found)
    return done and all(each["ended_at"] for each in gateway.ask("/events?limit=500")["items"])


def _owner_looks(gateway: RunningGateway) -> None:
    events = gateway.ask("/events?limit=500")["items"]
    first = next(each["id"] for each in events if each["camera"] == "front-door")
    second = next(each["id"] for each in events if each["camera"] == "uberwachung")
    gateway.ask(f"/events/{first}", "PATCH", {"protected": True, "description": "Somebody with a läder"})
    gateway.ask(f"/events/{second}", "PATCH", {"description": "the neighbour's cat"})
    gateway.ask("/cameras/front-door", "PATCH", {"name": "Porch"})
    gateway.ask("/cameras/muted", "PATCH", {"muted": True})
    deadline = time.monotonic() + 60
    while gateway.ask(f"/events/{first}")["protection"] != "kept":
        assert time.monotonic() < deadline, gateway.log
        time.sleep(0.2)


def _owner_removes(gateway: RunningGateway) -> None:
    newest = next(each for each in gateway.ask("/events")["items"] if each["camera"] == "new-one")
    gateway.ask(f"/events/{newest['id']}", "DELETE")
    gateway.ask("/cameras/new-one/merge", "POST", {"into": "uberwachung"})
    deadline = time.monotonic() + 60
    while any(each["camera"] == "new-one" for each in gateway.ask("/captures?limit=500")["items"]):
        assert time.monotonic() < deadline, gateway.log
        time.sleep(0.2)


def _leave_undone(db: sqlite3.Connection, vault: Path) -> None:
    """Leave what a stop at an unlucky moment leaves: captures in each state, and tasks that failed or wait."""
    db.create_function("pattern", 1, pattern, deterministic=True)
    db.create_function("casefold", 1, str.casefold, deterministic=True)
    rows = db.execute(
        "SELECT id, camera, extension FROM captures WHERE local AND condition = 'complete' AND event IS NOT NULL"
        " AND event NOT IN (SELECT id FROM events WHERE protected) ORDER BY id DESC LIMIT 8"
    ).fetchall()
    assert len(rows) == 8
    now = int(time.time() * 1000)
    stored, failed, waits, archived, unproven, underived, gone, evicted = rows
    add = "INSERT INTO tasks (kind, camera, capture, due_at, attempts, error) VALUES (?, ?, ?, ?, ?, ?)"
    # Whatever came to the archive after the segments were written is not told, and not proven.
    for row in (stored, failed, waits):
        db.execute("UPDATE captures SET state = 'stored', archived_at = NULL WHERE id = ?", (row[0],))
    db.execute("UPDATE captures SET archive_key = NULL WHERE id IN (?, ?)", (stored[0], waits[0]))
    db.execute("UPDATE captures SET original_path = original_path || '.tmp' WHERE id = ?", (waits[0],))
    db.execute(add, ("archive", stored[1], stored[0], 0, 0, None))
    db.execute(add, ("archive", failed[1], failed[0], now + 600_000, 3, "The archive refused it."))
    db.execute(add, ("archive", waits[1], waits[0], now + 30_000, 0, None))
    for row, due, attempts in ((archived, 0, 0), (unproven, now + 3_600_000, 7)):
        db.execute("UPDATE captures SET state = 'archived' WHERE id = ?", (row[0],))
        db.execute(add, ("verify", row[1], row[0], due, attempts, "Nobody may read it." if attempts else None))
    db.execute(
        "UPDATE captures SET condition = 'pending', thumbnail = 0, playback = 'unknown' WHERE id = ?", underived[:1]
    )
    db.execute(add, ("derive", underived[1], underived[0], now + 60_000, 2, "The worker ended."))
    # What the decoder says of it depends on its version.
    db.execute("UPDATE captures SET condition = 'unreadable' WHERE original_path LIKE '%night garbage.jpg'")
    # One whose file is still there, and one whose file is gone.
    db.execute("UPDATE captures SET local = 0 WHERE id IN (?, ?)", (gone[0], evicted[0]))
    db.execute(add, ("expire", gone[1], gone[0], 0, 0, None))
    (file,) = vault.glob(f"captures/**/{evicted[0]}.*")
    file.unlink()
    (later,) = db.execute(
        "SELECT id FROM events WHERE ended_at IS NOT NULL AND NOT protected AND camera = 'uberwachung'"
        " ORDER BY started_at LIMIT 1"
    ).fetchone()
    db.execute("UPDATE events SET protected = 1 WHERE id = ?", (later,))
    db.execute(
        "INSERT INTO tasks (kind, camera, capture) SELECT 'protect', camera, id FROM captures WHERE event = ?", (later,)
    )
    (known,) = db.execute("SELECT value FROM settings WHERE name = 'archive'").fetchone()
    where = json.dumps({**json.loads(known), "endpoint_url": _NOWHERE})
    db.execute("UPDATE settings SET value = ? WHERE name = 'archive'", (where,))
    db.commit()


def _keep_bucket(server: S3Server, kept: Path) -> None:
    client, objects = server.client(), []
    (kept / "bucket").mkdir()
    for number, each in enumerate(client.list_objects_v2(Bucket=home.BUCKET)["Contents"]):
        found = client.get_object(Bucket=home.BUCKET, Key=each["Key"])
        (kept / "bucket" / str(number)).write_bytes(found["Body"].read())
        objects.append(
            {"key": each["Key"], "type": found["ContentType"], "metadata": found["Metadata"], "file": str(number)}
        )
    (kept / "bucket.json").write_text(json.dumps(objects, indent=1))


def _show(kept: Path, server: S3Server, folder: Path) -> None:
    """Keep what this version's API lists of the home, and of one that is rebuilt from its bucket alone."""
    (folder / "again" / "data").mkdir(parents=True)
    shutil.copy(kept / "catalog.db", folder / "again/data/catalog.db")
    shutil.copytree(kept / "vault", folder / "again/data/vault")
    with home.opened(folder / "again") as gateway:
        (kept / "shown.json").write_text(json.dumps(home.shown(gateway), indent=1))
    done = home.rebuild(folder / "rebuilt" / "data", server, home.BUCKET)
    assert done.returncode == 0, done.stderr
    with home.opened(folder / "rebuilt") as gateway:
        (kept / "rebuilt.json").write_text(json.dumps(home.shown(gateway), indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    subprocess.run(["ls", "-l", sys.argv[1]], check=True)
