"""Kill a gateway at thousands of moments, and cut its power at every point of a recording."""

import argparse
from collections.abc import Iterator
import contextlib
import logging
from pathlib import Path
import shutil
import sys
import tempfile
import time

from tests.gateway.s3_servers import S3Server, ministack_server, rclone_server, seaweedfs_server

from .chapter import Plan, run_chapter
from .disk import Names
from .replay import Replay, cuts, record
from .report import report
from .verdict import Verdict

_SERVERS = (seaweedfs_server, rclone_server, seaweedfs_server, ministack_server)


def main() -> int:
    """Run the kill test, and print its report."""
    parser = argparse.ArgumentParser(prog="scripts/crash-test", description=__doc__)
    parser.add_argument("--kills", type=int, default=2000, metavar="N", help="(default: %(default)s)")
    parser.add_argument("--seed", type=int, default=20261123, help="(default: %(default)s)")
    parser.add_argument(
        "--chapter", type=int, default=250, metavar="N", help="kills of one gateway (default: %(default)s)"
    )
    parser.add_argument("--no-replay", action="store_true", help="kills only")
    parser.add_argument("--no-kills", action="store_true", help="power cuts only")
    options = parser.parse_args()
    survived = options.no_replay or _replay()
    if options.no_kills:
        return 0 if survived else 1
    begin = time.monotonic()
    total = Verdict()
    for number, kills in enumerate(_chapters(options.kills, options.chapter)):
        plan = Plan(kills, options.seed + number, pictures=0.2 if number % 2 else 0.0, evicting=number % 3 == 2)
        with _folder() as folder, _running(number, folder) as server:
            name = f"chapter {number + 1}"
            verdict = run_chapter(folder / "gateway", server, plan, lambda text, name=name: _say(f"{name}: {text}"))  # type: ignore[misc]
            total.add(verdict)
            if not verdict.clean:
                kept = shutil.copytree(folder / "gateway", Path(tempfile.mkdtemp(prefix="crash-")) / "gateway")
                _say(f"{name}: NOT CLEAN, kept in {kept}\n{report(verdict, 0)}")
    sys.stdout.write(report(total, time.monotonic() - begin))
    return 0 if total.clean and survived else 1


def _replay() -> bool:
    """Try every power cut of a recording; tells whether all were survived."""
    logging.disable()
    recorded = record()
    replay = Replay(recorded)
    tried = 0
    wrong: list[str] = []
    for cut in cuts(recorded, Names.LINUX, 2):
        tried += 1
        wrong += replay.try_cut(cut)
        if tried % 500 == 0:
            _say(f"{tried} power cuts, {len(wrong)} of them with losses")
    _say(f"{tried} power cuts within {len(replay.recording.ops)} file operations, wrong: {len(wrong)}")
    sys.stdout.writelines(f"    {text}\n" for text in wrong[:20])
    return not wrong


def _chapters(kills: int, longest: int) -> Iterator[int]:
    while kills > 0:
        yield min(kills, longest)
        kills -= longest


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="camvault-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextlib.contextmanager
def _running(number: int, folder: Path) -> Iterator[S3Server]:
    (folder / "s3").mkdir()
    server = _SERVERS[number % len(_SERVERS)](folder / "s3")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _say(text: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
