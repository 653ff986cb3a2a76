"""Tables in Markdown."""

from collections.abc import Iterable


def table(heads: Iterable[str], lines: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table; all but the first column have numbers."""
    heads = list(heads)
    return [
        f"| {' | '.join(heads)} |",
        f"|---|{'---:|' * (len(heads) - 1)}",
        *(f"| {' | '.join(line)} |" for line in lines),
    ]
