"""Run many seeds, and say of one that fails how it went and how to run it again."""

import argparse
import statistics
import sys
import time

from .run import Outcome, run

_TAIL = 60
_SAY_EVERY = 50


def main() -> int:
    """Run seeds until all are done; tells how many failed."""
    parser = argparse.ArgumentParser(prog="scripts/simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--start", type=int, default=1, metavar="S", help="the first seed (default: %(default)s)")
    parser.add_argument("--history", action="store_true", help="print all that happened")
    options = parser.parse_args()
    begin = time.monotonic()
    done: list[Outcome] = []
    for seed in range(options.start, options.start + options.seeds):
        done.append(outcome := run(seed))
        if options.history:
            _say("\n".join(outcome.history))
        if outcome.wrong:
            _say(_failure(outcome))
        elif len(done) % _SAY_EVERY == 0:
            _say(_summary(done, time.monotonic() - begin))
        # Thousands of histories would fill the memory.
        outcome.history.clear()
    _say(_summary(done, time.monotonic() - begin))
    return 1 if any(outcome.wrong for outcome in done) else 0


def _failure(outcome: Outcome) -> str:
    wrong = "\n".join(f"    {each}" for each in outcome.wrong)
    return "\n".join(
        (
            f"Seed {outcome.seed} FAILED. The end of its history:",
            *outcome.history[-_TAIL:],
            f"What is wrong:\n{wrong}",
            f"Once more, with all that happened: scripts/simulate --seeds 1 --start {outcome.seed} --history",
        )
    )


def _summary(done: list[Outcome], seconds: float) -> str:
    settled = [outcome.settled_s for outcome in done if outcome.settled_s is not None]
    return (
        f"{len(done)} seeds in {seconds:.0f} s, {sum(bool(outcome.wrong) for outcome in done)} failed:"
        f" {sum(outcome.captures for outcome in done)} captures, {sum(outcome.requests for outcome in done)} requests;"
        f" all done {statistics.median(settled) / 60:.0f} min (median), {max(settled) / 60:.0f} min (most) after the"
        " last fault"
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
