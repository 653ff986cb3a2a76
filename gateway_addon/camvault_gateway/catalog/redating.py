"""What becomes of times in the catalog when the clock turns out to have been wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import Capture, Millis

from . import captures, tasks

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
    """The last rows whose times are known to be right."""

    capture: int
    event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """By how much the clock was set, when that was by the clock as it is now, and what time it is now."""

    by: Millis
    at: Millis
    now: Millis


def mark(db: Connection) -> Mark:
    """Return the last rows there are."""
    last = "SELECT (SELECT coalesce(max(rowid), 0) FROM captures), (SELECT coalesce(max(rowid), 0) FROM events)"
    return Mark(*db.execute(last).fetchone())


def latest(db: Connection) -> Millis:
    """Return when a camera was last heard of."""
    query = "SELECT max(max(coalesce(last_upload_at, 0), coalesce(last_test_at, 0))) FROM cameras"
    return db.execute(query).fetchone()[0] or 0


def follow(db: Connection, step: Step, since: Mark) -> list[Capture]:
    """Let what was dated since a mark follow the clock, and no task wait longer for it; returns the captures.

    What came after the step has the right time already.
    """
    # A rebuild's rows, which have no file here, have their times from the archive.
    query = "SELECT * FROM captures WHERE rowid > ? AND local AND received_at NOT BETWEEN ? AND ? ORDER BY captured_at"
    rows = db.execute(query, (since.capture, step.at, step.now)).fetchall()
    found = [_shifted(captures.from_row(row), step.by) for row in rows]
    # Two that change places must not meet.
    kept = [captures.change(db, each) for each in (found if step.by < 0 else reversed(found))]
    db.execute(
        "UPDATE events SET started_at = started_at + ?1 WHERE rowid > ?2 AND started_at NOT BETWEEN ?3 AND ?4"
        " AND (ended_at IS NULL OR EXISTS (SELECT 1 FROM captures WHERE event = events.id AND local))",
        (step.by, since.event, step.at, step.now),
    )
    _set_ends(db, {each.event for each in kept if each.event})
    _set_signs(db, {each.camera for each in kept})
    # How far a camera's clock was off was said by the clock as it was.
    db.execute("UPDATE cameras SET clock_samples = '[]'")
    tasks.shift(db, step.by, step.at - step.by)
    tasks.clamp(db, step.now)
    return kept


def _shifted(capture: Capture, by: Millis) -> Capture:
    return replace(
        capture,
        captured_at=capture.captured_at + (0 if capture.timed else by),
        started_at=capture.started_at + by,
        received_at=capture.received_at + by,
        archived_at=None if capture.archived_at is None else capture.archived_at + by,
    )


def not_later(db: Connection, now: Millis) -> list[Capture]:
    """Let nothing have come later than now, which is proven to be right; returns the captures that had.

    Their cameras' own times count, or else they came at the latest now.
    """
    rows = db.execute(_LATER, {"then": now + _MINUTE_MS}).fetchall()
    kept = [captures.change(db, _before(captures.from_row(row), now - place)) for place, row in enumerate(rows)]
    late = [row[0] for row in db.execute("SELECT id FROM events WHERE started_at > ?", (now + _MINUTE_MS,))]
    for event in late:
        db.execute(
            "UPDATE events SET started_at = coalesce((SELECT min(started_at) FROM captures WHERE event = events.id), ?)"
            " WHERE id = ?",
            (now, event),
        )
    _set_ends(db, {*late, *(each.event for each in kept if each.event)})
    for sign in ("last_upload_at", "last_test_at"):
        db.execute(f"UPDATE cameras SET {sign} = ?1 WHERE {sign} > ?1", (now,))  # noqa: S608 our own names
    tasks.clamp(db, now)
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


def _set_ends(db: Connection, events: Iterable[str]) -> None:
    """Let events have gone on until their last capture."""
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
