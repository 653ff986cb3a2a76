"""What a spike's figures are."""

from collections.abc import Iterable, Iterator, Mapping
import contextlib
from dataclasses import dataclass
import itertools
from pathlib import Path
import sqlite3
import subprocess
from typing import Self

from tests.gateway.running import COMMAND
from tests.gateway.s3_servers import S3Server

from .cameras import Uploaded
from .figures import Course, Sample, percentile
from .probe import CAMERA
from .uploader import bring
from .watching import Heard, Look, at_times

_NOTICED = "what cameras, people and Home Assistant notice"
_BROUGHT = "bringing what waited into the bucket"
_NAMES = ("CamVault, usual load", "CamVault, 5.5 x, no archive", "CamVault, archive back")
# Of which a line's point is the worst.
_BUCKET_S = 10.0


@dataclass(frozen=True, slots=True)
class Phase:
    """A while, what the gateway used in it, and what fourteen cameras saw."""

    begin: float
    end: float
    cpu_s: float
    uploaded: Uploaded


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was seen: the usual load, the spike and the drain, with one more camera all the time."""

    phases: tuple[Phase, Phase, Phase]
    probe_sent: Mapping[str, float]
    probe_kept: Mapping[str, float]
    heard: Heard
    looks: list[Look]

    @property
    def sent(self) -> dict[str, float]:
        """Return when each `STOR` was sent."""
        return {**self.phases[0].uploaded.sent, **self.phases[1].uploaded.sent, **self.probe_sent}

    @property
    def kept(self) -> dict[str, float]:
        """Return when each 226 came."""
        return {**self.phases[0].uploaded.kept, **self.phases[1].uploaded.kept, **self.probe_kept}


@dataclass(frozen=True, slots=True)
class _Delays:
    """How long what took: lists of a moment and of milliseconds from it on."""

    kept: list[tuple[float, float]]
    motion: list[tuple[float, float]]
    pictured: list[tuple[float, float]]
    verified: list[tuple[float, float]]
    answered: list[tuple[float, float]]

    @classmethod
    def of(cls, seen: Seen) -> Self:
        """Return them all."""
        sent, kept = seen.sent, seen.kept
        return cls(
            _apart(sent, kept),
            list(_motion(seen)),
            _apart(kept, seen.heard.pictured),
            _apart(kept, seen.heard.verified),
            [(look.at, look.answer_ms) for look in seen.looks],
        )


def _apart(begun: Mapping[str, float], done: Mapping[str, float]) -> list[tuple[float, float]]:
    return sorted((at, (done[name] - at) * 1000) for name, at in begun.items() if name in done)


def _motion(seen: Seen) -> Iterator[tuple[float, float]]:
    """Yield, for each event of the camera whose uploads are one each, how soon after the last `STOR` it was told."""
    for camera, at in seen.heard.opened.values():
        before = [sent for sent in seen.probe_sent.values() if sent <= at]
        if camera == CAMERA and before:
            yield max(before), (at - max(before)) * 1000


def told(seen: Seen, s3: S3Server, data: Path) -> Iterator[Sample | Course]:
    """Yield the figures, when the gateway has ended."""
    delays = _Delays.of(seen)
    for name, phase in zip(_NAMES, seen.phases, strict=True):
        yield Sample(_NOTICED, name, _noticed(seen, delays, phase))
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
    yield from _courses(seen, delays)


def _noticed(seen: Seen, delays: _Delays, phase: Phase) -> dict[str, float]:
    looks = [look for look in seen.looks if phase.begin <= look.at <= phase.end]
    kept = _during(delays.kept, phase)
    figures = {"uploads/s": len(kept) / (phase.end - phase.begin)}
    for name, took in (
        ("226", kept),
        ("motion", _during(delays.motion, phase)),
        ("API", _during(delays.answered, phase)),
        ("thumbnail", _during(delays.pictured, phase)),
    ):
        figures |= {f"{name} p50 ms": percentile(took, 0.5), f"{name} p99 ms": percentile(took, 0.99)} if took else {}
    # What came while there was no archive waited for it.
    if phase is not seen.phases[1] and (took := _during(delays.verified, phase)):
        figures["in the bucket, p99 ms"] = percentile(took, 0.99)
    figures["memory MB"] = max((look.own_mb for look in looks), default=0)
    figures["thumbnails' memory MB"] = max((look.children_mb for look in looks), default=0)
    figures["thumbnails waiting, most"] = max((look.thumbnails for look in looks), default=0)
    return figures | {"errors": phase.uploaded.errors}


def _during(delays: Iterable[tuple[float, float]], phase: Phase) -> list[float]:
    return [ms for at, ms in delays if phase.begin <= at <= phase.end]


def _drained(seen: Seen, size: float) -> dict[str, float]:
    drain, waited = seen.phases[2], seen.phases[1].uploaded.kept
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


def _courses(seen: Seen, delays: _Delays) -> Iterator[Course]:
    begin = seen.phases[1].begin
    marks = {"archive gone": 0.0, "archive back": seen.phases[2].begin - begin}
    axis = "seconds since the archive went away"
    looks = seen.looks
    yield Course(
        "latency, ms: the slowest but one in a hundred of each ten seconds",
        axis,
        {
            "226": _worst(delays.kept, begin),
            "motion": _worst(delays.motion, begin),
            "API": _worst(delays.answered, begin),
        },
        marks,
    )
    memory = {
        "gateway": at_times([(look.at, look.own_mb) for look in looks], begin),
        "thumbnails": at_times([(look.at, look.children_mb) for look in looks], begin),
    }
    yield Course("memory, MB", axis, memory, marks)
    waiting = {
        "for the archive": at_times([(look.at, look.to_archive) for look in looks], begin),
        "for a thumbnail": at_times([(look.at, look.thumbnails) for look in looks], begin),
    }
    yield Course("captures that wait", axis, waiting, marks)
    came, verified = seen.phases[1].uploaded.kept, seen.heard.verified
    order = [(verified[name], at - begin) for name, at in came.items() if name in verified]
    yield Course("which second's uploads reach the bucket", axis, {"newest first": _middle(order, begin)}, {})


def _worst(delays: list[tuple[float, float]], zero: float) -> list[list[float]]:
    return at_times([(at, percentile(some, 0.99)) for at, some in _by_time(delays)], zero)


def _middle(points: list[tuple[float, float]], zero: float) -> list[list[float]]:
    return at_times([(at, percentile(some, 0.5)) for at, some in _by_time(points, 2.0)], zero)


def _by_time(points: list[tuple[float, float]], step: float = _BUCKET_S) -> Iterator[tuple[float, list[float]]]:
    """Yield each while's middle with the values of the points in it."""
    found: dict[int, list[float]] = {}
    for at, value in points:
        found.setdefault(int(at // step), []).append(value)
    return ((place * step + step / 2, values) for place, values in sorted(found.items()))
