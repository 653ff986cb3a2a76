"""How fast uploads are taken: fourteen cameras against each server in turn, each round with a new one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
import os
from pathlib import Path
import shutil

from .cameras import CAMERAS, Cameras, Uploaded, Work, cameras
from .content import KIB, MIB
from .figures import Sample, percentile
from .local_disk import write_locally
from .peers import Server, bare_pyftpdlib, camvault, pure_ftpd, started, vsftpd
from .processes import Peak, Used, used
from .size import Bench, Size

type Make = Callable[[Path], Server]

PEERS: tuple[Make, ...] = (vsftpd, pure_ftpd, bare_pyftpdlib, camvault)
# What can be started by anybody, without Debian's packages.
OWN: tuple[Make, ...] = (bare_pyftpdlib, camvault)


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    work: Work


def _cases(size: Size) -> list[_Case]:
    small, clips = {Size.TINY: (2, 1), Size.QUICK: (40, 3)}.get(size, (60, 4))
    told = f"{CAMERAS} cameras x {small} x 60 KiB"
    return [
        _Case(f"{told}, a session for each file", Work(small, 60 * KIB)),
        _Case(f"{told}, one session for each camera", Work(small, 60 * KIB, session_per_file=False)),
        _Case(f"{CAMERAS} cameras x {clips} x 8 MiB, a session for each file", Work(clips, 8 * MIB)),
    ]


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    rounds = {Size.TINY: 1, Size.QUICK: 2}.get(size, 5)
    peers = OWN if size is Size.TINY else PEERS
    with cameras() as fleet:
        for number in range(rounds):
            for place, case in enumerate(_cases(size)):
                for make in peers:
                    yield _served(case, make, fleet, emptied(folder / f"{make.__name__}-{number}-{place}"))
                yield _local(case, emptied(folder / f"local-{number}-{place}"))


def _served(case: _Case, make: Make, fleet: Cameras, folder: Path) -> Sample:
    with started(make(folder)) as server:
        fleet.warm_up(server.door, case.work)
        os.sync()
        before = used(server.pid)
        with Peak(server.pid) as peak:
            uploaded = fleet.upload(server.door, case.work)
        used_here = used(server.pid) - before
    _put_away(folder, case.work)
    return Sample(case.name, server.name, _figures(case.work, uploaded, used_here, peak, own=server.name == "CamVault"))


def _figures(work: Work, uploaded: Uploaded, cpu: Used, peak: Peak, *, own: bool) -> dict[str, float]:
    files = len(uploaded.kept)
    figures = _speed(work, files / uploaded.wall_s)
    figures |= {"p50 ms": uploaded.ms(0.5), "p99 ms": uploaded.ms(0.99)}
    # Of ours, what it starts makes thumbnails; of the others, it takes uploads.
    apart = cpu.children_s if own else 0.0
    figures["CPU ms a file"] = (cpu.own_s + cpu.children_s - apart) * 1000 / files
    figures["memory MB"] = peak.own_mb + (0 if own else peak.children_mb)
    figures["errors"] = uploaded.errors
    if own:
        figures |= {"thumbnails' CPU ms a file": apart * 1000 / files, "thumbnails' memory MB": peak.children_mb}
    return figures


def _speed(work: Work, files_per_s: float) -> dict[str, float]:
    if work.size < MIB:
        return {"files/s": files_per_s}
    return {"MB/s": files_per_s * work.size / 1e6}


def _local(case: _Case, folder: Path) -> Sample:
    os.sync()
    written = write_locally(folder, CAMERAS, case.work.files, case.work.size)
    _put_away(folder, case.work)
    files = len(written.took_s)
    figures = _speed(case.work, files / written.wall_s)
    figures |= {"p50 ms": percentile(written.took_s, 0.5) * 1000, "p99 ms": percentile(written.took_s, 0.99) * 1000}
    figures |= {"CPU ms a file": written.cpu_s * 1000 / files, "memory MB": written.memory_mb, "errors": 0}
    return Sample(case.name, "local disk, no network", figures)


def _put_away(folder: Path, work: Work) -> None:
    """Remove clips, which are few and large; what is small and many stays until the benchmark ends.

    To find a free inode ext4 passes over each one that was freed within the last minutes: who comes next would pay.
    """
    if work.size >= MIB:
        shutil.rmtree(folder)


def emptied(folder: Path) -> Path:
    """Make a folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


INGEST = Bench("ingest", "vsftpd", _run)
