"""How soon an upload is in the bucket: CamVault, which verifies it, beside its ancestor, which does not."""

from collections.abc import Callable, Iterator
import contextlib
from dataclasses import dataclass
from pathlib import Path
import shutil

from tests.gateway.s3_servers import S3Server

from .archivers import Archiver, ancestor, camvault_archiving, seaweedfs, wait_for
from .cameras import Cameras, Work, cameras
from .content import KIB, MIB
from .figures import Sample, percentile
from .processes import Peak, used
from .size import Bench, Size

type Start = Callable[[Path, S3Server, str], contextlib.AbstractContextManager[Archiver]]

_SYSTEMS: dict[str, Start] = {"ancestor": ancestor, "CamVault": camvault_archiving}


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    work: Work


def _cases(size: Size) -> list[_Case]:
    single, burst = {Size.TINY: (1, 1), Size.QUICK: (8, 10)}.get(size, (10, 20))
    return [
        _Case(f"one camera, {single} x 60 KiB now and then", Work(single, 60 * KIB, rest_s=0.6, cameras=1)),
        _Case(f"one camera, {single} x 8 MiB now and then", Work(single, 8 * MIB, rest_s=0.6, cameras=1)),
        _Case(f"14 cameras x {burst} x 60 KiB at once", Work(burst, 60 * KIB)),
    ]


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    rounds = {Size.TINY: 1, Size.QUICK: 2}.get(size, 5)
    systems = {"CamVault": camvault_archiving} if size is Size.TINY else _SYSTEMS
    with cameras() as fleet, seaweedfs(folder) as s3:
        for number in range(rounds):
            for case in _cases(size):
                for name, start in systems.items():
                    place = folder / f"{name}-{number}"
                    place.mkdir()
                    yield _sample(case, name, fleet, start(place, s3, s3.warm_bucket()))
                    shutil.rmtree(place)


def _sample(case: _Case, name: str, fleet: Cameras, system: contextlib.AbstractContextManager[Archiver]) -> Sample:
    with system as archiver, contextlib.ExitStack() as stack:
        fleet.warm_up(archiver.server.door, case.work)
        wait_for(archiver, {f"camera-{number}/warm-00000{_suffix(case)}" for number in range(case.work.cameras)})
        before = _cpu_s(archiver)
        peaks = [stack.enter_context(Peak(pid)) for pid in archiver.pids]
        uploaded = fleet.upload(archiver.server.door, case.work)
        there = wait_for(archiver, set(uploaded.kept))
        cpu = _cpu_s(archiver) - before
    took = [(there[path] - at) * 1000 for path, at in uploaded.kept.items() if path in there]
    last = max(there[path] for path in uploaded.kept if path in there) - max(uploaded.kept.values())
    return Sample(
        case.name,
        name,
        {
            "p50 ms": percentile(took, 0.5),
            "p99 ms": percentile(took, 0.99),
            "last after the last 226, ms": last * 1000,
            "CPU ms a file": cpu * 1000 / len(took),
            "memory MB": sum(peak.own_mb for peak in peaks),
            "memory of what it starts MB": sum(peak.children_mb for peak in peaks),
            "errors": uploaded.errors + len(uploaded.kept) - len(took),
        },
    )


def _suffix(case: _Case) -> str:
    return ".mp4" if case.work.size >= MIB else ".jpg"


def _cpu_s(archiver: Archiver) -> float:
    both = [used(pid) for pid in archiver.pids]
    return sum(each.own_s + each.children_s for each in both)


ARCHIVED = Bench("archived", "ancestor", _run)
