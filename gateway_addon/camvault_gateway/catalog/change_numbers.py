"""Numbers that grow with each change which the archive is told of."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import Literal

type Table = Literal["cameras", "captures", "events", "expired", "seen"]


def next_number(db: Connection, count: int = 1) -> int:
    """Return the number of the next change, or the last one of several; none is given twice, whatever is deleted."""
    query = "UPDATE archiving SET changed = changed + ? RETURNING changed"
    return int(db.execute(query, (count,)).fetchone()[0])


def note(db: Connection, table: Table, ids: Iterable[str | int], *, at_once: bool = False) -> None:
    """Note that rows changed, in a way that the archive is told of: at once if a person may have done it."""
    if changed := list(ids):
        first = next_number(db, len(changed)) - len(changed) + 1
        numbered = list(enumerate(changed, first))
        db.executemany(f"UPDATE {table} SET changed = ? WHERE id = ?", numbered)  # noqa: S608 our own names
        if at_once:
            db.execute("UPDATE archiving SET urgent = changed")
