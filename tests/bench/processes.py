"""What processes use: the time of the processor, and memory, with whatever they started."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import os
from pathlib import Path
import threading
from typing import Self, override

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of the processor, of a process itself and of all it started."""

    own_s: float
    children_s: float

    def __sub__(self, other: Used) -> Used:
        return Used(self.own_s - other.own_s, self.children_s - other.children_s)


def used(pid: int) -> Used:
    """Return what a process has used so far; what it started counts also when it has ended."""
    own, reaped = _times(pid)
    return Used(own, reaped + sum(sum(_times(each)) for each in descendants(pid)))


def _times(pid: int) -> tuple[float, float]:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    own, children = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
    return own * _TICK_S, children * _TICK_S


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes that a process started, and that these started."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child
                yield from descendants(child)


def awake_s(pid: int) -> float:
    """Return what the threads of a process that are alive have used, more exactly than its own count tells."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def written_bytes(pid: int) -> int:
    """Return how many bytes of files a process, and what it started and is over, has written; not the file system's."""
    lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def memory_mb(pid: int) -> float:
    """Return a process's share of the memory (PSS)."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


class Beside(ABC):
    """Something that goes on beside other work, on a thread of its own, for as long as the context is open."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._thread.join()

    @abstractmethod
    def _go_on(self) -> None:
        """Go on until it is over."""


class Peak(Beside):
    """The most memory a process, and those it started, were seen to have while it lasted."""

    def __init__(self, pid: int) -> None:
        super().__init__()
        self.own_mb = 0.0
        self.children_mb = 0.0
        self._pid = pid

    @override
    def _go_on(self) -> None:
        while True:
            self.own_mb = max(self.own_mb, memory_mb(self._pid))
            self.children_mb = max(self.children_mb, sum(map(memory_mb, descendants(self._pid))))
            if self.over.wait(_EVERY_S):
                return
