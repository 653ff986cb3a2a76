"""A running media worker: its process, its socket for questions, and its answers."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
import contextlib
import json
import logging
import socket

from camvault_gateway.model import Confinement, OutageError

from .protocol import LINE_LIMIT, WorkerError, read_greeting

type Question = Mapping[str, object]
# Open descriptors: what is looked at, and what is written, if anything is.
type Files = Sequence[int]
type Reading[T] = Callable[[int, bytes], T]

_LOGGER = logging.getLogger(__name__)
_START_PATIENCE_S = 60.0
_END_PATIENCE_S = 2.0


class RunningWorker:
    """A running worker, which is asked one question after the other."""

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
    async def start(cls, command: Sequence[str]) -> RunningWorker:
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
