"""docs/performance.md: the figures that were published, between the words that explain them."""

from pathlib import Path
import re

from .figures import Result
from .plots import plot
from .tables import tables

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "performance.md"
_FIGURES = DOCS / "performance"
_BLOCK = re.compile(r"(<!-- figures of (\w+), compared with ([^>]*) -->\n).*?(<!-- end -->)", re.DOTALL)


def publish(results: list[Result]) -> None:
    """Keep results as JSON and as a picture, and show them on the page."""
    for result in results:
        result.save(_FIGURES / f"{result.bench}.json")
        (_FIGURES / f"{result.bench}.svg").write_text(plot(result))
    PAGE.write_text(shown(PAGE.read_text()))


def kept(bench: str) -> Result | None:
    """Return a benchmark's published result, if there is one."""
    file = _FIGURES / f"{bench}.json"
    return Result.load(file) if file.exists() else None


def shown(page: str) -> str:
    """Return the page with the figures that are kept."""
    return _BLOCK.sub(_block, page)


def _block(found: re.Match[str]) -> str:
    result = Result.load(_FIGURES / f"{found[2]}.json")
    picture = f"![{found[2]}](performance/{found[2]}.svg)"
    lines = [picture, "", *tables(result, found[3])]
    return f"{found[1]}\n{'\n'.join(lines)}\n\n{found[4]}"
