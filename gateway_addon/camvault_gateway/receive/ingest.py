"""The durable steps of an upload: at its first byte, at its end, and when it is renamed."""

from concurrent.futures import wait
from dataclasses import replace
import logging
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, cameras, captures
from camvault_gateway.catalog.bulk import duplicates
from camvault_gateway.model import (
    CLOCK,
    CameraChanged,
    Capture,
    CaptureChanged,
    Condition,
    Event,
    EventChanged,
    Millis,
    Playback,
    State,
    TaskKind,
    TasksAdded,
    new_id,
    now_ms,
    started_at,
)
from camvault_gateway.recognize import NOTHING_SAID, Promise, Recognition, Role, Said, recognize
from camvault_gateway.vault import Placement, Vault

from . import transactions
from .camera_lookup import CameraLookup
from .received import Received

_LOGGER = logging.getLogger(__name__)

# A file under a temporary name is most likely renamed at once; its archive key shall tell what the final name tells.
# Of one that broke off the rest may come.
GRACE_MS: Final = 30_000
_UNDECODABLE: Final = frozenset({Condition.EMPTY, Condition.UNREADABLE})


class Ingest:
    """Commits uploads as captures; every method but `capture`, `begin` and `note_test` waits for the disk."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus, zone: ZoneInfo) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._placement = Placement(vault)
        self.zone = zone
        self.lookup = CameraLookup(catalog, bus)

    def capture(
        self,
        camera: str,
        event: Event | None,
        path: str,
        expected: Promise,
        identity: str = "",
        late: Millis | None = None,
    ) -> Capture:
        """Return the capture that an upload is going to be; one that comes `late` was recorded then."""
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
            captured_at=now if late is None else late,
            camera_time=late,
            started_at=now,
            received_at=now,
            labels=expected.labels,
            scheduled=expected.scheduled,
        )

    def begin(self, capture: Capture) -> None:
        """Tell the catalog of a capture whose first bytes go to the disk; it is not waited for."""
        self._catalog.note(captures.begin, capture)

    def commit(
        self,
        capture: Capture,
        received: Received,
        said: Said = NOTHING_SAID,
        *,
        broken: bool,
        adopted: bool = False,
        shifted: Millis = 0,
    ) -> Capture | None:
        """Make a received file a durable capture and tell of it; returns None if the camera had sent it before.

        One that is adopted was received when its id was made, and is no sign of life of its camera. By `shifted`
        milliseconds the clock was set since the upload began: it takes as long as it took. Raises CatalogError or
        OSError if the file could not be made durable.
        """
        capture = replace(capture, started_at=capture.started_at + shifted)
        complete, found = self._recognized(capture, received, said, broken=broken)
        if not adopted and self._is_duplicate(complete, found, said):
            self._discard(complete)
            return None
        if adopted:
            complete = replace(complete, received_at=started_at(complete.id))
        needs = _needs(found)
        kept = self._catalog.write(
            transactions.commit, complete, needs, found.clock_offset_ms, adopted=adopted
        ).result()
        self._placement.place(kept.capture)
        self._tell(kept, needs, new=True)
        return kept.capture

    def _is_duplicate(self, capture: Capture, found: Recognition, said: Said) -> bool:
        if said.repeatable and self._catalog.read(duplicates.was_just_sent, capture):
            return True
        # A path that does not tell the time may be that of many files.
        if said.recorded_at is not None:
            return False
        return self._catalog.read(duplicates.is_duplicate, capture, temporary=found.role is Role.TEMPORARY)

    def _discard(self, repeated: Capture) -> None:
        """Keep nothing of a file but that it came again."""
        # First the file: of one without a row the next start would make a capture.
        self._vault.discard_incoming(repeated.id)
        self._catalog.write(transactions.repeat, repeated).result()
        _LOGGER.debug("Camera %s sent %s again", repeated.camera, repeated.original_path)
        self._bus.publish(CameraChanged(repeated.camera))

    def grow(self, part: Capture, received: Received, *, broken: bool) -> Capture:
        """Make a received file, which begins with what is kept of a capture, its content, as durably as the first."""
        whole, found = self._recognized(part, received, NOTHING_SAID, broken=broken)
        # Where its file lies follows from its id and extension, and never changes.
        grown = replace(
            whole,
            extension=part.extension,
            thumbnail=False,
            playback=Playback.UNKNOWN,
            codecs=None,
            width=None,
            height=None,
        )
        needs = _needs(found)
        # The former content may go only when a power cut cannot lose the new one.
        self._vault.sync_incoming()
        kept = self._catalog.write(transactions.grow, part, grown, needs).result()
        self._placement.place(kept.capture)
        self._vault.forget_derived(kept.capture.id)
        self._tell(kept, needs, new=False)
        return kept.capture

    def _tell(self, kept: transactions.Kept, needs: transactions.Needs, *, new: bool) -> None:
        self._bus.publish(CaptureChanged(kept.capture, new=new))
        if kept.event is not None:
            self._bus.publish(EventChanged(kept.event))
        self._bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE, *([TaskKind.DERIVE] if needs.picture else [])})))

    def _recognized(
        self, capture: Capture, received: Received, said: Said, *, broken: bool
    ) -> tuple[Capture, Recognition]:
        found = recognize(
            capture.original_path,
            received.head,
            received.tail,
            received.size,
            capture.started_at,
            self.zone,
            broken=broken,
            credible=CLOCK.credible,
            late=capture.late,
            said=said,
        )
        return _completed(capture, received, found), found

    def rename(self, capture: str, path: str) -> str | None:
        """Rename a capture (FTP: `RNTO`); returns the event that it turned out not to belong to."""
        renamed = self._catalog.write(transactions.rename, capture, path, self.zone).result()
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
        """Wait until everything noted so far is durable."""
        wait([self._catalog.write(lambda _: None)])


def _needs(found: Recognition) -> transactions.Needs:
    """Return what is to be done with an upload, and from when on."""
    # A picture without its end may be the first of several parts.
    is_part = found.condition is Condition.PENDING and found.content_type == "image/jpeg"
    waits = is_part or found.role is Role.TEMPORARY or found.condition is Condition.INCOMPLETE
    return transactions.Needs(
        picture=found.condition not in _UNDECODABLE, archive_at=now_ms() + GRACE_MS if waits else 0
    )


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
