"""The tasks of captures: they follow from the captures' states; a table has only those that were put off."""

from collections.abc import Collection
import json
from sqlite3 import Connection
from typing import Final

from camvault_gateway.model import LONGEST_PAUSE_MS, LONGEST_RETRY_MS, Millis, Task, TaskKind

# A capture under a temporary name waits half as long for its final one.
_NAME_MS: Final = 60_000
# Of each kind, the captures that need it. Each has a partial index of that name: camera by camera, the newest first.
WAITING: Final = {
    TaskKind.ARCHIVE: "state = 'stored'",
    TaskKind.VERIFY: "state = 'archived'",
    TaskKind.PROTECT: "protected AND state = 'verified' AND instr('/' || archive_key, '/_protected/') = 0",
    TaskKind.DERIVE: "to_derive",
    TaskKind.EXPIRE: "to_expire",
}
# What stands for each kind in `not_due`.
_BITS: Final = {kind: 1 << place for place, kind in enumerate(WAITING)}
# Those that no state tells of are marks, which go when the work is done.
_MARKS: Final = {TaskKind.DERIVE: "to_derive", TaskKind.EXPIRE: "to_expire"}


def derive(db: Connection, capture: str) -> None:
    """Have a capture's picture made."""
    db.execute("UPDATE captures SET to_derive = TRUE WHERE id = ? AND NOT to_derive", (capture,))


def derives(db: Connection, capture: str) -> bool:
    """Tell whether a capture's picture is to be made already."""
    return db.execute("SELECT 1 FROM captures WHERE id = ? AND to_derive", (capture,)).fetchone() is not None


def defer(db: Connection, kind: TaskKind, capture: str, due_at: Millis) -> None:
    """Have nothing of a kind done with a capture before a moment."""
    db.execute(
        "INSERT INTO deferred (capture, kind, due_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET due_at = excluded.due_at",
        (capture, kind, due_at),
    )


def done(db: Connection, task: Task) -> None:
    """Forget that a task had failed, and that it was asked for; what a state asks for ends with that state."""
    db.execute("DELETE FROM deferred WHERE capture = ? AND kind = ?", (task.capture, task.kind))
    if (mark := _MARKS.get(task.kind)) is not None:
        db.execute(f"UPDATE captures SET {mark} = FALSE WHERE id = ?", (task.capture,))  # noqa: S608 our own names


def drop(db: Connection, capture: str) -> None:
    """Forget all that failed with a capture."""
    db.execute("DELETE FROM deferred WHERE capture = ?", (capture,))


def hasten(db: Connection, capture: str) -> None:
    """Let a capture that only waits for its name, or for its rest, be archived at once."""
    db.execute("DELETE FROM deferred WHERE capture = ? AND attempts = 0", (capture,))


def postpone(db: Connection, task: Task, due_at: Millis, error: str) -> None:
    """Try a task again later, if it is still to be done."""
    db.execute(
        "INSERT INTO deferred (capture, kind, due_at, attempts, error)"  # noqa: S608 only constants
        f" SELECT id, ?, ?, 1, ? FROM captures WHERE id = ? AND {WAITING[task.kind]}"
        " ON CONFLICT DO UPDATE SET due_at = excluded.due_at, attempts = attempts + 1, error = excluded.error",
        (task.kind, due_at, error, task.capture),
    )


def next_retry(db: Connection) -> Millis | None:
    """Return when something is tried again that the archive failed with; None when nothing is, or it is due."""
    query = "SELECT min(due_at) FROM deferred WHERE kind = ? AND due_at > 0 AND attempts > 0"
    found = [db.execute(query, (kind,)).fetchone()[0] for kind in (TaskKind.ARCHIVE, TaskKind.VERIFY, TaskKind.PROTECT)]
    return min((at for at in found if at is not None), default=None)


def settled(db: Connection, captures: Collection[str]) -> list[str]:
    """Return those of some captures of which the archive is not to do anything, or which are gone."""
    wanted = " OR ".join(WAITING[kind] for kind in (TaskKind.ARCHIVE, TaskKind.VERIFY, TaskKind.PROTECT))
    query = (
        "SELECT value FROM json_each(?) WHERE NOT EXISTS"  # noqa: S608 only constants
        f" (SELECT 1 FROM captures WHERE captures.id = value AND ({wanted}))"
    )
    return [row[0] for row in db.execute(query, (json.dumps([*captures]),))]


def shift(db: Connection, by: Millis, since: Millis) -> None:
    """Let tasks that were due later than a moment wait as long as before: the clock was set by so much."""
    db.execute("UPDATE deferred SET due_at = due_at + ? WHERE due_at > ?", (by, since))


def clamp(db: Connection, now: Millis) -> None:
    """Let no task wait longer than one may be put off; nor for a final name, after so long."""
    db.execute(
        "UPDATE deferred SET due_at = min(due_at, ?1 + CASE WHEN attempts > 0 OR EXISTS"
        " (SELECT 1 FROM captures WHERE id = capture AND archive_key IS NOT NULL) THEN ?2 ELSE ?3 END)"
        " WHERE due_at > ?1 + ?3",
        (now, LONGEST_RETRY_MS, _NAME_MS),
    )


def next_moment(db: Connection, kind: TaskKind, now: Millis) -> Millis | None:
    """Return when the next task of a kind is due that was put off: now, if a wrong clock put it off for too long."""
    moment: Millis | None = db.execute(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM deferred WHERE kind = ?1 AND due_at > 0 AND due_at > ?3) THEN ?2"
        " ELSE (SELECT min(due_at) FROM deferred WHERE kind = ?1 AND due_at > 0) END",
        (kind, now, now + LONGEST_PAUSE_MS),
    ).fetchone()[0]
    return moment


def release(db: Connection, kind: TaskKind, now: Millis) -> None:
    """Let those of a kind be found again that are due."""
    db.execute(
        "UPDATE deferred SET due_at = 0 WHERE kind = ? AND due_at > 0 AND (due_at <= ? OR due_at > ?)",
        (kind, now, now + LONGEST_PAUSE_MS),
    )


def next_due(db: Connection, kind: TaskKind, busy: Collection[str], after_camera: str) -> Task | None:
    """Return the newest due task of the camera whose turn it is: the first one after `after_camera`, in a circle.

    `busy` are the captures whose task of this kind is being worked on.
    """
    values = {"kind": kind, "turn": after_camera}
    values |= {f"busy{number}": capture for number, capture in enumerate(busy)}
    row = db.execute(next_query(kind, len(busy)), values).fetchone()
    return Task(kind=kind, **row) if row else None


def next_query(kind: TaskKind, busy: int) -> str:
    """Return the query for the next task: it follows the index, which has those that are due."""
    query = (
        "SELECT * FROM (SELECT id AS capture, camera, coalesce((SELECT attempts FROM deferred"  # noqa: S608 our own names
        " WHERE deferred.capture = captures.id AND deferred.kind = :kind), 0) AS attempts"
        f" FROM captures INDEXED BY captures_to_{kind} WHERE {WAITING[kind]} AND not_due & {_BITS[kind]} = 0"
        f" AND id NOT IN ({', '.join(f':busy{number}' for number in range(busy))})"
        " AND camera {} :turn ORDER BY camera, id DESC LIMIT 1)"
    )
    return f"{query.format('>')} UNION ALL {query.format('<=')} LIMIT 1"
