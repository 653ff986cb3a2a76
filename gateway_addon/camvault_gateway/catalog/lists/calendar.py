"""The calendar: the number of captures of each day or hour, in any time zone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
import json
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import groups
from camvault_gateway.model import Millis, from_millis, to_millis

QUARTER_MS = 15 * 60 * 1000
# Beyond the last moment that can be written.
_LAST = 2**40
_NEWEST = (
    "SELECT max((SELECT max(quarter) FROM quarters WHERE camera = value AND quarter >= ?2 AND quarter < ?3))"
    " FROM json_each(?1)"
)
_SUM = (
    "SELECT sum((SELECT sum(captures) FROM quarters WHERE camera = value AND quarter >= ?2 AND quarter < ?3))"
    " FROM json_each(?1)"
)

type _StartOf = Callable[[int], Millis]
type _Counted = tuple[Millis, int]


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
    group: str | None = None,
    after: Millis | None = None,
    before: Millis | None = None,
) -> list[Span]:
    """Return the days, or the hours, that have captures, newest first; `after` and `before` fall on whole ones."""
    scope = groups.scope(db, group, [camera] if camera else [])
    bounds = (after or 0) // QUARTER_MS, _LAST if before is None else -(-before // QUARTER_MS)
    # What labels and paths say is not counted ahead.
    count = _count if scope.rules else _look_up
    begin = _hour if hours else _day
    counts = count(db, scope, bounds, lambda quarter: begin(from_millis(quarter * QUARTER_MS).astimezone(zone)))
    return [Span(start, _end(start, zone, hours=hours), captures) for start, captures in counts if captures]


def _look_up(db: Connection, scope: groups.Scope, bounds: tuple[int, int], start_of: _StartOf) -> Iterator[_Counted]:
    """Yield the begin of each span, the newest first, and its count, one after the other, from the quarters of each.

    Camera by camera: their quarters lie one after the other, and nothing has to be sorted.
    """
    among, (first, last) = json.dumps(_among(db, scope)), bounds
    while (newest := db.execute(_NEWEST, (among, first, last)).fetchone()[0]) is not None:
        # It ends with its newest quarter, not by the clock: an autumn night has more quarters in an hour.
        start = start_of(newest)
        last = min(start // QUARTER_MS, newest)
        (captures,) = db.execute(_SUM, (among, max(first, last), newest + 1)).fetchone()
        yield start, captures


def _count(db: Connection, scope: groups.Scope, bounds: tuple[int, int], start_of: _StartOf) -> Iterator[_Counted]:
    rules = " AND ".join(clause for clause, _ in scope.of_captures)
    asked = [value for _, values in scope.of_captures for value in values]
    rows = db.execute(
        f"SELECT captured_at / {QUARTER_MS} AS quarter, count(*) AS captures FROM captures"  # noqa: S608 only constants
        " WHERE state <> 'receiving' AND condition <> 'empty' AND camera IN (SELECT value FROM json_each(?))"
        f" AND {rules} AND captured_at >= ? AND captured_at < ? GROUP BY quarter ORDER BY quarter DESC",
        (json.dumps(_among(db, scope)), *asked, *(bound * QUARTER_MS for bound in bounds)),
    )
    # Grouped by the moment, not by the wall clock: an autumn night has the same hour twice.
    for start, some in groupby(rows, key=lambda row: start_of(row["quarter"])):
        yield start, sum(row["captures"] for row in some)


def _among(db: Connection, scope: groups.Scope) -> list[str]:
    return [row["id"] for row in db.execute("SELECT id FROM cameras")] if scope.cameras is None else scope.cameras


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
