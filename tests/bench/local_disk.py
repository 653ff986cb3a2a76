"""The physical limit: files written, synced, cataloged and moved by threads of one process, without any network.

python -m tests.bench.local_disk FOLDER THREADS FILES SIZE
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
import json
import os
from pathlib import Path
import resource
import sqlite3
import subprocess
import sys
import threading
import time

from .processes import memory_mb

_ROOT = Path(__file__).parents[2]
_ROWS = "CREATE TABLE files (name TEXT PRIMARY KEY, camera INTEGER, at REAL, size INTEGER) STRICT"


@dataclass(frozen=True, slots=True)
class Written:
    """What it took."""

    took_s: list[float]
    wall_s: float
    cpu_s: float
    memory_mb: float


def write_locally(folder: Path, threads: int, files: int, size: int) -> Written:
    """Have it done by a process of its own."""
    numbers = [str(threads), str(files), str(size)]
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT / 'gateway_addon'}:{_ROOT}"}
    command = [sys.executable, "-m", "tests.bench.local_disk", str(folder), *numbers]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return Written(**json.loads(done.stdout))


class _Disk:
    """A folder for what arrives, one for what is kept, and a catalog."""

    def __init__(self, folder: Path) -> None:
        for name in ("incoming", "kept"):
            (folder / name).mkdir(parents=True)
        self._folder = folder
        self._lock = threading.Lock()
        self._db = sqlite3.connect(folder / "catalog.db", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(_ROWS)

    def keep(self, name: str, camera: int, content: bytes) -> float:
        """Do with a file what is needed before it may be promised; returns how long it took."""
        begin = time.monotonic()
        incoming, kept = self._folder / "incoming" / name, self._folder / "kept" / name
        with incoming.open("wb", buffering=0) as file:
            file.write(content)
            os.fsync(file)
        with self._lock:
            self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?)", (name, camera, begin, len(content)))
        incoming.rename(kept)
        folder = os.open(kept.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return time.monotonic() - begin


def _write(disk: _Disk, camera: int, files: int, content: bytes) -> list[float]:
    return [disk.keep(f"{camera}-{number}", camera, content) for number in range(files)]


def main() -> None:
    """Do the work, and print what it took."""
    folder, threads, files, size = Path(sys.argv[1]), *map(int, sys.argv[2:])
    disk, content = _Disk(folder), os.urandom(size)
    before, begin = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), time.monotonic()
    with ThreadPoolExecutor(threads) as pool:
        done = list(pool.map(lambda camera: _write(disk, camera, files, content), range(threads)))
    wall = time.monotonic() - begin
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before
    took = [each for some in done for each in some]
    written = Written(took, wall, cpu, memory_mb(os.getpid()))
    sys.stdout.write(json.dumps(asdict(written)))


if __name__ == "__main__":
    main()
