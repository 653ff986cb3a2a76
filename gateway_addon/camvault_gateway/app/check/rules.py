"""The rules of the conservation check for catalog and vault; pure: `command` gathers what is compared."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from camvault_gateway.catalog.lists.audit import CaptureRow, Count, OpenEvent, Tally
from camvault_gateway.model import Millis, State, TaskKind, is_copy

# Where segments come, an event waits for the next one, at most five minutes longer than the quiet time.
_STALE_EVENT_MS: Final = 360_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the vault: its size, and its SHA-256 when that was asked for."""

    size: int
    sha256: str | None = None


@dataclass(slots=True, kw_only=True)
class Found:
    """Everything there is."""

    running: bool
    now: Millis
    quiet_time_s: float
    # Those that can be wrong; when the archive is asked, all.
    captures: list[CaptureRow]
    tally: list[Tally] = field(default_factory=list)
    # The kinds of tasks that captures have, and those of them that were put off.
    tasks: Mapping[str, set[str]] = field(default_factory=dict)
    deferred: Mapping[str, set[str]] = field(default_factory=dict)
    open_events: list[OpenEvent] = field(default_factory=list)
    protected_events: Collection[str] = ()
    counters: list[Count] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    # Where each capture's file has its place, below the folder of captures, and what is there.
    places: Mapping[str, str]
    files: Mapping[str, Stored]
    incoming: Mapping[str, Stored]
    # Captures that left the catalog, and where what the vault still has of them lies.
    leaving: Mapping[str, str] = field(default_factory=dict)
    # The names of renditions' files, which may be there or not, and the captures that they were made of.
    renditions: Mapping[str, str] = field(default_factory=dict)


def problems(found: Found) -> Iterator[str]:
    """Yield what does not add up between catalog and vault, a line each."""
    yield from (f"The catalog's file is damaged: {fault}." for fault in found.faults)
    known = {row.id: row for row in found.captures}
    for row in found.captures:
        tasks = found.tasks.get(row.id, set())
        yield from _of_file(found, row, tasks)
        yield from _of_state(found, row, tasks)
        yield from _of_protection(found, row, tasks)
        if row.event_camera not in {None, row.camera}:
            yield f"{_name(row)} is in event {row.event}, which is another camera's."
    yield from _of_strays(found, known)
    yield from _of_events(found)
    for count in found.counters:
        if count.kept != count.recounted:
            kept = " and ".join(f"{number} {what}" for number, what in zip(count.kept, count.what, strict=True))
            yield f"The counter of {count.of} says {kept}; there are {' and '.join(map(str, count.recounted))}."


def _name(row: CaptureRow) -> str:
    return f"Capture {row.id} ({row.original_path})"


def _of_file(found: Found, row: CaptureRow, tasks: set[str]) -> Iterator[str]:
    if row.state == State.RECEIVING:
        return
    place, arriving = found.files.get(found.places[row.id]), _arriving(found, row)
    if not row.local:
        if row.state != State.VERIFIED:
            yield f"{_name(row)} was taken from the vault before it was verified."
        if place is not None and TaskKind.EXPIRE not in tasks:
            yield f"{_name(row)} was taken from the vault, and its file is still there."
        return
    if place is None and arriving is None:
        yield f"{_name(row)} has no file in the vault."
    if place is not None and arriving is not None:
        yield f"{_name(row)} has two files, one of them in incoming/."
    for file in (place, arriving):
        if file is not None and file.size != row.size:
            yield f"The file of {_name(row)} has {file.size} bytes and should have {row.size}."
        elif file is not None and file.sha256 not in {None, row.sha256}:
            yield f"The file of {_name(row)} is not what was received: its SHA-256 is {file.sha256}."


def _arriving(found: Found, row: CaptureRow) -> Stored | None:
    """Return what arrived of a capture and is not at its place yet; while the gateway runs, more of it may come."""
    place, arriving = found.files.get(found.places[row.id]), found.incoming.get(row.id)
    return None if found.running and place is not None and place.size == row.size else arriving


def _of_state(found: Found, row: CaptureRow, tasks: set[str]) -> Iterator[str]:
    for kind in sorted(found.deferred.get(row.id, set()) - tasks):
        yield f"{_name(row)} is {row.state} and does not need the task {kind}, which was put off."
    if row.not_due and not found.deferred.get(row.id):
        yield f"{_name(row)} was put off, and it is not known until when."
    if row.state == State.RECEIVING and tasks:
        yield f"{_name(row)} is {row.state} and has the task {', '.join(sorted(tasks))}."
    if row.local and TaskKind.EXPIRE in tasks:
        yield f"{_name(row)} is in the vault, and its file is going to be deleted."
    if row.state == State.RECEIVING and not found.running:
        yield f"{_name(row)} was arriving when the gateway stopped; its next start keeps what had arrived."
    if row.state in {State.ARCHIVED, State.VERIFIED} and row.archive_key is None:
        yield f"{_name(row)} is {row.state}, and has no key in the archive."


def _of_protection(found: Found, row: CaptureRow, tasks: set[str]) -> Iterator[str]:
    protected = row.event in found.protected_events
    if protected is not bool(row.protected):
        yield f"{_name(row)} is {'not ' * protected}marked as protected, and its event is {'not ' * (not protected)}so."
    elif protected and row.state == State.VERIFIED and is_copy(row.archive_key or "") is (TaskKind.PROTECT in tasks):
        yield f"{_name(row)} is of a protected event, and nothing will copy it, or it is copied again."


def _of_strays(found: Found, known: Mapping[str, CaptureRow]) -> Iterator[str]:
    for path in sorted(found.files.keys() - set(found.places.values()) - set(found.leaving.values())):
        yield f"The vault's file {path} belongs to no capture."
    for name, identity in sorted(found.renditions.items()):
        if identity not in known and identity not in found.leaving:
            yield f"The vault's file playables/{name} belongs to no capture."
    # Beside a running gateway it is a small upload under way, or one that waits for a disk: neither has a row yet.
    arriving = set() if found.running else found.incoming.keys() - known.keys() - found.leaving.keys()
    for identity in sorted(arriving):
        yield f"The file incoming/{identity} belongs to no capture; the gateway's next start keeps it."


def _of_events(found: Found) -> Iterator[str]:
    for camera, count in sorted(Counter(event.camera for event in found.open_events).items()):
        # What a full disk kept open beside a newer one, the next start ends.
        if found.running and count > 1:
            yield f"Camera {camera} has {count} open events."
    limit = found.now - int(found.quiet_time_s * 1000) - _STALE_EVENT_MS
    for event in found.open_events:
        # Without a gateway nothing ends it: the next start does.
        if found.running and not event.receiving and event.last_at < limit:
            yield f"Event {event.id} of camera {event.camera} goes on, though its quiet time is long over."
