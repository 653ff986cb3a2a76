"""One upload between the FTP loop, which reads it, and the workers, which write it."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
import contextlib
from dataclasses import dataclass
import errno
import logging
from typing import Final

from camvault_gateway.catalog import CatalogError
from camvault_gateway.model import CLOCK, Capture, State
from camvault_gateway.vault import Upload, Vault

from .ingest import Ingest
from .mailbox import Mailbox
from .outcome import Outcome
from .recovery import Recovery
from .rush import Rush

_LOGGER = logging.getLogger(__name__)

# Bytes wait here until there is enough for a write of its own; a disk that cannot follow stops the reading.
_ENOUGH: Final = 256 * 1024
_TOO_MUCH: Final = 512 * 1024
_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_STORED: Final = "226 Transfer complete."
_NOT_STORED: Final = "451 The file could not be stored; try again."


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every transfer needs: who writes, who keeps, and how to get back to the loop."""

    vault: Vault
    ingest: Ingest
    recovery: Recovery
    workers: Executor
    mailbox: Mailbox
    rush: Rush


class Transfer:
    """A file-like object for pyftpdlib; its methods belong to the loop, those with `_work` to a worker."""

    closed = False

    def __init__(self, workshop: Workshop, capture: Capture, done: Callable[[Outcome], None]) -> None:
        self.name = capture.original_path
        self.when_drained: Callable[[], None] = lambda: None
        self.when_failed: Callable[[], None] = lambda: None
        self._workshop = workshop
        self._capture = capture
        # It goes on with what is kept already.
        self._grows = capture.state is not State.RECEIVING
        self._shifted = CLOCK.shifted
        self._done = done
        self._chunks: list[bytes] = []
        self._waiting = 0
        self._working = False
        self._broken = False
        self._begun = False
        self._error: OSError | None = None
        self._then: Callable[[Outcome], None] | None = None
        self._upload: Upload | None = None

    @property
    def congested(self) -> bool:
        """Tell whether reading must wait for the disk."""
        return self._waiting >= _TOO_MUCH

    def write(self, chunk: bytes) -> None:
        """Take bytes from the data connection."""
        self._chunks.append(chunk)
        self._waiting += len(chunk)
        if self._waiting >= _ENOUGH:
            self._start()

    def close(self) -> None:
        """End an upload whose data connection never came."""
        self.finish(broken=True, then=lambda _: None)

    def finish(self, *, broken: bool, then: Callable[[Outcome], None]) -> None:
        """End the upload; `then` gets the outcome on the loop, after everything is durable."""
        if self.closed:
            return
        self.closed = True
        self._broken = broken
        self._then = then
        self._workshop.rush.enter()
        self._start()

    def _start(self) -> None:
        if self._working:
            return
        self._working = True
        chunks, self._chunks = self._chunks, []
        self._waiting = 0
        if not (self.closed or self._begun or self._grows):
            # What arrives in one go needs no row before it is whole: of the others a stop leaves something to be found.
            self._begun = True
            self._workshop.ingest.begin(self._capture)
        self._workshop.workers.submit(self._work_finish if self.closed else self._work_write, chunks)

    def _written(self, error: OSError | None) -> None:
        self._working = False
        if error is not None and self._error is None:
            self._error = error
            self.when_failed()
        if self.closed or self._waiting >= _ENOUGH:
            self._start()
        self.when_drained()

    def _finished(self, outcome: Outcome) -> None:
        self._workshop.rush.leave()
        self._done(outcome)
        if self._then is not None:
            self._then(outcome)

    def _work_write(self, chunks: list[bytes]) -> None:
        error = None
        try:
            self._work_append(chunks)
        except OSError as err:
            error = err
        self._workshop.mailbox.post(lambda: self._written(error))

    def _work_append(self, chunks: list[bytes]) -> Upload:
        if self._upload is None:
            vault, capture = self._workshop.vault, self._capture
            self._upload = vault.resume(capture) if self._grows else vault.receive(capture.id, capture.camera)
        data = b"".join(chunks)
        # Fourteen clips at once are to need no more memory than they must.
        chunks.clear()
        self._upload.write(data)
        return self._upload

    def _work_finish(self, chunks: list[bytes]) -> None:
        try:
            upload = self._work_append(chunks if self._error is None else [])
            upload.finish()
            kept = self._work_keep(upload)
        except Exception as err:  # noqa: BLE001 the camera is told, whatever it is
            self._settle(self._failure(err))
        else:
            kept.add_done_callback(self._kept)
        finally:
            if self._upload is not None:
                self._upload.close()

    def _work_keep(self, upload: Upload) -> Future[Capture | None]:
        ingest = self._workshop.ingest
        if self._grows:
            return ingest.grow(self._capture, upload, broken=self._is_broken)
        shifted = CLOCK.shifted - self._shifted
        return ingest.commit(self._capture, upload, broken=self._is_broken, shifted=shifted)

    @property
    def _is_broken(self) -> bool:
        return self._broken or self._error is not None

    def _kept(self, done: Future[Capture | None]) -> None:
        """Tell how it ended; on whichever thread made it durable, or could not."""
        if (err := done.exception()) is not None:
            self._settle(self._failure(err))
            return
        kept = done.result()
        reply = _reply(self._error) if self._error else "426 Transfer aborted." if self._broken else _STORED
        size = kept.size if kept else self._upload.size if self._upload else 0
        self._settle(Outcome(reply, kept, size, repeated=kept is None))

    def _settle(self, outcome: Outcome) -> None:
        """Learn from how it went whether the disks work."""
        recovery = self._workshop.recovery
        if outcome.failed:
            recovery.failed(self._capture)
        failed = outcome.failed or self._error is not None
        self._workshop.vault.room.note(failed=failed)
        self._workshop.mailbox.post(lambda: self._finished(outcome))
        if not failed and recovery.unsettled:
            # At the very end there are no workers any more: the next start settles it.
            with contextlib.suppress(RuntimeError):
                self._workshop.workers.submit(recovery.settle)

    def _failure(self, err: BaseException) -> Outcome:
        _LOGGER.error(
            "An upload of camera %s was not kept: %s",
            self._capture.camera,
            err,
            exc_info=None if isinstance(err, (OSError, CatalogError)) else err,
        )
        return Outcome(_reply(err), size=self._upload.size if self._upload else 0)


def _reply(err: BaseException) -> str:
    is_full = isinstance(err, OSError) and err.errno in _NO_SPACE
    return "452 The disk is full." if is_full else _NOT_STORED


class SideFile:
    """A file that is no capture (a camera's marker or test file): taken, and let go."""

    closed = False
    congested = False

    def __init__(self, path: str, done: Callable[[Outcome], None]) -> None:
        self.name = path
        self._done = done
        self.when_drained: Callable[[], None] = lambda: None
        self.when_failed: Callable[[], None] = lambda: None
        self._size = 0

    def write(self, chunk: bytes) -> None:
        """Take bytes and count them."""
        self._size += len(chunk)

    def close(self) -> None:
        """End."""
        self.closed = True

    def finish(self, *, broken: bool, then: Callable[[Outcome], None]) -> None:
        """End with thanks."""
        self.closed = True
        outcome = Outcome("426 Transfer aborted." if broken else _STORED, size=self._size)
        self._done(outcome)
        then(outcome)
