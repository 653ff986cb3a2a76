"""The bytes of captures, from the vault or else from the archive."""

from collections.abc import AsyncGenerator, AsyncIterator
import contextlib
import logging
from typing import BinaryIO, Final
from urllib.parse import quote

from aiohttp import web

from camvault_gateway.catalog import captures
from camvault_gateway.model import ArchiveError, Capture
from camvault_gateway.vault import Vault

from .context import CONTEXT, Context
from .errors import ApiError, not_found
from .params import path_part
from .ranges import Part, UnsatisfiableError, matches, wanted_part

_LOGGER = logging.getLogger(__name__)
_CHUNK: Final = 256 * 1024
_UNKNOWN_TYPE: Final = "application/octet-stream"
# What a browser may be told it is; whatever a camera sent besides, it is never a page.
_SHOWN_TYPES: Final = frozenset(
    {f"image/{name}" for name in ("jpeg", "png", "gif", "webp", "bmp", "avif", "heic")}
    | {f"video/{name}" for name in ("mp4", "quicktime", "x-matroska", "webm", "x-msvideo", "x-ms-asf", "x-flv")}
    | {f"video/{name}" for name in ("mp2t", "mpeg", "h264", "h265", "3gpp")}
)
# A capture never changes.
_CACHING: Final = "private, max-age=31536000, immutable"


async def get_content(request: web.Request) -> web.StreamResponse:
    """Answer getContent."""
    context = request.app[CONTEXT]
    capture = await context.read(captures.get, path_part(request, "capture"))
    if capture.sha256 is None:
        raise not_found(f"The capture {capture.id} is still arriving.")
    headers = {"ETag": f'"{capture.sha256}"', "Cache-Control": _CACHING, "Accept-Ranges": "bytes"}
    if matches(request.headers.get("If-None-Match"), headers["ETag"]):
        return web.Response(status=304, headers=headers)
    try:
        part = wanted_part(request.headers, capture.size, headers["ETag"])
    except UnsatisfiableError:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{capture.size}"})
    answer = web.StreamResponse(status=206 if part else 200, headers=headers | _described(capture))
    if part:
        answer.headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{capture.size}"
    part = part or Part(0, capture.size)
    answer.content_length = part.end - part.start
    async with _source(context, capture, part) as chunks:
        return await _send(request, answer, chunks)


def _described(capture: Capture) -> dict[str, str]:
    known = capture.content_type in _SHOWN_TYPES
    name = capture.original_path.rsplit("/", 1)[-1] or capture.id
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in name)
    extended = quote(name, safe="", errors="replace")
    how = "inline" if known else "attachment"
    return {
        "Content-Type": capture.content_type if known else _UNKNOWN_TYPE,
        "Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{extended}",
    }


@contextlib.asynccontextmanager
async def _source(context: Context, capture: Capture, part: Part) -> AsyncIterator[AsyncGenerator[bytes]]:
    """Give the bytes of a part, in chunks."""
    archive = context.services.archive
    if file := await context.run(_open, context.services.vault, capture):
        with file:
            yield _read(context, file, part)
    elif capture.archive_key is None:
        raise not_found(f"The bytes of the capture {capture.id} are not here.")
    elif not archive.configured:
        raise ApiError(503, "unavailable", "The archive holds this file, and no archive is set up.")
    else:
        async with contextlib.aclosing(archive.stream(capture, part.start, part.end)) as chunks:
            yield chunks


def _open(vault: Vault, capture: Capture) -> BinaryIO | None:
    # Twice, for a file that moves to its place between two looks.
    for _ in range(2):
        with contextlib.suppress(FileNotFoundError):
            if place := vault.locate(capture):
                return place.open("rb")
    return None


async def _read(context: Context, file: BinaryIO, part: Part) -> AsyncGenerator[bytes]:
    await context.run(file.seek, part.start)
    left = part.end - part.start
    while left and (chunk := await context.run(file.read, min(_CHUNK, left))):
        yield chunk
        left -= len(chunk)


async def _send(request: web.Request, answer: web.StreamResponse, chunks: AsyncGenerator[bytes]) -> web.StreamResponse:
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


ROUTES = [web.get("/api/v1/captures/{capture}/content", get_content)]
