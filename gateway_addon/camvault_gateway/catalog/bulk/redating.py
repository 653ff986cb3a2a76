"""The correction of times in the catalog when the machine's clock turns out to have been wrong."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from sqlite3 import Connection
from typing import Final

from camvault_gateway.catalog import captures, seen, tasks
from camvault_gateway.catalog.capture_rows import from_row
from camvault_gateway.catalog.change_numbers import note
from camvault_gateway.model import Capture, Millis, Period

_MINUTE_MS: Final = 60_000
# Each part follows an index.
_LATER: Final = (
    "SELECT * FROM captures WHERE state <> 'receiving' AND rowid IN"
    " (SELECT rowid FROM captures WHERE captured_at > :then"
    " UNION SELECT rowid FROM captures WHERE local AND state = 'verified' AND received_at > :then"
    " UNION SELECT rowid FROM captures WHERE state IN ('stored', 'archived') AND received_at > :then)"
    " ORDER BY captured_at DESC"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last rows there were at a moment, and the captures whose bytes were arriving then."""

    capture: int
    event: int
    receiving: frozenset[str]


@dataclass(frozen=True, slots=True)
class Steps:
    """How the clock was set: the periods between, the first of them that of the last look, and what time it is."""

    periods: Sequence[Period]
    now: Millis
    # What there was at the last look.
    seen: Mark

    def missed(self, moment: Millis, *, late: bool) -> Millis:
        """Return by how much the clock was set after the period that a time was given in.

        What there was at the last look is of the first; later rows are of the latest period that their times fit.
        """
        first, *later = self.periods
        fits = (
            period
            for period, end in zip(reversed(later), reversed(self._ends()), strict=True)
            if period.began <= moment <= end
        )
        return later[-1].shifted - (next(fits, first) if late else first).shifted

    def _ends(self) -> list[Millis]:
        later = pairwise(self.periods[1:])
        return [*(each.began + int((after.since_s - each.since_s) * 1000) for each, after in later), self.now]


def mark(db: Connection) -> Mark:
    """Return the last rows there are."""
    last = "SELECT (SELECT coalesce(max(rowid), 0) FROM captures), (SELECT coalesce(max(rowid), 0) FROM events)"
    arriving = frozenset(row["id"] for row in db.execute("SELECT id FROM captures WHERE state = 'receiving'"))
    capture, event = db.execute(last).fetchone()
    return Mark(capture, event, arriving)


def latest(db: Connection) -> Millis:
    """Return when a camera was last heard of."""
    query = "SELECT max(max(coalesce(last_upload_at, 0), coalesce(last_test_at, 0))) FROM cameras"
    return db.execute(query).fetchone()[0] or 0


def follow(db: Connection, steps: Steps, proven: Mark) -> list[Capture]:
    """Let what was dated since the clock was proven follow it; returns the captures. No task waits longer for it."""
    # A rebuild's rows, which have no file here, have their times from the archive.
    query = "SELECT * FROM captures WHERE rowid > ? AND local AND (rowid > ?) = ? ORDER BY captured_at"
    dated: list[tuple[Capture, Millis]] = []
    for late in (False, True):
        found = map(from_row, db.execute(query, (proven.capture, steps.seen.capture, late)))
        dated += [
            (each, steps.missed(each.received_at, late=late or each.id in steps.seen.receiving)) for each in found
        ]
    dated.sort(key=lambda each: each[0].captured_at)
    # Two that change places must not meet.
    forward = [_moved(each, by) for each, by in dated if by > 0]
    back = [_moved(each, by) for each, by in dated if by < 0]
    kept = [captures.change(db, each) for each in (*reversed(forward), *back)]
    _move_events(db, steps, proven)
    seen.settle_later(db, steps.now)
    _set_ends(db, {each.event for each in kept if each.event})
    _set_signs(db, {each.camera for each in kept})
    # How far a camera's clock was off was said by the clock as it was.
    db.execute("UPDATE cameras SET clock_samples = '[]'")
    for before, after in pairwise(steps.periods):
        by = after.shifted - before.shifted
        tasks.shift(db, by, after.began - by)
    tasks.clamp(db, steps.now)
    return kept


