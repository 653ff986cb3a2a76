"""Captures in the order of their arrival."""

from sqlite3 import Connection

from camvault_gateway.catalog.capture_rows import from_row
from camvault_gateway.model import Capture, Millis


def since(db: Connection, moment: Millis, limit: int) -> list[Capture]:
    """Return the newest of the captures that cameras uploaded since a moment, oldest first."""
    # Each half has an index by the time of arrival.
    query = (
        "SELECT * FROM captures WHERE state IN ('stored', 'archived') AND received_at >= :moment"
        " UNION ALL SELECT * FROM captures WHERE local AND state = 'verified' AND received_at >= :moment"
        " ORDER BY received_at DESC, id DESC LIMIT :limit"
    )
    return [from_row(row) for row in db.execute(query, {"moment": moment, "limit": limit})][::-1]
