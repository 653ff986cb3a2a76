"""The credible clock: what the time is, what speaks against it, and what takes that away again."""

from hypothesis import given, strategies as st
import pytest

from camvault_gateway.model import CLOCK, RELEASED, Doubt, from_millis, is_id, new_id, now_ms, rfc3339, started_at

from .clocks import DAY_S, HOUR_S, MINUTE_S, YEAR_S, SetClock, set_clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return the machine's clocks; the catalog was written to a minute ago."""
    made = set_clock(monkeypatch)
    CLOCK.begin(made.right_ms - MINUTE_S * 1000)
    return made


def doubt() -> Doubt | None:
    """Return what speaks against the clock now."""
    return CLOCK.doubt


def proven() -> bool:
    """Tell whether captures may go by it now."""
    return CLOCK.proven


def test_a_right_clock(clock: SetClock) -> None:
    """It is believed at once, and captures go by it after a day, or when the archive agrees."""
    assert CLOCK.credible
    assert not proven()
    assert now_ms() == clock.right_ms
    clock.pass_by(DAY_S)
    assert proven()
    CLOCK.begin(clock.right_ms)
    CLOCK.compare(clock.right_ms - 2000)
    assert proven()


def test_time_that_passes_is_no_step(clock: SetClock) -> None:
    """Neither a machine that slept nor a clock that drifts was set."""
    for seconds in (HOUR_S, 30 * DAY_S, YEAR_S):
        clock.pass_by(seconds)
        clock.off += 20
        assert CLOCK.shifted == 0
        assert CLOCK.credible


def test_a_clock_that_was_never_set(clock: SetClock) -> None:
    """Time goes on from the last known one; then the right time is no step of more than was missed."""
    clock.show_1970()
    CLOCK.begin(clock.right_ms - HOUR_S * 1000)
    assert doubt() is Doubt.BEFORE_RELEASE
    clock.pass_by(MINUTE_S)
    assert now_ms() == clock.right_ms - HOUR_S * 1000
    clock.off = 0
    assert now_ms() == clock.right_ms
    assert CLOCK.shifted == HOUR_S * 1000
    assert doubt() is Doubt.STEPPED
    clock.pass_by(10 * MINUTE_S)
    assert CLOCK.credible


def test_a_new_gateway_that_was_never_told_the_time(clock: SetClock) -> None:
    """Nothing was ever seen: it is at least as late as this version; and the archive knows better."""
    clock.show_1970()
    CLOCK.begin(0)
    assert now_ms() == RELEASED
    unknown = CLOCK.unknown
    assert unknown
    CLOCK.compare(clock.right_ms)
    assert not CLOCK.unknown
    clock.pass_by(MINUTE_S)
    assert now_ms() == clock.right_ms
    assert doubt() is Doubt.BEFORE_RELEASE
    clock.off = 0
    assert CLOCK.shifted == clock.right_ms - MINUTE_S * 1000 - RELEASED
    CLOCK.compare(clock.right_ms)
    assert proven()


def test_nobody_waits_for_ever_to_be_told_the_time(clock: SetClock) -> None:
    """After ten minutes nobody is going to set it."""
    clock.show_1970()
    CLOCK.begin(0)
    clock.pass_by(10 * MINUTE_S)
    assert not CLOCK.unknown


def test_a_clock_that_falls_to_1970_while_it_runs(clock: SetClock) -> None:
    """The time goes on as if nothing had been."""
    assert now_ms() == clock.right_ms
    clock.show_1970()
    clock.pass_by(HOUR_S)
    assert now_ms() == clock.right_ms
    clock.off = 0
    assert CLOCK.credible
    assert CLOCK.shifted == 0


@pytest.mark.parametrize(
    ("off", "told"),
    [(-2 * HOUR_S, Doubt.BEHIND), (-20 * DAY_S, Doubt.BEHIND), (40 * DAY_S, Doubt.AHEAD), (YEAR_S, Doubt.AHEAD)],
)
def test_a_clock_that_is_wrong_at_the_start(clock: SetClock, off: float, told: Doubt) -> None:
    """What the catalog has seen speaks against it, until the archive agrees or a day has passed without a step."""
    clock.off = off
    CLOCK.begin(clock.right_ms)
    assert doubt() is told
    assert CLOCK.off_ms == pytest.approx(off * 1000, abs=1000)
    CLOCK.compare(clock.right_ms)
    assert doubt() is Doubt.ARCHIVE_DIFFERS
    assert CLOCK.off_ms == pytest.approx(off * 1000, abs=1000)
    clock.pass_by(2 * DAY_S)
    assert doubt() is Doubt.ARCHIVE_DIFFERS
    CLOCK.compare(int((clock.right + off) * 1000))
    assert proven()
    CLOCK.begin(clock.right_ms)
    assert doubt() is told
    clock.pass_by(DAY_S)
    assert proven()


def test_rows_from_the_future_are_no_evidence_for_ever(clock: SetClock) -> None:
    """A clock that was a year ahead has left its mark in the catalog; the archive tells that this one is right."""
    CLOCK.begin(clock.right_ms + YEAR_S * 1000)
    assert doubt() is Doubt.BEHIND
    CLOCK.compare(clock.right_ms)
    assert proven()


def test_a_step_of_a_proven_clock(clock: SetClock) -> None:
    """A clock that the archive agreed with and that was set is watched, however far it was set."""
    CLOCK.compare(clock.right_ms)
    for off, told in ((5 * DAY_S, Doubt.STEPPED), (40 * DAY_S, Doubt.AHEAD), (-2 * HOUR_S, Doubt.BEHIND)):
        clock.off = off
        assert doubt() is told
        assert not proven()
        clock.off = 0
        assert CLOCK.shifted == 0
        assert doubt() is Doubt.STEPPED
        CLOCK.compare(clock.right_ms)
        assert proven()


@given(st.lists(st.tuples(st.floats(-YEAR_S, 10 * YEAR_S), st.floats(0, DAY_S)), max_size=8))
def test_steps_add_up(steps: list[tuple[float, float]]) -> None:
    """Whatever the clock shows meanwhile, what was dated before is moved by as much as it was set."""
    with pytest.MonkeyPatch.context() as patch:
        clock = set_clock(patch)
        CLOCK.begin(clock.right_ms)
        dated, shifted = now_ms(), CLOCK.shifted
        begun = clock.steady
        for off, seconds in steps:
            clock.off = off
            assert now_ms() >= RELEASED
            clock.pass_by(seconds)
            # What the step was is told, but for drift, which is none.
            assert now_ms() - (dated + CLOCK.shifted - shifted) == pytest.approx(
                (clock.steady - begun) * 1000, abs=len(steps) * MINUTE_S * 1000
            )
        clock.off = 0
        assert now_ms() == clock.right_ms


def test_ids_are_told_apart_and_go_back_with_the_clock(clock: SetClock) -> None:
    """Their time is the clock's, also when that was set back; within a millisecond they are in order."""
    made: list[str] = []
    for off in (0, 2 * HOUR_S, 0, -HOUR_S, 0):
        clock.off = off
        some = [new_id() for _ in range(500)]
        assert some == sorted(some)
        assert {started_at(each) for each in some} == {now_ms()}
        made += some
    assert len(set(made)) == len(made)
    assert all(map(is_id, made))


@given(st.integers(min_value=-(10**12), max_value=253_402_300_799_999))
def test_a_time_is_written_as_the_library_writes_it(moment: int) -> None:
    """Of any year until 9999; before 1970, too."""
    written = from_millis(moment).isoformat(timespec="milliseconds")
    assert rfc3339(moment) == written.replace("+00:00", "Z")
