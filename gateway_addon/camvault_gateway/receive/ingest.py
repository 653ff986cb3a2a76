"""What becomes of an upload at its first byte, at its end and when it is renamed; knows nothing of FTP."""

from collections.abc import Collection
from concurrent.futures import Future, wait
from dataclasses import replace
import logging
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, cameras, captures
from camvault_gateway.model import (
    CLOCK,
    CameraChanged,
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
from camvault_gateway.recognize import Promise, Recognition, Role, recognize
from camvault_gateway.vault import Shelf, Vault

from . import keeping
from .directory import Directory

_LOGGER = logging.getLogger(__name__)

# A file under a temporary name is most likely renamed at once; its archive key shall tell what the final name tells.
RENAME_GRACE_MS: Final = 30_000
_UNDECODABLE: Final = frozenset({Condition.EMPTY, Condition.UNREADABLE})


class Received(Protocol):
    """The bytes of an upload, durable on the disk."""

    size: int
    head: bytes

    @property
    def tail(self) -> bytes:
        """Return the last of them."""

    @property
    def sha256(self) -> str:
        """Return their hash, in hex."""

    def read(self, offset: int, length: int) -> bytes:
        """Return some of them."""


class Ingest:
    """Keep uploads: every method but `capture` and `begin` waits for the disk, and belongs on a worker thread."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus, zone: ZoneInfo) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._shelf = Shelf(vault)
        self.zone = zone
        self.directory = Directory(catalog, bus)

    def capture(self, camera: str, event: Event | None, path: str, expected: Promise, identity: str = "") -> Capture:
        """Return the capture that an upload is going to be."""
        now = started_at(identity) if identity else now_ms()
        identity = identity or new_id()
        return Capture(
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

    def begin(self, capture: Capture) -> None:
        """Tell the catalog of a capture whose first bytes go to the disk; it is not waited for."""
        self._catalog.note(captures.begin, capture)

    def commit(
        self, capture: Capture, received: Received, *, broken: bool, adopted: bool = False, shifted: Millis = 0
    ) -> Future[Capture]:
        """Make a received file a durable capture: catalog, then its place in the vault, then the news of it.

        One that is adopted was received when its id was made, and is no sign of life of its camera. By `shifted` the
        clock was set since the upload began: it takes as long as it took.
        The future is done on a worker; it has a CatalogError or an OSError if the file could not be made durable.
        """
        capture = replace(capture, started_at=capture.started_at + shifted)
        complete, found = self._recognized(capture, received, broken=broken)
        if adopted:
            complete = replace(complete, received_at=started_at(complete.id))
        needed = {TaskKind.ARCHIVE: now_ms() + RENAME_GRACE_MS if found.role is Role.TEMPORARY else 0}
        if found.condition not in _UNDECODABLE:
            needed[TaskKind.DERIVE] = 0
        done: Future[Capture] = Future()

        def cataloged(written: Future[keeping.Kept]) -> None:
            if (err := written.exception()) is not None:
                done.set_exception(err)
                return
            kept = written.result()
            self._shelf.keep(kept.capture).add_done_callback(lambda placed: self._placed(placed, kept, needed, done))

        written = self._catalog.write(keeping.commit, complete, needed, found.clock_offset_ms, adopted=adopted)
        written.add_done_callback(cataloged)
        return done

    def _placed(
        self, placed: Future[Capture], kept: keeping.Kept, needed: Collection[TaskKind], done: Future[Capture]
    ) -> None:
        if (err := placed.exception()) is not None:
            done.set_exception(err)
            return
        self._bus.publish(CaptureChanged(kept.capture, new=True))
        if kept.event is not None:
            self._bus.publish(EventChanged(kept.event))
        self._bus.publish(TasksAdded(frozenset(needed)))
        done.set_result(kept.capture)

    def _recognized(self, capture: Capture, received: Received, *, broken: bool) -> tuple[Capture, Recognition]:
        found = recognize(
            capture.original_path,
            received.head,
            received.tail,
            received.size,
            capture.started_at,
            self.zone,
            broken=broken,
            credible=CLOCK.credible,
        )
        return _completed(capture, received, found), found

    def rename(self, capture: str, path: str) -> str | None:
        """Call a capture by its final name; returns the event that it turned out not to belong to."""
        renamed = self._catalog.write(keeping.rename, capture, path, self.zone).result()
        self._bus.publish(CaptureChanged(renamed.capture))
        if renamed.event is not None:
            self._bus.publish(EventChanged(renamed.event))
        self._bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE})))
        return renamed.left

    def note_test(self, camera: str) -> None:
        """Tell of a camera's test upload; waits for nothing."""
        _LOGGER.info("A test upload of camera %s arrived", camera)
        self._catalog.note(cameras.note_test, camera, now_ms())
        self._bus.publish(CameraChanged(camera))

    def close(self) -> None:
        """Keep what is on its way, and return when it is durable."""
        wait([self._catalog.write(lambda _: None)])
        self._shelf.close()


def _completed(capture: Capture, received: Received, found: Recognition) -> Capture:
    return replace(
        capture,
        event=capture.event if received.size else None,
        kind=found.kind,
        extension=found.extension,
        content_type=found.content_type,
        captured_at=found.captured_at,
        camera_time=found.camera_time,
        duration_ms=found.duration_ms,
        labels=found.labels,
        scheduled=capture.scheduled or found.scheduled,
        condition=found.condition,
        received_at=now_ms(),
        size=received.size,
        sha256=received.sha256,
        channel=found.channel,
        state=State.STORED,
    )
