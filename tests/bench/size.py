"""How much is measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .figures import Course, Sample


class Size(StrEnum):
    """From what a test of the benchmarks can afford to what takes hours."""

    TINY = "tiny"
    QUICK = "quick: fewer rounds of less work"
    WHOLE = "whole"
    FULL = "full: with five million captures, and a rebuild of 600,000"


@dataclass(frozen=True, slots=True)
class Bench:
    """One benchmark: it yields what it measures, in rounds that take turns, and how things went on, to be drawn."""

    name: str
    reference: str
    run: Callable[[Size, Path], Iterator[Sample | Course]]
