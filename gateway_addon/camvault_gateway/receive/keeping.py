"""The transactions of an upload: what it changes when it is whole, and when it is renamed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import cameras, captures, events, tasks
from camvault_gateway.model import CLOCK, Capture, Condition, Event, Kind, Millis, TaskKind, started_at
from camvault_gateway.recognize import Role, promise, recognize


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture as it was kept, and its event as it is now."""

    capture: Capture
    event: Event | None


@dataclass(frozen=True, slots=True)
class Renamed:
    """A capture under its final name, its event, and the event that it turned out not to belong to."""

    capture: Capture
    event: Event | None
    left: str | None


def commit(
    db: Connection,
    capture: Capture,
    needed: Mapping[TaskKind, Millis],
    clock_offset: Millis | None,
    *,
    adopted: bool = False,
) -> Kept:
    """Keep a whole upload, and what it tells of its camera and its event."""
    # What was handed to the writer when the upload began may have met a disk that was full: the event comes first.
    if capture.event and not events.exists(db, capture.event):
        events.begin(db, _event_of(capture, capture.event))
    kept = captures.commit(db, capture, needed)
    is_empty = kept.condition is Condition.EMPTY
    if not adopted:
        cameras.note_upload(db, kept.camera, kept.started_at, kept.received_at, empty=is_empty)
    if clock_offset is not None:
        cameras.note_clock(db, kept.camera, clock_offset)
    return Kept(kept, _touch(db, kept))


def _touch(db: Connection, capture: Capture) -> Event | None:
    if capture.event is None:
        return None
    cameras.note_labels(db, capture.camera, capture.labels)
    return events.touch(db, capture.event, capture.received_at, capture.labels)


def _event_of(capture: Capture, event: str) -> Event:
    opened = started_at(event)
    return Event(id=event, camera=capture.camera, started_at=opened, last_at=capture.received_at, labels=capture.labels)


def rename(db: Connection, capture: str, path: str, zone: ZoneInfo) -> Renamed:
    """Call a capture by its final name, which may tell more than the one it arrived under."""
    known = captures.get(db, capture)
    # Only the name is news: what the content said stands.
    found = recognize(path, b"", b"", known.size, known.started_at, zone, credible=CLOCK.credible)
    # What was derived of the content is worth more than a name.
    settled = known.thumbnail or known.kind is not Kind.CLIP
    timed = found.camera_time is not None
    # A name that was final already takes nothing out of an event: who has the password could hide what was seen.
    was_temporary = promise(known.original_path).role is Role.TEMPORARY
    scheduled = known.scheduled or (found.scheduled and was_temporary)
    kept = captures.change(
        db,
        replace(
            known,
            original_path=path,
            event=None if scheduled else known.event,
            captured_at=found.captured_at if timed else known.captured_at,
            camera_time=found.camera_time if timed else known.camera_time,
            duration_ms=known.duration_ms if settled else found.duration_ms or known.duration_ms,
            labels=found.labels or known.labels,
            scheduled=scheduled,
            channel=found.channel,
        ),
    )
    tasks.hasten(db, capture)
    if known.camera_time is None and found.clock_offset_ms is not None:
        cameras.note_clock(db, kept.camera, found.clock_offset_ms)
    return Renamed(kept, _touch(db, kept), known.event if scheduled else None)
