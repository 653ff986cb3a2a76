"""How long the outbox waits, and when it tries an outage again."""

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.work.backoff import backoff
from camvault_gateway.work.circuit_breaker import CircuitBreaker

CHANCES = st.floats(0, 1)


@given(st.integers(0, 10_000), CHANCES)
def test_wait_stays_between_first_and_most(failures: int, chance: float) -> None:
    """Neither a long row of failures nor bad luck leads out of the bounds."""
    assert 2 <= backoff(failures, 2, 3600, chance) <= 3600


@given(st.integers(0, 100), CHANCES)
def test_wait_grows_with_the_failures(failures: int, chance: float) -> None:
    """With the same luck, another failure never makes a wait shorter."""
    assert backoff(failures, 2, 3600, chance) <= backoff(failures + 1, 2, 3600, chance)


@pytest.mark.parametrize(
    ("failures", "chance", "wait"),
    [(0, 1, 2), (1, 0, 2), (1, 1, 4), (2, 1, 8), (2, 0.5, 5), (10, 1, 2048), (11, 1, 3600), (10_000, 1, 3600)],
)
def test_ceiling_doubles(failures: int, chance: float, wait: float) -> None:
    """With each failure, up to an hour; half the luck is the middle."""
    assert backoff(failures, 2, 3600, chance) == wait


@given(st.integers(1, 100), CHANCES, CHANCES)
def test_chance_spreads_the_waits(failures: int, one: float, other: float) -> None:
    """More chance is a longer wait: those that failed together come back apart."""
    if one < other:
        assert backoff(failures, 2, 3600, one) <= backoff(failures, 2, 3600, other)
    assert backoff(failures, 2, 3600, 1) >= 2 * backoff(failures, 2, 3600, 0) or failures == 0


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_first_try_is_soon_and_no_wait_is_longer_than_four_seconds(chance: float) -> None:
    """About half a second at first; a second is left of the five for the try itself."""
    clock = Clock()
    breaker = CircuitBreaker(clock, lambda: chance)
    assert breaker.wait() == 0
    breaker.fail(breaker.period)
    assert 0.29 < breaker.wait() < 0.61
    for _ in range(50):
        clock.now = 0.0
        breaker.fail(breaker.period)
        assert 0.29 < breaker.wait() < 4.01


def test_failures_from_before_an_outage_do_not_prolong_it() -> None:
    """Of four that fail together, one trips the breaker and three say nothing new."""
    clock = Clock()
    breaker = CircuitBreaker(clock, lambda: 1.0)
    before = breaker.period
    assert breaker.fail(before)
    wait = breaker.wait()
    assert [breaker.fail(before) for _ in range(3)] == [False] * 3
    assert breaker.wait() == wait


def test_first_success_opens_the_gate() -> None:
    """It tells how long the outage was, and the next one starts with a short wait again."""
    clock = Clock()
    breaker = CircuitBreaker(clock, lambda: 1.0)
    assert breaker.succeed() is None
    for _ in range(9):
        breaker.fail(breaker.period)
    clock.now += 42
    assert breaker.succeed() == 42
    assert not breaker.tripped
    assert breaker.wait() == 0
    breaker.fail(breaker.period)
    assert breaker.wait() < 0.61


def test_change_of_settings_is_tried_at_once() -> None:
    """And after another failure the waits begin anew."""
    breaker = CircuitBreaker(Clock(), lambda: 1.0)
    for _ in range(9):
        breaker.fail(breaker.period)
    breaker.try_now()
    assert breaker.tripped
    assert breaker.wait() == 0
    breaker.fail(breaker.period)
    assert breaker.wait() < 0.61


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_what_only_the_owner_can_end_is_tried_seldom(chance: float) -> None:
    """A wrong key is asked about twice more at once, to be sure; then after half a minute and up to five."""
    clock = Clock()
    breaker = CircuitBreaker(clock, lambda: chance)
    waits: list[float] = []
    for _ in range(12):
        breaker.fail(breaker.period, lasting=True)
        waits.append(breaker.wait())
    assert all(wait < 2.5 for wait in waits[:2])
    assert all(30 <= wait <= 300 for wait in waits[2:])
    assert waits[-1] == pytest.approx(30 + 270 * chance)
    breaker.try_now()
    assert breaker.wait() == 0


def test_server_that_is_away_again_is_asked_often_again() -> None:
    """Whoever refuses a key while it starts, and then is not there, is met with the short waits."""
    breaker = CircuitBreaker(Clock(), lambda: 1.0)
    for _ in range(5):
        breaker.fail(breaker.period, lasting=True)
    assert breaker.wait() > 30
    breaker.fail(breaker.period)
    assert breaker.wait() <= 4
    for _ in range(2):
        breaker.fail(breaker.period, lasting=True)
        assert breaker.wait() <= 4


def test_a_lasting_outage_is_sure_after_three() -> None:
    """In a row: one that is met in between with something else begins anew."""
    breaker = CircuitBreaker(Clock(), lambda: 0.0)
    lasting = (True, True, False, True, True, True)
    waits: list[float] = []
    for each in lasting:
        breaker.fail(breaker.period, lasting=each)
        waits.append(breaker.wait())
    assert [wait >= 30 for wait in waits] == [False] * 5 + [True]


def test_the_wait_passes() -> None:
    """With the time; a closed breaker lets all through, also those of an outage before."""
    clock = Clock()
    breaker = CircuitBreaker(clock, lambda: 0.0)
    assert breaker.fail(breaker.period)
    first = breaker.wait()
    clock.now += first / 2
    assert breaker.wait() == pytest.approx(first / 2)
    clock.now += first
    assert breaker.wait() == 0
    assert breaker.tripped
    during = breaker.period
    assert not breaker.fail(during)
    assert breaker.wait() > 0
    assert breaker.succeed() == pytest.approx(first * 1.5)
    assert breaker.wait() == 0
    # A task that began during the outage before says that there is one again.
    assert breaker.fail(during)
    assert breaker.tripped
