"""Marks: some events are seen or unseen from now on; and their undoing."""

from collections.abc import Sequence
from dataclasses import dataclass
import json
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog import cameras, groups
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.catalog.errors import NotFoundError
from camvault_gateway.catalog.lists.paging import Filter
from camvault_gateway.model import Millis

from .spans import HELD, MEMBERS, bound, change
from .users import User, know, settle_now

# How many of a user's marks can be undone: the last ones.
_UNDONE: Final = 10

type _Begins = dict[str, list[Millis]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The events that a mark is for: these, or all that began in a time, of some cameras or all, and of a group."""

    events: Sequence[str] | None = None
    cameras: Sequence[str] = ()
    group: str | None = None
    after: Millis | None = None
    before: Millis | None = None


def mark(db: Connection, user: str, selection: Selection, now: Millis, *, seen: bool) -> int:
    """Mark events as seen or unseen for a user; returns the number that undoes it. Raises NotFoundError."""
    known, wanted = know(db, user, now), _filters(db, selection)
    settle_now(db, known, now)
    _set_apart(db, user, wanted)
    # Seen is what is in no span.
    return _turn(db, known, _members(db, known.id, wanted) if seen else _others(db, known.id, wanted), now, seen=seen)


def undo(db: Connection, user: str, number: int, now: Millis) -> int:
    """Let a mark not have been made; what was marked since, or got something new, stays. Returns what undoes this.

    Raises NotFoundError when it was undone already, or so many marks have been made since.
    """
    row = db.execute(
        "SELECT id, undoes, upto FROM seen WHERE id = ? AND user = ? AND undoes IS NOT NULL", (number, user)
    ).fetchone()
    if row is None:
        raise NotFoundError("This cannot be undone any more.")
    known = know(db, user, now)
    settle_now(db, known, now)
    changed = _members(db, row["id"], [("events.arrived <= ?", (row["upto"],))])
    db.execute("DELETE FROM seen WHERE id = ?", (row["id"],))
    return _turn(db, known, changed, now, seen=not row["undoes"])


def _turn(db: Connection, user: User, begins: _Begins, now: Millis, *, seen: bool) -> int:
    """Let events be seen or unseen that were not; returns the number that undoes it."""
    change(db, user.id, {camera: dict.fromkeys(some, not seen) for camera, some in begins.items()})
    bound(db, user.id)
    made = db.execute(
        "INSERT INTO seen (user, undoes, upto, at, since) SELECT user, ?, upto, ?, since FROM seen WHERE id = ?"
        " RETURNING id",
        (seen, now, user.id),
    ).fetchone()["id"]
    change(db, made, {camera: dict.fromkeys(some, True) for camera, some in begins.items()})
    bound(db, made)
    db.execute(
        "DELETE FROM seen WHERE id IN (SELECT id FROM seen WHERE user = ? AND undoes IS NOT NULL"
        " ORDER BY id DESC LIMIT -1 OFFSET ?)",
        (user.name, _UNDONE),
    )
    if begins:
        note(db, "seen", [user.id], at_once=True)
    return int(made)


def _set_apart(db: Connection, user: str, wanted: list[Filter]) -> None:
    """Take events out of what earlier marks changed: whoever undoes these means others."""
    for row in db.execute("SELECT id FROM seen WHERE user = ? AND undoes IS NOT NULL", (user,)).fetchall():
        again = _members(db, row["id"], wanted)
        change(db, row["id"], {camera: dict.fromkeys(some, False) for camera, some in again.items()})


def _members(db: Connection, held_by: int, wanted: list[Filter]) -> _Begins:
    """Return when those events of a set's spans began that pass filters."""
    return _begins(db, MEMBERS, [("seen_spans.seen = ?", (held_by,)), *wanted])


def _others(db: Connection, held_by: int, wanted: list[Filter]) -> _Begins:
    return _begins(db, "events", [(f"NOT {HELD}", (held_by,)), *wanted])


def _begins(db: Connection, among: str, wanted: list[Filter]) -> _Begins:
    where = " AND ".join(clause for clause, _ in wanted)
    values = [value for _, some in wanted for value in some]
    query = f"SELECT events.camera, events.started_at FROM {among} WHERE {where}"  # noqa: S608 only constants
    found: _Begins = {}
    for camera, begin in db.execute(query, values):
        found.setdefault(camera, []).append(begin)
    return found


def _filters(db: Connection, selection: Selection) -> list[Filter]:
    if selection.events is not None:
        return [("events.id IN (SELECT value FROM json_each(?))", (json.dumps(list(selection.events)),))]
    scope = groups.scope(db, selection.group, [cameras.current(db, camera) for camera in selection.cameras])
    bounds = (("events.started_at >= ?", selection.after), ("events.started_at < ?", selection.before))
    found: list[Filter] = [(clause, (value,)) for clause, value in bounds if value is not None]
    if scope.cameras is not None:
        found.append(("events.camera IN (SELECT value FROM json_each(?))", (json.dumps(scope.cameras),)))
    return [*found, *scope.of_events]
