"""What was measured: every round's value, and what is said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
import json
from pathlib import Path
from statistics import median
from typing import Any, Self

type Rounds = list[float]
# Points, each an x and a y; lists, as JSON has them.
type Line = list[list[float]]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one system showed in one round of one case, each figure with its unit in its name."""

    case: str
    system: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Course:
    """How figures went on along an axis, to be drawn; `marks` are the moments worth a line."""

    title: str
    axis: str
    lines: Mapping[str, Line]
    marks: Mapping[str, float] = field(default_factory=dict)
    # Each step of the axis ten times the one before, for catalogs that grow.
    by_tens: bool = False


@dataclass(slots=True)
class Result:
    """All rounds of one benchmark, and what they ran on."""

    bench: str
    size: str
    machine: dict[str, Any] = field(default_factory=dict)
    cases: dict[str, dict[str, dict[str, Rounds]]] = field(default_factory=dict)
    courses: list[Course] = field(default_factory=list)

    def add(self, found: Sample | Course) -> None:
        """Take one more round, or how something went on."""
        if isinstance(found, Course):
            self.courses.append(found)
        else:
            self._add(found)

    def _add(self, sample: Sample) -> None:
        figures = self.cases.setdefault(sample.case, {}).setdefault(sample.system, {})
        for name, value in sample.figures.items():
            figures.setdefault(name, []).append(value)

    @property
    def rounds(self) -> int:
        """Return how often the case that was measured most was measured."""
        return max((len(each) for each in self._all()), default=0)

    def _all(self) -> Iterable[Rounds]:
        return (each for systems in self.cases.values() for figures in systems.values() for each in figures.values())

    def save(self, path: Path) -> None:
        """Keep it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), indent=1, default=str) + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return what was kept."""
        kept = json.loads(path.read_text())
        courses = [Course(**course) for course in kept.pop("courses", [])]
        return cls(**kept, courses=courses)


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratio(figures: Mapping[str, Rounds], others: Mapping[str, Rounds], name: str) -> float | None:
    """Return how many times the others' figure this one is: the median of the rounds' ratios."""
    pairs = zip(figures.get(name, ()), others.get(name, ()), strict=False)
    ratios = [mine / theirs for mine, theirs in pairs if theirs]
    return median(ratios) if ratios else None


def number(value: float) -> str:
    """Return a figure with as many digits as it deserves."""
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def summary(rounds: Rounds) -> str:
    """Return the median, and from where to where the rounds went."""
    if len(rounds) == 1 or min(rounds) == max(rounds):
        return number(median(rounds))
    return f"{number(median(rounds))} ({number(min(rounds))} to {number(max(rounds))})"
