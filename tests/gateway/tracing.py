"""strace on a process that runs: it counts system calls, or makes them slow."""

from collections.abc import Iterator
import contextlib
from pathlib import Path
import subprocess

from .disk_home import until

SYNCS = "fsync,fdatasync"


@contextlib.contextmanager
def traced(pid: int, *flags: str) -> Iterator[None]:
    """Trace the syncs of all threads of a process."""
    command = ["strace", "-qq", "-f", "-p", str(pid), "-e", f"trace={SYNCS}", *flags]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as strace:
        until(
            lambda: (
                not any("TracerPid:\t0\n" in path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/status"))
            )
        )
        try:
            yield
        finally:
            strace.terminate()
            strace.communicate()


def slow_syncs(pid: int, seconds: float) -> contextlib.AbstractContextManager[None]:
    """Have each fsync take longer, whoever asks for it."""
    return traced(pid, "-e", f"inject={SYNCS}:delay_enter={round(seconds * 1_000_000)}")