def _moved(capture: Capture, by: Millis) -> Capture:
    return replace(
        capture,
        captured_at=capture.captured_at + (0 if capture.timed else by),
        started_at=capture.started_at + by,
        received_at=capture.received_at + by,
        archived_at=None if capture.archived_at is None else capture.archived_at + by,
    )


def _move_events(db: Connection, steps: Steps, proven: Mark) -> None:
    rows = db.execute(
        "SELECT id, started_at, rowid > ? AS late FROM events WHERE rowid > ?"
        " AND (ended_at IS NULL OR EXISTS (SELECT 1 FROM captures WHERE event = events.id AND local))",
        (steps.seen.event, proven.event),
    ).fetchall()
    moved = [(steps.missed(row["started_at"], late=row["late"]), row["id"]) for row in rows]
    changed = [each for each in moved if each[0]]
    with seen.carried(db, [event for _, event in changed]):
        db.executemany("UPDATE events SET started_at = started_at + ? WHERE id = ?", changed)
    note(db, "events", [event for _, event in changed])


def not_later(db: Connection, now: Millis) -> list[Capture]:
    """Let nothing have come later than now, which is proven to be right; returns the captures that had.

    Their cameras' own times count, or else they came at the latest now.
    """
    rows = db.execute(_LATER, {"then": now + _MINUTE_MS}).fetchall()
    kept = [captures.change(db, _before(from_row(row), now - place)) for place, row in enumerate(rows)]
    late = [row[0] for row in db.execute("SELECT id FROM events WHERE started_at > ?", (now + _MINUTE_MS,))]
    with seen.carried(db, late):
        db.executemany(
            "UPDATE events SET started_at = coalesce((SELECT min(started_at) FROM captures WHERE event = events.id), ?)"
            " WHERE id = ?",
            [(now, event) for event in late],
        )
    _set_ends(db, {*late, *(each.event for each in kept if each.event)})
    for sign in ("last_upload_at", "last_test_at"):
        db.execute(f"UPDATE cameras SET {sign} = ?1 WHERE {sign} > ?1", (now,))  # noqa: S608 our own names
    tasks.clamp(db, now)
    seen.settle_later(db, now, after=now)
    return kept


def _before(capture: Capture, moment: Millis) -> Capture:
    told = capture.camera_time if capture.camera_time is not None else moment
    return replace(
        capture,
        captured_at=capture.captured_at if capture.captured_at <= moment else min(told, moment),
        started_at=min(capture.started_at, moment),
        received_at=min(capture.received_at, moment),
        archived_at=None if capture.archived_at is None else min(capture.archived_at, moment),
    )


def _set_ends(db: Connection, events: Collection[str]) -> None:
    """Let events have gone on until their last capture."""
    note(db, "events", sorted(events))
    db.executemany(
        "UPDATE events SET last_at = coalesce((SELECT max(received_at) FROM captures WHERE event = events.id),"
        " started_at), ended_at = CASE WHEN ended_at IS NULL THEN NULL ELSE"
        " coalesce((SELECT max(received_at) FROM captures WHERE event = events.id), started_at) END WHERE id = ?",
        [(event,) for event in sorted(events)],
    )


def _set_signs(db: Connection, cameras: Iterable[str]) -> None:
    """Let cameras have been heard of at their newest captures, as far as these were dated anew."""
    db.executemany(
        "UPDATE cameras SET last_upload_at = coalesce((SELECT received_at FROM captures WHERE camera = cameras.id"
        " ORDER BY rowid DESC LIMIT 1), last_upload_at) WHERE id = ?",
        [(camera,) for camera in sorted(cameras)],
    )
