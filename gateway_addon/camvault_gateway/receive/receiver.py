"""Uploads, from the FTP sessions to the transfers; lives on the FTP loop."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
import logging
from pathlib import Path
from zoneinfo import ZoneInfo

from pyftpdlib.ioloop import IOLoop

from camvault_gateway.admission import Gatekeeper
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, settings
from camvault_gateway.model import (
    CLOCK,
    Account,
    CameraChanged,
    CameraRemoved,
    Capture,
    CaptureChanged,
    CapturesMoving,
    EventRemoved,
    FoldersChanged,
    Kind,
    Message,
    Settings,
    SettingsChanged,
    now_ms,
)
from camvault_gateway.recognize import Promise, Role, begins_at, promise
from camvault_gateway.vault import Vault

from .backlog import Lateness
from .certificate import Certificates
from .episodes import Episodes
from .habits import Habits
from .ingest import Ingest
from .mailbox import Mailbox
from .namespace import Namespace, Namespaces, Uploaded
from .outcome import Outcome
from .parts import Parts
from .recovery import Recovery
from .refusal import BUSY, RefusedError, check
from .rush import Rush
from .transfer import SideFile, Transfer, Workshop

_LOGGER = logging.getLogger(__name__)


class Receiver:
    """What the FTP sessions of all cameras share."""

    def __init__(
        self,
        catalog: Catalog,
        vault: Vault,
        bus: Bus,
        workers: Executor,
        ioloop: IOLoop,
        certificates: Certificates,
    ) -> None:
        known = catalog.read(settings.load)
        self._bus = bus
        self._vault = vault
        self._workers = workers
        self._catalog = catalog
        self._mailbox = Mailbox(ioloop)
        self._ingest = Ingest(catalog, vault, bus, ZoneInfo(known.time_zone))
        self._episodes = Episodes(catalog, bus, ioloop, self._mailbox.post, Habits.known(catalog))
        self.lateness = Lateness(catalog)
        self.rush = Rush()
        self._recovery = Recovery(catalog, vault, bus, self._ingest)
        self._workshop = Workshop(vault, self._ingest, self._recovery, workers, self._mailbox, self.rush)
        self.namespaces = Namespaces()
        self.parts = Parts(catalog)
        self.gatekeeper = Gatekeeper(catalog, bus)
        self.certificates = certificates
        self._unsubscribe = bus.subscribe(self._on_message)

    def recover(self) -> None:
        """Bring disk, catalog and events together after a stop; before the loop runs."""
        self._recovery.recover()
        self._episodes.resume()

    def adopt(self, path: Path) -> None:
        """Keep a file of the vault that the catalog has never heard of; on a worker."""
        self._recovery.adopt(path)

    def close(self) -> None:
        """Listen to nobody any more."""
        self._unsubscribe()
        self.gatekeeper.close()

    def finish(self) -> None:
        """Keep what is on its way, and return when it is durable; nothing more may come from the workers."""
        self._ingest.close()

    def post(self, callback: Callable[[], None]) -> None:
        """Have a callback run on the loop, from any thread."""
        self._mailbox.post(callback)

    def submit[T](self, job: Callable[[], T]) -> Future[T]:
        """Run a job on a worker."""
        return self._workers.submit(job)

    def run[T](self, job: Callable[[], T], then: Callable[[Future[T]], None]) -> None:
        """Run a job on a worker, and `then` with its future on the loop."""
        self.submit(job).add_done_callback(lambda done: self._mailbox.post(lambda: then(done)))

    def camera(self, account: Account, path: str) -> str | None:
        """Return whose upload a path is, or None when that camera must be learned first."""
        return self._ingest.directory.find(account, path)

    def learn_camera(self, path: str) -> str:
        """Return the camera that a path names, made when it is new; on a worker."""
        return self._ingest.directory.learn(path)

    def seems_late(self, path: str) -> bool:
        """Tell whether a path says that it was recorded long ago; it is late if the camera's clock is right."""
        return self.lateness.seems(path, self._ingest.zone)

    def begin(self, names: Namespace, camera: str, path: str, *, right: bool = False) -> Transfer | SideFile:
        """Begin an upload: from here on the event is open, unless the camera's clock is right and says it is long over.

        Raises RefusedError.
        """
        check(self._vault.room, self._catalog)
        expected = self._expected(camera, path)
        is_test = expected.role is Role.TEST
        if not expected.is_kept:
            _LOGGER.info("Camera %s sent the side file %s", camera, path)
            return SideFile(path, lambda outcome: self._taken(names, camera, path, outcome, is_test=is_test))
        told = begins_at(path, now_ms(), self._ingest.zone, credible=CLOCK.credible)
        is_event = expected.expects_event and not self._episodes.habits.is_muted(camera)
        late = self.lateness.judge(camera, path, self._ingest.zone, right=right)
        episode = self._episodes.begin(camera, expected, told) if is_event and late is None else None
        capture = self._ingest.capture(camera, episode.event if episode else None, path, expected, late=late)

        def done(outcome: Outcome) -> None:
            self._taken(names, camera, path, outcome, is_test=is_test)
            if episode is not None:
                self._episodes.finish(episode, counted=outcome.counted)

        return Transfer(self._workshop, capture, done)

    def go_on(self, names: Namespace, path: str, part: Capture) -> Transfer:
        """Begin an upload that goes on with what is kept of a file. Raises RefusedError."""
        check(self._vault.room, self._catalog)
        if self._recovery.is_unsettled(part.id) or not self.parts.enter(part.id):
            raise RefusedError(BUSY)
        before = names.get(path)
        episode = self._episodes.hold(part.camera, part.event)

        def done(outcome: Outcome) -> None:
            self.parts.leave(part.id)
            if outcome.capture is None:
                # Whoever asks what is kept of it begins anew.
                names.forget(path)
            else:
                pieces = before.pieces + 1 if before else 1
                names.add(path, Uploaded(part.id, outcome.size, now_ms(), pieces))
            if episode is not None:
                self._episodes.finish(episode, counted=False)

        return Transfer(self._workshop, part, done)

    def _expected(self, camera: str, path: str) -> Promise:
        expected = promise(path)
        if expected.kind is Kind.SNAPSHOT and self._episodes.habits.takes_by_timer(camera):
            return replace(expected, scheduled=True)
        return expected

    def _taken(self, names: Namespace, camera: str, path: str, outcome: Outcome, *, is_test: bool) -> None:
        if outcome.accepted or not outcome.failed:
            identity = outcome.capture.id if outcome.capture else None
            names.add(path, Uploaded(identity, outcome.size, now_ms()))
        if outcome.accepted and is_test:
            self._ingest.note_test(camera)

    def rename(self, uploaded: Uploaded, path: str) -> None:
        """Call an upload by its final name; on a worker."""
        if uploaded.capture is not None and (left := self._ingest.rename(uploaded.capture, path)):
            self._mailbox.post(lambda: self._episodes.release(left))

    def _on_message(self, message: Message) -> None:
        if isinstance(message, SettingsChanged):
            self._mailbox.post(lambda: self._apply(message.settings))
            # With a site come its folders.
            self.run(self._ingest.directory.reload, self._reloaded)
        elif isinstance(message, CaptureChanged):
            self._mailbox.post(lambda: self._note(message.capture))
        elif isinstance(message, EventRemoved):
            self._mailbox.post(lambda: self._episodes.forget(message.event))
        elif isinstance(message, CameraChanged):
            self._learn_habits()
        elif isinstance(message, CapturesMoving):
            self.run(self._ingest.directory.reload, partial(self._moved, message))
        elif isinstance(message, FoldersChanged):
            self.run(self._ingest.directory.reload, self._reloaded)
        elif isinstance(message, CameraRemoved):
            self._mailbox.post(lambda: self._episodes.leave(message.camera, whole=True))

    def _note(self, capture: Capture) -> None:
        self._episodes.note(capture)
        self.namespaces.note(capture)

    def _reloaded(self, done: Future[None]) -> None:
        if (err := done.exception()) is not None:
            _LOGGER.error("What leads to which camera could not be read: %s", err)

    def _moved(self, message: CapturesMoving, done: Future[None]) -> None:
        self._reloaded(done)
        self._episodes.leave(message.camera, whole=message.whole)

    def _learn_habits(self) -> None:
        self.run(lambda: Habits.known(self._catalog), self._learned)

    def _learned(self, done: Future[Habits]) -> None:
        if (err := done.exception()) is not None:
            _LOGGER.error("What is set for cameras could not be read: %s", err)
        else:
            self._episodes.habits = done.result()
            for camera in self._episodes.habits.muted:
                self._episodes.leave(camera, whole=True)

    def _apply(self, known: Settings) -> None:
        self._learn_habits()
        self._ingest.zone = ZoneInfo(known.time_zone)
