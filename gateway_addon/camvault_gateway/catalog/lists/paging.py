"""Pages of a list in the order of time, with cursors that stay right while rows are added."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
import json
from sqlite3 import Connection, Row
from typing import Final, Literal, NamedTuple, cast

from camvault_gateway.model import Millis

_LATEST: Final = 2**63 - 1

type Filter = tuple[str, tuple[object, ...]]
# Which rows are meant, compared with a place in the list.
type Side = Literal["<", "<=", ">", ">="]

_SIDES: Final = frozenset({"<", "<=", ">", ">="})
# The rows that the other side does not have.
_OPPOSITE: Final[dict[Side, Side]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class CursorError(ValueError):
    """The cursor is not one of ours."""


class Place(NamedTuple):
    """A place in a list, and the side of it that a page has: older rows, or newer ones."""

    moment: Millis
    id: str
    side: Side = "<"

    @property
    def newer(self) -> bool:
        """Whether the rows are the newer ones."""
        return self.side in {">", ">="}


@dataclass(frozen=True, slots=True)
class Page[T]:
    """Items, and the cursors of the pages after and before them in the list's order."""

    items: list[T]
    next: str | None
    prev: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which page is wanted: the first one, that of a cursor, or the one `around` a moment."""

    limit: int = 50
    cursor: str | None = None
    oldest_first: bool = False
    around: Millis | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list has, in the order of `key`; `select` and `key` are constants.

    Among some cameras, each is looked up by its own index: however many others have been busy since, it is fast.
    """

    db: Connection
    select: str
    key: str
    filters: list[Filter] = field(default_factory=list)
    cameras: Iterable[str] | None = None

    def page(self, window: Window) -> Page[Row]:
        """Return a page; raises CursorError."""
        if window.around is not None:
            return self._around(window.around, window)
        place = None if window.cursor is None else decode(window.cursor)
        newer = window.oldest_first if place is None else place.newer
        found = self._beside(place, window.limit + 1, newer=newer)
        rows = found[: window.limit]
        onward = self._cursor(rows[-1], ">" if newer else "<") if len(found) > window.limit else None
        back = self._back(rows, place)
        if newer is window.oldest_first:
            return Page(rows, onward, back)
        return Page(rows[::-1], back, onward)

    def _back(self, rows: list[Row], place: Place | None) -> str | None:
        """Return the cursor of where a page was reached from: the very end of the list has none."""
        if place is None:
            return None
        if rows:
            return self._cursor(rows[0], "<" if place.newer else ">")
        return encode(place.moment, place.id, _OPPOSITE[place.side])

    def _around(self, moment: Millis, window: Window) -> Page[Row]:
        newer = self._beside(Place(moment, "", ">="), window.limit + 1, newer=True)
        older = self._beside(Place(moment, "", "<"), window.limit + 1, newer=False)
        ahead = min(len(newer), max(window.limit // 2, window.limit - len(older)))
        behind = min(len(older), window.limit - ahead)
        rows = [*newer[:ahead][::-1], *older[:behind]]
        newest = self._cursor(rows[0], ">") if len(newer) > ahead else None
        oldest = self._cursor(rows[-1], "<") if len(older) > behind else None
        return Page(rows[::-1], newest, oldest) if window.oldest_first else Page(rows, oldest, newest)

    def _beside(self, place: Place | None, most: int, *, newer: bool) -> list[Row]:
        """Return the rows beside a place, the nearest first, or from an end on."""
        filters = self.filters
        if place is not None:
            filters = [(f"({self.key}, id) {place.side} (?, ?)", (place.moment, place.id)), *filters]
        if self.cameras is None:
            return self._look(filters, most, newer=newer)
        rows = [
            row
            for camera in self.cameras
            for row in self._look([("camera = ?", (camera,)), *filters], most, newer=newer)
        ]
        rows.sort(key=lambda row: (row[self.key], row["id"]), reverse=not newer)
        return rows[:most]

    def _look(self, filters: list[Filter], most: int, *, newer: bool) -> list[Row]:
        where = " WHERE " + " AND ".join(clause for clause, _ in filters) if filters else ""
        values = [value for _, some in filters for value in some]
        way = "ASC" if newer else "DESC"
        query = f"{self.select}{where} ORDER BY {self.key} {way}, id {way} LIMIT ?"
        return self.db.execute(query, (*values, most)).fetchall()

    def _cursor(self, row: Row, side: Side) -> str:
        return encode(row[self.key], row["id"], side)


def encode(moment: Millis, identity: str, side: Side = "<") -> str:
    """Return the cursor of what is on a side of a place in a list."""
    place = [moment, identity] if side == "<" else [moment, identity, side]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decode(cursor: str) -> Place:
    """Return the place that a cursor tells, or raise CursorError."""
    try:
        moment, identity, *rest = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        (side,) = rest or ("<",)
    except (ValueError, TypeError, RecursionError, binascii.Error) as err:
        raise CursorError("The cursor is not one that this gateway made.") from err
    # Only what SQLite can take: its integers have 64 bits, its texts no surrogates.
    if not isinstance(moment, int) or abs(moment) > _LATEST or not isinstance(identity, str) or not identity.isascii():
        raise CursorError("The cursor is not one that this gateway made.")
    if not isinstance(side, str) or side not in _SIDES:
        raise CursorError("The cursor is not one that this gateway made.")
    return Place(moment, identity, cast("Side", side))
