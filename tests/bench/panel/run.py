"""How soon the timeline is there, how it scrolls, and what a slow line makes of it; beside the media browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.figures import Sample
from tests.bench.size import Bench, Size
from tests.e2e.browser import CHROMIUM, FLAGS

from .code import sizes
from .house import house
from .looks import Looks
from .places import MEDIA_BROWSER, places

# Of a list that a finger throws, slowly enough for pictures, and of one that flies.
_THROWN_PX, _FLYING_PX = 40, 600


@dataclass(frozen=True, slots=True)
class _Effort:
    """How much is done; `thrown` and `flown` are the events that are scrolled past."""

    events: int
    rounds: int = 7
    slow_rounds: int = 3
    scroll_rounds: int = 3
    thrown: int = 300
    flown: int = 10_000


_EFFORTS = {
    Size.TINY: _Effort(400, 1, 1, 1, thrown=20, flown=200),
    Size.QUICK: _Effort(10_000, 3, 1, 1),
    Size.WHOLE: _Effort(100_000),
    Size.FULL: _Effort(1_250_000),
}


def _run(size: Size, folder: Path) -> Iterator[Sample]:
    effort = _EFFORTS[size]
    yield from sizes()
    with house(folder / "demo", effort.events, pictured=effort.flown) as demo:
        # Asked for first: what drives the browser leaves this thread no event loop of its own.
        found = places(demo)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield from _looked(Looks(browser, demo, found), effort)
            browser.close()


def _looked(looks: Looks, effort: _Effort) -> Iterator[Sample]:
    for _ in range(effort.rounds):
        yield from looks.opened()
    for _ in range(effort.scroll_rounds):
        yield looks.scrolled(f"{effort.thrown:,} events, as a finger throws it", _THROWN_PX, effort.thrown)
        yield looks.scrolled(f"{effort.flown:,} events, flying", _FLYING_PX, effort.flown)
    for _ in range(effort.slow_rounds):
        yield from looks.over_a_slow_line()


PANEL = Bench("panel", MEDIA_BROWSER, _run)
