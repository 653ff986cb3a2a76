"""The filter of lists for what a user has not seen."""

import json
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog.lists.paging import Filter
from camvault_gateway.model import Millis

from .counts import MOST
from .spans import HELD, MEMBERS
from .users import User, find

_UNSEEN: Final = f"(events.arrived > ? OR {HELD})"
_NEW: Final = (
    "cameras CROSS JOIN events ON events.camera = cameras.id WHERE events.arrived > 1 AND events.arrived > :upto"
)
_OLD: Final = f"{MEMBERS} WHERE seen_spans.seen = :id AND events.arrived <= :upto"


def filters(db: Connection, user: str) -> list[Filter]:
    """Return what must be true of an event that a user has not seen: of nobody's, none is unseen."""
    known = find(db, user)
    if known is None:
        return [("FALSE", ())]
    few = _few(db, known)
    if few is not None:
        return [("events.rowid IN (SELECT value FROM json_each(?))", (json.dumps([row for row, _ in few]),))]
    return [(_UNSEEN, (known.upto, known.id))]


def _few(db: Connection, user: User) -> list[tuple[int, Millis]] | None:
    """Return all that is unseen if that is little, so that nobody looks through years to find it."""
    query = (
        f"SELECT events.rowid, events.started_at FROM {_NEW} UNION ALL"  # noqa: S608 only constants
        f" SELECT events.rowid, events.started_at FROM {_OLD} LIMIT :most"
    )
    rows = db.execute(query, {"upto": user.upto, "id": user.id, "most": MOST + 1}).fetchall()
    return None if len(rows) > MOST else [tuple(row) for row in rows]
