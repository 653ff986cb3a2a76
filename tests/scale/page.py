"""docs/scale.md: tables and pictures between the words that explain them."""

from pathlib import Path
import re
from typing import Final

from . import bill
from .load import USUAL
from .outcome import Kept, Outcome
from .picture import Courses, pictures
from .prices import OFFERS
from .tables import TABLES

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = DOCS / "scale.md"
KEPT: Final = DOCS / "scale" / "simulation.json"
_BLOCK: Final = re.compile(r"(<!-- scale: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SHOWN: Final = {"no-internet": "no internet", "fireworks": "fireworks", "one-bucket": "one cold bucket"}
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
    return _BLOCK.sub(lambda found: f"{found[1]}\n{'\n'.join(TABLES[found[2]](kept))}\n\n{found[3]}", page)


def _evening(evening: Outcome) -> str:
    times = 1 / 60 * 1000 / evening.homes
    rates: Courses = {
        name: [count * times for count in course]
        for name, course in (
            ("captures that arrive", evening.arrivals),
            ("puts that work", evening.puts),
            ("puts that are told to slow down", evening.slowed),
        )
        if any(course)
    }
    waiting = {"captures that wait": [float(count) * 1000 / evening.homes for count in evening.backlog]}
    charts = {f"{evening.name}: a second, of 1,000 homes": rates, "on their way, of 1,000 homes": waiting}
    return pictures(charts, *(_clock(moment) for moment in evening.window))


def _clock(moment: float) -> str:
    return f"{int(moment // 3600) % 24}:00"


def first_year() -> str:
    """Return what the months of an archive's first year cost, kept for a year."""
    courses = {
        offer.name.strip("`"): [
            bill.keeping_a_month(USUAL, offer, month * bill.MONTH_DAYS, _GROWING_DAYS)
            for month in range(bill.MONTHS + 1)
        ]
        for offer in OFFERS
    }
    return pictures({"the usual home keeps everything for a year: $ a month": courses}, "first month", "after a year")
