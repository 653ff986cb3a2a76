"""How many requests of S3 a home makes: what the product's own rooms send, by their own constants."""

from collections.abc import Iterator
from dataclasses import dataclass
import math
from typing import Final

from camvault_gateway.archive import journal

from .load import DAY_S, HOUR_S, HOURS, YEAR_DAYS, Load, share_of_hour

_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Requests a day, by who makes them."""

    captures: float
    segments: float
    rollup_puts: float
    rollup_gets: float
    rollup_lists: float
    expiry_lists: float
    expiry_gets: float

    @property
    def puts(self) -> float:
        """Return all puts."""
        return self.captures + self.segments + self.rollup_puts

    @property
    def lists(self) -> float:
        """Return all lists."""
        return self.rollup_lists + self.expiry_lists

    @property
    def gets(self) -> float:
        """Return all gets."""
        return self.rollup_gets + self.expiry_gets


def requests(load: Load, kept_days: int) -> Requests:
    """Return what a home asks of its bucket in a day; each capture is one put, whose answer proves it."""
    segments = sum(_segments_an_hour(load, hour) for hour in range(len(HOURS)))
    # Levels of `_catalog/`: the roll-ups, the years, each year's months, each month's days, the day's segments.
    levels = 2 + math.ceil(kept_days / YEAR_DAYS) + math.ceil(kept_days / 30) + 1
    return Requests(
        captures=load.captures,
        segments=segments,
        rollup_puts=1,
        rollup_gets=segments,
        rollup_lists=levels,
        # The newest capture's day, and each camera's day that may be gone.
        expiry_lists=1 + load.cameras,
        expiry_gets=1,
    )


def _segments_an_hour(load: Load, hour: int) -> float:
    """Return how many segments an hour has: one when ten minutes are over, as soon as there is something to tell."""
    a_second = load.motions / DAY_S * share_of_hour(hour * HOUR_S)
    silence = math.exp(-a_second * journal._EVERY_S) / a_second
    return HOUR_S / (journal._EVERY_S + silence)


def rebuild(load: Load, kept_days: int) -> Requests:
    """Return what a rebuild asks once: lists of all that is there, the roll-ups, and today's segments."""
    of_a_day = requests(load, kept_days)
    objects = (of_a_day.captures + of_a_day.segments + 1) * kept_days
    return Requests(
        captures=0,
        segments=0,
        rollup_puts=0,
        rollup_gets=kept_days + of_a_day.segments,
        rollup_lists=math.ceil(objects / _PAGE),
        expiry_lists=0,
        expiry_gets=0,
    )


def rows(asked: Requests) -> Iterator[tuple[str, float, str]]:
    """Yield what is asked for, how often a day, and by whom."""
    yield "PUT, captures", asked.captures, "one each; its answer has the SHA-256, so nothing is asked again"
    yield "PUT, segments", asked.segments, "one in ten minutes while there is news"
    yield "PUT, roll-up", asked.rollup_puts, "one a day"
    yield "GET, segments for the roll-up", asked.rollup_gets, "each once"
    yield "LIST, for the roll-up", asked.rollup_lists, "the folders of `_catalog/`"
    yield "LIST, what has expired", asked.expiry_lists, "each camera's day that a rule may have removed"
    yield "GET, lifecycle", asked.expiry_gets, "once a day"
