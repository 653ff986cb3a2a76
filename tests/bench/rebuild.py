"""How long it takes to make a catalog anew from a bucket, as after a theft; beside the mere list of the bucket."""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import itertools
import json
import os
from pathlib import Path
import resource
import shutil
import sqlite3
import subprocess
import time

from tests.gateway.running import COMMAND
from tests.gateway.s3_servers import S3Server

from .archivers import KEYS, seaweedfs
from .bucket_home import Home
from .figures import Sample
from .size import Bench, Size

_LIST = "boto3, the list alone"
# What is a byte each lies in the list itself; and there are many.
_FLAGS = ("-filer.saveToFilerLimit=65536", "-volume.max=100")
_LARGE, _SMALL = 5000, 6


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    home: Home
    rounds: int


def _cases(size: Size) -> list[_Case]:
    whole, small, rounds = {Size.TINY: (300, 60, 1), Size.QUICK: (10_000, 3000, 2)}.get(size, (30_000, 6000, 5))
    found = [(whole, _LARGE, rounds), (small, _SMALL, rounds)]
    if size is Size.FULL:
        found += [(600_000, _LARGE, 3), (300_000, _SMALL, 1)]
    return [_case(Home(count, per), rounds) for count, per, rounds in found]


def _case(home: Home, rounds: int) -> _Case:
    segments = -(-home.count // home.per_segment)
    name = f"{home.count:,} captures, told of in {segments:,} segment{'s' if segments > 1 else ''}"
    return _Case(name, home, rounds)


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    with seaweedfs(folder, *_FLAGS) as s3:
        for case in _cases(size):
            bucket = s3.new_bucket()
            told = case.home.fill(s3, bucket) / case.home.count
            for _ in range(case.rounds):
                yield Sample(case.name, _LIST, _listed(s3, bucket))
                yield Sample(case.name, "CamVault", _rebuilt(s3, bucket, case, folder / "data", told))


def _listed(s3: S3Server, bucket: str) -> dict[str, float]:
    begin = time.monotonic()
    pages = s3.client().get_paginator("list_objects_v2").paginate(Bucket=bucket)
    assert sum(page["KeyCount"] for page in pages)
    return {"s": time.monotonic() - begin}


def _rebuilt(s3: S3Server, bucket: str, case: _Case, data: Path, told: float) -> dict[str, float]:
    place: list[str | Path] = ["--data", data, "--bucket", bucket, "--endpoint-url", s3.endpoint_url]
    begin = time.monotonic()
    process = subprocess.Popen(
        [COMMAND, "rebuild", *place], env={**os.environ, **KEYS}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    took = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    wrong = _wrong(case.home, data / "catalog.db")
    size = (data / "catalog.db").stat().st_size
    shutil.rmtree(data)
    return {"s": took, "captures/s": case.home.count / took, **_costs(used, size, case, told), "errors": wrong}


def _costs(used: resource.struct_rusage, size: int, case: _Case, told: float) -> dict[str, float]:
    return {
        "CPU s": used.ru_utime + used.ru_stime,
        "memory MB": used.ru_maxrss * 1024 / 1e6,
        "catalog's bytes a capture": size / case.home.count,
        "segments' bytes a capture": told,
    }


def _wrong(home: Home, file: Path) -> int:
    """Return how many captures are not in the catalog as they were archived, or should not be there."""
    names = "id, camera, event, captured_at, received_at, size, sha256, archive_key, original_path, state, labels"
    with contextlib.closing(sqlite3.connect(file)) as db:
        found = db.execute(f"SELECT {names} FROM captures ORDER BY captured_at, id")  # noqa: S608 our own names
        pairs = itertools.zip_longest(found, home.captures())
        return sum(row is None or capture is None or not _same(row, capture, names) for row, capture in pairs)


def _same(row: tuple[object, ...], capture: object, names: str) -> bool:
    *kept, labels = row
    wanted = [getattr(capture, name) for name in names.split(", ")]
    return [*kept, tuple(json.loads(str(labels)))] == wanted


REBUILD = Bench("rebuild", _LIST, _run)
