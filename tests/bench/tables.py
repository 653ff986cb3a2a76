"""Results as tables in Markdown."""

from collections.abc import Iterator, Mapping

from .figures import Result, Rounds, ratio, summary

type Systems = Mapping[str, Mapping[str, Rounds]]


def tables(result: Result, reference: str | None) -> Iterator[str]:
    """Yield the lines of each case's table; the first figure is compared with the reference's."""
    yield _about(result)
    for case, systems in result.cases.items():
        yield ""
        yield f"**{case}**"
        yield ""
        yield from _table(systems, reference)


def _about(result: Result) -> str:
    """Return one line about the run, with what disturbed it."""
    known = result.machine
    before, after, cores = known["load_before"], known["load_after"], known["cores"]
    return (
        f"*{known['when']}; {result.size}; rounds: {result.rounds}. {known['processor']}, {cores} cores; an fsync takes"
        f" {known['fsync_ms']} ms; load average {before} before and {after} after. Median (lowest to highest).*"
    )


def _table(systems: Systems, reference: str | None) -> Iterator[str]:
    names = list(dict.fromkeys(name for figures in systems.values() for name in figures))
    compared = reference in systems and len(systems) > 1
    heads = ["", *names, *([f"{names[0]}, x {reference}"] if compared else [])]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for system, figures in systems.items():
        cells = [summary(figures[name]) if name in figures else "-" for name in names]
        if compared and reference:
            times = ratio(figures, systems[reference], names[0])
            cells.append("-" if times is None else f"{times:.2f}")
        yield f"| {system} | {' | '.join(cells)} |"
