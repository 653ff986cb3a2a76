"""The listener that keeps settings, cameras and folders in memory up to date, by messages on the bus."""

from concurrent.futures import Executor, Future
import logging
from zoneinfo import ZoneInfo

from camvault_gateway.catalog import Catalog
from camvault_gateway.model import (
    CameraChanged,
    CameraRemoved,
    CaptureChanged,
    CapturesMoving,
    EventRemoved,
    FoldersChanged,
    Message,
    SettingsChanged,
)

from .events import CameraSettings, EventTracker, Timers
from .ingest import Ingest

_LOGGER = logging.getLogger(__name__)


class CatalogListener:
    """A listener of the bus that keeps true what the receiver has in memory; it reads the catalog on the workers."""

    def __init__(
        self, catalog: Catalog, ingest: Ingest, events: EventTracker, timers: Timers, workers: Executor
    ) -> None:
        self._catalog = catalog
        self._ingest = ingest
        self._events = events
        self._timers = timers
        self._workers = workers

    def take(self, message: Message) -> None:
        """Take a message of the bus; waits for nothing."""
        if isinstance(message, CaptureChanged):
            self._events.note(message.capture)
        elif isinstance(message, EventRemoved):
            self._timers.post(lambda: self._events.forget(message.event))
        elif isinstance(message, CameraRemoved):
            self._timers.post(lambda: self._events.leave(message.camera, whole=True))
        elif isinstance(message, SettingsChanged):
            self._ingest.zone = ZoneInfo(message.settings.time_zone)
            self._read_settings()
            # With a site come its folders.
            self._read_folders()
        elif isinstance(message, CameraChanged):
            self._read_settings()
        elif isinstance(message, FoldersChanged):
            self._read_folders()
        elif isinstance(message, CapturesMoving):
            self._read_folders().add_done_callback(lambda _: self._timers.post(lambda: self._moved(message)))

    def _moved(self, message: CapturesMoving) -> None:
        self._events.leave(message.camera, whole=message.whole)

    def _read_folders(self) -> Future[None]:
        done = self._workers.submit(self._ingest.lookup.reload)
        done.add_done_callback(lambda done: _log(done, "What leads to which camera could not be read: %s"))
        return done

    def _read_settings(self) -> None:
        done = self._workers.submit(lambda: self._events.follow(CameraSettings.read(self._catalog)))
        done.add_done_callback(lambda done: _log(done, "What is set for cameras could not be read: %s"))


def _log(done: Future[None], text: str) -> None:
    if (err := done.exception()) is not None:
        _LOGGER.error(text, err)
