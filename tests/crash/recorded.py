"""The process whose file operations are recorded: the real receiving rooms, and cameras that upload to them.

python -m tests.crash.recorded prepare FOLDER     a catalog, and what a gateway that was killed leaves behind
python -m tests.crash.recorded record FOLDER      recover, and take a handful of uploads
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
import os
from pathlib import Path
import sys
import time
from zoneinfo import ZoneInfo

from camvault_gateway.app.upload_servers import UploadServers
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError, accounts, captures, settings
from camvault_gateway.catalog.file import wal
from camvault_gateway.ftp import FtpSettings
from camvault_gateway.model import Account, now_ms
from camvault_gateway.receive.ingest import Ingest
from camvault_gateway.recognize import NOTHING_SAID, promise
from camvault_gateway.vault import Vault
from tests.gateway.conftest import PASSWORD_HASH, free_port
from tests.gateway.ftp_client import RawFtp, reset

from .faults import CONTROL
from .uploads import Planned, Way, plan

MARKS = "marks"
# Where a sync is to fail, uploads are refused, and a start may be.
_FAILING = CONTROL in os.environ
CAMERAS, UPLOADS, LEFT_BEHIND = 3, 4, 3
# So often that a handful of uploads sees several.
_CHECKPOINT_PAGES = 100
_SMALL = 40_000


def uploads() -> list[Planned]:
    """Return the uploads of a recording, and before them those that were left behind: each way, mostly small."""
    waiting = [Way.WHOLE] * 4 + [*Way, Way.WHOLE, Way.RENAMED, Way.TEMPORARY]
    chosen = []
    for way in waiting:
        chosen.append(next(found for found in _small(way) if found not in chosen))
    return chosen[: LEFT_BEHIND + CAMERAS * UPLOADS]


def _small(way: Way) -> Iterator[Planned]:
    yield from (found for number in range(1000) if (found := plan(number, 0.3)).way is way and len(found.data) < _SMALL)


def _prepare(folder: Path) -> None:
    """Leave a catalog, and one upload at each point where a kill can leave it."""
    catalog = Catalog(folder / "catalog.db")
    catalog.write(settings.ensure).result()
    catalog.write(settings.change, quiet_time_s=1.0).result()
    account = Account(username="camera", password_hash=PASSWORD_HASH, camera=None, created_at=now_ms())
    catalog.write(accounts.put, account).result()
    catalog.close()
    leave_behind(folder)
    os._exit(0)


def leave_behind(folder: Path) -> None:
    """Leave what a gateway was receiving when it was killed; the calling process ends before it closes anything."""
    vault, catalog = Vault(folder / "vault"), Catalog(folder / "catalog.db")
    ingest = Ingest(catalog, vault, Bus(), ZoneInfo("UTC"))
    receiving, stored, unknown = uploads()[:LEFT_BEHIND]
    for planned in (receiving, stored):
        capture = ingest.capture(ingest.lookup.learn("cam/clip.mp4"), None, planned.path, promise(planned.path))
        catalog.write(captures.begin, capture).result()
        upload = vault.receive(capture.id, capture.camera)
        upload.write(planned.half)
        if planned is stored:
            upload.finish()
            found, _ = ingest._recognized(capture, upload, NOTHING_SAID, broken=True)
            catalog.write(captures.commit, found).result()
    (folder / "vault/incoming/of-unknown-origin").write_bytes(unknown.half)


def _record(folder: Path) -> None:
    if not _FAILING:
        # Where a sync fails, no checkpoint is to make it good.
        wal.MOST_FRAMES = _CHECKPOINT_PAGES
    vault, catalog = Vault(folder / "vault"), Catalog(folder / "catalog.db")
    port = free_port()
    first = 20000 + port % 20000
    ftp = FtpSettings(
        host="127.0.0.1",
        port=port,
        passive_ports=range(first, first + 40),
        passive_address=None,
        own_certificate=folder / "ftps.pem",
    )
    server = UploadServers(catalog, vault, Bus(), ftp)
    server.start()
    marks = os.open(folder / MARKS, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with ThreadPoolExecutor(CAMERAS) as cameras:
        for each in [cameras.submit(_upload, port, marks, number) for number in range(CAMERAS)]:
            each.result()
    server.stop()
    catalog.close()


def _upload(port: int, marks: int, camera: int) -> None:
    begin = LEFT_BEHIND + camera * UPLOADS
    with RawFtp(port) as ftp:
        assert ftp.login().startswith("230") or _FAILING
        own_port = ftp.socket.getsockname()[1]
        for planned in uploads()[begin : begin + UPLOADS]:
            # Tells which upload the next 226 on this connection is for.
            os.write(marks, f"{own_port} {planned.number}\n".encode())
            _upload_one(ftp, planned)


def _upload_one(ftp: RawFtp, planned: Planned) -> None:
    if planned.way in {Way.ABORTED, Way.RESET, Way.HUNG_UP}:
        with ftp.passive() as connection:
            if not ftp.ask(f"STOR {planned.path}").startswith("150"):
                assert _FAILING
                return
            connection.sendall(planned.half)
            # What is reset before it was accepted is only missed when the wait for it is over.
            time.sleep(0.2)
            reset(connection)
            assert ftp.reply().startswith("426") or _FAILING
        if planned.way is Way.RESET:
            _go_on(ftp, planned)
        return
    taken = ftp.store(planned.path, planned.half if planned.way is Way.CUT else planned.data).startswith("226")
    assert taken or _FAILING
    if taken and planned.final != planned.path:
        assert ftp.ask(f"RNFR {planned.path}").startswith("350")
        assert ftp.ask(f"RNTO {planned.final}").startswith("250") or _FAILING


def _main() -> None:
    try:
        {"prepare": _prepare, "record": _record}[sys.argv[1]](Path(sys.argv[2]))
    except OSError, CatalogError:
        if not _FAILING:
            raise


def _go_on(ftp: RawFtp, planned: Planned) -> None:
    """Send what is missing, as far as the gateway tells."""
    code, _, size = ftp.ask(f"SIZE {planned.path}").partition(" ")
    kept = int(size) if code == "213" else 0
    assert ftp.store(planned.path, planned.data[kept:], "APPE").startswith("226") or _FAILING


if __name__ == "__main__":
    _main()
