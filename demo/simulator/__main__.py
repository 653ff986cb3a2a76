"""`python -m demo.simulator --host HOST --user USER --password PASSWORD --brand reolink`."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
import sys
import time
from typing import override

from .brands import BRANDS
from .player import GaveUpError, Player
from .visit import Sketches, Visit

_SHORTEST_S, _LONGEST_S = 5, 20


@dataclass(frozen=True, slots=True)
class Given(Sketches):
    """Files of the user's, and sketches for what is not given."""

    clip_file: Path | None = None
    picture_file: Path | None = None

    @override
    def clip(self, ending: str) -> bytes:
        return self.clip_file.read_bytes() if self.clip_file else Sketches.clip(self, ending)

    @override
    def snapshot(self, at: float) -> bytes:
        return self.picture_file.read_bytes() if self.picture_file else Sketches.snapshot(self, at)


def parse(argv: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m demo.simulator", description="Be a camera to any FTP server.")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, default=21)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--brand", required=True, choices=[*BRANDS, "all"], metavar="BRAND", help=", ".join(BRANDS))
    parser.add_argument("--camera", metavar="NAME", help="its folder; without it, the brand's name")
    parser.add_argument("--count", type=int, default=1, metavar="N", help="how often somebody passes by")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed sends the same files")
    parser.add_argument("--pace", type=float, default=1.0, help="0 waits for nothing; 1 is a camera's own pace")
    parser.add_argument("--between", type=float, default=0.0, metavar="SECONDS", help="from one visit to the next")
    parser.add_argument("--clip", type=Path, metavar="FILE", help="send this for every clip")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="send this for every picture")
    parser.add_argument("--clip-bytes", type=int, default=65_536, metavar="N", help="without --clip: how large")
    parser.add_argument("--quiet", action="store_true", help="do not print the dialogue")
    return parser.parse_args(argv)


def play(brand: str, args: argparse.Namespace, note: Callable[[str, str], None]) -> int:
    """Be a camera of a brand; returns how many files the server took."""
    chance = Random(f"{args.seed} {brand}")  # noqa: S311 - not for secrets
    player = Player(args.host, args.port, lambda seconds: time.sleep(seconds * args.pace), note)
    try:
        for number in range(args.count):
            if number:
                time.sleep(args.between)
            media = Given(chance.randbytes(8), args.clip_bytes, clip_file=args.clip, picture_file=args.picture)
            player.play(
                BRANDS[brand](
                    Visit(
                        username=args.user,
                        password=args.password,
                        camera=args.camera or brand,
                        start=datetime.now().astimezone(),
                        seconds=chance.randint(_SHORTEST_S, _LONGEST_S),
                        media=media,
                    )
                )
            )
    finally:
        player.hang_up()
    return player.stored


def main(argv: list[str]) -> int:
    """Do what the command line asks for; the exit code tells whether every brand got on with the server."""
    args = parse(argv)
    failed = 0
    # Implicit FTPS has a port of its own.
    every = [brand for brand in BRANDS if brand != "reolink-implicit-ftps"]
    for brand in every if args.brand == "all" else [args.brand]:
        try:
            stored = play(brand, args, _silent if args.quiet else _print)
        except (GaveUpError, OSError) as error:
            failed += 1
            sys.stdout.write(f"{brand}: gave up: {error}\n")
        else:
            sys.stdout.write(f"{brand}: {stored} files sent\n")
    return 1 if failed else 0


def _print(line: str, reply: str) -> None:
    sys.stdout.write(f"{line}\n    {reply}\n")


def _silent(_line: str, _reply: str) -> None:
    """Print nothing."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
