"""The location of captures' bytes (vault, archive, both), corrected when catalog and vault turn out to differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import json
from sqlite3 import Connection

from camvault_gateway.catalog.capture_rows import from_row
from camvault_gateway.catalog.captures import find
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.model import Capture, State, now_ms


def batch(db: Connection, last: str, most: int) -> list[Capture]:
    """Return captures that were received, by their ids, those after `last`."""
    query = "SELECT * FROM captures WHERE id > ? AND state <> 'receiving' ORDER BY id LIMIT ?"
    return [from_row(row) for row in db.execute(query, (last, most))]


def note_gone(db: Connection, captures: Iterable[str]) -> None:
    """Keep that the vault has the files of verified captures no more."""
    db.executemany(
        "UPDATE captures SET local = 0 WHERE id = ? AND state = 'verified'", [(capture,) for capture in captures]
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the catalog says of files: unknown to it, of captures that left it, or of some that it takes to be away.

    The latter with the size they should have.
    """

    unknown: list[str]
    left: list[str]
    away: dict[str, int]


def facts(db: Connection, files: Sequence[str]) -> Facts:
    """Return what is known of files of the vault; of those that are as they should be, nothing."""
    rows = db.execute(
        "SELECT value AS id, captures.id IS NOT NULL AS known, expired.id IS NOT NULL AS gone, local, captures.size"
        " FROM json_each(?)"
        " LEFT JOIN captures ON captures.id = value LEFT JOIN expired ON expired.id = value ORDER BY value DESC",
        (json.dumps(files),),
    ).fetchall()
    return Facts(
        unknown=[row["id"] for row in rows if not row["known"] and not row["gone"]],
        left=[row["id"] for row in rows if not row["known"] and row["gone"]],
        away={row["id"]: row["size"] for row in rows if row["known"] and not row["local"]},
    )


def note_here(db: Connection, captures: Iterable[str]) -> list[Capture]:
    """Keep that the vault has the files of captures after all, and return which; those to be deleted are left out."""
    found = [
        db.execute(
            "UPDATE captures SET local = 1 WHERE id = ? AND NOT local AND NOT to_expire RETURNING *",
            (capture,),
        ).fetchone()
        for capture in captures
    ]
    return [from_row(row) for row in found if row]


def note_pictured(db: Connection, captures: Iterable[str]) -> None:
    """Keep that the vault has thumbnails of captures."""
    db.executemany("UPDATE captures SET thumbnail = 1 WHERE id = ?", [(capture,) for capture in captures])


def note_archived(db: Connection, capture: str, key: str) -> Capture | None:
    """Keep that a capture whose file the vault has no more is proven in the archive; returns it as it is then."""
    known = find(db, capture)
    if known is None or known.state is State.VERIFIED:
        return known
    db.execute("DELETE FROM deferred WHERE capture = ? AND kind IN ('archive', 'verify')", (capture,))
    # First the state: only a verified capture may be without its file.
    db.execute("UPDATE captures SET archive_key = ?, archived_at = ? WHERE id = ?", (key, now_ms(), capture))
    db.execute("UPDATE captures SET state = 'verified', local = 0 WHERE id = ?", (capture,))
    note(db, "captures", [capture])
    return find(db, capture)
