"""The receiver: protocol servers hand it uploads, and it keeps them."""

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
import logging
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError, settings
from camvault_gateway.model import CLOCK, Account, Capture, Kind, Millis, now_ms
from camvault_gateway.recognize import NOTHING_SAID, Promise, Role, Said, begins_at, promise
from camvault_gateway.vault import Vault

from .catalog_listener import CatalogListener
from .events import CameraSettings, EventTracker, OpenEvent, Timers
from .ingest import Ingest
from .late_arrivals import LateArrivals
from .load import Load
from .outcome import Outcome
from .recovery import Recovery
from .refusal import Reason, RefusedError, check_capacity
from .resume import Resumption
from .upload import CaptureUpload, SideFileUpload, Storage, Upload

_LOGGER = logging.getLogger(__name__)
# They wait for the disk most of the time, and who waits for a slow one must not keep others from it.
_WORKERS: Final = 16


class Receiver:
    """Keeps uploads, whatever protocol they come by; every method may be called from any thread.

    A server logs a client in, calls `begin`, hands the bytes to the upload, ends it with `finish` or `abort`, and says
    yes only if the outcome is accepted. What waits for the disk it runs on `workers`.
    """

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus) -> None:
        zone = ZoneInfo(catalog.read(settings.load).time_zone)
        self._catalog = catalog
        self._vault = vault
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="upload")
        self._timers = Timers()
        self._load = Load()
        self._ingest = Ingest(catalog, vault, bus, zone)
        self._events = EventTracker(catalog, bus, self._timers, CameraSettings.read(catalog))
        self._late = LateArrivals(catalog)
        self._resumption = Resumption(catalog)
        self._recovery = Recovery(catalog, vault, bus, self._ingest)
        self._storage = Storage(vault, self._ingest, self._recovery, self._workers, self._load)
        listener = CatalogListener(catalog, self._ingest, self._events, self._timers, self._workers)
        self._unsubscribe = bus.subscribe(listener.take)

    @property
    def workers(self) -> Executor:
        """Return the threads that wait for the disk."""
        return self._workers

    def is_busy(self) -> bool:
        """Tell whether so many uploads wait for the disk that background work should wait."""
        return self._load.is_high

    def recover(self) -> None:
        """Bring disk, catalog and events together after a stop; before the first upload."""
        self._recovery.recover()
        self._events.restore()

    def adopt(self, path: Path) -> None:
        """Keep a file of the vault that the catalog has never heard of. Raises OSError or CatalogError."""
        self._recovery.adopt(path)

    def begin(self, account: Account, path: str, said: Said = NOTHING_SAID) -> Upload:
        """Begin an upload under an absolute path (see `paths.resolve`): its event opens now.

        No event opens for what is no motion, or comes late from a camera whose clock is right. It may wait for the
        catalog. Raises RefusedError.
        """
        check_capacity(self._vault.disk_space, self._catalog)
        camera = self._camera(account, path)
        late = self._late.recorded_at(camera, path, self._ingest.zone, said)
        return self._begun(camera, path, said, late)

    def begin_at_once(self, account: Account, path: str, said: Said = NOTHING_SAID) -> Upload | None:
        """Do the same without waiting; None if the catalog has to be asked for it. Raises RefusedError."""
        check_capacity(self._vault.disk_space, self._catalog)
        camera = self._ingest.lookup.find(account, path)
        if camera is None or self._late.seems_late(path, self._ingest.zone, said):
            return None
        self._late.end(camera)
        return self._begun(camera, path, said, None)

    def _begun(self, camera: str, path: str, said: Said, late: Millis | None) -> Upload:
        expected = self._expected(camera, path)
        if not expected.is_kept:
            _LOGGER.info("Camera %s sent the side file %s", camera, path)
            return SideFileUpload(partial(self._ended, camera, None, expected))
        told = begins_at(path, now_ms(), self._ingest.zone, said, credible=CLOCK.credible)
        is_event = expected.expects_event and not self._events.settings.is_muted(camera)
        opened = self._events.begin(camera, expected, told) if is_event and late is None else None
        capture = self._ingest.capture(camera, opened.event if opened else None, path, expected, late=late)
        return CaptureUpload(self._storage, capture, partial(self._ended, camera, opened, expected), said)

    def _camera(self, account: Account, path: str) -> str:
        lookup = self._ingest.lookup
        try:
            return lookup.find(account, path) or lookup.learn(path)
        except Exception as err:
            _LOGGER.error("A new camera could not be added: %s", err)  # noqa: TRY400 it says what is wrong
            raise RefusedError(Reason.CATALOG_FAILED) from err

    def _expected(self, camera: str, path: str) -> Promise:
        expected = promise(path)
        if expected.kind is Kind.SNAPSHOT and self._events.settings.takes_by_timer(camera):
            return replace(expected, scheduled=True)
        return expected

    def _ended(self, camera: str, opened: OpenEvent | None, expected: Promise, outcome: Outcome) -> None:
        if outcome.accepted and expected.role is Role.TEST:
            self._ingest.note_test(camera)
        if opened is not None:
            self._events.finish(opened, counted=outcome.counted)

    def resume(self, capture: str, size: int, pieces: int, *, asked: bool) -> Upload | None:
        """Begin an upload that goes on with what is kept of a file; None if it is a file of its own. Reads the catalog.

        The client believes that `size` bytes are kept; `pieces` and `asked` are as in `Resumption.find`. Raises
        RefusedError.
        """
        check_capacity(self._vault.disk_space, self._catalog)
        try:
            part = self._resumption.find(capture, size, pieces, asked=asked)
        except CatalogError as err:
            _LOGGER.error("What is kept of a file could not be read: %s", err)  # noqa: TRY400 as above
            raise RefusedError(Reason.CATALOG_FAILED) from err
        if part is None:
            return None
        if self._recovery.is_unsettled(part.id) or not self._resumption.enter(part.id):
            raise RefusedError(Reason.BUSY)
        held = self._events.hold(part.camera, part.event)
        return CaptureUpload(self._storage, part, partial(self._resumed, part, held))

    def _resumed(self, part: Capture, held: OpenEvent | None, _: Outcome) -> None:
        self._resumption.leave(part.id)
        if held is not None:
            self._events.finish(held, counted=False)

    def rename(self, capture: str, path: str) -> None:
        """Rename a capture (FTP: `RNTO`). Raises CatalogError."""
        if left := self._ingest.rename(capture, path):
            self._events.release(left)

    def close(self) -> None:
        """Wait until all uploads are durable; the servers must have stopped before."""
        self._unsubscribe()
        self._workers.shutdown()
        self._timers.close()
        self._ingest.close()
