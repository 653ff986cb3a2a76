"""The benchmarks themselves: that they run and count right, not how fast anything is."""

from pathlib import Path

import pytest

from . import __main__ as program
from .content import KIB, MIB, upload
from .figures import Result, Sample, percentile, ratio, summary
from .page import PAGE, shown
from .plots import plot
from .progress import Progress
from .size import Bench, Size
from .tables import tables


@pytest.mark.parametrize("bench", program.BENCHES, ids=lambda bench: bench.name)
def test_runs(bench: Bench, tmp_path: Path) -> None:
    """Each benchmark has figures of CamVault for each case, and no error."""
    result = program.measure(bench, Size.TINY, tmp_path / bench.name, Progress([bench], Size.TINY))
    assert result.cases
    for case, systems in result.cases.items():
        assert any(name.startswith("CamVault") for name in systems), case
        for figures in systems.values():
            assert figures
            assert all(count == 0 for count in figures.get("errors", []))
    result.save(tmp_path / "kept.json")
    assert Result.load(tmp_path / "kept.json") == result
    assert list(tables(result, bench.reference))
    assert plot(result).count("<polyline") == sum(len(course.lines) for course in result.courses)


@pytest.mark.parametrize("size", [60 * KIB, 200 * KIB, MIB])
def test_content(size: int) -> None:
    """Files are as large as wanted, and no two are alike."""
    first, second = upload(size, "camera-1/a")[1], upload(size, "camera-1/b")[1]
    assert len(first) == len(second) == size
    assert first != second


def test_figures() -> None:
    """Medians, spreads and ratios are those of the rounds."""
    result = Result("one", Size.TINY)
    for ours, theirs in ((10.0, 5.0), (30.0, 10.0), (20.0, 5.0)):
        result.add(Sample("case", "CamVault", {"files/s": ours}))
        result.add(Sample("case", "other", {"files/s": theirs}))
    systems = result.cases["case"]
    assert ratio(systems["CamVault"], systems["other"], "files/s") == 3
    assert summary(systems["CamVault"]["files/s"]) == "20 (10 to 30)"
    assert percentile(range(100), 0.99) == 99
    assert result.rounds == 3


def test_page() -> None:
    """What the page shows is what was kept."""
    page = PAGE.read_text()
    assert shown(page) == page
    assert all(f"<!-- figures of {bench.name}," in page for bench in program.BENCHES)
