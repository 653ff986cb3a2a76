"""What can happen to a request, and when it does."""

from dataclasses import dataclass, field
from enum import Enum, auto
from random import Random
from typing import Final

from .messages import Request


class Fault(Enum):
    """What happens to one request."""

    # It never arrives.
    REFUSED = auto()
    UNROUTED = auto()
    RESET = auto()
    SILENT = auto()
    # It is done, and nobody hears of it; or much later; or twice.
    LOST_ANSWER = auto()
    SILENT_ANSWER = auto()
    LATE = auto()
    DOUBLED = auto()
    # Something else is answered.
    ERROR_500 = auto()
    BARE_503 = auto()
    SLOW_DOWN = auto()
    DENIED = auto()
    UNKNOWN_KEY = auto()
    NO_BUCKET = auto()
    NOT_FOUND = auto()
    QUOTA = auto()
    HTML_502 = auto()
    HTML_200 = auto()
    EMPTY_200 = auto()
    # Bytes change, or end too soon.
    CUT = auto()
    GARBLED = auto()
    DAMAGED = auto()


# What an outage can look like from here.
OUTAGES: Final = (
    (Fault.REFUSED,),
    (Fault.UNROUTED,),
    (Fault.SILENT,),
    (Fault.RESET, Fault.LOST_ANSWER, Fault.CUT),
    (Fault.ERROR_500, Fault.SLOW_DOWN, Fault.BARE_503),
    (Fault.UNKNOWN_KEY,),
    (Fault.DENIED,),
    (Fault.NO_BUCKET,),
    (Fault.QUOTA,),
    (Fault.HTML_502,),
    (Fault.LATE, Fault.SILENT_ANSWER),
)
# After these a capture may have more than one object, or be put again: what was said of it was not true.
LIES: Final = frozenset(
    {Fault.NOT_FOUND, Fault.GARBLED, Fault.DAMAGED, Fault.HTML_200, Fault.EMPTY_200, Fault.CUT, Fault.NO_BUCKET}
)


@dataclass(slots=True)
class Weather:
    """How bad it is now."""

    random: Random = field(repr=False)
    # How long anything takes on its way, on average.
    slow_s: float = 0.05
    rate: float = 0.0
    kinds: tuple[Fault, ...] = ()
    outage: tuple[Fault, ...] = ()
    # Since when nothing at all gets through.
    since: float | None = None
    # What untrue was said of each key.
    lies: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, random: Random) -> Weather:
        """Return the weather of a seed: some have few kinds of faults, some have all."""
        kinds = list(Fault)
        some = tuple(random.sample(kinds, random.choice((1, 3, 6, len(kinds)))))
        return cls(
            random, slow_s=random.choice((0.02, 0.3, 4.0)), rate=random.choice((0.0, 0.02, 0.1, 0.3)), kinds=some
        )

    def fault(self, request: Request) -> Fault | None:
        """Return what happens to a request, if anything does."""
        found = self._fault()
        if found in LIES:
            self.lies[request.key] = self.lies.get(request.key, 0) + 1
        return found

    def _fault(self) -> Fault | None:
        if self.outage:
            return self.random.choice(self.outage)
        if self.kinds and self.random.random() < self.rate:
            return self.random.choice(self.kinds)
        return None

    def clear(self) -> None:
        """Let everything work from now on."""
        self.slow_s, self.rate, self.kinds, self.outage, self.since = 0.05, 0.0, (), (), None
