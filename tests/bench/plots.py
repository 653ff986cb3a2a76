"""Results as bars and lines, in SVG without a library; they are readable on light and on dark pages."""

from collections.abc import Iterator
from html import escape
from statistics import median

from .charts import HEIGHT, chart
from .figures import Result, number

_ROW, _TITLE, _NAMES, _BARS, _WIDTH = 22, 34, 190, 380, 720
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2933}.t{font-weight:600}.o{fill:#9aa5b1}.m{fill:#0288d1}"
    ".g{stroke:#9aa5b1;stroke-opacity:.4}.k{stroke:#9aa5b1;stroke-dasharray:4 3}"
    "@media(prefers-color-scheme:dark){text{fill:#e4e7eb}.o{fill:#616e7c}}"
)


def plot(result: Result) -> str:
    """Return how things went on, and bars of each case's first figure; CamVault's own stand out."""
    lines: list[str] = []
    height = 0
    for course in result.courses:
        lines += chart(course, height)
        height += HEIGHT
    for case, systems in result.cases.items():
        figure = next(iter(next(iter(systems.values()))))
        values = {system: median(figures[figure]) for system, figures in systems.items() if figure in figures}
        lines.append(f'<text class="t" x="0" y="{height + 20}">{escape(f"{case}: {figure}")}</text>')
        lines += _bars(values, height + _TITLE)
        height += _TITLE + _ROW * len(values)
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', f"<style>{_STYLE}</style>", *lines, "</svg>\n"]
    )


def _bars(values: dict[str, float], top: int) -> Iterator[str]:
    longest = max(values.values()) or 1
    for row, (system, value) in enumerate(values.items()):
        y, width = top + row * _ROW, value / longest * _BARS
        kind = "m" if system.startswith("CamVault") else "o"
        yield f'<text x="0" y="{y + 13}">{escape(system)}</text>'
        yield f'<rect class="{kind}" x="{_NAMES}" y="{y}" width="{width:.1f}" height="16" rx="2"/>'
        yield f'<text x="{_NAMES + width + 6:.1f}" y="{y + 13}">{number(value)}</text>'
