"""Events in the order of their start, and what they may be filtered by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import json
from sqlite3 import Connection
from typing import Final, TypedDict, Unpack

from camvault_gateway.catalog import groups, seen
from camvault_gateway.catalog.events import COLUMNS, from_row
from camvault_gateway.model import Event, Millis

from . import search
from .paging import Filter, Listing, Page, Window

# Few at most times, and each part has an index of its own.
_UNARCHIVED: Final = (
    "id IN (SELECT event FROM captures INDEXED BY captures_backlog WHERE state IN ('stored', 'archived')"
    " UNION SELECT event FROM captures INDEXED BY captures_receiving WHERE state = 'receiving')"
)


class Filters(TypedDict, total=False):
    """The filter of a list of events; `also` are further clauses about a row of `events`."""

    cameras: Sequence[str]
    labels: Sequence[str]
    protected: bool
    clips: bool
    unarchived: bool
    after: Millis | None
    before: Millis | None
    q: str | None
    group: str | None
    unseen_by: str | None
    also: Sequence[Filter]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a filter comes down to: among which cameras to look, None for all, and clauses about a row of `events`."""

    cameras: list[str] | None
    clauses: list[Filter]


def choose(db: Connection, wanted: Filters) -> Chosen:
    """Return what a filter comes down to; raises NotFoundError when there is no such group.

    Each word of `q` must stand in the labels, the description or the camera's name.
    """
    scope = groups.scope(db, wanted.get("group"), wanted.get("cameras", ()))
    bounds = (("started_at >= ?", wanted.get("after")), ("started_at < ?", wanted.get("before")))
    clauses: list[Filter] = [(clause, (value,)) for clause, value in bounds if value is not None]
    if labels := wanted.get("labels"):
        clause, values = among("value", labels)
        clauses.append((f"EXISTS (SELECT 1 FROM json_each(labels) WHERE {clause})", values))  # noqa: S608 marks only
    if wanted.get("protected"):
        clauses.append(("protected", ()))
    if wanted.get("clips"):
        clauses.append(("clips > 0", ()))
    clauses += [*scope.of_events, *wanted.get("also", ())]
    clauses += [_telling(db, word) for word in (wanted.get("q") or "").casefold().split()]
    few: list[Filter] = [(_UNARCHIVED, ())] if wanted.get("unarchived") else []
    if (user := wanted.get("unseen_by")) is not None:
        unseen = seen.unseen_by(db, user)
        (few if unseen.few else clauses).append(unseen.clause)
    if not few:
        return Chosen(scope.cameras, clauses)
    # Looked up once, not camera by camera, nor by the index of cameras.
    if scope.cameras is not None:
        clauses.append(among("+camera", scope.cameras))
    return Chosen(None, [*clauses, *few])


def list_page(db: Connection, limit: int = 50, cursor: str | None = None, **wanted: Unpack[Filters]) -> Page[Event]:
    """Return events, newest start first, of any of the cameras and with any of the labels; raises CursorError."""
    return page(db, Window(limit=limit, cursor=cursor), wanted)


def page(db: Connection, window: Window, wanted: Filters) -> Page[Event]:
    """Return a page of events, in the order of their start; raises CursorError."""
    chosen = choose(db, wanted)
    listing = Listing(db, "SELECT id, started_at FROM events", "started_at", chosen.clauses, chosen.cameras)
    found = listing.page(window)
    return Page(by_ids(db, [row["id"] for row in found.items]), found.next, found.prev)


def by_ids(db: Connection, ids: Sequence[str]) -> list[Event]:
    """Return events by their ids, in the order of these; which are gone are left out."""
    query = f"SELECT {COLUMNS} FROM events WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 only constants
    known = {row["id"]: from_row(row) for row in db.execute(query, (json.dumps(ids),))}
    return [known[each] for each in ids if each in known]


def among(what: str, values: Iterable[str]) -> Filter:
    """Return the filter that something is one of some values."""
    known = tuple(values)
    return f"{what} IN ({', '.join('?' * len(known))})", known


def _telling(db: Connection, word: str) -> Filter:
    clause, named = among("camera", search.cameras_called(db, word))
    told = "instr(casefold(labels), ?) OR (description IS NOT NULL AND instr(casefold(description), ?))"
    return f"({clause} OR {told})", (*named, word, word)
