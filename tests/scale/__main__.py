"""Simulate homes and reckon what they cost: see `scripts/scale --help`."""

import argparse
from pathlib import Path
import sys

from .measured import measured
from .outcome import run_all
from .page import publish
from .tables import tables


def options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/scale", description="What homes cost, and what they do at once.")
    parser.add_argument("--homes", type=int, default=1000, metavar="N", help="to simulate (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="equal seeds make equal runs (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep what was found there")
    parser.add_argument("--publish", action="store_true", help="keep it in docs/, and show it on its page")
    return parser.parse_args(arguments)


def main() -> None:
    """Run everything and print the tables."""
    chosen = options(sys.argv[1:])
    kept = run_all(chosen.homes, chosen.seed, measured())
    for name, lines in tables(kept).items():
        sys.stdout.write("\n".join((f"\n# {name}\n", *lines, "")))
    if chosen.json:
        kept.save(chosen.json)
    if chosen.publish:
        publish(kept)


if __name__ == "__main__":
    main()
