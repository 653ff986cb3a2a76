"""What the catalog keeps of archiving: each function is one transaction."""

from dataclasses import replace
from sqlite3 import Connection

from camvault_gateway.catalog import captures, tasks
from camvault_gateway.model import Capture, Millis, State, Task, TaskKind

from .put import Receipt
from .store import Store

_ON_THE_WAY = {State.STORED, State.ARCHIVED}


def begun(db: Connection, task: Task, store: Store) -> Capture | None:
    """Keep under which key a capture is going to be put: one that is renamed meanwhile gets no second object."""
    capture = captures.find(db, task.capture)
    if capture is None or capture.state is not State.STORED:
        return None
    if capture.archive_key is not None and store.has_place_for(capture.archive_key):
        return capture
    return captures.change(db, replace(capture, archive_key=store.key(capture)))


def archived(db: Connection, task: Task, receipt: Receipt) -> Capture | None:
    """Keep that a capture is in the archive; one that is not proven there gets the task for it."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state not in _ON_THE_WAY:
        return None
    state = State.VERIFIED if receipt.verified else State.ARCHIVED
    if not receipt.verified:
        tasks.add(db, TaskKind.VERIFY, capture)
    return captures.change(db, replace(capture, state=state, archive_key=receipt.key))


def verified(db: Connection, task: Task) -> Capture | None:
    """Keep that the archive has a capture's very bytes."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state is not State.ARCHIVED:
        return None
    return captures.change(db, replace(capture, state=State.VERIFIED))


def vanished(db: Connection, task: Task, due_at: Millis) -> Capture | None:
    """Keep that the archive no longer has a capture, and have it put again."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state is not State.ARCHIVED:
        return None
    tasks.add(db, TaskKind.ARCHIVE, capture, due_at)
    return captures.change(db, replace(capture, state=State.STORED, archive_key=None))
