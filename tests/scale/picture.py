"""Courses over time, in SVG without a library; they are readable on light and on dark pages."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
import math
from typing import Final

from tests.bench.figures import number

type Courses = Mapping[str, Sequence[float]]

_WIDTH, _HEIGHT, _LEFT, _TOP, _STEP = 720, 190, 70, 30, 18
_COLOURS: Final = ("#0288d1", "#e65100", "#43a047", "#8e24aa", "#9aa5b1", "#c0a000")
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1f2933}.t{font-weight:600}path{fill:none;stroke-width:2}"
    ".a{stroke:#9aa5b1;stroke-width:1}@media(prefers-color-scheme:dark){text{fill:#e4e7eb}}"
)


def pictures(charts: Mapping[str, Courses], first: str, last: str) -> str:
    """Return charts below each other, all from the first moment to the last; each has its own height."""
    lines: list[str] = []
    top = 0
    for title, courses in charts.items():
        lines += _chart(title, courses, top, (first, last))
        top += _TOP + _HEIGHT + _STEP * (2 + len(courses))
    size = f'viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}"'
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', f"<style>{_STYLE}</style>", *lines, "</svg>\n"]
    )


def _chart(title: str, courses: Courses, top: int, ends: tuple[str, str]) -> Iterator[str]:
    highest = max((max(course, default=0) for course in courses.values()), default=0) or 1
    floor = top + _TOP + _HEIGHT
    yield f'<text class="t" x="0" y="{top + 18}">{escape(title)}</text>'
    yield f'<text x="0" y="{top + _TOP + 12}">{number(_rounded(highest))}</text><text x="0" y="{floor}">0</text>'
    yield f'<path class="a" d="M{_LEFT} {top + _TOP}V{floor}H{_WIDTH}"/>'
    yield f'<text x="{_LEFT}" y="{floor + _STEP}">{ends[0]}</text>'
    yield f'<text x="{_WIDTH}" y="{floor + _STEP}" text-anchor="end">{ends[1]}</text>'
    for place, (name, course) in enumerate(courses.items()):
        colour, y = _COLOURS[place % len(_COLOURS)], floor + _STEP * (place + 2)
        yield f'<path stroke="{colour}" d="{_path(course, highest, floor)}"/>'
        yield f'<rect x="{_LEFT}" y="{y - 9}" width="14" height="4" fill="{colour}"/>'
        yield f'<text x="{_LEFT + 20}" y="{y}">{escape(name)}</text>'


def _path(course: Sequence[float], highest: float, floor: int) -> str:
    across = (_WIDTH - _LEFT) / max(1, len(course) - 1)
    points = (
        f"{_LEFT + place * across:.0f} {floor - value / highest * _HEIGHT:.1f}" for place, value in enumerate(course)
    )
    return "M" + "L".join(points)


def _rounded(value: float) -> float:
    """Return a value with three digits that count."""
    return round(value, 2 - math.floor(math.log10(value)))
