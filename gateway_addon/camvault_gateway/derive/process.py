"""The media worker's process, as the gateway sees it."""

import asyncio
from collections.abc import Sequence
import logging
import sys
from typing import BinaryIO, TypedDict, Unpack

from camvault_gateway.model import Confinement, Kind, Rendition

from .protocol import Conversion, Failure, FailureError, Media, WorkerError, read_conversion, read_media, read_picture
from .running_worker import Files, Question, Reading, RunningWorker

_LOGGER = logging.getLogger(__name__)

WORKER = (sys.executable, "-I", "-m", "camvault_gateway.derive.worker")
# Nothing larger is written, whatever a file makes of itself.
LARGEST_MADE = 2 * 1024**3
WRITER = (*WORKER, str(LARGEST_MADE))
_ATTEMPTS = 2
_BYTES_PER_S = 4 * 1024 * 1024
_LONGEST_PATIENCE_S = 300.0


class Known(TypedDict, total=False):
    """The facts known of a file: its kind, the length that its name tells, and whether its upload broke off."""

    kind: Kind
    told_ms: int | None
    cut: bool


class UnreadableError(Exception):
    """There is nothing to be seen in a file, of which a part may be missing; the reason is the text."""

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.cut = cut


class TooLongError(UnreadableError):
    """What is made of a file would take too long, or the file is longer than it is made of."""


class MediaProcess:
    """One worker process for all files, one after the other: started when needed, ended when idle."""

    def __init__(self, command: Sequence[str] = WORKER, *, patience_s: float = 30.0, idle_s: float = 60.0) -> None:
        self._command = command
        self._patience_s = patience_s
        self._idle_s = idle_s
        self._turn = asyncio.Lock()
        self._worker: RunningWorker | None = None
        self._idle: asyncio.Task[None] | None = None
        self.confinement: Confinement | None = None

    @property
    def pid(self) -> int | None:
        """Return the worker's process id while there is one."""
        return self._worker.pid if self._worker else None

    async def examine(self, file: BinaryIO, kind: Kind, size: int = 0, told_ms: int | None = None) -> Media:
        """Return what a file shows; a larger file gets more time. `told_ms` is how long its name says it is.

        Raises UnreadableError when that is nothing, OSError when it could not be read, and OutageError when the worker
        does not start.
        """
        return await self._work({"kind": kind, "told_ms": told_ms}, [file.fileno()], size, read_media)

    async def draw(self, file: BinaryIO, which: Rendition, size: int = 0, **known: Unpack[Known]) -> bytes:
        """Return a rendition of a file that is a JPEG; raises as `examine` does."""
        question = {"kind": Kind.CLIP, **known, "rendition": which}
        return await self._work(question, [file.fileno()], size, read_picture)

    async def convert(
        self,
        file: BinaryIO,
        into: BinaryIO,
        size: int = 0,
        which: Rendition = Rendition.PLAYABLE,
        **known: Unpack[Known],
    ) -> Conversion:
        """Write what browsers show of a file, unless they show it as it is, or not at all; raises as `examine` does.

        What is in `into` counts only when it is told to be converted. A small rendition may raise TooLongError.
        """
        question = {"kind": Kind.CLIP, **known, "rendition": which}
        return await self._work(question, [file.fileno(), into.fileno()], size, read_conversion)

    async def stop(self) -> None:
        """End the worker."""
        async with self._turn:
            self._stay()
            await self._end()

    async def _work[T](self, question: Question, files: Files, size: int, read: Reading[T]) -> T:
        patience = min(self._patience_s + size / _BYTES_PER_S, _LONGEST_PATIENCE_S)
        async with self._turn:
            self._stay()
            try:
                return await self._try({**question, "patience_s": patience}, files, patience, read)
            finally:
                self._idle = asyncio.create_task(self._end_when_idle())

    async def _try[T](self, question: Question, files: Files, patience: float, read: Reading[T]) -> T:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await self._ask(question, files, patience, read)
            except WorkerError as err:
                _LOGGER.debug("Attempt %d: %s", attempt, err)
                reason = str(err)
            except FailureError as err:
                if err.failure is not Failure.NO_MEMORY:
                    raise _error(err) from err
                # A fresh worker has all its memory; what it cannot do either is beyond it.
                reason = str(err)
                await self._end()
        raise UnreadableError(reason)

    async def _ask[T](self, question: Question, files: Files, patience: float, read: Reading[T]) -> T:
        worker = self._worker = self._worker or await self._start()
        try:
            return await worker.ask(question, files, patience, read)
        except FailureError:
            raise
        except BaseException:
            # Whatever it was, also a cancellation: the worker is in the middle of something nobody waits for.
            self._worker = None
            await worker.kill()
            raise

    async def _start(self) -> RunningWorker:
        worker = await RunningWorker.start(self._command)
        if worker.confinement != self.confinement:
            _LOGGER.info("Media worker: %s", worker.confinement)
        self.confinement = worker.confinement
        return worker

    async def _end_when_idle(self) -> None:
        await asyncio.sleep(self._idle_s)
        async with self._turn:
            self._idle = None
            await self._end()

    def _stay(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    async def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.end()


def _error(err: FailureError) -> Exception:
    match err.failure:
        case Failure.UNAVAILABLE:
            return OSError(str(err))
        case Failure.TOO_LONG:
            return TooLongError(str(err))
        case _:
            return UnreadableError(str(err), cut=err.failure is Failure.CUT)
