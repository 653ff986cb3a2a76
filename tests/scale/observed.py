"""What is seen of a simulated hour: each upload's end, and what went on each minute."""

from collections import Counter
from dataclasses import dataclass, field
import math
from statistics import stdev
from typing import TYPE_CHECKING, Final

from tests.bench.figures import percentile

if TYPE_CHECKING:
    from .gateway import Upload

MINUTE_S: Final = 60.0
# Homes are told apart in so many groups, to see how much chance there is in a figure.
GROUPS: Final = 10


@dataclass(slots=True)
class Observed:
    """Counts of uploads, and their delays; each upload ends once: refused, archived, or waiting when time is up."""

    arrivals: Counter[int] = field(default_factory=Counter)
    puts: Counter[int] = field(default_factory=Counter)
    slowed: Counter[int] = field(default_factory=Counter)
    refusals: Counter[int] = field(default_factory=Counter)
    seconds: Counter[int] = field(default_factory=Counter)
    grouped: Counter[tuple[int, int]] = field(default_factory=Counter)
    delays: list[tuple[float, float, int]] = field(default_factory=list)
    sent: int = 0
    kept_count: int = 0
    tries: int = 0
    failures: int = 0
    fullest_bytes: int = 0

    def arrived(self, now: float) -> None:
        """Note that a camera begins to send."""
        self.sent += 1
        self.arrivals[int(now // MINUTE_S)] += 1

    def refused(self, upload: Upload) -> None:
        """Note an upload that there was no room for."""
        self.refusals[int(upload.arrived // MINUTE_S)] += 1

    def kept(self, waiting_bytes: int) -> None:
        """Note an upload that was acknowledged, and how much its gateway has that is nowhere else."""
        self.kept_count += 1
        self.fullest_bytes = max(self.fullest_bytes, waiting_bytes)

    def tried(self, now: float) -> None:
        """Note a request that goes out."""
        self.tries += 1
        self.seconds[int(now)] += 1

    def failed(self, now: float, *, slowed: bool) -> None:
        """Note a put that did not work: it was asked to slow down, or nobody answered."""
        self.failures += 1
        if slowed:
            self.slowed[int(now // MINUTE_S)] += 1

    def archived(self, upload: Upload, now: float) -> None:
        """Note the end of an upload's way."""
        minute = int(now // MINUTE_S)
        self.puts[minute] += 1
        self.grouped[minute, upload.home // GROUPS % GROUPS] += 1
        self.delays.append((upload.kept, now - upload.kept, upload.size))

    @property
    def refused_count(self) -> int:
        """Return how many there was no room for."""
        return self.refusals.total()

    @property
    def archived_count(self) -> int:
        """Return how many came to their end."""
        return len(self.delays)

    def delay(self, share: float, begin: float, end: float, size: int | None = None) -> float | None:
        """Return how long this share of what was kept between two moments, and has a size, had to wait at most."""
        found = [delay for kept, delay, its in self.delays if begin <= kept < end and size in {None, its}]
        return percentile(found, share) if found else None

    def peak_puts(self) -> tuple[float, float]:
        """Return how many puts worked in the busiest minute, a second, and the standard error of that, as a share."""
        minute, count = max(self.puts.items(), key=lambda each: each[1])
        groups = [self.grouped[minute, group] for group in range(GROUPS)]
        return count / MINUTE_S, stdev(groups) / math.sqrt(GROUPS) / (count / GROUPS)

    def backlog(self, first: int, last: int) -> list[int]:
        """Return how many uploads are on their way at the end of each minute."""
        waiting, found = 0, []
        for minute in range(first, last):
            waiting += self.arrivals[minute] - self.puts[minute] - self.refusals[minute]
            found.append(waiting)
        return found
