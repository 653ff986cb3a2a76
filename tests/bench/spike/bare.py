"""The least that brings files into a bucket, in a process of its own."""

from dataclasses import dataclass
import json
import os
from pathlib import Path
import subprocess
import sys

from tests.bench.archivers import KEYS
from tests.bench.peers.server import ROOT


@dataclass(frozen=True, slots=True)
class Brought:
    """What it took."""

    files: int
    wall_s: float
    cpu_s: float
    memory_mb: float


def bring(folder: Path, endpoint: str, bucket: str) -> Brought:
    """Have all files of a folder brought."""
    environment = {**os.environ, **KEYS, "PYTHONPATH": f"{ROOT / 'gateway_addon'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.bench.uploader", str(folder), endpoint, bucket]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return Brought(**json.loads(done.stdout))
