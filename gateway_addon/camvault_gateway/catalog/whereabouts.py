"""Where the bytes of captures are, set right when the catalog came out of a backup."""

from collections.abc import Iterable
from sqlite3 import Connection

from camvault_gateway.model import Capture, State, TaskKind, now_ms

from .captures import find, from_row


def batch(db: Connection, last: str, most: int) -> list[Capture]:
    """Return captures that were received, by their ids, those after `last`."""
    query = "SELECT * FROM captures WHERE id > ? AND state <> 'receiving' ORDER BY id LIMIT ?"
    return [from_row(row) for row in db.execute(query, (last, most))]


def note_gone(db: Connection, captures: Iterable[str]) -> None:
    """Keep that the vault has the files of verified captures no more."""
    db.executemany(
        "UPDATE captures SET local = 0 WHERE id = ? AND state = 'verified'", [(capture,) for capture in captures]
    )


def note_here(db: Connection, captures: Iterable[str]) -> None:
    """Keep that the vault has the files of captures after all."""
    db.executemany("UPDATE captures SET local = 1 WHERE id = ?", [(capture,) for capture in captures])


def note_archived(db: Connection, capture: str, key: str) -> Capture | None:
    """Keep that a capture whose file the vault has no more is proven in the archive; returns it as it is then."""
    known = find(db, capture)
    if known is None or known.state is State.VERIFIED:
        return known
    db.execute("DELETE FROM tasks WHERE capture = ? AND kind IN (?, ?)", (capture, TaskKind.ARCHIVE, TaskKind.VERIFY))
    # First the state: only a verified capture may be without its file.
    db.execute("UPDATE captures SET archive_key = ?, archived_at = ? WHERE id = ?", (key, now_ms(), capture))
    db.execute("UPDATE captures SET state = 'verified', local = 0 WHERE id = ?", (capture,))
    return find(db, capture)
