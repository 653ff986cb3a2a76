"""The filter of lists for what a user has not seen."""

from collections.abc import Sequence
import json
from sqlite3 import Connection
from typing import Final, NamedTuple

from camvault_gateway.catalog.lists.paging import Filter

from .counts import MOST
from .spans import HELD, MEMBERS
from .users import User, find

_UNSEEN: Final = f"(events.arrived > ? OR {HELD})"
_NEW: Final = (
    "cameras CROSS JOIN events ON events.camera = cameras.id WHERE events.arrived > :upto AND events.arrived > 1"
)
_OLD: Final = f"{MEMBERS} WHERE seen_spans.seen = :id AND events.arrived <= :upto"


class UnseenBy(NamedTuple):
    """What must be true of an event, and whether it is known to be of a few."""

    clause: Filter
    few: bool


def unseen_by(db: Connection, user: str) -> UnseenBy:
    """Return the filter of what a user has not seen; nothing is unseen by nobody."""
    if (known := find(db, user)) is None:
        return UnseenBy(("FALSE", ()), few=True)
    if (found := _few(db, known)) is not None:
        return UnseenBy(("events.rowid IN (SELECT value FROM json_each(?))", (json.dumps(found),)), few=True)
    return UnseenBy((_UNSEEN, (known.upto, known.id)), few=False)


def unseen_among(db: Connection, user: str, events: Sequence[str]) -> frozenset[str]:
    """Return which of some events a user has not seen."""
    if (known := find(db, user)) is None:
        return frozenset()
    query = f"SELECT id FROM events WHERE id IN (SELECT value FROM json_each(?)) AND {_UNSEEN}"  # noqa: S608 only constants
    return frozenset(row["id"] for row in db.execute(query, (json.dumps(events), known.upto, known.id)))


def _few(db: Connection, user: User) -> list[int] | None:
    """Return all that is unseen if that is little, so that nobody looks through years to find it."""
    query = f"SELECT events.rowid FROM {_NEW} UNION ALL SELECT events.rowid FROM {_OLD} LIMIT :most"  # noqa: S608 only constants
    rows = db.execute(query, {"upto": user.upto, "id": user.id, "most": MOST + 1}).fetchall()
    return None if len(rows) > MOST else [row[0] for row in rows]
