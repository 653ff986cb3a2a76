"""How many captures each day or hour has, in any time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection, Cursor
from zoneinfo import ZoneInfo

from camvault_gateway.model import Millis, from_millis, to_millis

from . import groups

QUARTER_MS = 15 * 60 * 1000
# Beyond the last moment that can be written.
_LAST = 2**40


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
    rows = (_count if scope.rules else _look_up)(db, scope, bounds)
    start_of = _hour if hours else _day
    counts = [(start_of(from_millis(row["quarter"] * QUARTER_MS).astimezone(zone)), row["captures"]) for row in rows]
    # Grouped by the moment, not by the wall clock: an autumn night has the same hour twice.
    return [
        Span(start, _end(start, zone, hours=hours), sum(captures for _, captures in some))
        for start, some in groupby(counts, key=itemgetter(0))
    ]


def _look_up(db: Connection, scope: groups.Scope, bounds: tuple[int, int]) -> Cursor:
    among, cameras = _among(scope)
    return db.execute(
        f"SELECT quarter, sum(captures) AS captures FROM quarters WHERE captures > 0 AND {among}"  # noqa: S608 marks only
        " AND quarter >= ? AND quarter < ? GROUP BY quarter ORDER BY quarter DESC",
        (*cameras, *bounds),
    )


def _count(db: Connection, scope: groups.Scope, bounds: tuple[int, int]) -> Cursor:
    among, cameras = _among(scope)
    rules = " AND ".join(clause for clause, _ in scope.of_captures)
    asked = [value for _, values in scope.of_captures for value in values]
    return db.execute(
        f"SELECT captured_at / {QUARTER_MS} AS quarter, count(*) AS captures FROM captures"  # noqa: S608 only constants
        f" WHERE state <> 'receiving' AND condition <> 'empty' AND {among} AND {rules}"
        " AND captured_at >= ? AND captured_at < ? GROUP BY quarter ORDER BY quarter DESC",
        (*cameras, *asked, *(bound * QUARTER_MS for bound in bounds)),
    )


def _among(scope: groups.Scope) -> tuple[str, list[str]]:
    if scope.cameras is None:
        # Named one by one, each is looked up from the first moment on; else all that ever was would be gone through.
        return "camera IN (SELECT id FROM cameras)", []
    return f"camera IN ({', '.join('?' * len(scope.cameras))})", scope.cameras


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
