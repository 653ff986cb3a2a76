"""What a seed brings: when cameras upload, what the owner does, and what goes wrong; then it all ends well."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from .cameras import Cameras
from .faults import OUTAGES
from .gateway import Gateway
from .home import Home
from .owner import Owner

_HOUR_S: Final = 3600.0
_DAY_S: Final = 24 * _HOUR_S
# How long an outage lasts: mostly seconds to minutes, at times hours.
_OUTAGES_S: Final = (2.0, 20.0, 120.0, 900.0, 4000.0)
_LONG_OUTAGES_S: Final = (0.5 * _DAY_S, 2 * _DAY_S)
_CLOCK_STEPS_S: Final = (-40 * 365 * _DAY_S, -5 * _HOUR_S, -600.0, 600.0, 5 * _HOUR_S, 2 * 365 * _DAY_S)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything happens, and within how many seconds."""

    length_s: float
    bursts: int
    outages: int
    kills: int
    owner: int
    losses: int
    clock_steps: int

    @classmethod
    def of(cls, random: Random) -> Plan:
        """Return the plan of a seed: some have few kinds of trouble, so that those are seen alone."""
        plan = cls(
            length_s=random.choice((300.0, 1500.0, 2 * _HOUR_S)),
            bursts=random.randint(2, 7),
            outages=random.choice((0, 1, 3)),
            kills=random.choice((0, 0, 1, 4)),
            owner=random.choice((0, 2, 8)),
            losses=random.choice((0, 0, 0, 2)),
            clock_steps=random.choice((0, 0, 0, 1, 3)),
        )
        return replace(plan, length_s=3 * _DAY_S) if random.random() < 0.02 else plan

    def lay_out(self, home: Home, random: Random) -> None:
        """Let it happen, each at its time."""
        cameras, owner = Cameras(home), Owner(home)
        begins = [random.random() * self.length_s for _ in range(self.bursts)]
        for at in begins:
            _burst(home, cameras, random, at)

        def some(count: int, happen: Callable[[float], None]) -> None:
            for _ in range(count):
                # Mostly it happens when there is something to disturb.
                disturbs = random.random() < 0.8
                happen(random.choice(begins) + random.expovariate(0.1) if disturbs else random.random() * self.length_s)

        some(self.outages, lambda at: self._outage(home, random, at))
        some(self.kills, lambda at: home.timeline.after(at, home.until_calm(home.kill)))
        some(self.owner, lambda at: home.timeline.after(at, home.until_calm(_choice(home, owner, random))))
        some(self.losses, lambda at: home.timeline.after(at, home.lose_object))
        some(self.clock_steps, lambda at: _step_clock(home, random, at))

    def _outage(self, home: Home, random: Random, at: float) -> None:
        how = random.choice(OUTAGES)
        lasts = random.choice(_LONG_OUTAGES_S if self.length_s > _DAY_S else _OUTAGES_S)
        home.timeline.after(at, lambda: home.begin_outage(how))
        home.timeline.after(min(at + lasts, self.length_s), home.end_outage)


def _burst(home: Home, cameras: Cameras, random: Random, at: float) -> None:
    """Let cameras send some files within a short time."""
    for _ in range(random.choice((1, 3, 8, 15))):
        home.timeline.after(at, home.until_calm(cameras.begin_upload))
        at += random.expovariate(random.choice((0.5, 5)))


def _choice(home: Home, owner: Owner, random: Random) -> Callable[[Gateway], None]:
    return random.choice(
        (
            owner.protect,
            owner.protect,
            owner.delete,
            owner.move_to_another_bucket,
            owner.move_to_another_bucket,
            owner.move_to_another_bucket,
            owner.mistype_key,
            owner.do_without_archive,
            owner.limit_vault,
            home.fill_bucket,
            owner.restart,
        )
    )


def _step_clock(home: Home, random: Random, at: float) -> None:
    seconds = random.choice(_CLOCK_STEPS_S)
    home.timeline.after(at, lambda: home.step_clock(seconds))
    home.timeline.after(at + random.choice((5, 300, 3000)), lambda: home.step_clock(0.0))
