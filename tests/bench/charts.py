"""How something went on, as lines in SVG without a library."""

from collections.abc import Iterator
from html import escape
import math

from .figures import Course, Line, number

HEIGHT = 240
_LEFT, _TOP, _PLOT_WIDTH, _PLOT_HEIGHT = 60, 44, 370, 140
_NAMES = _LEFT + _PLOT_WIDTH + 14
COLOURS = ("#0288d1", "#e65100", "#2e7d32", "#8e24aa", "#c62828", "#6d4c41", "#00838f")


class _Scale:
    """Where values go between two pixels."""

    def __init__(self, least: float, most: float, begin: float, end: float, *, by_tens: bool = False) -> None:
        self._by_tens = by_tens
        self.least, self.most = least, most if most > least else least + 1
        self._begin, self._end = begin, end

    def __call__(self, value: float) -> float:
        least, most, here = (math.log10(each) if self._by_tens else each for each in (self.least, self.most, value))
        return self._begin + (here - least) / (most - least) * (self._end - self._begin)


def chart(course: Course, top: int) -> Iterator[str]:
    """Yield a chart of `HEIGHT` pixels that begins at `top`."""
    points = [point for line in course.lines.values() for point in line]
    xs = [x for x, _ in points] + list(course.marks.values())
    across = _Scale(min(xs), max(xs), _LEFT, _LEFT + _PLOT_WIDTH, by_tens=course.by_tens)
    highest = max(y for _, y in points) or 1
    down = _Scale(0, highest, top + _TOP + _PLOT_HEIGHT, top + _TOP)
    yield f'<text class="t" x="0" y="{top + 20}">{escape(course.title)}</text>'
    yield from _axes(course, across, down)
    for place, (name, line) in enumerate(course.lines.items()):
        colour, y = COLOURS[place % len(COLOURS)], top + _TOP + 12 + 20 * place
        yield f'<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{_path(line, across, down)}"/>'
        yield f'<text x="{_NAMES}" y="{y}" style="fill:{colour}">{escape(name)}</text>'


def _path(line: Line, across: _Scale, down: _Scale) -> str:
    return " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line)


def _axes(course: Course, across: _Scale, down: _Scale) -> Iterator[str]:
    floor, ceiling = down(0), down(down.most)
    for share in (0.0, 0.5, 1.0):
        value = share * down.most
        yield f'<line class="g" x1="{_LEFT}" x2="{_LEFT + _PLOT_WIDTH}" y1="{down(value):.1f}" y2="{down(value):.1f}"/>'
        yield f'<text x="{_LEFT - 6}" y="{down(value) + 4:.1f}" text-anchor="end">{number(value)}</text>'
    for value, anchor in ((across.least, "start"), (across.most, "end")):
        yield f'<text x="{across(value):.1f}" y="{floor + 16:.1f}" text-anchor="{anchor}">{number(value)}</text>'
    middle = _LEFT + _PLOT_WIDTH / 2
    yield f'<text x="{middle:.0f}" y="{floor + 34:.1f}" text-anchor="middle">{escape(course.axis)}</text>'
    for name, at in course.marks.items():
        x = across(at)
        yield f'<line class="k" x1="{x:.1f}" x2="{x:.1f}" y1="{ceiling:.1f}" y2="{floor:.1f}"/>'
        yield f'<text x="{x:.1f}" y="{ceiling - 6:.1f}" text-anchor="middle">{escape(name)}</text>'
