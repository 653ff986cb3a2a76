"""The media worker's process, as the gateway sees it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
import contextlib
import json
import logging
import socket
import sys
from typing import BinaryIO, TypedDict, Unpack

from camvault_gateway.model import Confinement, Kind, OutageError

from .protocol import (
    LINE_LIMIT,
    Conversion,
    Failure,
    FailureError,
    Media,
    WorkerError,
    read_conversion,
    read_greeting,
    read_media,
)

type Question = Mapping[str, object]
# Open descriptors: what is looked at, and what is written, if anything is.
type Files = Sequence[int]
type Reading[T] = Callable[[int, bytes], T]

_LOGGER = logging.getLogger(__name__)

WORKER = (sys.executable, "-I", "-m", "camvault_gateway.derive.worker")
# Nothing larger is written, whatever a file makes of itself.
LARGEST_MADE = 2 * 1024**3
WRITER = (*WORKER, str(LARGEST_MADE))
_ATTEMPTS = 2
_START_PATIENCE_S = 60.0
_END_PATIENCE_S = 2.0
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


class MediaProcess:
    """One worker process for all files, one after the other: started when needed, ended when idle."""

    def __init__(self, command: Sequence[str] = WORKER, *, patience_s: float = 30.0, idle_s: float = 60.0) -> None:
        self._command = command
        self._patience_s = patience_s
        self._idle_s = idle_s
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None
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

    async def convert(self, file: BinaryIO, into: BinaryIO, size: int = 0, **known: Unpack[Known]) -> Conversion:
        """Write what browsers show of a file, unless they show it as it is, or not at all; raises as `examine` does.

        What is in `into` counts only when it is told to be converted.
        """
        question = {"kind": Kind.CLIP, **known}
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

    async def _start(self) -> _Worker:
        worker = await _Worker.start(self._command)
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
        case _:
            return UnreadableError(str(err), cut=err.failure is Failure.CUT)


class _Worker:
    """A running worker."""

    def __init__(
        self, process: asyncio.subprocess.Process, questions: socket.socket, answers: asyncio.StreamReader
    ) -> None:
        self._process = process
        self._questions = questions
        self._answers = answers
        self._number = 0
        self.confinement = Confinement()
        self.pid = process.pid

    @classmethod
    async def start(cls, command: Sequence[str]) -> _Worker:
        """Start a worker, with nothing of the gateway's environment; raises OutageError when it does not start."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(0)
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.PIPE,
                limit=LINE_LIMIT,
                cwd="/",
                env={},
                # Ctrl-C in a terminal goes to the gateway alone.
                start_new_session=True,
            )
        except BaseException as err:
            ours.close()
            if isinstance(err, OSError):
                raise OutageError(f"The media worker does not start: {err.strerror}") from err
            raise
        finally:
            theirs.close()
        assert process.stdout is not None  # noqa: S101 for the type checker
        worker = cls(process, ours, process.stdout)
        try:
            await worker._greet()
        except BaseException:
            await worker.kill()
            raise
        return worker

    async def _greet(self) -> None:
        try:
            line = await asyncio.wait_for(self._answers.readline(), _START_PATIENCE_S)
            self.confinement = read_greeting(line)
        except (TimeoutError, ValueError, WorkerError) as err:
            raise OutageError("The media worker does not start.") from err

    async def ask[T](self, question: Question, files: Files, patience: float, read: Reading[T]) -> T:
        """Return the answer, or raise FailureError, or WorkerError when the worker died or may as well have."""
        self._number += 1
        try:
            async with asyncio.timeout(patience):
                # There is room for it: the one before was answered.
                line = json.dumps({**question, "id": self._number}).encode() + b"\n"
                socket.send_fds(self._questions, [line], files)
                line = await self._answers.readline()
        except TimeoutError as err:
            raise WorkerError(f"It took longer than {patience:.0f} s.") from err
        except (OSError, ValueError) as err:
            raise WorkerError("The worker cannot be talked to.") from err
        if not line.endswith(b"\n"):
            raise WorkerError("The worker died of it.")
        return read(self._number, line)

    async def end(self) -> None:
        """Let the worker end by itself, and make sure that it does."""
        self._questions.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _END_PATIENCE_S)
        await self.kill()

    async def kill(self) -> None:
        """End the worker, whatever it is at."""
        self._questions.close()
        # Where the gateway may not, since the worker is another user, its own alarm ends it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            self._process.kill()
        try:
            await asyncio.wait_for(self._process.wait(), _END_PATIENCE_S)
        except TimeoutError:
            # It hangs in the kernel, on a disk that does not answer; it dies as soon as that does.
            _LOGGER.warning("The media worker %d does not end", self.pid)
