"""Which captures are to get a copy that is kept for good: the verified ones of protected events."""

from sqlite3 import Connection

from camvault_gateway.model import Capture, State, TaskKind

from . import tasks
from .capture_rows import from_row


def wanted(db: Connection, capture: Capture) -> bool:
    """Tell whether a capture has no such copy and should."""
    if capture.state is not State.VERIFIED or capture.kept:
        return False
    query = "SELECT 1 FROM events WHERE id = ? AND protected"
    return db.execute(query, (capture.event,)).fetchone() is not None


def see_to(db: Connection, capture: Capture) -> frozenset[TaskKind]:
    """Have a capture copied if it should be, and return the task for it; call it whenever one is verified."""
    if not wanted(db, capture):
        return frozenset()
    tasks.add(db, TaskKind.PROTECT, capture)
    return frozenset({TaskKind.PROTECT})


def see_to_all(db: Connection, event: str) -> None:
    """Have an event's captures copied, those that are verified; and what waits for that looked at again."""
    for row in db.execute("SELECT * FROM captures WHERE event = ?", (event,)).fetchall():
        see_to(db, from_row(row))
    db.execute(
        "UPDATE tasks SET due_at = 0 WHERE kind = ? AND capture IN (SELECT id FROM captures WHERE event = ?)",
        (TaskKind.PROTECT, event),
    )
