"""docs/scale.md: tables and pictures between the words that explain them."""

from collections.abc import Sequence
from pathlib import Path
import re
from typing import Final

from tests.bench.figures import Course, Line, Result
from tests.bench.plots import plot

from . import bill
from .load import USUAL
from .observed import MINUTE_S
from .outcome import Kept, Outcome
from .prices import OFFERS
from .scenarios import SCENARIOS, Scenario
from .tables import tables

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = DOCS / "scale.md"
KEPT: Final = DOCS / "scale" / "simulation.json"
_BLOCK: Final = re.compile(r"(<!-- scale: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SHOWN: Final = {"no-internet": "no internet", "one-bucket": "one cold bucket"}
_GROWING_DAYS: Final = 365


def publish(kept: Kept) -> None:
    """Keep what was simulated, draw it, and show it on the page."""
    kept.save(KEPT)
    draw(kept)
    PAGE.write_text(shown(PAGE.read_text(), kept))


def draw(kept: Kept, folder: Path = KEPT.parent) -> None:
    """Draw the pictures."""
    for name, start in _SHOWN.items():
        (evening,) = (each for each in kept.outcomes if each.name.startswith(start))
        (folder / f"{name}.svg").write_text(_evening(evening))
    (folder / "first-year.svg").write_text(first_year())


def shown(page: str, kept: Kept) -> str:
    """Return the page with its tables."""
    found = tables(kept)
    return _BLOCK.sub(lambda block: f"{block[1]}\n{'\n'.join(found[block[2]])}\n\n{block[3]}", page)


def _evening(evening: Outcome) -> str:
    per_second, of_thousand = 1000 / 60 / evening.homes, 1000 / evening.homes
    rates = {
        name: _line(evening, course, per_second)
        for name, course in (
            ("captures that arrive", evening.arrivals),
            ("puts that work", evening.puts),
            ("told to slow down", evening.slowed),
        )
        if any(course)
    }
    waiting = {"captures on their way": _line(evening, evening.backlog, of_thousand)}
    its = _scenario(evening)
    ends = (
        {"begins": 0.0, "ends": (its.happens.end - its.happens.start) / MINUTE_S} if its.happens != its.window else {}
    )
    titles = (f"{evening.name}: a second, of 1,000 homes", "on their way, of 1,000 homes")
    charts = (Course(title, "minutes", lines, ends) for title, lines in zip(titles, (rates, waiting), strict=True))
    return _drawn(*charts)


def _scenario(evening: Outcome) -> Scenario:
    (found,) = (each for each in SCENARIOS if each.name == evening.name)
    return found


def _line(evening: Outcome, counts: Sequence[int], times: float) -> Line:
    its = _scenario(evening)
    first = (its.window.start - its.happens.start) / MINUTE_S
    return [[first + minute, count * times] for minute, count in enumerate(counts, 1)]


def _drawn(*courses: Course) -> str:
    return plot(Result("scale", "", courses=list(courses)))


def first_year() -> str:
    """Return what the months of an archive's first year cost, kept for a year."""
    months = range(bill.MONTHS + 1)
    lines: dict[str, Line] = {
        offer.name.strip("`"): [
            [month, bill.keeping_a_month(USUAL, offer, month * bill.MONTH_DAYS, _GROWING_DAYS)] for month in months
        ]
        for offer in OFFERS
    }
    return _drawn(Course("the usual home keeps everything for a year: $ a month", "months of 30 days", lines))
