"""A wire to a real S3 server that breaks when it is told to."""

import asyncio
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import dataclass, field
from enum import StrEnum
import re
from typing import Self

from .s3_servers import HOST, S3Server

_CHUNK = 64 * 1024
_REQUEST = re.compile(rb"(?P<method>[A-Z]+) \S+ HTTP/1\.1\r\n")

_CHECKSUM = re.compile(rb"(x-amz-checksum-sha256: *)[A-Za-z0-9+/]{43}=", re.IGNORECASE)
_PATIENCE_S = 2

type Interceptor = Callable[[bytes], bytes | None]


def answer(status: int, code: str, message: str = "as the test wants it") -> bytes:
    """Return an S3 error as a server writes it."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>".encode()
    head = f"HTTP/1.1 {status} Error\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


class Fault(StrEnum):
    """What can happen to one request."""

    RESET = "the connection breaks off before the request arrives"
    CUT = "the connection breaks off in the middle of the request"
    SILENT = "the request is taken, and nothing is answered"
    LOST_ANSWER = "the server does what was asked, and its answer is lost"
    TRUNCATED = "the answer breaks off"
    WRONG_CHECKSUM = "the answer tells another checksum"
    ERROR_500 = "500 InternalError"
    BARE_500 = "500 without a body"
    BARE_503 = "503 without a body"
    SLOW_DOWN = "503 SlowDown"
    UNKNOWN_KEY = "403 InvalidAccessKeyId"
    EXPIRED_KEY = "400 ExpiredToken"
    SKEWED = "403 RequestTimeTooSkewed"
    QUOTA = "403 QuotaExceeded"
    DISK_FULL = "507 XMinioStorageFull"
    NO_BUCKET = "404 NoSuchBucket"

    @property
    def canned(self) -> bytes | None:
        """Return the answer that a fault is, if it is one."""
        status, _, code = self.value.partition(" ")
        if not status.isdigit():
            return None
        if "without" in code:
            return f"HTTP/1.1 {status} Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        return answer(int(status), code)


@dataclass
class Wire:
    """A TCP relay to a server on a port of its own; its faults are plain attributes."""

    server: S3Server
    port: int = 0
    down: bool = False
    # Answers to a PUT that never arrive, though the server did what was asked.
    lost_answers: int = 0
    # Bytes after which an upload breaks off.
    cut_after: int | None = None
    # What is answered in the server's place to a request's head; None lets it pass.
    intercept: Interceptor = lambda _: None
    rewrite: Callable[[bytes], bytes] = lambda data: data
    # Sees, and may change, what goes to the server.
    sending: Callable[[bytes], bytes] = lambda data: data
    # What happens to a request with this method.
    plan: Callable[[str], Fault | None] = lambda _: None
    requests: list[str] = field(default_factory=list)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Listen."""
        listener = await asyncio.start_server(self._serve, HOST, 0)
        self.port = listener.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            listener.close()
            self.cut()

    @property
    def endpoint_url(self) -> str:
        """Return its address."""
        return f"http://{HOST}:{self.port}"

    def cut(self) -> None:
        """Break every connection there is."""
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(HOST, self.server.port)
        ends = {writer, far_writer}
        self._writers |= ends
        talk = _Talk(self, reader, writer, far_reader, far_writer)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(talk.up(), name="up")
                group.create_task(talk.down(), name="down")
        except* ConnectionError, _HungUpError:
            pass
        finally:
            self._writers -= ends
            for end in ends:
                end.transport.abort()


class _HungUpError(Exception):
    """One side has gone."""


@dataclass
class _Talk:
    """One connection."""

    wire: Wire
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    far_reader: asyncio.StreamReader
    far_writer: asyncio.StreamWriter
    method: str = ""
    sent: int = 0
    fault: Fault | None = None

    async def up(self) -> None:
        while data := await self.reader.read(_CHUNK):
            if request := _REQUEST.match(data):
                self.method, self.sent = request["method"].decode(), 0
                self.wire.requests.append(self.method)
                self.fault = self.wire.plan(self.method)
                canned = self.wire.intercept(data) or (self.fault.canned if self.fault else None)
                if canned is not None:
                    await self._say(canned)
                    raise _HungUpError
            if self.fault in {Fault.RESET, Fault.CUT, Fault.SILENT}:
                await self._fail(data)
            self.sent += len(data)
            if self.wire.cut_after is not None and self.method == "PUT" and self.sent > self.wire.cut_after:
                raise _HungUpError
            self.far_writer.write(self.wire.sending(data))
            await self.far_writer.drain()
        raise _HungUpError

    def _spoil(self, data: bytes) -> bytes:
        if self.fault is Fault.LOST_ANSWER:
            raise _HungUpError
        if self.fault is Fault.TRUNCATED:
            head, end, body = data.partition(b"\r\n\r\n")
            return head + end + body[: len(body) // 2] if body else data[: len(data) * 2 // 3]
        if self.fault is Fault.WRONG_CHECKSUM:
            return _CHECKSUM.sub(rb"\g<1>" + b"A" * 43 + b"=", data)
        return data

    async def _fail(self, data: bytes) -> None:
        """Do not let a request arrive."""
        if self.fault is Fault.CUT:
            self.far_writer.write(data[: len(data) // 2])
            await self.far_writer.drain()
        if self.fault is Fault.SILENT:
            while await self.reader.read(_CHUNK):
                pass
        raise _HungUpError

    async def _say(self, canned: bytes) -> None:
        """Answer, and take what still comes: a reset would overtake the answer."""
        self.writer.write(canned)
        self.writer.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                while await self.reader.read(_CHUNK):
                    pass

    async def down(self) -> None:
        while data := await self.far_reader.read(_CHUNK):
            if self.wire.lost_answers and self.method == "PUT" and not data.startswith(b"HTTP/1.1 100"):
                self.wire.lost_answers -= 1
                raise _HungUpError
            if self.fault and not data.startswith(b"HTTP/1.1 100"):
                data = self._spoil(data)
            self.writer.write(self.wire.rewrite(data))
            await self.writer.drain()
            if self.fault is Fault.TRUNCATED:
                raise _HungUpError
        raise _HungUpError
