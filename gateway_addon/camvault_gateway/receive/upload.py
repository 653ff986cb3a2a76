"""One upload, from its first byte to its durable end, by whatever protocol it comes.

Its methods wait for the disk; one thread at a time may call them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Executor
import contextlib
from dataclasses import dataclass
import logging
from typing import override

from camvault_gateway.catalog import CatalogError
from camvault_gateway.model import CLOCK, Capture, State
from camvault_gateway.recognize import NOTHING_SAID, Said
from camvault_gateway.vault import Upload as IncomingFile, Vault

from .ingest import Ingest
from .load import Load
from .outcome import Outcome
from .recovery import Recovery
from .refusal import reason_of

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Storage:
    """The parts of the gateway that every upload uses."""

    vault: Vault
    ingest: Ingest
    recovery: Recovery
    workers: Executor
    load: Load


class Upload(ABC):
    """An upload: it takes bytes, and ends once."""

    def __init__(self, ended: Callable[[Outcome], None]) -> None:
        self._ended = ended
        self._outcome: Outcome | None = None

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Append bytes. Raises OSError when the disk does not take them; what it took before is kept at the end."""

    def finish(self, rest: bytes = b"") -> Outcome:
        """End the upload with its last bytes; returns when it is durable, or cannot be made so. It ends once."""
        return self._end(rest, aborted=False)

    def abort(self, rest: bytes = b"") -> Outcome:
        """End an upload that broke off: what came of it is kept, as incomplete. It ends once."""
        return self._end(rest, aborted=True)

    def _end(self, rest: bytes, *, aborted: bool) -> Outcome:
        if self._outcome is None:
            self._outcome = self._concluded(rest, aborted=aborted)
            self._ended(self._outcome)
        return self._outcome

    @abstractmethod
    def _concluded(self, rest: bytes, *, aborted: bool) -> Outcome:
        """Keep what came, and return what became of it."""


class CaptureUpload(Upload):
    """An upload that becomes a capture, or continues one (FTP: `REST`, `APPE`)."""

    def __init__(
        self, storage: Storage, capture: Capture, ended: Callable[[Outcome], None], said: Said = NOTHING_SAID
    ) -> None:
        super().__init__(ended)
        self._storage = storage
        self._capture = capture
        self._said = said
        # It goes on with what is kept already.
        self._grows = capture.state is not State.RECEIVING
        self._shifted = CLOCK.shifted
        self._noted = self._grows
        self._error: OSError | None = None
        self._file: IncomingFile | None = None

    @override
    def write(self, data: bytes) -> None:
        if self._error is not None:
            raise self._error
        if not self._noted:
            # What arrives in one go needs no row before it is whole: of the others a stop leaves something to be found.
            self._noted = True
            self._storage.ingest.begin(self._capture)
        try:
            self._incoming.write(data)
        except OSError as err:
            self._error = err
            raise

    @override
    def _concluded(self, rest: bytes, *, aborted: bool) -> Outcome:
        outcome = self._ended_with(rest, aborted=aborted)
        self._learn(outcome)
        return outcome

    def _ended_with(self, rest: bytes, *, aborted: bool) -> Outcome:
        with self._storage.load.counted():
            try:
                return self._keep(rest, aborted=aborted)
            except Exception as err:  # noqa: BLE001 the client is told, whatever it is
                return self._failed(err)
            finally:
                if self._file is not None:
                    self._file.close()

    def _keep(self, rest: bytes, *, aborted: bool) -> Outcome:
        """Sync the file, commit its row, move it to its place."""
        if self._error is None:
            self._incoming.write(rest)
        self._incoming.finish()
        broken = aborted or self._error is not None
        kept: Capture | None
        if self._grows:
            kept = self._storage.ingest.grow(self._capture, self._incoming, broken=broken)
        else:
            shifted = CLOCK.shifted - self._shifted
            kept = self._storage.ingest.commit(
                self._capture, self._incoming, self._said, broken=broken, shifted=shifted
            )
        return Outcome(
            capture=kept,
            size=kept.size if kept else self._incoming.size,
            repeated=kept is None,
            aborted=aborted,
            reason=reason_of(self._error) if self._error else None,
        )

    @property
    def _incoming(self) -> IncomingFile:
        if self._file is None:
            vault, capture = self._storage.vault, self._capture
            self._file = vault.resume(capture) if self._grows else vault.receive(capture.id, capture.camera)
        return self._file

    def _failed(self, err: Exception) -> Outcome:
        _LOGGER.error(
            "An upload of camera %s was not kept: %s",
            self._capture.camera,
            err,
            exc_info=None if isinstance(err, (OSError, CatalogError)) else err,
        )
        return Outcome(size=self._file.size if self._file else 0, reason=reason_of(err))

    def _learn(self, outcome: Outcome) -> None:
        """Learn from how it went whether the disks work."""
        recovery = self._storage.recovery
        if outcome.failed:
            recovery.failed(self._capture)
        self._storage.vault.disk_space.note(failed=outcome.reason is not None)
        if outcome.reason is None and recovery.unsettled:
            # At the very end there are no workers any more: the next start settles it.
            with contextlib.suppress(RuntimeError):
                self._storage.workers.submit(recovery.settle)


class SideFileUpload(Upload):
    """An upload that is no capture (a camera's marker or test file): taken, and let go."""

    _size = 0

    @override
    def write(self, data: bytes) -> None:
        self._size += len(data)

    @override
    def _concluded(self, rest: bytes, *, aborted: bool) -> Outcome:
        return Outcome(size=self._size + len(rest), aborted=aborted)
