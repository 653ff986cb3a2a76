"""Counts of captures and events by the quarter of an hour, or by the day, for the calendar."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
import json
from sqlite3 import Connection
from typing import Final, NamedTuple, Self

from camvault_gateway.catalog import groups
from camvault_gateway.model import Millis

from .event_pages import Filters, among, choose
from .paging import Filter

QUARTER_MS: Final = 15 * 60 * 1000
# Beyond the last moment that can be written.
_LAST: Final = 2**40
_NEWEST: Final = f"""
SELECT max(max(
    coalesce((SELECT max(quarter) FROM quarters WHERE camera = value AND quarter >= ?2 AND quarter < ?3), -1),
    coalesce((SELECT max(started_at) / {QUARTER_MS} FROM events
        WHERE camera = value AND started_at >= ?2 * {QUARTER_MS} AND started_at < ?3 * {QUARTER_MS}), -1)
)) FROM json_each(?1)
"""  # noqa: S608 only constants
_DAY: Final = f"""
SELECT value AS camera,
    coalesce((SELECT sum(captures) FROM quarters WHERE camera = value AND quarter >= ?2 AND quarter < ?3), 0)
        AS captures,
    (SELECT count(*) FROM events
        WHERE camera = value AND started_at >= ?2 * {QUARTER_MS} AND started_at < ?3 * {QUARTER_MS}) AS events
FROM json_each(?1)
"""  # noqa: S608 only constants
_QUARTERS: Final = (
    "SELECT quarter, {0}, sum(captures) AS captures FROM quarters"
    " WHERE camera IN (SELECT value FROM json_each(?)) AND quarter >= ? AND quarter < ? GROUP BY {0}, quarter"
)
_RECEIVED: Final[Filter] = ("state <> 'receiving' AND condition <> 'empty'", ())


class Kind(IntEnum):
    """What is counted."""

    CAPTURES = 0
    EVENTS = 1
    UNSEEN = 2


class Count(NamedTuple):
    """So many of a kind at a moment, of a camera where that matters."""

    moment: Millis
    camera: str | None
    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Counter:
    """What is counted: captures and events of a filter, between two quarters, camera by camera or together."""

    db: Connection
    wanted: Filters
    scope: groups.Scope
    split: bool

    @classmethod
    def of(cls, db: Connection, wanted: Filters, *, split: bool) -> Self:
        """Return the counter of a filter; raises NotFoundError when there is no such group."""
        return cls(db, wanted, groups.scope(db, wanted.get("group"), wanted.get("cameras", ())), split)

    @property
    def _bounds(self) -> tuple[int, int]:
        after, before = self.wanted.get("after"), self.wanted.get("before")
        return (after or 0) // QUARTER_MS, _LAST if before is None else -(-before // QUARTER_MS)

    def by_days(self, day_of: Callable[[Millis], Millis]) -> Iterator[Count]:
        """Yield the counts of each day, the newest first, each at its begin.

        Camera by camera: their quarters lie one after the other, and nothing has to be sorted.
        """
        if self._is_filtered:
            yield from self.by_quarters()
            return
        among_these, (first, last) = json.dumps(self._cameras()), self._bounds
        while (newest := self.db.execute(_NEWEST, (among_these, first, last)).fetchone()[0]) not in {None, -1}:
            start = day_of(newest * QUARTER_MS)
            last = min(start // QUARTER_MS, newest)
            for row in self.db.execute(_DAY, (among_these, max(first, last), newest + 1)):
                yield Count(start, row["camera"], Kind.CAPTURES, row["captures"])
                yield Count(start, row["camera"], Kind.EVENTS, row["events"])

    def by_quarters(self) -> Iterator[Count]:
        """Yield the counts of each quarter of an hour."""
        if self.wanted.get("labels"):
            # Of the captures nothing is looked at: events tell how many they have.
            yield from self._of_events(Kind.CAPTURES, "sum(clips + snapshots)")
        elif self._is_filtered:
            yield from self._of_captures()
        else:
            query = _QUARTERS.format(self._camera)
            yield from self._counts(Kind.CAPTURES, query, (json.dumps(self._cameras()), *self._bounds))
        yield from self._of_events(Kind.EVENTS, "count(*)")

    def unseen(self, user: str) -> Iterator[Count]:
        """Yield how many of the events in each quarter a user has not seen."""
        yield from self._of_events(Kind.UNSEEN, "count(*)", user)

    @property
    def _is_filtered(self) -> bool:
        """Whether there is something that is not counted ahead: what labels and paths say."""
        return bool(self.wanted.get("labels") or self.scope.rules)

    @property
    def _camera(self) -> str:
        return "camera" if self.split else "NULL"

    def _cameras(self) -> list[str]:
        if (chosen := self.scope.cameras) is not None:
            return chosen
        return [row["id"] for row in self.db.execute("SELECT id FROM cameras")]

    def _of_events(self, kind: Kind, number: str, unseen_by: str | None = None) -> Iterator[Count]:
        first, last = (bound * QUARTER_MS for bound in self._bounds)
        chosen = choose(self.db, {**self.wanted, "after": first, "before": last, "unseen_by": unseen_by})
        filters = chosen.clauses if chosen.cameras is None else [among("camera", chosen.cameras), *chosen.clauses]
        query = f"SELECT started_at / {QUARTER_MS} AS quarter, {self._camera}, {number} FROM events"  # noqa: S608
        yield from self._filtered(kind, query, filters)

    def _of_captures(self) -> Iterator[Count]:
        first, last = (bound * QUARTER_MS for bound in self._bounds)
        bounds: Filter = ("captured_at >= ? AND captured_at < ?", (first, last))
        filters = [_RECEIVED, among("camera", self._cameras()), bounds, *self.scope.of_captures]
        query = f"SELECT captured_at / {QUARTER_MS} AS quarter, {self._camera}, count(*) FROM captures"  # noqa: S608
        yield from self._filtered(Kind.CAPTURES, query, filters)

    def _filtered(self, kind: Kind, query: str, filters: Iterable[Filter]) -> Iterator[Count]:
        known = list(filters)
        where = " AND ".join(clause for clause, _ in known)
        values = [value for _, some in known for value in some]
        yield from self._counts(kind, f"{query} WHERE {where} GROUP BY {self._camera}, quarter", values)

    def _counts(self, kind: Kind, query: str, values: Iterable[object]) -> Iterator[Count]:
        for quarter, camera, number in self.db.execute(query, tuple(values)):
            yield Count(quarter * QUARTER_MS, camera, kind, number)
