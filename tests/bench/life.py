"""What a snapshot costs over its whole life, received, archived, verified and pictured; and a gateway of a week."""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import os
from pathlib import Path
import resource
import shutil
import sqlite3
import subprocess
import time
from typing import Any, Final

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import now_ms
from tests.gateway.s3_servers import S3Server
from tests.gateway.tracing import traced

from . import home
from .archivers import archive_into, hearing, seaweedfs
from .cameras import CAMERAS, Cameras, Uploaded, Work, cameras
from .content import KIB
from .figures import Sample
from .peers import CamVault, camvault, started
from .peers.server import ROOT
from .processes import Used, awake_s, descendants, memory_mb, used, written_bytes
from .size import Bench, Size

_SIZE: Final = 60 * KIB
_PATIENCE_S: Final = 180
_HEALTH: Final = ROOT / "gateway_addon/rootfs/usr/bin/camvault-health"
# As the Dockerfile has it.
_HEALTH_EVERY_S: Final = 30
_DAY: Final = CAMERAS * 490
# Captures of a camera's event in a home's catalog, times the cameras: where an event begins for all of them.
_EVENT: Final = 4 * CAMERAS


@dataclass(frozen=True, slots=True)
class _Effort:
    """How much is done; `week` is how many captures were made before, and `today` what each camera uploads then."""

    rounds: int
    files: int
    traced: int
    week: int
    today: int
    idle_s: float
    quiet_s: float = 30.0
    # Longer than the media worker waits for something to do, and than it takes until the last of it is cleaned up.
    settles_s: float = 130.0


_EFFORTS = {
    Size.TINY: _Effort(1, 2, 1, _EVENT, 1, 0.5, quiet_s=1.0, settles_s=0.5),
    Size.QUICK: _Effort(1, 40, 10, 7 * _DAY, 40, 60),
}
_WHOLE = _Effort(3, 120, 30, 6 * _DAY, 490, 120)


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    effort = _EFFORTS.get(size, _WHOLE)
    with cameras() as fleet, seaweedfs(folder) as s3:
        for number in range(effort.rounds):
            slow = Work(effort.files, _SIZE, cameras=1, every_s=1.0)
            fast = Work(effort.files * 2, _SIZE, cameras=10, every_s=0.5, apart_s=0.05)
            for name, work in (("one file a second", slow), ("20 files a second", fast)):
                with _gateway(folder / f"{name}-{number}", s3) as gateway:
                    yield _life(gateway, fleet, work, f"CamVault, {name}")
            with _gateway(folder / f"syncs-{number}", s3) as gateway:
                yield _syncs(gateway, fleet, effort.traced)
            yield _week(folder / f"week-{number}", s3, fleet, effort)


class _Gateway:
    """A gateway with an archive, and what it told of each file."""

    def __init__(self, server: CamVault) -> None:
        self.server = server
        self.data = server.gateway.folder / "data"
        self._over: set[str] = set()

    def take(self, message: dict[str, Any], _: float) -> None:
        """Take what it says live."""
        if message["type"] == "capture":
            capture = message["capture"]
            if capture["state"] == "verified" and capture["thumbnail"]:
                self._over.add(capture["original_path"][1:])

    def missing(self, uploaded: Uploaded) -> int:
        """Wait until all that was kept is verified and has its picture; returns how many did not come so far."""
        deadline = time.monotonic() + _PATIENCE_S
        while (left := len(uploaded.kept.keys() - self._over)) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left

    @property
    def used(self) -> Used:
        """Return the processor's time so far, its own and that of what it started."""
        return used(self.server.pid)

    @property
    def workers_mb(self) -> float:
        """Return the memory of what it started."""
        return sum(map(memory_mb, descendants(self.server.pid)))

    @property
    def written(self) -> int:
        """Return how many bytes of files it and what it started have written so far."""
        return sum(map(written_bytes, (self.server.pid, *descendants(self.server.pid))))

    def settle(self, still_s: float) -> None:
        """Wait until all events are over, and nothing has been written into the catalog for so long."""
        deadline = time.monotonic() + still_s + _PATIENCE_S
        with contextlib.closing(sqlite3.connect(self.data / "catalog.db", timeout=30)) as db:
            seen, since = None, time.monotonic()
            while time.monotonic() - since < still_s:
                assert time.monotonic() < deadline
                time.sleep(0.1)
                (version,) = db.execute("PRAGMA data_version").fetchone()
                (opened,) = db.execute("SELECT count(*) FROM events WHERE ended_at IS NULL").fetchone()
                if opened or version != seen:
                    seen, since = version, time.monotonic()

    def checkpoint(self) -> int:
        """Bring the catalog's log into its file, and return the bytes that took: the gateway would do so later."""
        before = written_bytes(os.getpid())
        with contextlib.closing(sqlite3.connect(self.data / "catalog.db", timeout=30)) as db:
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return written_bytes(os.getpid()) - before


