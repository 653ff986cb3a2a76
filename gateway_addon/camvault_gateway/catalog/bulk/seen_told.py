"""What a bucket tells that users have not seen, brought into the catalog after its events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.catalog import seen
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.catalog.seen import spans
from camvault_gateway.model import NEW_MS, Millis, Seen

_INFERRED: Final = -2
_FORGET: Final = "DELETE FROM seen WHERE user = ? AND since = ? AND at <= ?"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose word counts for a user: that of the bucket or our own, on what is brought in, or on all there is."""

    id: int
    told: Seen
    whole: bool = False


def take_over(db: Connection, told: Iterable[Seen]) -> list[Verdict]:
    """Add users who are not here, and return whose word counts for each.

    For one who was here before, as in a backup, the newer word counts. Where another gateway knew the same user, each
    has its say on what it had.
    """
    by_user = {each.user: each for each in told}
    for each in by_user.values():
        if each.forgotten:
            db.execute(_FORGET, (each.user, each.since, each.at))
        else:
            _add(db, each)
    rows = db.execute("SELECT id, user FROM seen WHERE undoes IS NULL AND NOT forgotten").fetchall()
    return [_verdict(db, row["id"], by_user.get(row["user"])) for row in rows]


def _add(db: Connection, told: Seen) -> None:
    made = db.execute(
        "INSERT INTO seen (user, upto, at, since) SELECT ?, arrivals, ?, ? FROM archiving"
        " WHERE NOT EXISTS (SELECT 1 FROM seen WHERE user = ? AND undoes IS NULL) RETURNING id",
        (told.user, told.at, told.since, told.user),
    ).fetchall()
    note(db, "seen", [row["id"] for row in made])


def _verdict(db: Connection, known: int, told: Seen | None) -> Verdict:
    own = seen.one(db, known)
    if told is None or told.forgotten or (told.since == own.since and told.at < own.at):
        return Verdict(known, own)
    whole = told.since == own.since and told.at > own.at
    if whole:
        db.execute("UPDATE seen SET at = ? WHERE id = ?", (told.at, known))
    return Verdict(known, told, whole)


def place(db: Connection, verdicts: Sequence[Verdict], after: int, limit: int) -> int | None:
    """Let some events be seen or unseen as told; returns behind which ones to go on, None at the end."""
    brought = "" if any(verdict.whole for verdict in verdicts) else " AND arrived < 1"
    rows = db.execute(
        f"SELECT rowid, camera, started_at, arrived, received_at FROM events WHERE rowid > ?{brought}"  # noqa: S608
        " ORDER BY rowid LIMIT ?",
        (after, limit),
    ).fetchall()
    for verdict in verdicts:
        changes: dict[str, dict[Millis, bool]] = {}
        for row in rows:
            if verdict.whole or row["arrived"] < 1:
                changes.setdefault(row["camera"], {})[row["started_at"]] = _is_unseen(verdict.told, row)
        spans.change(db, verdict.id, changes)
        spans.bound(db, verdict.id)
    db.executemany("UPDATE events SET arrived = 1 WHERE rowid = ? AND arrived < 1", [(row["rowid"],) for row in rows])
    return rows[-1]["rowid"] if rows else None


def _is_unseen(told: Seen, row: Row) -> bool:
    # When such an event began is not what its gateway said; of the last day, it may be one that a span means.
    inferred = row["arrived"] == _INFERRED and (row["received_at"] or 0) > told.at - NEW_MS
    return inferred or told.tells_unseen(row["camera"], row["started_at"], row["received_at"])
