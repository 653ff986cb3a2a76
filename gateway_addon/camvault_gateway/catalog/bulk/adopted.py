"""Captures whose rows were lost, and whose files were found without a name."""

from dataclasses import replace
import json
from sqlite3 import Connection
from typing import Any

from camvault_gateway.catalog.captures import change
from camvault_gateway.catalog.events import exists
from camvault_gateway.model import Capture, State

type Row = dict[str, Any]


def learn(db: Connection, known: Capture, row: Row) -> Row:
    """Let a file that was adopted without a name, for the catalog had lost it, be what the bucket says it is."""
    same = (row["sha256"], row["size"], row["extension"]) == (known.sha256, known.size, known.extension)
    if known.original_path != f"/{known.id}" or known.archive_key or not same:
        return row
    db.execute("DELETE FROM deferred WHERE capture = ? AND kind IN ('archive', 'verify')", (known.id,))
    names = ("camera", "original_path", "captured_at", "started_at", "received_at", "camera_time", "content_type")
    told = {name: row[name] for name in (*names, "archive_key", "archived_at", "channel")}
    event = row["event"] if exists(db, row["event"]) else known.event
    named = replace(known, **told, event=event, labels=tuple(json.loads(row["labels"])), state=State.VERIFIED)
    return {**row, "captured_at": change(db, named).captured_at}
