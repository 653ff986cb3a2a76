"""Disk and catalog brought together: after a stop, after a disk that failed, and for files that nobody knows."""

from dataclasses import replace
import logging
from pathlib import Path

from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog, CatalogError, cameras, captures, events
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.model import Capture, CaptureChanged, State, TaskKind, TasksAdded, is_id, started_at
from camvault_gateway.recognize import promise
from camvault_gateway.vault import Leftover, Vault

from .ingest import Ingest

_LOGGER = logging.getLogger(__name__)


class Recovery:
    """Recovers unfinished uploads; every method but `failed` waits for the disk, so it belongs on a worker thread."""

    def __init__(self, catalog: Catalog, vault: Vault, bus: Bus, ingest: Ingest) -> None:
        self._catalog = catalog
        self._vault = vault
        self._bus = bus
        self._ingest = ingest
        self._unsettled: dict[str, Capture] = {}
        # Files that the catalog does not know, or that are not at their places yet.
        self._left: set[str] = set()

    @property
    def unsettled(self) -> bool:
        """Tell whether there are uploads that could not be kept."""
        return bool(self._unsettled or self._left)

    def is_unsettled(self, capture: str) -> bool:
        """Tell whether it is not known what there is of a capture."""
        return capture in self._unsettled

    def failed(self, capture: Capture) -> None:
        """Note an upload that could not be kept: what there is of it is settled when the disks work again."""
        self._unsettled[capture.id] = capture
        if capture.state is not State.RECEIVING:
            # More of one that is kept.
            return
        # A small one has no row yet; with one, the next start would know whose it is, and its name.
        self._catalog.note(captures.begin, capture)

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
        self._recover_files()

    def _settle(self, capture: Capture) -> None:
        known = self._catalog.read(captures.find, capture.id)
        grew = capture.state is not State.RECEIVING
        if known is None and grew:
            self._vault.discard_incoming(capture.id)
        elif known is None or known.state is State.RECEIVING:
            # An event that the catalog never heard of may be over.
            known_event = capture.event if self._catalog.read(events.exists, capture.event) else None
            self._recover_upload(replace(capture, event=known_event))
        elif known.local:
            self._bring(known)
            self._bus.publish(CaptureChanged(known, new=not grew))
            self._bus.publish(TasksAdded(frozenset({TaskKind.ARCHIVE, TaskKind.DERIVE})))

    def recover(self) -> None:
        """Bring disk and catalog together after a stop at any point."""
        for capture in self._catalog.read(captures.receiving):
            try:
                self._recover_upload(capture)
            except (OSError, CatalogError) as err:
                _LOGGER.warning("What a stop left of %s waits for the disk: %s", capture.original_path, err)
                self.failed(capture)
        self._left = set(self._vault.incoming_files()) - self._unsettled.keys()
        self._recover_files()

    def _recover_files(self) -> None:
        for _ in range(len(self._left)):
            try:
                identity = self._left.pop()
            except KeyError:
                return
            try:
                self._recover_file(identity)
            except (OSError, CatalogError) as err:
                _LOGGER.warning("The file %s waits for the disk: %s", identity, err)
                self._left.add(identity)

    def _recover_file(self, identity: str) -> None:
        known = self._catalog.read(captures.find, identity)
        if known is not None and known.local:
            self._bring(known)
        elif known is not None or self._catalog.read(expiry.has_left, identity):
            # A power cut may bring back the name that a file had before it moved to its place.
            self._vault.discard_incoming(identity)
        else:
            self._keep_unknown(identity, self._vault.leftover(identity), broken=True)

    def _bring(self, known: Capture) -> None:
        """Bring a file to its place, unless it is more of one that was never acknowledged: then the former stands."""
        more = self._vault.found(known.id) if self._vault.path(known).is_file() else None
        if more is not None and more.sha256 != known.sha256:
            _LOGGER.warning("What a stop left of more of %s is discarded", known.original_path)
            self._vault.discard_incoming(known.id)
        else:
            self._vault.keep(known)

    def _recover_upload(self, capture: Capture) -> None:
        """Keep what arrived of an upload that a stop cut off: it was never acknowledged."""
        leftover = self._vault.leftover(capture.id)
        if leftover is not None and leftover.size:
            self._ingest.commit(capture, leftover, broken=True)
            _LOGGER.warning("Kept %d bytes of %s, cut off by a stop", leftover.size, capture.original_path)
            return
        self._catalog.write(captures.remove, capture.id).result()
        self._vault.discard_incoming(capture.id)

    def adopt(self, path: Path) -> None:
        """Keep a file that lies at its place in the vault, and that the catalog does not know."""
        identity = self._vault.take_back(path)
        self._keep_unknown(identity, self._vault.found(identity), broken=False)

    def _keep_unknown(self, identity: str, leftover: Leftover | None, *, broken: bool) -> None:
        """Keep an incoming file that the catalog does not know, under its own id where it has one."""
        if leftover is None or not leftover.size:
            self._vault.discard_incoming(identity)
            return
        path = f"/{identity}"
        camera = self._whose(leftover)
        capture = self._ingest.capture(camera, None, path, promise(path), identity if is_id(identity) else "")
        try:
            if capture.id != identity:
                self._vault.adopt(identity, capture.id)
            event = self._catalog.read(events.covering, camera, started_at(capture.id))
        except OSError, CatalogError:
            # It may be called by its id already.
            self._left.add(capture.id)
            raise
        capture = replace(capture, event=event)
        try:
            self._ingest.commit(capture, leftover, broken=broken, adopted=True)
        except OSError, CatalogError:
            # It has a name of its own now.
            self.failed(capture)
            raise
        _LOGGER.warning("Kept a file of %d bytes that the catalog did not know, of camera %s", leftover.size, camera)

    def _whose(self, leftover: Leftover) -> str:
        camera = leftover.camera and self._catalog.read(cameras.current, leftover.camera)
        known = camera and self._catalog.read(cameras.find, camera)
        return known.id if known else self._ingest.lookup.learn(None)
