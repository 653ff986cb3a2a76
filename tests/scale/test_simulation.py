"""The simulation: nothing gets lost or counted twice in it, and equal seeds make equal runs."""

from collections import Counter
from functools import partial
from typing import override

from hypothesis import given, settings, strategies as st
import pytest

from .arrivals import CLIP_S, Spike, motions, rate
from .drain import drained_s
from .engine import Engine, Line
from .gateway import PUTS_AT_A_TIME, Gateway, Place, Upload
from .hosted import NEW_TABLE_WRITES_S, WRITES, host
from .load import DAY_S, HOUR_S, USUAL
from .measured import Measured, Service, measured
from .observed import Observed
from .outcome import outcome
from .scenarios import SCENARIOS, VARIANTS, Scenario
from .simulation import chances, simulate
from .store import Boundless, Partitions, Throttled, Window

FAST = Measured(Service(0.005, 2e-9), Service(0.01, 1e-9), Service(0.02, 1e-8), 60, "made up")
MB = 10**6


class Counting(Observed):
    """Notes which uploads came to which end."""

    ends: Counter[int]

    @override
    def archived(self, upload: Upload, now: float) -> None:
        """Count an end."""
        assert now >= upload.kept >= upload.arrived
        self.ends[id(upload)] += 1
        super().archived(upload, now)

    @override
    def refused(self, upload: Upload) -> None:
        """Count an end, too."""
        self.ends[id(upload)] += 1
        super().refused(upload)


uploads = st.lists(
    st.tuples(st.floats(0, 3600), st.integers(0, 3), st.sampled_from((150_000, 8 * MB))), min_size=1, max_size=60
)
windows = st.tuples(st.floats(0, 3600), st.floats(0, 1800)).map(lambda pair: Window(pair[0], pair[0] + pair[1]))


@settings(deadline=None, max_examples=60)
@given(
    uploads=uploads,
    cut=windows,
    slow=windows,
    slow_rate=st.floats(0.05, 5),
    mbit=st.sampled_from((1, 10, 1000)),
    free=st.sampled_from((9 * MB, 100 * MB, 10**12)),
    seed=st.integers(),
)
def test_each_upload_ends_once(
    uploads: list[tuple[float, int, int]], cut: Window, slow: Window, slow_rate: float, mbit: int, free: int, seed: int
) -> None:
    """Whatever is cut, slow or full: each upload is refused or archived, once, and never fewer than none wait."""
    engine, observed = Engine(), Counting()
    observed.ends = Counter()
    place = Place(mbit * 1e6, 0.03, free, cut)
    gateway = Gateway(engine, FAST, place, Throttled(slow, slow_rate), observed, chances(str(seed)))
    kept = [Upload(0, camera, size, moment) for moment, camera, size in sorted(uploads)]
    for upload in kept:
        engine.at(upload.arrived, partial(observed.arrived, upload.arrived))
        engine.at(upload.arrived, partial(gateway.receive, upload))
    engine.run(48 * HOUR_S)
    assert observed.ends == Counter(id(upload) for upload in kept)
    assert observed.sent == observed.archived_count + observed.refused_count
    assert observed.tries == observed.archived_count + observed.failures
    assert observed.fullest_bytes <= free
    backlog = observed.backlog(0, 48 * 60)
    assert min(backlog) >= 0
    assert backlog[-1] == 0


def test_newest_first() -> None:
    """What is new does not wait for what has waited, and no camera waits for another's backlog."""
    engine, observed = Engine(), Observed()
    place = Place(8e6, 0.0, 10**12, Window(0, 600))
    gateway = Gateway(engine, FAST, place, Boundless(), observed, chances("1"))
    for second in range(100):
        engine.at(second, lambda: gateway.receive(Upload(0, 0, MB, engine.now)))
    engine.at(610, lambda: gateway.receive(Upload(0, 0, MB + 1, engine.now)))
    engine.at(610, lambda: gateway.receive(Upload(0, 1, MB + 2, engine.now)))
    engine.run(3600)
    assert observed.archived_count == 102
    for size in (MB + 1, MB + 2):
        delay = observed.delay(1, 0, 3600, size)
        assert delay is not None
        assert delay < PUTS_AT_A_TIME + 3


