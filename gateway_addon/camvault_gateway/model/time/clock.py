"""The credible clock: what the time is, and whether anything may be decided by it.

The machine's clock may be at 1970, years ahead, or hours off, and somebody may set it at any moment. The steady clock
says how long things take; the machine's clock counts while nothing speaks against it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
import math
from typing import Final

from .millis import Millis, steady_s, to_millis, wall_ms

# When this version was made; whoever raises the version sets it. No clock that shows an earlier time is right.
RELEASED: Final = to_millis(datetime(2026, 11, 1, tzinfo=UTC))

_MINUTE_S: Final = 60
_DAY_S: Final = 24 * 3600
# Drift and leap seconds are no step.
STEP_MS: Final = _MINUTE_S * 1000
# A clock that was set is watched before anybody is judged by it.
_WATCHED_S: Final = 10 * _MINUTE_S
# Who has nobody to ask believes a clock that ran so long without a step.
_PROVEN_S: Final = _DAY_S
_MOST_PERIODS: Final = 100
# A saved time that is taken up after a power cut may be as old.
_BEHIND_MS: Final = 3600 * 1000
# A gateway that was off for longer asks first.
_AHEAD_MS: Final = 30 * _DAY_S * 1000
# A new gateway's software is no older.
_OLDEST_MS: Final = 5 * 365 * _DAY_S * 1000
# S3 refuses what is signed a quarter of an hour off.
_AGREE_MS: Final = 5 * _MINUTE_S * 1000
_DIFFER_MS: Final = 15 * _MINUTE_S * 1000


class Doubt(StrEnum):
    """The reason to doubt the machine's clock."""

    BEFORE_RELEASE = "before_release"
    BEHIND = "behind"
    AHEAD = "ahead"
    STEPPED = "stepped"
    ARCHIVE_DIFFERS = "archive_differs"


@dataclass(frozen=True, slots=True)
class Period:
    """A time without a step: when it began, by the steady clock and by the one that was set, and by how much in all."""

    since_s: float
    began: Millis
    shifted: Millis = 0


@dataclass(frozen=True, slots=True)
class _State:
    """The state of the clock at one moment."""

    # The time is the steady clock's plus this.
    offset: Millis
    # The last of them is the one of now.
    periods: tuple[Period, ...]
    # The latest time that was believed.
    seen: Millis = 0
    # How far it is ahead of the archive's clock.
    beside_archive: Millis | None = None

    @property
    def now(self) -> Period:
        """The time since the last step."""
        return self.periods[-1]

    @property
    def step(self) -> Millis:
        """By how much it was set the last time."""
        return self.now.shifted - self.periods[-2].shifted if len(self.periods) > 1 else 0


class Clock:
    """The time, and what speaks against it; safe between threads, for each change is one assignment."""

    def __init__(self) -> None:
        self._state = _State(wall_ms() - _steady_ms(), (Period(-math.inf, 0),))

    def begin(self, seen: Millis) -> None:
        """Trust nothing from now on; the catalog's latest time is `seen`. Before this, the clock is taken as it is."""
        offset = (wall if (wall := wall_ms()) >= RELEASED else max(RELEASED, seen)) - _steady_ms()
        self._state = _State(offset, (Period(steady_s(), offset + _steady_ms()),), seen=seen)

    def now(self) -> Millis:
        """Return the time; while the machine's clock cannot be right, it goes on from the latest known one."""
        wall = wall_ms()
        state = self._look(wall)
        return wall if wall >= RELEASED else state.offset + _steady_ms()

    def compare(self, told: Millis) -> None:
        """Learn from the time that the archive's server says it is."""
        wall, beside = wall_ms(), self.now() - told
        if wall >= RELEASED:
            self._state = replace(self._state, beside_archive=beside)
        elif told >= RELEASED and abs(beside) >= STEP_MS:
            # Whatever it says is nearer than what this machine says.
            self._state = replace(_set(self._state, told - _steady_ms()), beside_archive=0)

    @property
    def doubt(self) -> Doubt | None:
        """The reason to doubt the time; None while it is credible."""
        wall = wall_ms()
        state = self._look(wall)
        beside = state.beside_archive
        if wall < RELEASED:
            return Doubt.BEFORE_RELEASE
        if beside is not None and abs(beside) > _DIFFER_MS:
            return Doubt.ARCHIVE_DIFFERS
        if _is_proven(state):
            return None
        if wall < state.seen - _BEHIND_MS:
            return Doubt.BEHIND
        if wall > (state.seen + _AHEAD_MS if state.seen else RELEASED + _OLDEST_MS):
            return Doubt.AHEAD
        return Doubt.STEPPED if state.step and steady_s() - state.now.since_s < _WATCHED_S else None

    @property
    def credible(self) -> bool:
        """Whether cameras may be judged by it."""
        return self.doubt is None

    @property
    def unknown(self) -> bool:
        """Whether nobody has told the time yet; most machines are told it soon after their start, or never."""
        state = self._look(wall := wall_ms())
        waits = steady_s() - state.now.since_s < _WATCHED_S
        return wall < RELEASED and state.beside_archive is None and waits

    @property
    def proven(self) -> bool:
        """Whether captures may go by it: the archive's server agrees, or it ran for a day without a step."""
        return self.doubt is None and _is_proven(self._state)

    @property
    def off_ms(self) -> Millis | None:
        """How far the machine's clock is ahead, as far as whatever speaks against it tells; of a step, by how much."""
        match self.doubt:
            case None:
                return None
            case Doubt.BEFORE_RELEASE:
                return wall_ms() - self.now()
            case Doubt.ARCHIVE_DIFFERS:
                return self._state.beside_archive
            case Doubt.STEPPED:
                return self._state.step
            case Doubt.BEHIND | Doubt.AHEAD:
                return self.now() - (self._state.seen or RELEASED)

    @property
    def shifted(self) -> Millis:
        """By how much it was set since the start, in all."""
        return self._look(wall_ms()).now.shifted

    @property
    def periods(self) -> tuple[Period, ...]:
        """The latest times without a step; the last is the one of now."""
        return self._look(wall_ms()).periods

    @property
    def undisturbed_since(self) -> Millis:
        """Since when it runs without a step."""
        state = self._look(wall_ms())
        return 0 if math.isinf(state.now.since_s) else state.offset + int(state.now.since_s * 1000)

    def _look(self, wall: Millis) -> _State:
        """Note if the machine's clock was set."""
        state = self._state
        if wall >= RELEASED:
            self._state = state = _set(state, wall - _steady_ms())
        return state


def _set(state: _State, offset: Millis) -> _State:
    by = offset - state.offset
    if abs(by) < STEP_MS:
        return state if not by else replace(state, offset=offset)
    believed = state.offset + _steady_ms() if _is_proven(state) else 0
    period = Period(steady_s(), offset + _steady_ms(), state.now.shifted + by)
    return _State(offset, (*state.periods[-_MOST_PERIODS:], period), seen=max(state.seen, believed))


def _is_proven(state: _State) -> bool:
    beside = state.beside_archive
    agrees = beside is not None and abs(beside) <= _AGREE_MS
    return agrees or steady_s() - state.now.since_s >= _PROVEN_S


def _steady_ms() -> Millis:
    return int(steady_s() * 1000)


CLOCK: Final = Clock()


def now_ms() -> Millis:
    """Return the time."""
    return CLOCK.now()
