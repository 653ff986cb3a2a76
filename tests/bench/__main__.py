"""Run benchmarks and print what they found: see `scripts/bench --help`."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
import json
from pathlib import Path
import signal
import sys
import tempfile
import time

from . import machine
from .archived import ARCHIVED
from .catalog import CATALOG
from .figures import Result, Sample
from .footprint import FOOTPRINT
from .homecost import HOMECOST
from .ingest import INGEST
from .life import LIFE
from .motion import MOTION
from .page import publish
from .panel import PANEL
from .progress import Progress
from .rebuild import REBUILD
from .size import Bench, Size
from .spike import SPIKE
from .tables import tables

BENCHES: tuple[Bench, ...] = (INGEST, CATALOG, ARCHIVED, MOTION, HOMECOST, PANEL, FOOTPRINT, LIFE, SPIKE, REBUILD)


def measure(bench: Bench, size: Size, folder: Path, progress: Progress) -> Result:
    """Run a benchmark, and tell about each round as it ends."""
    folder.mkdir()
    progress.enter(bench)
    begin = time.monotonic()
    result = Result(bench.name, size, machine.describe(folder))
    for sample in bench.run(size, folder):
        result.add(sample)
        if isinstance(sample, Sample):
            found = ", ".join(f"{name} {value:.4g}" for name, value in sample.figures.items())
            sys.stderr.write(f"[{progress.told()}] {sample.case}: {sample.system}: {found}\n")
    result.machine |= {"load_after": machine.load(), "took_s": round(time.monotonic() - begin)}
    return result


def show(results: Iterable[Result]) -> None:
    """Print the tables."""
    references = {bench.name: bench.reference for bench in BENCHES}
    for result in results:
        about = {name: value for name, value in result.machine.items() if not name.startswith(("load", "took"))}
        sys.stdout.write(f"\n# {result.bench}\n\n{json.dumps(about)}\n\n")
        sys.stdout.writelines(f"{line}\n" for line in tables(result, references[result.bench]))


def options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure CamVault beside others.")
    parser.add_argument("--only", action="append", choices=[bench.name for bench in BENCHES], help="may be repeated")
    much = parser.add_mutually_exclusive_group()
    much.add_argument("--quick", action="store_true", help="fewer rounds of less work")
    much.add_argument("--full", action="store_true", help="as large as it gets, which takes hours")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every round's figures there")
    parser.add_argument("--publish", action="store_true", help="keep them in docs/, and show them on its page")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where servers keep their files meanwhile")
    return parser.parse_args(arguments)


def main() -> None:
    """Run what was asked for."""
    chosen = options(sys.argv[1:])
    # Whoever ends this ends the servers, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    size = Size.QUICK if chosen.quick else Size.FULL if chosen.full else Size.WHOLE
    benches = [bench for bench in BENCHES if not chosen.only or bench.name in chosen.only]
    with tempfile.TemporaryDirectory(prefix="camvault-bench-", dir=chosen.folder) as name:
        progress = Progress(benches, size)
        results = [measure(bench, size, Path(name) / bench.name, progress) for bench in benches]
    show(results)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(result) for result in results], indent=1))
    if chosen.publish:
        publish(results)


if __name__ == "__main__":
    main()
