"""The catalog's records of archiving: each function is one transaction."""

from dataclasses import replace
from sqlite3 import Connection

from camvault_gateway.catalog import archives, captures, protection, settings, tasks
from camvault_gateway.model import Capture, Millis, OutageError, State, Task, TaskKind, now_ms

from .put import Receipt
from .s3.store import Store

_ON_THE_WAY = {State.STORED, State.ARCHIVED}

# A capture as it is now, and what is to be done with it next.
type Kept = tuple[Capture, TaskKind | None]


def to_put(db: Connection, task: Task, store: Store) -> tuple[Capture, int] | None:
    """Return the capture that is to be put, and the number of the archive it goes to; None if it needs that no more.

    Raises OutageError when that archive is no longer the owner's.
    """
    number = _number_of(db, store)
    capture = captures.find(db, task.capture)
    return (capture, number) if capture and capture.state is State.STORED else None


def is_named(capture: Capture, store: Store) -> bool:
    """Tell whether it is known under which key a capture is going to be put."""
    return capture.archive_key is not None and store.has_place_for(capture.archive_key)


def begun(db: Connection, task: Task, store: Store) -> tuple[Capture, int] | None:
    """Keep under which key a capture is going to be put: one that is renamed meanwhile gets no second object."""
    found = to_put(db, task, store)
    if found is None or is_named(found[0], store):
        return found
    capture, number = found
    return captures.change(db, replace(capture, archive_key=store.key(capture))), number


def _number_of(db: Connection, store: Store) -> int:
    number = archives.number(db)
    present = settings.load(db).archive
    if not store.settings.same_place(present) and (present or number):
        raise OutageError("The archive was changed meanwhile")
    return number


def archived(db: Connection, task: Task, receipt: Receipt) -> Kept | None:
    """Keep that a capture is in the archive, proven there or not."""
    if archives.number(db) != receipt.number:
        raise OutageError("The archive was changed meanwhile")
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state not in _ON_THE_WAY:
        return None
    put = replace(capture, archive_key=receipt.key, archived_at=now_ms())
    if receipt.verified:
        return _proven(db, put)
    return captures.change(db, replace(put, state=State.ARCHIVED)), TaskKind.VERIFY


def _proven(db: Connection, capture: Capture) -> Kept:
    archives.note_verified(db, now_ms())
    kept = captures.change(db, replace(capture, state=State.VERIFIED))
    return kept, TaskKind.PROTECT if protection.wanted(db, kept) else None


def verified(db: Connection, task: Task) -> Kept | None:
    """Keep that the archive has a capture's very bytes."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state is not State.ARCHIVED:
        return None
    return _proven(db, capture)


def to_copy(db: Connection, task: Task, store: Store) -> tuple[Capture, int] | None:
    """Return the capture that needs a copy, and the number of the archive it goes to; None if it needs none any more.

    Raises OutageError when that archive is no longer the owner's.
    """
    number = _number_of(db, store)
    capture = captures.find(db, task.capture)
    return (capture, number) if capture and protection.wanted(db, capture) else None


def copied(db: Connection, task: Task, receipt: Receipt) -> Capture | None:
    """Keep that a capture lies in the archive as a copy now, which stays when the first object expires."""
    if archives.number(db) != receipt.number:
        raise OutageError("The archive was changed meanwhile")
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state is not State.VERIFIED:
        return None
    archives.lies_here(db, capture.id)
    return captures.change(db, replace(capture, archive_key=receipt.key, archived_at=now_ms()))


def vanished(db: Connection, task: Task, due_at: Millis) -> Kept | None:
    """Keep that the archive no longer has a capture, and have it put again, under the key that it had."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state is not State.ARCHIVED:
        return None
    return _again(db, capture, due_at)


def damaged(db: Connection, task: Task, key: str, due_at: Millis) -> Kept | None:
    """Keep that the object of a capture is not what was put, and have it put again under another key."""
    tasks.done(db, task)
    capture = captures.find(db, task.capture)
    if capture is None or capture.state not in _ON_THE_WAY:
        return None
    archives.note_damaged(db)
    return _again(db, replace(capture, archive_key=key), due_at)


def _again(db: Connection, capture: Capture, due_at: Millis) -> Kept:
    tasks.defer(db, TaskKind.ARCHIVE, capture.id, due_at)
    return captures.change(db, replace(capture, state=State.STORED)), TaskKind.ARCHIVE
