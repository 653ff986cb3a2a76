"""What is to be done with captures, as tests look at it."""

from collections.abc import Collection
from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.catalog import Catalog, tasks
from camvault_gateway.catalog.tasks import WAITING
from camvault_gateway.model import Millis, Task, TaskKind

# A row for each task, as if there were a table of them.
TASKS: Final = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, captures.id AS capture, camera, coalesce(due_at, 0) AS due_at,"  # noqa: S608 constants
    f" coalesce(attempts, 0) AS attempts, error FROM captures LEFT JOIN deferred ON deferred.capture = captures.id"
    f" AND deferred.kind = '{kind}' WHERE {waiting}"
    for kind, waiting in WAITING.items()
)


def to_do(db: Connection) -> list[Row]:
    """Return kind, capture, camera, due time, attempts and error of each task."""
    return db.execute(TASKS).fetchall()


def due(catalog: Catalog, kind: TaskKind, now: Millis, busy: Collection[str] = (), turn: str = "") -> Task | None:
    """Return the next task of a kind at a moment, as a lane finds it."""
    catalog.write(tasks.release, kind, now).result()
    return catalog.read(tasks.next_due, kind, busy, turn)


def earliest(db: Connection, kind: str) -> int | None:
    """Return when the first task of a kind is due: 0 for at once, None if there is none."""
    return min((row["due_at"] for row in to_do(db) if row["kind"] == kind), default=None)
