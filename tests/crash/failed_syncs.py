"""Syncs that fail once, each in a recording of its own, and power cuts after them.

python -m tests.crash.failed_syncs

What a failed sync should have brought to the disk never gets there. Whoever was told 226, before or after, must not
notice.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import batched
import logging
from multiprocessing import get_context
from pathlib import Path, PurePath
import sys
from typing import Final

from .disk import Names
from .faults import Error, Faults, Which, build, environment
from .replay import Cut, Recorded, Replay, losses, record, scratch

# So many moments after the failure, and so many chances at each.
_MOMENTS: Final = 6
_CHANCES: Final = 1
_AT_A_TIME: Final = 2
_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Failed:
    """A sync that failed, how many uploads were acknowledged after it, and what power cuts lost."""

    what: str
    after: int
    cuts: int
    wrong: list[str]


def fail(preloaded: Path, number: int) -> Failed | None:
    """Let a sync fail, and cut the power at some moments after it; None when there are not so many syncs."""
    with scratch() as folder:
        control = folder / "control"

        def arm(data: Path) -> None:
            Faults(control).aim(data, number, Error.IO, Which.SYNCS)
            Faults(control).arm()

        recorded = record(environment(preloaded, control), arm)
        if not (what := Faults(control).failed):
            return None
    (failure,) = [op for op in recorded.recording.ops if op.kind == "failed sync"]
    replay = Replay(recorded)
    tried = list(_cuts(recorded, recorded.recording.ops.index(failure) + 1))
    wrong = [text for cut in tried for text in replay.try_cut(cut)]
    after = sum(promise.at > failure.end and not promise.recovered for promise in recorded.promises)
    return Failed(f"{what.split(maxsplit=1)[0]} {PurePath(what).name}", after, len(tried), wrong)


def _cuts(recorded: Recorded, first: int) -> Iterator[Cut]:
    count = len(recorded.recording.ops)
    for after in {*range(first, count, max(1, (count - first) // _MOMENTS)), count}:
        yield from losses(recorded.recording, after, Names.LINUX, _CHANCES)


def failures(numbers: Iterable[int]) -> Iterator[Failed]:
    """Let each of these syncs fail, until there are no more."""
    # What recovers and checks says so on the process's own output: one at a time in each.
    spawn = get_context("spawn")
    with scratch() as folder, ProcessPoolExecutor(_AT_A_TIME, mp_context=spawn, initializer=logging.disable) as pool:
        preloaded = build(folder)
        for some in batched(numbers, _AT_A_TIME, strict=False):
            found = [each for each in pool.map(partial(fail, preloaded), some) if each]
            yield from found
            if not found:
                return


def main() -> int:
    """Let every sync fail once."""
    found = []
    for failed in failures(range(1, _MOST)):
        found.append(failed)
        sys.stdout.write(f"{failed.what}: {failed.after} acknowledged after it, {failed.cuts} power cuts\n")
        sys.stdout.writelines(f"    {text}\n" for text in failed.wrong[:3])
        sys.stdout.flush()
    wrong = sum(bool(failed.wrong) for failed in found)
    sys.stdout.write(f"{len(found)} failed syncs, {sum(each.cuts for each in found)} power cuts, {wrong} with losses\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
