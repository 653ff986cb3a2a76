"""An upload between the FTP loop, which reads it, and the workers, which write it."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Final

from camvault_gateway.receive import Outcome, Upload

from .mailbox import Mailbox

# Bytes wait here until there is enough for a write of its own; a disk that cannot follow stops the reading.
_ENOUGH: Final = 256 * 1024
_TOO_MUCH: Final = 512 * 1024


class Transfer:
    """A file-like object for pyftpdlib; its methods belong to the loop, those with `_work` to a worker."""

    closed = False

    def __init__(
        self, upload: Upload, path: str, workers: Executor, mailbox: Mailbox, done: Callable[[Outcome], None]
    ) -> None:
        self.name = path
        self.when_drained: Callable[[], None] = lambda: None
        self.when_failed: Callable[[], None] = lambda: None
        self._workers = workers
        self._mailbox = mailbox
        self._upload = upload
        self._done = done
        self._chunks: list[bytes] = []
        self._waiting = 0
        self._working = False
        self._broken = False
        self._failed = False
        self._then: Callable[[Outcome], None] = lambda _: None

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
        self._start()

    def _start(self) -> None:
        if self._working:
            return
        self._working = True
        chunks, self._chunks = self._chunks, []
        self._waiting = 0
        work = self._work_finish if self.closed else self._work_write
        self._workers.submit(work, chunks)

    def _work_write(self, chunks: list[bytes]) -> None:
        failed = False
        try:
            self._upload.write(_joined(chunks))
        except Exception:  # noqa: BLE001 whatever it is, the rest is not wanted any more
            failed = True
        self._mailbox.post(lambda: self._written(failed=failed))

    def _work_finish(self, chunks: list[bytes]) -> None:
        end = self._upload.abort if self._broken or self._failed else self._upload.finish
        outcome = end(_joined(chunks))
        self._mailbox.post(lambda: self._finished(outcome))

    def _written(self, *, failed: bool) -> None:
        self._working = False
        if failed and not self._failed:
            self._failed = True
            self.when_failed()
        if self.closed or self._waiting >= _ENOUGH:
            self._start()
        self.when_drained()

    def _finished(self, outcome: Outcome) -> None:
        self._done(outcome)
        self._then(outcome)


def _joined(chunks: list[bytes]) -> bytes:
    data = b"".join(chunks)
    # Fourteen clips at once are to need no more memory than they must.
    chunks.clear()
    return data
