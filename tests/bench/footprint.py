"""How little a computer may have: memory, processor, writes and a slow disk."""

from collections.abc import Iterator, Sequence
import contextlib
import os
from pathlib import Path
import shutil
import time

from tests.gateway.ftp_client import RawFtp
from tests.gateway.tracing import slow_syncs, traced

from .cameras import CAMERAS, Cameras, Work, cameras
from .content import KIB, MIB
from .figures import Sample, percentile
from .ingest import OWN, PEERS, Make, emptied
from .peers import CamVault, Server, camvault, started
from .processes import Peak, descendants, memory_mb, used, written_bytes
from .size import Bench, Size

_LIMIT_MIB = 128
# Of what a process may write to, without what is read from files: what a container's limit cannot take back.
_LIMITED = ("prlimit", f"--data={_LIMIT_MIB * MIB}", f"--stack={512 * KIB}")
_SLOW_S = 0.2


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    rounds, idle_s, files = {Size.TINY: (1, 0.2, 1), Size.QUICK: (2, 5.0, 5)}.get(size, (5, 8.0, 10))
    peers = OWN if size is Size.TINY else PEERS
    with cameras() as fleet:
        for number in range(rounds):
            yield from _silent(peers, emptied(folder / f"silent-{number}"), idle_s)
            for make in OWN:
                yield from _written(make, emptied(folder / f"{make.__name__}-{number}"), fleet, files)
            yield _syncs(emptied(folder / f"syncs-{number}"), fleet, files)
            yield from _limited(folder, fleet, files)
            yield from _slow(emptied(folder / f"slow-{number}"), fleet, min(files, 2))


def _silent(peers: Sequence[Make], folder: Path, idle_s: float) -> Iterator[Sample]:
    """Have all of them idle side by side: who does nothing disturbs nobody."""
    with contextlib.ExitStack() as stack:
        idle = [_connected(make(emptied(folder / make.__name__)), stack) for make in peers]
        before, since = [_cpu_s(server) for server, _ in idle], time.monotonic()
        time.sleep(idle_s)
        for (server, start_s), used_s in zip(idle, before, strict=True):
            figures = {
                "start s": start_s,
                "% of a core": (_cpu_s(server) - used_s) / (time.monotonic() - since) * 100,
                "memory MB": sum(map(memory_mb, (server.pid, *descendants(server.pid)))),
            }
            yield Sample("14 cameras connected, and silent", server.name, figures)
    shutil.rmtree(folder)


def _connected(server: Server, stack: contextlib.ExitStack) -> tuple[Server, float]:
    """Start a server, connect fourteen cameras, and return how long the start took."""
    began = time.monotonic()
    stack.enter_context(started(server))
    start_s = time.monotonic() - began
    for _ in range(CAMERAS):
        ftp = stack.enter_context(RawFtp(server.door.port))
        assert ftp.login(server.door.username, server.door.password).startswith("230")
    return server, start_s


def _written(make: Make, folder: Path, fleet: Cameras, files: int) -> Iterator[Sample]:
    with started(make(folder)) as server:
        for told, work in (("60 KiB", Work(files, 60 * KIB)), ("8 MiB", Work(max(1, files // 5), 8 * MIB))):
            fleet.warm_up(server.door, work)
            os.sync()
            before = written_bytes(server.pid)
            uploaded = fleet.upload(server.door, work)
            figures = {
                "bytes written for each received": (written_bytes(server.pid) - before) / len(uploaded.kept) / work.size
            }
            yield Sample(f"what uploads of {told} make the disk write", server.name, figures)
    shutil.rmtree(folder)


def _syncs(folder: Path, fleet: Cameras, files: int) -> Sample:
    counted = folder / "syncs"
    figures = {}
    with started(camvault(folder)) as server:
        fleet.warm_up(server.door, Work(1, 60 * KIB))
        for told, count in (("one camera", 1), ("14 cameras", CAMERAS)):
            with traced(server.pid, "-o", str(counted)):
                uploaded = fleet.upload(server.door, Work(files, 60 * KIB, cameras=count))
            calls = sum("sync(" in line for line in counted.read_text().splitlines())
            figures[f"fsyncs a capture, {told}"] = calls / len(uploaded.kept)
    shutil.rmtree(folder)
    return Sample("how often it waits for the disk", "CamVault", figures)


def _limited(folder: Path, fleet: Cameras, files: int) -> Iterator[Sample]:
    for told, through in (("CamVault", ()), (f"CamVault, {_LIMIT_MIB} MiB", _LIMITED)):
        place = emptied(folder / "limited")
        with started(camvault(place, through)) as server:
            work = Work(max(1, files // 4), 8 * MIB)
            fleet.warm_up(server.door, work)
            with Peak(server.pid) as peak:
                uploaded = fleet.upload(server.door, work)
        speed = len(uploaded.kept) * work.size / 1e6 / uploaded.wall_s
        figures = {"MB/s": speed, "memory MB": peak.own_mb, "errors": uploaded.errors}
        yield Sample("14 cameras upload 8 MiB clips with little memory", told, figures)
        shutil.rmtree(place)


def _slow(folder: Path, fleet: Cameras, files: int) -> Iterator[Sample]:
    """Compare one camera alone with fourteen: what waits for its own disk must not wait for others'."""
    with started(camvault(folder)) as server:
        fleet.warm_up(server.door, Work(1, 60 * KIB))
        with slow_syncs(server.pid, _SLOW_S):
            for count in (1, CAMERAS):
                uploaded = fleet.upload(server.door, Work(files, 60 * KIB, cameras=count))
                figures = {"p50 ms": uploaded.ms(0.5), "p99 ms": uploaded.ms(0.99), "errors": uploaded.errors}
                yield Sample("each fsync takes 200 ms longer", f"CamVault, cameras: {count}", figures)
            took = [_asked_s(server) for _ in range(10)]
        figures = {"p50 ms": percentile(took, 0.5) * 1000, "p99 ms": percentile(took, 0.99) * 1000}
        yield Sample("each fsync takes 200 ms longer", "CamVault, an API answer", figures)
    shutil.rmtree(folder)


def _asked_s(server: CamVault) -> float:
    begin = time.monotonic()
    server.gateway.ask("/captures")
    return time.monotonic() - begin


def _cpu_s(server: Server) -> float:
    both = used(server.pid)
    return both.own_s + both.children_s


FOOTPRINT = Bench("footprint", "pyftpdlib + fsync", _run)
