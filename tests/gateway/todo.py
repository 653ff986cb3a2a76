"""What is to be done with captures, as tests look at it."""

from sqlite3 import Connection, Row
from typing import Final

from camvault_gateway.catalog.tasks import WAITING

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


def earliest(db: Connection, kind: str) -> int | None:
    """Return when the first task of a kind is due: 0 for at once, None if there is none."""
    return min((row["due_at"] for row in to_do(db) if row["kind"] == kind), default=None)
