"""Throw invented names at recognition: `python -m tests.gateway.fuzz_names --count 1000000`.

Names of cameras are cut, repeated, spliced and sprinkled with what hurts parsers. Every name must get an answer.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
import os
import random
import time
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.recognize import Recognition, promise, recognize

from .names import CASES

_ZONES: Final = tuple(ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"))
_HEADS: Final = (
    b"",
    b"\xff\xd8\xff",
    b"\0\0\0\x18ftypmp42",
    b"\x1a\x45\xdf\xa3",
    b"\0\0\0\x01\x67\x42",
    b"DHAV",
    b"text",
)
_SPICE: Final = (
    *"/\\.-_:@ []()%\0\n\x7f\u0660\u0967\u2026\ud800\U0001f600",
    *("..", "//", "9" * 40, "00" * 20, "999999", "24.00.00", "23.59.60", "0001", "9999", "20260230", "[R]", "TIMING"),
    *("test", ".txt", "DVRWorkDirectory", "2026Y", "A251122_", "-" * 30, "_" * 30, "2019-05-09/" * 5, "a" * 300),
)
_ARRIVAL: Final = 1_795_000_000_000
_MOST: Final = 4000


@dataclass(slots=True)
class Figures:
    """What a run found."""

    names: int = 0
    seconds: float = 0.0
    longest_s: float = 0.0
    slowest: str = ""
    seen: Counter[str] = field(default_factory=Counter)


def invented(chance: random.Random) -> Iterator[str]:
    """Yield names without end."""
    known = [case.path for case in CASES]
    while True:
        parts = [chance.choice(known) for _ in range(chance.randint(1, 3))]
        text = "".join(part[chance.randint(0, len(part)) :] or part for part in parts)
        for _ in range(chance.randint(0, 4)):
            at = chance.randint(0, len(text))
            kept = text[at + chance.randint(0, 3) :]
            text = text[:at] + chance.choice(_SPICE) + kept
        yield text[:_MOST]


def run(count: int, seed: int) -> Figures:
    """Recognize so many names, and take the processor time of each; what one of them raises goes on to the caller."""
    chance, figures = random.Random(seed), Figures()  # noqa: S311 no secret
    for text, _ in zip(invented(chance), range(count), strict=False):
        began = time.thread_time()
        promise(text)
        found = recognize(text, chance.choice(_HEADS), b"", chance.randint(0, 9), _ARRIVAL, chance.choice(_ZONES))
        took = time.thread_time() - began
        _hold(text, found)
        figures.names += 1
        figures.seconds += took
        if took > figures.longest_s:
            figures.longest_s, figures.slowest = took, text
        figures.seen.update((found.role, found.trust, "scheduled" if found.scheduled else "not scheduled"))
    return figures


def _hold(text: str, found: Recognition) -> None:
    """Hold an answer to what everybody relies on."""
    assert found.extension == "" or (found.extension[1:].isalnum() and found.extension.isascii()), text
    assert found.captured_at in {_ARRIVAL, found.camera_time}, text
    assert found.duration_ms is None or 0 < found.duration_ms <= 6 * 3_600_000, text


def main() -> None:
    """Run, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    chosen = parser.parse_args()
    figures = run(chosen.count, chosen.seed)
    each = figures.seconds / max(1, figures.names) * 1e6
    told = f"{each:.0f} us each, at most {figures.longest_s * 1e3:.1f} ms: {figures.slowest[:120]!r}"
    print(f"{figures.names} names, seed {chosen.seed}: no crash; {told}")  # noqa: T201
    print(dict(figures.seen))  # noqa: T201


if __name__ == "__main__":
    main()
