"""Each file operation fails once, in everything a gateway does with files.

python -m tests.crash.calls [SCENE ...]
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
import contextlib
from dataclasses import dataclass, field
import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any, Final, Self, override

from .faults import Error, Which, build, environment
from .replay import scratch
from .scenes import SCENES

_ROOT: Final = Path(__file__).parents[2]
_MOST: Final = 2000
_SHOWN: Final = 3
# What can fail with what: anything with an I/O error, what takes room with a full disk, a write in the middle.
KINDS: Final = ((Error.IO, Which.ALL), (Error.FULL, Which.TAKING_ROOM), (Error.SHORT, Which.WRITES))


@dataclass(slots=True)
class Found:
    """How many operations failed, of which kinds, and what was wrong then."""

    failed: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Add what another one found."""
        self.failed.update(other.failed)
        self.wrong += other.wrong

    @override
    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {what}" for what, count in sorted(self.failed.items()))
        return f"{self.failed.total()} operations failed ({kinds}), {len(self.wrong)} with something wrong"


class Worker:
    """A process in which operations fail."""

    def __init__(self, folder: Path, preloaded: Path) -> None:
        folder.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.failing", folder],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | environment(preloaded, folder / "control"),
        )

    def play(self, scene: str, at: int, error: Error, which: Which) -> dict[str, Any]:
        """Have an operation fail, and return what came of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"scene": scene, "at": at, "error": error, "which": which}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)


class Failures:
    """Two of those processes, for a machine with two cores."""

    def __init__(self, workers: list[Worker]) -> None:
        self._workers = workers

    def try_each(self, scene: str, error: Error, which: Which, every: int = 1) -> Found:
        """Let each operation of a scene fail once, or each so manieth; an operation that is not there ends it."""
        found = Found()
        step = every * len(self._workers)
        with ThreadPoolExecutor(len(self._workers)) as pool:
            steps = [
                pool.submit(self._some, worker, scene, error, which, range(1 + number * every, _MOST, step))
                for number, worker in enumerate(self._workers)
            ]
        for each in steps:
            found.add(each.result())
        return found

    def _some(self, worker: Worker, scene: str, error: Error, which: Which, numbers: range) -> Found:
        found = Found()
        for at in numbers:
            played = worker.play(scene, at, error, which)
            if not played["failed"]:
                # The scene itself goes as it should.
                found.wrong += [f"{scene}, without a fault: {text}" for text in played["wrong"]]
                break
            found.failed[played["failed"].partition(" ")[0]] += 1
            name = f"{scene}, {error.name} at {at} ({played['failed']})"
            found.wrong += [f"{name}: {text} {played.get('replies', '')}" for text in played["wrong"]]
        return found


@contextlib.contextmanager
def failing(workers: int = 2) -> Iterator[Failures]:
    """Start the processes."""
    with scratch() as folder, contextlib.ExitStack() as stack:
        preloaded = build(folder)
        yield Failures([stack.enter_context(Worker(folder / str(n), preloaded)) for n in range(workers)])


def main() -> int:
    """Try everything, and tell."""
    total = Found()
    with failing() as failures:
        for scene in sys.argv[1:] or SCENES:
            for error, which in KINDS:
                found = failures.try_each(scene, error, which)
                sys.stdout.write(f"{scene}, {error.name}: {found}\n")
                sys.stdout.writelines(f"    {text[:1000]}\n" for text in found.wrong[:_SHOWN])
                sys.stdout.flush()
                total.add(found)
    sys.stdout.write(f"{total}\n")
    return bool(total.wrong)


if __name__ == "__main__":
    sys.exit(main())
