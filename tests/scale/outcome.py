"""What is kept of the simulated evenings: figures for tables, and courses for pictures."""

from dataclasses import asdict, dataclass, field
import json
from pathlib import Path
from typing import Any, Final, Self

from .drain import drained_s
from .hosted import host
from .measured import Measured
from .observed import MINUTE_S
from .scenarios import SCENARIOS, VARIANTS, Scenario
from .simulation import Run, simulate

# For so many homes in one hosted stage each.
STAGES: Final = (1_000, 10_000, 100_000, 1_000_000)
_AFTER_S: Final = 600
_THOUSAND: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One evening; requests are those of a thousand homes, and `stages` how long messages wait in those of `STAGES`."""

    name: str
    homes: int
    window: tuple[float, float]
    uploads: int
    refused: int
    waiting: int
    snapshot_s: tuple[float, float]
    clip_s: tuple[float, float]
    after_s: float
    fullest_gb: float
    peak_requests_s: float
    requests_a_put: float
    peak_puts_s: float
    error: float
    caught_up_min: int
    core_share: float
    stages: list[tuple[float, str]] = field(default_factory=list)
    arrivals: list[int] = field(default_factory=list)
    puts: list[int] = field(default_factory=list)
    slowed: list[int] = field(default_factory=list)
    backlog: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All evenings, and what they were simulated with."""

    homes: int
    seed: int
    measured: str
    receive_s: tuple[float, float]
    put_s: tuple[float, float]
    # Files a second that a gateway puts once its bucket is back: simulated, and measured.
    drained_s: tuple[float, float]
    outcomes: tuple[Outcome, ...]
    variants: tuple[Outcome, ...]

    def save(self, path: Path) -> None:
        """Keep it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return what was kept."""
        kept: dict[str, Any] = json.loads(path.read_text())
        for name in ("outcomes", "variants"):
            kept[name] = tuple(Outcome(**_with_pairs(each)) for each in kept[name])
        return cls(**_with_pairs(kept))


def _with_pairs(kept: dict[str, Any]) -> dict[str, Any]:
    pairs = {name: tuple(value) for name, value in kept.items() if name in _PAIRS}
    return kept | pairs | {name: [tuple(each) for each in kept[name]] for name in kept if name == "stages"}


_PAIRS: Final = {"window", "snapshot_s", "clip_s", "receive_s", "put_s", "drained_s"}


def run_all(homes: int, seed: int, measured: Measured) -> Kept:
    """Simulate every evening."""
    load = SCENARIOS[0].load
    outcomes, variants = (
        tuple(outcome(simulate(each, max(10, homes // each.one_of), measured, seed)) for each in evenings)
        for evenings in (SCENARIOS, VARIANTS)
    )
    return Kept(
        homes=homes,
        seed=seed,
        measured=measured.when,
        receive_s=(measured.receive.of(load.snapshot_bytes), measured.receive.of(load.clip_bytes)),
        put_s=(measured.put.of(load.snapshot_bytes), measured.put.of(load.clip_bytes)),
        drained_s=(drained_s(measured), measured.drained_s),
        outcomes=outcomes,
        variants=variants,
    )


def outcome(run: Run) -> Outcome:
    """Return what is kept of a run."""
    seen, scenario = run.observed, run.scenario
    first, last = (int(moment // MINUTE_S) for moment in (scenario.window.start, scenario.window.end))
    backlog = seen.backlog(first, last)
    puts = [seen.puts[minute] for minute in range(first, last)]
    of_thousand = _THOUSAND / run.homes
    peak, error = seen.peak_puts()
    return Outcome(
        name=scenario.name,
        homes=run.homes,
        window=(scenario.window.start, scenario.window.end),
        uploads=seen.sent,
        refused=seen.refused_count,
        waiting=seen.kept_count - seen.archived_count,
        snapshot_s=_delays(run, scenario.load.snapshot_bytes),
        clip_s=_delays(run, scenario.load.clip_bytes),
        after_s=seen.delay(0.5, scenario.happens.end, scenario.happens.end + _AFTER_S) or 0.0,
        fullest_gb=seen.fullest_bytes / 1e9,
        peak_requests_s=max(seen.seconds.values()) * of_thousand,
        requests_a_put=seen.tries / max(1, seen.archived_count),
        peak_puts_s=peak * of_thousand,
        error=error,
        caught_up_min=_caught_up(scenario, run.homes, backlog),
        core_share=run.core_share,
        stages=[_stage(puts, homes / run.homes) for homes in STAGES],
        arrivals=[seen.arrivals[minute] for minute in range(first, last)],
        puts=puts,
        slowed=[seen.slowed[minute] for minute in range(first, last)],
        backlog=backlog,
    )


def _stage(puts: list[int], times: float) -> tuple[float, str]:
    """Return how long a message waits at most, and for what, in a stage for so many times as many homes."""
    stage = host([count / MINUTE_S * times for count in puts])
    return stage.longest_s, stage.short_of


def _delays(run: Run, size: int) -> tuple[float, float]:
    """Return p50 and p99 of what was kept while it happened."""
    while_it_happened = run.scenario.happens
    p50, p99 = (
        run.observed.delay(share, while_it_happened.start, while_it_happened.end, size) or 0.0 for share in (0.5, 0.99)
    )
    return p50, p99


def _caught_up(scenario: Scenario, homes: int, backlog: list[int]) -> int:
    """Return after how many minutes no more waits than twice what did before it began; -1 for not within the window."""
    if scenario.happens == scenario.window:
        return 0 if backlog[-1] <= homes else -1
    begin, end = (int((moment - scenario.window.start) // MINUTE_S) for moment in _moments(scenario))
    before = 2 * max(backlog[max(0, begin - 30) : begin], default=0)
    return next((minute - end for minute in range(end, len(backlog)) if backlog[minute] <= before), -1)


def _moments(scenario: Scenario) -> tuple[float, float]:
    return scenario.happens.start, scenario.happens.end
