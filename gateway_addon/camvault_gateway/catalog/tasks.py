"""The outbox: what captures still need."""

from collections.abc import Collection
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import LONGEST_PAUSE_MS, LONGEST_RETRY_MS, Capture, Millis, Task, TaskKind

# A capture under a temporary name waits half as long for its final one.
_NAME_MS: Final = 60_000


def add(db: Connection, kind: TaskKind, capture: Capture, due_at: Millis = 0) -> None:
    """Add a task, or keep the one that is there."""
    db.execute(
        "INSERT INTO tasks (kind, camera, capture, due_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (kind, capture.camera, capture.id, due_at),
    )


def done(db: Connection, task: Task) -> None:
    """Remove a task that needs nothing more."""
    db.execute("DELETE FROM tasks WHERE kind = ? AND capture = ?", (task.kind, task.capture))


def drop(db: Connection, capture: str) -> None:
    """Remove all tasks of a capture."""
    db.execute("DELETE FROM tasks WHERE capture = ?", (capture,))


def hasten(db: Connection, capture: str) -> None:
    """Let a capture's tasks be done at once."""
    db.execute("UPDATE tasks SET due_at = 0 WHERE capture = ? AND attempts = 0", (capture,))


def postpone(db: Connection, task: Task, due_at: Millis, error: str) -> None:
    """Try a task again later."""
    db.execute(
        "UPDATE tasks SET due_at = ?, attempts = attempts + 1, error = ? WHERE kind = ? AND capture = ?",
        (due_at, error, task.kind, task.capture),
    )


def shift(db: Connection, by: Millis, since: Millis) -> None:
    """Let tasks that were due later than a moment wait as long as before: the clock was set by so much."""
    db.execute("UPDATE tasks SET due_at = due_at + ? WHERE due_at > ?", (by, since))


def clamp(db: Connection, now: Millis) -> None:
    """Let no task wait longer than one may be put off; nor for a final name, after so long."""
    db.execute(
        "UPDATE tasks SET due_at = min(due_at, ?1 + CASE WHEN attempts > 0 OR EXISTS"
        " (SELECT 1 FROM captures WHERE id = capture AND archive_key IS NOT NULL) THEN ?2 ELSE ?3 END)"
        " WHERE due_at > ?1 + ?3",
        (now, LONGEST_RETRY_MS, _NAME_MS),
    )


def next_due(db: Connection, kind: TaskKind, now: Millis, busy: Collection[str], after_camera: str) -> Task | None:
    """Return the newest due task of the camera whose turn it is: the first one after `after_camera`, in a circle.

    `busy` are the captures whose task of this kind is being worked on. What is due later than tasks are ever put off,
    a wrong clock has put off: it is due now.
    """
    # The plus keeps the order of due times out of this: of a long outbox nearly everything is due.
    free = f"kind = ? AND (+due_at <= ? OR +due_at > ?) AND capture NOT IN ({_marks(busy)})"
    # First the camera, then its newest: each follows the primary key, however long the outbox is.
    for turn in ("camera > ?", "camera <= ?"):
        camera = db.execute(
            f"SELECT camera FROM tasks WHERE {free} AND {turn} ORDER BY camera LIMIT 1",  # noqa: S608 marks only
            (kind, now, now + LONGEST_PAUSE_MS, *busy, after_camera),
        ).fetchone()
        if camera:
            row = db.execute(
                f"SELECT * FROM tasks WHERE {free} AND camera = ? ORDER BY capture DESC LIMIT 1",  # noqa: S608
                (kind, now, now + LONGEST_PAUSE_MS, *busy, camera["camera"]),
            ).fetchone()
            return Task(
                kind=kind,
                capture=row["capture"],
                camera=row["camera"],
                due_at=row["due_at"],
                attempts=row["attempts"],
            )
    return None


def next_moment(db: Connection, kind: TaskKind, busy: Collection[str] = ()) -> Millis | None:
    """Return when the earliest task of a kind is due, leaving out those that are being worked on."""
    row = db.execute(
        f"SELECT due_at FROM tasks WHERE kind = ? AND capture NOT IN ({_marks(busy)}) ORDER BY due_at LIMIT 1",  # noqa: S608
        (kind, *busy),
    ).fetchone()
    return int(row["due_at"]) if row else None


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
