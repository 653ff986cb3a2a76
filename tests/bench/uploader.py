"""The least that brings files into a bucket: boto3, one client and four threads, and nobody who checks or remembers.

python -m tests.bench.uploader FOLDER ENDPOINT BUCKET
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
import json
import os
from pathlib import Path
import resource
import subprocess
import sys
import time

import boto3

from .archivers import KEYS
from .peers.server import ROOT
from .processes import memory_mb

# As many as the gateway has tasks of this kind at a time.
_THREADS = 4


@dataclass(frozen=True, slots=True)
class Brought:
    """What it took."""

    files: int
    wall_s: float
    cpu_s: float
    memory_mb: float


def bring(folder: Path, endpoint: str, bucket: str) -> Brought:
    """Have all files of a folder brought by a process of its own."""
    environment = {**os.environ, **KEYS, "PYTHONPATH": f"{ROOT / 'gateway_addon'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.bench.uploader", str(folder), endpoint, bucket]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return Brought(**json.loads(done.stdout))


def main() -> None:
    """Do the work, and print what it took."""
    folder, endpoint, bucket = Path(sys.argv[1]), *sys.argv[2:]
    files = [path for path in sorted(folder.rglob("*"), reverse=True) if path.is_file()]
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")

    def put(path: Path) -> None:
        with path.open("rb") as file:
            s3.put_object(Bucket=bucket, Key=f"bare/{path.relative_to(folder)}", Body=file)

    begin = time.monotonic()
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(put, files))
    wall = time.monotonic() - begin
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    sys.stdout.write(json.dumps(asdict(Brought(len(files), wall, cpu, memory_mb(os.getpid())))))


if __name__ == "__main__":
    main()
