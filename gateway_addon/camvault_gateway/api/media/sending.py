"""File responses: 200 with all bytes, 206 with a range, or 304 when the client has them."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
import logging
from typing import BinaryIO, Final

from aiohttp import web

from camvault_gateway.api.context import Context
from camvault_gateway.api.http.errors import ApiError
from camvault_gateway.model import ArchiveError

from .ranges import Part, UnsatisfiableError, matches, wanted_part

_LOGGER = logging.getLogger(__name__)
_CHUNK: Final = 256 * 1024
# A capture never changes.
_CACHING: Final = "private, max-age=31536000, immutable"

type Chunks = AsyncGenerator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A file to send: `source` opens a part of it."""

    etag: str
    size: int
    headers: dict[str, str]
    source: Callable[[Part], AbstractAsyncContextManager[Chunks]]


async def send(request: web.Request, body: Body) -> web.StreamResponse:
    """Answer a request for a file."""
    headers = {"ETag": body.etag, "Cache-Control": _CACHING, "Accept-Ranges": "bytes"}
    if matches(request.headers.get("If-None-Match"), body.etag):
        return web.Response(status=304, headers=headers)
    try:
        part = wanted_part(request.headers, body.size, body.etag)
    except UnsatisfiableError:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{body.size}"})
    answer = web.StreamResponse(status=206 if part else 200, headers=headers | body.headers)
    if part:
        answer.headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{body.size}"
    part = part or Part(0, body.size)
    answer.content_length = part.end - part.start
    async with body.source(part) as chunks:
        return await _send(request, answer, chunks)


async def read(context: Context, file: BinaryIO, part: Part) -> Chunks:
    """Yield a part of a file."""
    await context.run(file.seek, part.start)
    left = part.end - part.start
    while left and (chunk := await context.run(file.read, min(_CHUNK, left))):
        yield chunk
        left -= len(chunk)


async def _send(request: web.Request, answer: web.StreamResponse, chunks: Chunks) -> web.StreamResponse:
    """Send what comes; an answer that cannot be finished is cut off, so that nobody takes it for whole."""
    left = answer.content_length or 0
    if request.method == "HEAD" or not left:
        await answer.prepare(request)
        return answer
    try:
        chunk = await anext(chunks, b"")
        if not chunk:
            raise ApiError(500, "failed", "The file is shorter than the catalog says.")
        await answer.prepare(request)
        while chunk:
            left -= len(chunk)
            await answer.write(chunk if left >= 0 else chunk[:left])
            chunk = await anext(chunks, b"") if left > 0 else b""
    except ArchiveError as err:
        if not answer.prepared:
            raise ApiError(503, "unavailable", str(err)) from err
        _LOGGER.warning("The archive broke off while a capture was sent: %s", err)
    except ConnectionError:
        return answer
    if left > 0 and request.transport is not None:
        request.transport.abort()
    return answer