@contextlib.contextmanager
def _gateway(folder: Path, s3: S3Server) -> Iterator[_Gateway]:
    folder.mkdir(exist_ok=True)
    with started(camvault(folder, more=("--heartbeat", str(folder / "heartbeat")))) as server:
        gateway = _Gateway(server)
        archive_into(server, s3, s3.warm_bucket())
        with hearing(server, gateway.take):
            yield gateway
    shutil.rmtree(folder)


def _life(gateway: _Gateway, fleet: Cameras, work: Work, system: str) -> Sample:
    fleet.warm_up(gateway.server.door, work)
    # The picture's worker starts with the first, and its libraries are loaded.
    gateway.missing(fleet.upload(gateway.server.door, Work(2, _SIZE, batch="first", cameras=1)))
    gateway.checkpoint()
    before, written = gateway.used, gateway.written
    uploaded = fleet.upload(gateway.server.door, work)
    missing = gateway.missing(uploaded)
    took, count = gateway.used - before, len(uploaded.kept)
    bytes_written = gateway.written - written + gateway.checkpoint()
    figures = {
        "bytes written for each received": bytes_written / count / _SIZE,
        "CPU ms a file": (took.own_s + took.children_s) * 1000 / count,
        "of it the media worker's": took.children_s * 1000 / count,
        "226 p50 ms": uploaded.ms(0.5),
        "226 p99 ms": uploaded.ms(0.99),
        "memory MB": memory_mb(gateway.server.pid),
        "media worker's memory MB": gateway.workers_mb,
        "errors": uploaded.errors + missing,
    }
    return Sample("the whole life of a snapshot of 60 KiB", system, figures)


def _syncs(gateway: _Gateway, fleet: Cameras, files: int) -> Sample:
    """Count what waits for the disk, one camera alone: nothing is shared with another's upload."""
    door, told = gateway.server.door, gateway.server.gateway.folder / "syncs"
    gateway.missing(fleet.upload(door, Work(1, _SIZE, batch="warm", cameras=1)))
    with traced(gateway.server.pid, "-o", str(told)):
        uploaded = fleet.upload(door, Work(files, _SIZE, cameras=1, every_s=0.5))
        missing = gateway.missing(uploaded)
    calls = sum("sync(" in line for line in told.read_text().splitlines())
    figures = {"fsyncs a capture": calls / len(uploaded.kept), "errors": uploaded.errors + missing}
    return Sample("how often its life waits for the disk", "CamVault", figures)


def _week(folder: Path, s3: S3Server, fleet: Cameras, effort: _Effort) -> Sample:
    """Have a catalog of a week, and cameras upload what they do in a day as fast as they can; then let all rest."""
    (folder / "data").mkdir(parents=True)
    with Catalog(folder / "data/catalog.db") as catalog:
        last = (now_ms() - home.BEGIN) // home.STEP_MS // _EVENT * _EVENT
        home.fill(catalog, last - effort.week // _EVENT * _EVENT, last)
        # It was told to the archive day by day.
        catalog.write(lambda db: db.execute("UPDATE archiving SET told = changed").rowcount).result()
    with _gateway(folder, s3) as gateway, contextlib.ExitStack() as connected:
        gateway.server.gateway.ask("/settings", "PATCH", {"quiet_time_s": effort.quiet_s})
        uploaded = fleet.upload(gateway.server.door, Work(effort.today, _SIZE))
        missing = gateway.missing(uploaded)
        busy_mb = memory_mb(gateway.server.pid)
        for _ in range(CAMERAS):
            connected.enter_context(gateway.server.gateway.client())
        gateway.settle(effort.settles_s)
        figures = _idle(gateway, effort.idle_s)
        figures |= {"memory after the uploads MB": busy_mb, "errors": uploaded.errors + missing}
    return Sample("after seven days, 14 cameras connected", "CamVault", figures)


def _idle(gateway: _Gateway, idle_s: float) -> dict[str, float]:
    """Look for a while at what it takes to do nothing."""
    before, began = awake_s(gateway.server.pid), time.monotonic()
    time.sleep(idle_s)
    own = (awake_s(gateway.server.pid) - before) / (time.monotonic() - began) * 100
    health = _health_s(gateway) / _HEALTH_EVERY_S * 100
    return {
        "% of a core": own + health,
        "of it the health check's": health,
        "memory MB": memory_mb(gateway.server.pid),
        "media worker's memory MB": gateway.workers_mb,
    }


def _health_s(gateway: _Gateway) -> float:
    """Return the processor's time of a health check, and see that it finds the gateway well."""
    times = 20
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(times):
        subprocess.run([_HEALTH, gateway.server.gateway.folder / "heartbeat"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / times


LIFE = Bench("life", "nobody", _run)
