"""What a spike's figures are."""

from collections.abc import Iterable, Iterator, Mapping
import contextlib
import itertools
from pathlib import Path
import sqlite3
import subprocess

from tests.bench.figures import Course, Sample, percentile
from tests.gateway.running import COMMAND
from tests.gateway.s3_servers import S3Server

from .bare import bring
from .drawn import drawn
from .seen import Delays, Phase, Seen

_CAMERAS = "what cameras notice"
_PEOPLE = "what people and Home Assistant notice"
_GATEWAY = "what it takes"
_BROUGHT = "bringing what waited into the bucket"
_NAMES = ("CamVault, usual load", "CamVault, 5.5 x", "CamVault, flood", "CamVault, archive back")


def told(seen: Seen, s3: S3Server, data: Path) -> Iterator[Sample | Course]:
    """Yield the figures, when the gateway has ended."""
    delays = Delays.of(seen)
    for name, phase in zip(_NAMES, seen.phases, strict=True):
        yield Sample(_CAMERAS, name, _uploads(delays, phase))
        yield Sample(_PEOPLE, name, _noticed(delays, phase))
        yield Sample(_GATEWAY, name, _needed(seen, delays, phase))
    bare = bring(data / "vault/captures", s3.endpoint_url, s3.warm_bucket())
    size = sum(path.stat().st_size for path in (data / "vault/captures").rglob("*") if path.is_file()) / bare.files
    speed = bare.files / bare.wall_s
    yield Sample(
        _BROUGHT,
        "boto3 by itself",
        {
            "files/s": speed,
            "MB/s": speed * size / 1e6,
            "CPU ms a file": bare.cpu_s * 1000 / bare.files,
            "memory MB": bare.memory_mb,
        },
    )
    yield Sample(_BROUGHT, "CamVault", _drained(seen, size) | {"errors": _not_once(seen, data)})
    yield from drawn(seen, delays)


def _uploads(delays: Delays, phase: Phase) -> dict[str, float]:
    kept = _during(delays.kept, phase)
    return {**_shares("226", kept), "uploads/s": len(kept) / (phase.end - phase.begin), "errors": phase.uploaded.errors}


def _noticed(delays: Delays, phase: Phase) -> dict[str, float]:
    return {
        **_shares("motion", _during(delays.motion, phase)),
        **_shares("API", _during(delays.answered, phase)),
        **_shares("thumbnail", _during(delays.pictured, phase)),
    }


def _needed(seen: Seen, delays: Delays, phase: Phase) -> dict[str, float]:
    looks = [look for look in seen.looks if phase.begin <= look.at <= phase.end]
    figures = {
        "memory MB": max((look.own_mb for look in looks), default=0),
        "thumbnails' memory MB": max((look.children_mb for look in looks), default=0),
        **_made_meanwhile(seen, phase),
    }
    # What came while there was no archive waited for it.
    waited = phase in seen.phases[1:3]
    return figures | ({} if waited else _shares("in the bucket", _during(delays.verified, phase)))


def _made_meanwhile(seen: Seen, phase: Phase) -> dict[str, float]:
    """Return of how many of its uploads a while saw the thumbnail, too."""
    names, pictured = phase.uploaded.kept.keys(), seen.heard.pictured
    made = [pictured.get(name, phase.end) < phase.end for name in names]
    return {"thumbnails made meanwhile, %": 100 * sum(made) / len(made)} if made else {}


def _shares(name: str, took: list[float]) -> dict[str, float]:
    return {f"{name} p99 ms": percentile(took, 0.99), f"{name} p50 ms": percentile(took, 0.5)} if took else {}


def _during(delays: Iterable[tuple[float, float]], phase: Phase) -> list[float]:
    return [ms for at, ms in delays if phase.begin <= at <= phase.end]


def _drained(seen: Seen, size: float) -> dict[str, float]:
    drain, waited = seen.phases[3], seen.waited
    ended = max((seen.heard.verified[name] for name in waited if name in seen.heard.verified), default=drain.end)
    speed = len(waited) / (ended - drain.begin)
    return {
        "files/s": speed,
        "MB/s": speed * size / 1e6,
        "CPU ms a file": drain.cpu_s * 1000 / len(waited),
        "memory MB": max((look.own_mb for look in seen.looks if look.at >= drain.begin), default=0),
        "newest first, %": _newest_first(waited, seen.heard.verified),
    }


def _newest_first(waited: Mapping[str, float], verified: Mapping[str, float]) -> float:
    """Return of how many neighbours in the order of verification the first is the newer, camera by camera."""
    cameras: dict[str, list[str]] = {}
    for name in sorted(waited.keys() & verified.keys(), key=lambda each: verified[each]):
        cameras.setdefault(name.split("/")[0], []).append(name)
    pairs = [waited[a] > waited[b] for names in cameras.values() for a, b in itertools.pairwise(names)]
    return 100 * sum(pairs) / len(pairs) if pairs else 100.0


def _not_once(seen: Seen, data: Path) -> int:
    """Return how many uploads are not in catalog and bucket exactly once, with what does not add up."""
    with contextlib.closing(sqlite3.connect(data / "catalog.db")) as db:
        rows = [path[1:] for (path,) in db.execute("SELECT original_path FROM captures WHERE state = 'verified'")]
    missing, doubled = seen.kept.keys() - set(rows), len(rows) - len(set(rows))
    done = subprocess.run([COMMAND, "check", "--archive", "--data", data], capture_output=True, text=True, check=False)
    # The last lines are a summary.
    problems = 0 if done.returncode == 0 else len(done.stdout.splitlines())
    return len(missing) + doubled + problems
