"""A stage that one offers to many homes: S3's events go to a queue, functions take them from there into one table.

It is a flow, minute by minute: single captures do not matter here, only how many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# AWS's defaults, which can be raised on request; see docs/scale.md.
FIRST_AT_ONCE: Final = 5
MORE_A_MINUTE: Final = 300
MOST_AT_ONCE: Final = 1_000
NEW_TABLE_WRITES_S: Final = 4_000
DOUBLES_AFTER_MIN: Final = 30
TABLE_QUOTA_S: Final = 40_000
# Assumed of a function: how many captures it takes at a time, and how long that takes it.
BATCH: Final = 10
BATCH_S: Final = 0.15
# A capture's row, and its event's or day's count.
WRITES: Final = 2


@dataclass(frozen=True, slots=True)
class Hosted:
    """How a stage got on: how long a message waited at most, what was taken and what was not, and what was short."""

    longest_s: float
    taken: float
    waiting: float
    table_minutes: int
    function_minutes: int

    @property
    def short_of(self) -> str:
        """Return what held it up."""
        if not self.table_minutes + self.function_minutes:
            return ""
        return "table" if self.table_minutes >= self.function_minutes else "functions"


class _Stage:
    """What functions and table can take, which follows what they had to."""

    def __init__(self, usual_s: float) -> None:
        # A table takes at once twice what it ever took.
        self._writes = min(TABLE_QUOTA_S, max(NEW_TABLE_WRITES_S, 2 * WRITES * usual_s))
        self._at_once = min(MOST_AT_ONCE, max(FIRST_AT_ONCE, 2 * usual_s * BATCH_S / BATCH))
        self._full_for = 0

    @property
    def functions_s(self) -> float:
        """Return how many captures a second the functions can take."""
        return self._at_once * BATCH / BATCH_S

    @property
    def table_s(self) -> float:
        """Return how many the table can take."""
        return self._writes / WRITES

    def grow(self, wanted_s: float) -> None:
        """Be ready for more next minute, as far as AWS goes."""
        if wanted_s > self.functions_s / 2:
            self._at_once = min(MOST_AT_ONCE, self._at_once + MORE_A_MINUTE)
        self._full_for = self._full_for + 1 if wanted_s >= self.table_s else 0
        if self._full_for >= DOUBLES_AFTER_MIN:
            self._writes, self._full_for = min(2 * self._writes, TABLE_QUOTA_S), 0


def host(puts_s: Sequence[float]) -> Hosted:
    """Let a stage take what is put in each minute, given as puts a second; it has seen the first one before."""
    stage = _Stage(next(iter(puts_s), 0.0))
    waiting = taken = longest = 0.0
    table_minutes = function_minutes = 0
    for arriving in puts_s:
        wanted = waiting / 60 + arriving
        rate = min(wanted, stage.functions_s, stage.table_s)
        taken += rate * 60
        waiting = max(0.0, (wanted - rate) * 60)
        longest = max(longest, waiting / rate if rate else 0.0)
        if wanted > rate:
            table_minutes += stage.table_s <= stage.functions_s
            function_minutes += stage.functions_s < stage.table_s
        stage.grow(wanted)
    return Hosted(longest, taken, waiting, table_minutes, function_minutes)
