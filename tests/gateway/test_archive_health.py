"""How the archive is doing, and which of the bucket's segments are read."""

import pytest

from camvault_gateway.archive.health import Health
from camvault_gateway.model import ArchiveError, ArchiveProblem, Task, TaskKind
from camvault_gateway.record.order import Span, spans

_DAMAGED, _UNREACHABLE, _FULL, _FAILED = (
    ArchiveProblem.DAMAGED,
    ArchiveProblem.UNREACHABLE,
    ArchiveProblem.FULL,
    ArchiveProblem.FAILED,
)


def _task(capture: str) -> Task:
    return Task(kind=TaskKind.ARCHIVE, capture=capture, camera="front")


def _fails(health: Health, capture: str, problem: ArchiveProblem) -> bool:
    return health.failed(_task(capture), ArchiveError(problem, "so it says"))


def _problem(health: Health) -> ArchiveProblem | None:
    return health.state.problem


def test_outage_is_over_with_the_first_that_works() -> None:
    """It is told once, another one is news, and whatever works ends it."""
    health = Health()
    assert _problem(health) is None
    assert _fails(health, "a", _UNREACHABLE)
    assert not _fails(health, "b", _UNREACHABLE)
    assert _problem(health) is _UNREACHABLE
    assert _fails(health, "a", _FULL)
    assert _problem(health) is _FULL
    assert health.worked(_task("c"))
    assert _problem(health) is None
    assert not health.worked(_task("c"))


def test_trouble_of_a_capture_is_over_with_its_own_success() -> None:
    """Others that work say nothing of it; nor is an outage any news of it."""
    health = Health()
    assert _fails(health, "a", _DAMAGED)
    assert not _fails(health, "b", _FAILED)
    assert _problem(health) is _DAMAGED
    assert not health.worked(_task("c"))
    assert _fails(health, "c", _UNREACHABLE)
    assert _problem(health) is _UNREACHABLE
    # Whoever has a trouble of its own got through to the archive.
    assert _fails(health, "c", _FAILED)
    assert _problem(health) is _DAMAGED
    assert health.worked(_task("a"))
    assert _problem(health) is _FAILED
    health.forget(_task("b"))
    assert _problem(health) is _FAILED
    health.forget(_task("c"))
    assert _problem(health) is None


def test_outage_stays_when_nothing_is_wanted_any_more() -> None:
    """A capture that was deleted does not bring the archive back."""
    health = Health()
    _fails(health, "a", _UNREACHABLE)
    health.forget(_task("a"))
    assert _problem(health) is _UNREACHABLE


def test_what_is_counted_and_remembered() -> None:
    """Bad objects, and the last proof; neither has to do with what is wrong now."""
    health = Health()
    health.begin_with(5, 2)
    _fails(health, "a", _UNREACHABLE)
    health.damaged()
    health.verified(9)
    state = health.state
    assert (state.last_verified_at, state.damaged, state.problem) == (9, 3, _UNREACHABLE)


_FOLDER = "home/_catalog/"


def _segment(name: str, size: int = 1) -> tuple[str, int]:
    return f"{_FOLDER}{name}.ndjson.gz", size


def test_newest_day_is_read_first() -> None:
    """A day that has a roll-up is read by itself; others together, each day's newest segment first."""
    first, second = _segment("2026/01/01/000001_a"), _segment("2026/01/01/000002_b")
    third, fourth = _segment("2026/01/02/000001_c"), _segment("2026/01/03/000001_d")
    fifth = _segment("2026/01/04/000001_e")
    roll_up = _segment("days/2026-01-03", 9)
    found = spans([first, third, second, roll_up, fifth, fourth], _FOLDER)
    assert found == [Span(None, [fifth]), Span(roll_up, [fourth]), Span(None, [third, second, first])]


def test_roll_up_whose_segments_are_gone() -> None:
    """It is all there is of its day."""
    roll_up = _segment("days/2026-01-03")
    assert spans([roll_up], _FOLDER) == [Span(roll_up, [])]


@pytest.mark.parametrize(
    "name", ["2026/01/01/x.txt", "days/2026-1-3.ndjson.gz", "days/x.ndjson.gz", "days/2026-01-03.ndjson.gz.part"]
)
def test_what_is_no_segment(name: str) -> None:
    """It is left alone."""
    assert spans([(f"{_FOLDER}{name}", 1)], _FOLDER) == []
