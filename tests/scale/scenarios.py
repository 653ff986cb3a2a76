"""The evenings that are simulated: a usual one, and what may happen to all homes at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
import math
from typing import Final

from .arrivals import Spike
from .gateway import AS_THE_PRODUCT, Manner
from .load import DAY_S, HOUR_S, SPIKE, USUAL, Load, share_of_hour
from .store import PARTITION_PUTS_S, Boundless, Partitions, Taking, Throttled, Window

MILLION: Final = 1_000_000
_EVENING: Final = Window(DAY_S - 7 * HOUR_S, DAY_S - 3 * HOUR_S)
_MIDNIGHT: Final = Window(DAY_S - HOUR_S, DAY_S + 2 * HOUR_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Some hours of many homes; the bucket is made for as many as are simulated."""

    name: str
    window: Window
    happens: Window
    spike: Spike | None = None
    cut: Window | None = None
    store: Callable[[int], Taking] = lambda _: Boundless()
    load: Load = USUAL
    manner: Manner = AS_THE_PRODUCT
    # Of how many homes wanted one is simulated: those that are slowed down ask very often.
    one_of: int = 1


def _minutes(start: float, minutes: float) -> Window:
    return Window(start, start + 60 * minutes)


def _slow(homes: int) -> Taking:
    """Return a provider that takes half of what it is sent, from 18:00 on, for half an hour."""
    usual = homes * USUAL.captures / DAY_S * share_of_hour(_SLOW.start)
    return Throttled(_SLOW, usual / 2)


def _one_bucket(homes: int) -> Taking:
    """Return one cold partition for a million homes: the share of it that these homes are."""
    return Partitions(PARTITION_PUTS_S * homes / MILLION)


_STORM: Final = _minutes(DAY_S - 6 * HOUR_S, 60)
_HAIL: Final = _minutes(DAY_S, 5)
_CUT: Final = Window(DAY_S - 6 * HOUR_S, DAY_S - 4 * HOUR_S)
_SLOW: Final = _minutes(DAY_S - 6 * HOUR_S, 30)

_USUAL_EVENING: Final = Scenario(name="a usual evening", window=_EVENING, happens=_EVENING)
_A_STORM: Final = Scenario(
    name="a storm, 5.5 x for an hour", window=_EVENING, happens=_STORM, spike=Spike(_STORM, SPIKE)
)
_FIREWORKS: Final = Scenario(
    name="fireworks, all cameras without a pause for 5 minutes",
    window=_MIDNIGHT,
    happens=_HAIL,
    spike=Spike(_HAIL, math.inf),
)
_NO_INTERNET: Final = Scenario(
    name="no internet for 2 hours, all back at once", window=_EVENING, happens=_CUT, cut=_CUT
)
_HALF: Final = Scenario(name="the provider takes half for 30 minutes", window=_EVENING, happens=_SLOW, store=_slow)
_ONE_BUCKET: Final = Scenario(
    name="one cold bucket for a million homes",
    window=_EVENING,
    happens=_EVENING,
    store=_one_bucket,
    one_of=10,
)
SCENARIOS: Final = (_USUAL_EVENING, _A_STORM, _FIREWORKS, _NO_INTERNET, _HALF, _ONE_BUCKET)


def _if(scenario: Scenario, what: str, manner: Manner) -> Scenario:
    return replace(scenario, name=f"{scenario.name.partition(',')[0]}, {what}", manner=manner, one_of=10)


# What another manner of the gateway's would change.
VARIANTS: Final = (
    *(_if(each, "snapshots first", Manner(snapshots_first=True)) for each in (_A_STORM, _FIREWORKS, _NO_INTERNET)),
    *(_if(each, "waits of up to a minute", Manner(longest_wait_s=60)) for each in (_HALF, _ONE_BUCKET)),
)
