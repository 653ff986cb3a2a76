"""How many requests of S3 a home makes: what the product's own rooms send, by their own constants."""

from collections.abc import Iterator
from dataclasses import dataclass
import math
from typing import Final

from camvault_gateway.archive import segment_writer

from .load import DAY_S, HOUR_S, HOURS, Load, share_of_hour

_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Requests a day, by what they are for."""

    captures: float
    segments: float
    lists: float
    gets: float

    @property
    def puts(self) -> float:
        """Return all puts."""
        return self.captures + self.segments


def requests(load: Load) -> Requests:
    """Return what a home asks of its bucket in a day; each capture is one put, whose answer proves it."""
    return Requests(
        captures=load.captures,
        segments=sum(_segments_an_hour(load, hour) for hour in range(len(HOURS))),
        # The newest capture's day, and each camera's day that may be gone; and the bucket's own rules.
        lists=1 + load.cameras,
        gets=1,
    )


def _segments_an_hour(load: Load, hour: int) -> float:
    """Return how many segments an hour has: one when its time is over and there is something to tell, or many rows."""
    share = share_of_hour(hour * HOUR_S)
    a_second = load.motions / DAY_S * share
    silence = math.exp(-a_second * segment_writer.EVERY_S) / a_second
    rows = (load.captures + load.motions) / DAY_S * HOUR_S * share
    return max(HOUR_S / (segment_writer.EVERY_S + silence), rows / segment_writer.MANY)


def rebuild(load: Load, kept_days: int) -> Requests:
    """Return what a rebuild asks once: lists of all that is there, and the segments."""
    of_a_day = requests(load)
    objects = (of_a_day.captures + of_a_day.segments) * kept_days
    return Requests(captures=0, segments=0, lists=math.ceil(objects / _PAGE), gets=of_a_day.segments * kept_days)


def rows(asked: Requests) -> Iterator[tuple[str, float, str]]:
    """Yield what is asked for, how often a day, and by whom."""
    yield "PUT, captures", asked.captures, "one each; its answer has the SHA-256, so nothing is asked again"
    yield "PUT, segments", asked.segments, "one an hour while there is something to tell, or each 500 changes"
    yield "LIST, what has expired", asked.lists, "each camera's day that a rule may have removed"
    yield "GET, lifecycle", asked.gets, "once a day"
