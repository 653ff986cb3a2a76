"""A request's body on its way to the disk: read as fast as that follows, and no faster."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field
import hashlib
from typing import Any, Final

from aiohttp import StreamReader

from camvault_gateway.receive import Outcome, Upload

# What is smaller is written in one go at its end; see FTP's transfers.
_ENOUGH: Final = 256 * 1024
# A body that stalls for so long has broken off.
STALLED_S: Final = 60.0


class StalledError(Exception):
    """Nothing of a body came for a minute."""


class AlteredError(Exception):
    """A body is not what its digest says."""


class _NotWrittenError(Exception):
    """The disk takes no more of it."""


@dataclass(slots=True)
class Body:
    """A body that becomes an upload; its end is the upload's, whatever happens."""

    content: StreamReader
    upload: Upload
    workers: Executor
    digest: bytes | None
    # Asks for it, of a client that waits for that (RFC 9110, 10.1.1).
    ask: Callable[[], Awaitable[object]] | None = None
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _pieces: list[bytes] = field(default_factory=list)
    _waiting: int = 0
    _last: Future[Any] | None = None

    async def keep(self) -> Outcome:
        """Return what became of it, when it is durable. Raises StalledError, AlteredError or what broke it off."""
        try:
            if self.ask is not None:
                await self.ask()
            await self._read()
        except _NotWrittenError:
            # Its outcome says why.
            return await self._run(lambda: self.upload.abort(self._rest()))
        except BaseException:
            # Nobody waits for it: the connection is gone, or the gateway stops.
            self.workers.submit(self._break_off, self._last, self._rest())
            raise
        rest = self._rest()
        if self.digest is None:
            return await self._run(lambda: self.upload.finish(rest))
        return await self._run(lambda: self._finish_checked(rest))

    async def _read(self) -> None:
        while True:
            try:
                async with asyncio.timeout(STALLED_S):
                    piece = await self.content.readany()
            except TimeoutError as err:
                raise StalledError from err
            if not piece:
                return
            self._pieces.append(piece)
            self._waiting += len(piece)
            if self._waiting >= _ENOUGH:
                await self._write(self._rest())

    async def _write(self, data: bytes) -> None:
        def write() -> None:
            if self.digest is not None:
                self._hash.update(data)
            self.upload.write(data)

        try:
            await self._run(write)
        except OSError as err:
            raise _NotWrittenError from err

    def _finish_checked(self, rest: bytes) -> Outcome:
        self._hash.update(rest)
        if self._hash.digest() != self.digest:
            self.upload.abort(rest)
            raise AlteredError
        return self.upload.finish(rest)

    def _break_off(self, last: Future[Any] | None, rest: bytes) -> None:
        # The worker that writes began before this one.
        if last is not None:
            wait([last])
        self.upload.abort(rest)

    def _rest(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        self._waiting = 0
        return data

    async def _run[T](self, work: Callable[[], T]) -> T:
        # What was begun is done, whoever waits for it.
        self._last = begun = self.workers.submit(work)
        return await asyncio.shield(asyncio.wrap_future(begun))