def test_what_can_be_reckoned() -> None:
    """One camera, one uplink: each clip takes what arithmetic says."""
    engine, observed = Engine(), Observed()
    place = Place(8e6, 0.5, 10**12)
    gateway = Gateway(engine, FAST, place, Boundless(), observed, chances("1"))
    engine.at(10, lambda: gateway.receive(Upload(0, 0, 2 * MB, 10)))
    engine.run(60)
    ((kept, delay, _),) = observed.delays
    assert kept == pytest.approx(10 + FAST.receive.of(2 * MB))
    assert delay == pytest.approx(FAST.compute.of(2 * MB) + 2 + FAST.put.of(2 * MB) + 2 * 0.5)


@pytest.mark.parametrize("scenario", SCENARIOS + VARIANTS, ids=lambda each: each.name)
def test_every_evening(scenario: Scenario) -> None:
    """Each evening of the page runs, loses nothing, and is the same when it is run again."""
    first, again = (outcome(simulate(scenario, 10, FAST, seed=3)) for _ in range(2))
    assert first == again
    assert first.refused == first.waiting == 0
    assert first.snapshot_s[0] <= first.snapshot_s[1]
    assert first.clip_s[0] <= first.clip_s[1]
    assert first != outcome(simulate(scenario, 10, FAST, seed=4))


@given(
    values=st.lists(st.floats(0, 1e6), min_size=1),
    shares=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted),
)
def test_percentiles_never_fall(values: list[float], shares: list[float]) -> None:
    """A greater share waits no shorter."""
    observed = Observed(delays=[(0.0, value, 1) for value in values])
    lower, upper = (observed.delay(share, 0, 1) for share in shares)
    assert lower is not None
    assert upper is not None
    assert lower <= upper


def test_motions() -> None:
    """As many as expected: of the usual day, and of a spike that is as much as the cameras can."""
    day, spike = Window(DAY_S, 2 * DAY_S), Spike(Window(DAY_S, DAY_S + 600), 1e9)
    usual = [len(list(motions(USUAL, chances(str(seed)), day, None))) for seed in range(40)]
    assert sum(usual) / 40 == pytest.approx(USUAL.motions, rel=0.03)
    seen = sum(each < DAY_S + 600 for each in motions(USUAL, chances("1"), day, spike))
    assert seen == pytest.approx(600 * USUAL.cameras / CLIP_S, rel=0.15)
    assert rate(USUAL, DAY_S, spike) == USUAL.cameras / CLIP_S


def test_partitions() -> None:
    """A partition takes its rate, and twice as much once it was too few for long enough."""
    store = Partitions(10, split_after_s=100)
    taken = Counter(int(second) // 100 for second in range(300) for _ in range(100) if store.takes(second))
    assert taken[0] == 1000
    assert taken[2] > 1900


def test_line() -> None:
    """One after the other, and no time is lost or made."""
    line = Line()
    assert [line.take(now, 2) for now in (0, 1, 10)] == [2, 4, 12]
    assert line.busy_s == 6


@given(st.lists(st.floats(0, 1e6), max_size=300))
def test_a_stage_loses_nothing(puts: list[float]) -> None:
    """What came was taken, or waits."""
    found = host(puts)
    assert found.taken + found.waiting == pytest.approx(60 * sum(puts), rel=1e-6, abs=1e-3)
    assert found.waiting >= 0
    assert bool(found.short_of) == (found.table_minutes + found.function_minutes > 0)


def test_a_stage_is_short_of() -> None:
    """A new table takes 4,000 writes a second; functions take a minute to be more."""
    usual = NEW_TABLE_WRITES_S / WRITES / 100
    assert host([usual] * 60).short_of == ""
    assert host([usual, 80 * usual, usual]).short_of == "functions"
    assert host([usual, *[150 * usual] * 60]).short_of == "table"


def test_service_times() -> None:
    """The published figures can be read: larger files take longer, and a backlog goes about as fast as measured."""
    found = measured()
    for service in (found.receive, found.compute, found.put):
        assert 0 < service.of(150_000) <= service.of(8 * MB) < 5
    assert 1 / 3 < drained_s(found) / found.drained_s < 3
    line = Service.through(0.01, 0.02)
    assert line.of(60 * 1024) == pytest.approx(0.01)
    assert line.of(8 * 2**20) == pytest.approx(0.02)
