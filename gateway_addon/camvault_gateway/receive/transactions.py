"""The transactions of an upload: what it changes in the catalog when it is whole, and when it is renamed."""

from dataclasses import dataclass, replace
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import CatalogError, cameras, captures, events, settings, tasks
from camvault_gateway.catalog.bulk import duplicates
from camvault_gateway.model import CLOCK, Capture, Condition, Event, Kind, Millis, new_id, started_at
from camvault_gateway.recognize import Role, promise, recognize
from camvault_gateway.record.keys import archive_key

from .resume import may_grow


class PartGoneError(CatalogError):
    """The capture that an upload was to continue is gone, or has changed."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The work that an upload needs: a thumbnail or not, and the time (ms) from which it may be archived."""

    picture: bool
    archive_at: Millis


@dataclass(frozen=True, slots=True)
class Kept:
    """A committed capture, and its event after the commit."""

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
    needs: Needs,
    clock_offset: Millis | None,
    *,
    adopted: bool = False,
) -> Kept:
    """Keep a whole upload, and what it tells of its camera and its event."""
    # What was handed to the writer when the upload began may have met a disk that was full: the event comes first.
    if capture.event and not events.exists(db, capture.event):
        events.begin(db, _event_of(capture, capture.event))
    late = capture.late and _is_motion(db, capture)
    if late:
        capture = replace(capture, event=_past_event(db, capture))
    named = None if adopted or needs.archive_at else _naming(db)
    kept = captures.commit(db, capture, named, derive=needs.picture, archive_at=needs.archive_at)
    is_empty = kept.condition is Condition.EMPTY
    if not adopted:
        cameras.note_upload(db, kept.camera, kept.started_at, kept.received_at, empty=is_empty)
    if clock_offset is not None:
        cameras.note_clock(db, kept.camera, clock_offset)
    return Kept(kept, _widened(db, kept) if late else _touch(db, kept))


def _naming(db: Connection) -> captures.Named | None:
    """Return what gives captures their keys in the archive: their names are final, and times if the clock is proven."""
    if not CLOCK.proven or (archive := (known := settings.load(db)).archive) is None:
        return None
    return lambda capture: replace(capture, archive_key=archive_key(archive.prefix, known.site, capture))


def _is_motion(db: Connection, capture: Capture) -> bool:
    """Tell whether an upload that opened no event, because it came late, belongs to one."""
    expected = promise(capture.original_path).expects_event and not capture.scheduled
    if capture.event is not None or not expected or not capture.size:
        return False
    return not cameras.get(db, cameras.current(db, capture.camera)).muted


def _past_event(db: Connection, capture: Capture) -> str:
    """Return the event of the time when a late upload was recorded, which is over."""
    camera, (begin, until) = cameras.current(db, capture.camera), capture.span
    if (event := events.around(db, camera, begin, until)) is None:
        event = new_id()
        events.begin(db, Event(id=event, camera=camera, started_at=begin, last_at=until, labels=capture.labels))
        events.end(db, event)
    return event


def _widened(db: Connection, capture: Capture) -> Event | None:
    if capture.event is None:
        return None
    cameras.note_labels(db, capture.camera, capture.labels)
    return events.widen(db, capture.event, *capture.span, capture.labels)


def repeat(db: Connection, capture: Capture) -> None:
    """Keep that a camera sent again what is kept already, and nothing of what it sent."""
    captures.remove(db, capture.id)
    duplicates.note(db, cameras.current(db, capture.camera), capture.started_at, capture.received_at)


def grow(db: Connection, part: Capture, grown: Capture, needs: Needs) -> Kept:
    """Keep that a capture's content has grown; nothing that was to be done with the former one is done any more."""
    known = captures.find(db, part.id)
    if known is None or not may_grow(known) or known.sha256 != part.sha256:
        raise PartGoneError(f"The capture {part.id} changed while more of it arrived.")
    # What it belongs to, and what it is called, may have changed meanwhile.
    told = replace(
        grown,
        camera=known.camera,
        event=known.event,
        original_path=known.original_path,
        captured_at=known.captured_at,
        camera_time=known.camera_time,
        labels=known.labels,
        scheduled=known.scheduled,
        channel=known.channel,
    )
    tasks.drop(db, part.id)
    kept = captures.commit(db, told, derive=needs.picture, archive_at=needs.archive_at)
    cameras.note_upload(db, kept.camera, kept.started_at, kept.received_at, empty=False)
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
    found = recognize(path, b"", b"", known.size, known.started_at, zone, credible=CLOCK.credible, late=known.late)
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
