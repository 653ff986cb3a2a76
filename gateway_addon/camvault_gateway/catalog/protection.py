"""Protection: the verified captures of protected events, which get a copy that is kept for good."""

from sqlite3 import Connection

from camvault_gateway.model import Capture, TaskKind

from .tasks import WAITING


def wanted(db: Connection, capture: Capture) -> bool:
    """Tell whether a capture has no such copy and should."""
    query = f"SELECT 1 FROM captures WHERE id = ? AND {WAITING[TaskKind.PROTECT]}"  # noqa: S608 only constants
    return db.execute(query, (capture.id,)).fetchone() is not None


def hasten(db: Connection, event: str) -> None:
    """Have those of an event's captures looked at again whose copies failed."""
    db.execute(
        "DELETE FROM deferred WHERE kind = ? AND capture IN (SELECT id FROM captures WHERE event = ?)",
        (TaskKind.PROTECT, event),
    )
