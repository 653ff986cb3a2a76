"""How long the real gateway takes: the figures of docs/performance/, as times that grow with a file's size."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, Self

from tests.bench.content import KIB, MIB
from tests.bench.figures import Result

FOLDER: Final = Path(__file__).parents[2] / "docs" / "performance"
_SMALL: Final = 60 * KIB
_LARGE: Final = 8 * MIB
_SESSIONS: Final = "a session for each file"
_ALONE: Final = "now and then"


@dataclass(frozen=True, slots=True)
class Service:
    """A time that is a straight line through what was measured of a small file and of a large one."""

    fixed_s: float
    s_a_byte: float

    @classmethod
    def through(cls, small_s: float, large_s: float) -> Self:
        """Return the line through the times of 60 KiB and of 8 MiB; it never falls."""
        slope = max(0.0, large_s - small_s) / (_LARGE - _SMALL)
        return cls(max(0.0, small_s - slope * _SMALL), slope)

    def of(self, size: int) -> float:
        """Return how many seconds a file of this size takes."""
        return self.fixed_s + self.s_a_byte * size


@dataclass(frozen=True, slots=True)
class Measured:
    """How long an upload keeps others waiting, how much a put computes, and how long it takes on loopback."""

    receive: Service
    compute: Service
    put: Service
    # Files a second that the real gateway put when its bucket was back, to compare.
    drained_s: float
    when: str


def measured(folder: Path = FOLDER) -> Measured:
    """Return what the published figures say."""
    ingest, archived = (Result.load(folder / f"{name}.json") for name in ("ingest", "archived"))
    alone = [_figure(archived, "p50 ms", size, _ALONE) / 1000 for size in ("60 KiB", "8 MiB")]
    computed = [
        max(0.0, _figure(archived, _CPU, size, _ALONE) - _figure(ingest, _CPU, size, _SESSIONS)) / 1000
        for size in ("60 KiB", "8 MiB")
    ]
    return Measured(
        # With all cameras sending at once, an upload takes what it keeps the next one waiting.
        receive=Service.through(
            1 / _figure(ingest, "files/s", "60 KiB", _SESSIONS),
            _LARGE / (_figure(ingest, "MB/s", "8 MiB", _SESSIONS) * 1e6),
        ),
        compute=Service.through(*computed),
        put=Service.through(*alone),
        drained_s=_figure(Result.load(folder / "spike.json"), "files/s", "what waited"),
        when=f"{ingest.machine['when']} and {archived.machine['when']}",
    )


_CPU: Final = "CPU ms a file"


def _figure(result: Result, figure: str, *words: str) -> float:
    """Return the median of CamVault's figure in the case that has these words."""
    (found,) = (systems["CamVault"] for case, systems in result.cases.items() if all(word in case for word in words))
    return median(found[figure])
