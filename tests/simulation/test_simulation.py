"""Some seeds of the simulated archive; `scripts/simulate` runs as many as you like."""

import pytest

from .run import Outcome, run

# These found what is mended now, or notice a proof or a put that ends after a change of bucket and is believed.
REGRESSIONS = (15, 24, 56, 110, 154, 339, 749, 2186, 3034)
SEEDS = range(100_000, 100_040)


def _said(outcome: Outcome) -> str:
    return "\n".join((*outcome.history[-60:], *outcome.wrong))


@pytest.mark.parametrize("seed", [*REGRESSIONS, *SEEDS])
def test_all_ends_well(seed: int) -> None:
    """Whatever happened, every capture ends verified where a rebuild finds it, and what was told meanwhile was true."""
    outcome = run(seed)
    assert not outcome.wrong, _said(outcome)


@pytest.mark.parametrize("seed", [2, 19])
def test_same_seed_is_the_same_run(seed: int) -> None:
    """A seed that fails fails again, to the letter."""
    first, second = run(seed), run(seed)
    assert first.history == second.history
    assert first.requests > 100
