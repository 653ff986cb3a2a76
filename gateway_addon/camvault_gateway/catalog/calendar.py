"""How many captures each day or hour has, in any time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from camvault_gateway.model import Millis, from_millis, to_millis

QUARTER_MS = 15 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A day or an hour that has captures."""

    start: Millis
    end: Millis
    captures: int


def spans(
    db: Connection,
    zone: ZoneInfo,
    *,
    hours: bool,
    camera: str | None = None,
    after: Millis | None = None,
    before: Millis | None = None,
) -> list[Span]:
    """Return the days, or the hours, that have captures, newest first; `after` and `before` fall on whole ones."""
    rows = db.execute(
        "SELECT quarter, sum(captures) AS captures FROM quarters WHERE captures > 0 AND (?1 IS NULL OR camera = ?1)"
        " AND (?2 IS NULL OR quarter >= ?2) AND (?3 IS NULL OR quarter < ?3) GROUP BY quarter ORDER BY quarter DESC",
        (camera, after and after // QUARTER_MS, before and -(-before // QUARTER_MS)),
    )
    start_of = _hour if hours else _day
    counts = [(start_of(from_millis(row["quarter"] * QUARTER_MS).astimezone(zone)), row["captures"]) for row in rows]
    # Grouped by the moment, not by the wall clock: an autumn night has the same hour twice.
    return [
        Span(start, _end(start, zone, hours=hours), sum(captures for _, captures in some))
        for start, some in groupby(counts, key=itemgetter(0))
    ]


def _day(moment: datetime) -> Millis:
    return to_millis(moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0))


def _hour(moment: datetime) -> Millis:
    return to_millis(moment.replace(minute=0, second=0, microsecond=0))


def _end(start: Millis, zone: ZoneInfo, *, hours: bool) -> Millis:
    if hours:
        return start + 4 * QUARTER_MS
    # Wall-clock arithmetic: a day that sets the clocks has 23 or 25 hours.
    return to_millis(from_millis(start).astimezone(zone) + timedelta(days=1))


def midnight(zone: ZoneInfo, now: Millis) -> Millis:
    """Return when the day of a moment began."""
    return _day(from_millis(now).astimezone(zone))
