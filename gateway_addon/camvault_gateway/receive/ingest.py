"""What becomes of an upload at its first byte, at its end and when it is renamed; knows nothing of FTP."""

from dataclasses import replace
import logging
from sqlite3 import Connection
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError, cameras, captures, events, tasks
from camvault_gateway.model import (
    Capture,
    CaptureChanged,
    Condition,
    Event,
    EventChanged,
    Millis,
    State,
    TaskKind,
    TasksAdded,
    new_id,
    now_ms,
    started_at,
)
from camvault_gateway.recognize import Promise, Role, promise, recognize
from camvault_gateway.vault import Vault

from .directory import Directory

_LOGGER = logging.getLogger(__name__)

# A file under a temporary name is most likely renamed at once; its archive key shall tell what the final name tells.
RENAME_GRACE_MS: Final = 30_000
_UNDECODABLE: Final = frozenset({Condition.EMPTY, Condition.UNREADABLE})


class Received(Protocol):
    """The bytes of an upload, durable on the disk."""

    size: int
    head: bytes
    tail: bytes

    @property
    def sha256(self) -> str:
        """Return their hash, in hex."""

    def read(self, offset: int, length: int) -> bytes:
        """Return some of them."""


class Ingest:
    """Keep uploads: every method but `begin` waits for the disk, and belongs on a worker thread."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus, zone: ZoneInfo) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._unsettled: dict[str, Capture] = {}
        self.zone = zone
        self.directory = Directory(catalog, bus)

    def begin(self, camera: str, event: Event | None, path: str, expected: Promise) -> Capture:
        """Return the capture that an upload is going to be; the catalog learns of it without being waited for."""
        identity = new_id()
        now = started_at(identity)
        capture = Capture(
            id=identity,
            camera=camera,
            event=event.id if event else None,
            kind=expected.kind,
            original_path=path,
            extension=expected.extension,
            content_type="application/octet-stream",
            captured_at=now,
            started_at=now,
            received_at=now,
            labels=expected.labels,
            scheduled=expected.scheduled,
        )
        self._catalog.write(captures.begin, capture)
        return capture

    def commit(self, capture: Capture, received: Received, *, broken: bool) -> Capture:
        """Make a received file a durable capture: catalog, then its place in the vault, then the news of it.

        Raises CatalogError or OSError when it could not be made durable.
        """
        found = self._recognized(capture, received, broken=broken)
        needed = {
            TaskKind.ARCHIVE: now_ms() + RENAME_GRACE_MS if promise(found.original_path).role is Role.TEMPORARY else 0
        }
        if found.condition not in _UNDECODABLE:
            needed[TaskKind.DERIVE] = 0
        kept, event = self._catalog.write(_commit, found, needed).result()
        self._vault.keep(kept)
        self._bus.publish(CaptureChanged(kept, new=True))
        if event is not None:
            self._bus.publish(EventChanged(event))
        self._bus.publish(TasksAdded(frozenset(needed)))
        return kept

    def failed(self, capture: Capture) -> None:
        """Note an upload that could not be kept: what there is of it is settled when the disks work again."""
        self._unsettled[capture.id] = capture

    def settle(self) -> None:
        """Bring disk and catalog together for the uploads that could not be kept."""
        while self._unsettled:
            try:
                identity, capture = self._unsettled.popitem()
            except KeyError:
                return
            try:
                self._settle(capture)
            except OSError, CatalogError:
                self._unsettled[identity] = capture
                return

    def _settle(self, capture: Capture) -> None:
        known = self._catalog.read(captures.find, capture.id)
        if known is None or known.state is State.RECEIVING:
            # An event that the catalog never heard of may be over.
            known_event = capture.event if self._catalog.read(events.exists, capture.event) else None
            self._recover_upload(replace(capture, event=known_event))
        else:
            self._vault.keep(known)
            self._bus.publish(CaptureChanged(known, new=True))
            self._bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE, TaskKind.DERIVE})))

    def _recognized(self, capture: Capture, received: Received, *, broken: bool) -> Capture:
        found = recognize(
            capture.original_path,
            received.head,
            received.tail,
            received.size,
            capture.started_at,
            self.zone,
            broken=broken,
            read=received.read,
        )
        return replace(
            capture,
            event=capture.event if received.size else None,
            kind=found.kind,
            extension=found.extension,
            content_type=found.content_type,
            captured_at=found.captured_at,
            camera_time=found.camera_time,
            labels=found.labels,
            scheduled=found.scheduled,
            condition=found.condition,
            received_at=now_ms(),
            size=received.size,
            sha256=received.sha256,
            state=State.STORED,
        )

    def rename(self, capture: str, path: str) -> None:
        """Call a capture by its final name."""
        kept, event = self._catalog.write(_rename, capture, path, self.zone).result()
        self._bus.publish(CaptureChanged(kept))
        if event is not None:
            self._bus.publish(EventChanged(event))
        self._bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE})))

    def recover(self) -> None:
        """Bring disk and catalog together after a stop at any point."""
        for capture in self._catalog.read(captures.receiving):
            self._recover_upload(capture)
        for identity in list(self._vault.incoming_files()):
            known = self._catalog.read(captures.find, identity)
            if known is not None:
                self._vault.keep(known)
            else:
                self._adopt(identity)

    def _recover_upload(self, capture: Capture) -> None:
        """Keep what arrived of an upload that a stop cut off: it was never acknowledged."""
        leftover = self._vault.leftover(capture.id)
        if leftover is not None and leftover.size:
            self.commit(capture, leftover, broken=True)
            _LOGGER.warning("Kept %d bytes of %s, cut off by a stop", leftover.size, capture.original_path)
            return
        self._catalog.write(captures.remove, capture.id).result()
        self._vault.discard_incoming(capture.id)

    def _adopt(self, identity: str) -> None:
        """Keep a file that the catalog has never heard of."""
        leftover = self._vault.leftover(identity)
        if leftover is None or not leftover.size:
            self._vault.discard_incoming(identity)
            return
        path = f"/{identity}"
        capture = self.begin(self.directory.learn(None), None, path, promise(path))
        self._vault.adopt(identity, capture.id)
        self.commit(capture, leftover, broken=True)
        _LOGGER.warning("Kept a file of %d bytes of unknown origin", leftover.size)


def _commit(db: Connection, capture: Capture, needed: dict[TaskKind, Millis]) -> tuple[Capture, Event | None]:
    # What was handed to the writer when the upload began may have met a disk that was full.
    if capture.event:
        events.begin(db, _event_of(capture, capture.event))
    kept = captures.commit(db, capture, needed)
    cameras.note_upload(db, kept.camera, kept.received_at, empty=kept.condition is Condition.EMPTY)
    return kept, events.touch(db, kept.event, kept.received_at, kept.labels) if kept.event else None


def _event_of(capture: Capture, event: str) -> Event:
    opened = started_at(event)
    return Event(id=event, camera=capture.camera, started_at=opened, last_at=capture.received_at, labels=capture.labels)


def _rename(db: Connection, capture: str, path: str, zone: ZoneInfo) -> tuple[Capture, Event | None]:
    known = captures.get(db, capture)
    # Only the name is news: what the content said stands.
    found = recognize(path, b"", b"", known.size, known.started_at, zone)
    kept = captures.change(
        db,
        replace(
            known,
            original_path=path,
            captured_at=known.captured_at if found.camera_time is None else found.captured_at,
            camera_time=found.camera_time or known.camera_time,
            labels=found.labels or known.labels,
            scheduled=found.scheduled or known.scheduled,
        ),
    )
    tasks.hasten(db, capture)
    return kept, events.touch(db, kept.event, kept.received_at, kept.labels) if kept.event else None
