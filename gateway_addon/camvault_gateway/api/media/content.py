"""The bytes of captures, from the vault or else from the archive."""

from collections.abc import AsyncIterator
import contextlib
from typing import Final

from aiohttp import web

from camvault_gateway.api.context import CAMERA, CONTEXT, Context
from camvault_gateway.api.http.errors import ApiError, not_found
from camvault_gateway.api.http.params import Params, path_part
from camvault_gateway.catalog import captures
from camvault_gateway.model import Capture

from .file_names import disposition, file_name, wished_name
from .ranges import Part
from .sending import Body, Chunks, read, send

_UNKNOWN_TYPE: Final = "application/octet-stream"
# What a browser may be told it is; whatever a camera sent besides, it is never a page.
_SHOWN_TYPES: Final = frozenset(
    {f"image/{name}" for name in ("jpeg", "png", "gif", "webp", "bmp", "avif", "heic", "tiff", "jp2")}
    | {f"video/{name}" for name in ("mp4", "quicktime", "x-matroska", "webm", "x-msvideo", "x-ms-asf", "x-flv")}
    | {f"video/{name}" for name in ("mp2t", "mpeg", "h264", "h265", "3gpp")}
)


async def get_content(request: web.Request) -> web.StreamResponse:
    """Answer getContent."""
    context = request.app[CONTEXT]
    capture = await asked(request)
    params = Params(request)
    name = wished_name(params.text("name") or "", capture) or await context.read(file_name, capture)
    return await send(request, body_of(context, capture, name, saved=params.flag("download")))


async def asked(request: web.Request) -> Capture:
    """Return the capture that a request is for, if it has all its bytes; the answer is going to name its camera."""
    capture = await request.app[CONTEXT].read(captures.get, path_part(request, "capture"))
    request[CAMERA] = capture.camera
    return _received(capture)


def _received(capture: Capture) -> Capture:
    """Return a capture that has all its bytes, or raise ApiError."""
    if capture.sha256 is None:
        raise not_found(f"The capture {capture.id} is still arriving.")
    return capture


def body_of(context: Context, capture: Capture, name: str, *, saved: bool = False) -> Body:
    """Return a capture's own bytes, to be shown or to be saved under a name."""
    return Body(
        etag=f'"{capture.sha256}"',
        size=capture.size,
        headers=_described(capture, name, saved=saved),
        source=lambda part: _source(context, capture, part),
    )


def _described(capture: Capture, name: str, *, saved: bool) -> dict[str, str]:
    known = capture.content_type in _SHOWN_TYPES
    return {
        "Content-Type": capture.content_type if known else _UNKNOWN_TYPE,
        "Content-Disposition": disposition("inline" if known and not saved else "attachment", name),
    }


@contextlib.asynccontextmanager
async def _source(context: Context, capture: Capture, part: Part) -> AsyncIterator[Chunks]:
    """Give the bytes of a part, in chunks."""
    archive = context.services.archive
    if file := await context.run(context.services.vault.open, capture):
        with file:
            yield read(context, file, part)
        return
    # It may have been archived, and have gone from the vault, since it was asked for.
    capture = _received(await context.read(captures.get, capture.id))
    if capture.archive_key is None:
        raise not_found(f"The bytes of the capture {capture.id} are not here.")
    elif not archive.configured:
        raise ApiError(503, "unavailable", "The archive holds this file, and no archive is set up.")
    else:
        async with contextlib.aclosing(archive.stream(capture, part.start, part.end)) as chunks:
            yield chunks


ROUTES = [web.get("/api/v1/captures/{capture}/content", get_content)]
