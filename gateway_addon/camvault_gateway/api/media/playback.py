"""Captures as browsers show them: the file itself, or what is made of it."""

from collections.abc import AsyncIterator
import contextlib
import os
from typing import BinaryIO, Final

from aiohttp import web

from camvault_gateway.api.context import CONTEXT, Context
from camvault_gateway.api.http.errors import ApiError
from camvault_gateway.model import ArchiveError, Capture, Kind, OutageError, Playback

from .content import asked, body_of
from .file_names import disposition, file_name
from .ranges import Part
from .sending import Body, Chunks, read, send

_AGAIN_S: Final = 5
_MP4: Final = "video/mp4"
_JPEG: Final = "image/jpeg"
# What browsers play by another name than MP4's.
_OTHERS: Final = frozenset({"video/webm"})
_PICTURES: Final = frozenset(f"image/{name}" for name in ("jpeg", "png", "gif", "webp", "bmp", "avif"))
_NO_PICTURE: Final = "No picture can be made of this file. Download the original and open it with another program."
_UNPLAYABLE: Final = "No browser can play this clip. Download the original and open it with a media player such as VLC."


async def get_playback(request: web.Request) -> web.StreamResponse:
    """Answer getPlayback."""
    context = request.app[CONTEXT]
    capture = await _prepared(context, await asked(request))
    match Playback.ORIGINAL if is_shown(capture) else capture.playback:
        case Playback.ORIGINAL:
            return await _send_original(request, context, capture)
        case Playback.CONVERTED:
            return await _send_converted(request, context, capture)
        case _:
            raise ApiError(404, "unplayable", _UNPLAYABLE if capture.kind is Kind.CLIP else _NO_PICTURE)


def is_shown(capture: Capture) -> bool:
    """Tell whether browsers show a capture by itself, whatever a look into it may tell: what most snapshots are."""
    return capture.kind is Kind.SNAPSHOT and capture.content_type in _PICTURES


async def _prepared(context: Context, capture: Capture) -> Capture:
    if is_shown(capture):
        return capture
    try:
        return await context.services.player.prepare(capture)
    except TimeoutError as err:
        raise ApiError(503, "preparing", "The clip is being made playable.", again_s=_AGAIN_S) from err
    except (ArchiveError, OutageError) as err:
        raise ApiError(503, "unavailable", str(err)) from err


async def _send_original(request: web.Request, context: Context, capture: Capture) -> web.StreamResponse:
    body = body_of(context, capture, await context.read(file_name, capture))
    if capture.kind is Kind.CLIP:
        body.headers["Content-Type"] = media_type(capture)
    return await send(request, body)


async def _send_converted(request: web.Request, context: Context, capture: Capture) -> web.StreamResponse:
    file = await context.run(context.services.vault.playables.open, capture.id)
    if file is None:
        raise ApiError(503, "preparing", "The clip is being made playable.", again_s=_AGAIN_S)
    with file:
        size = await context.run(lambda: os.fstat(file.fileno()).st_size)
        name = await context.read(file_name, capture, ".mp4" if capture.kind is Kind.CLIP else ".jpg")
        headers = {"Content-Type": media_type(capture), "Content-Disposition": disposition("inline", name)}
        # Made again it is the same, unless the gateway's own making of it has changed.
        etag = f'"{capture.sha256}-{size}"'
        return await send(
            request, Body(etag=etag, size=size, headers=headers, source=lambda part: _part(context, file, part))
        )


@contextlib.asynccontextmanager
async def _part(context: Context, file: BinaryIO, part: Part) -> AsyncIterator[Chunks]:
    yield read(context, file, part)


def media_type(capture: Capture) -> str:
    """Return the MIME type of what browsers get, with its codecs if they are known."""
    if capture.kind is Kind.SNAPSHOT:
        return _JPEG
    told = capture.content_type if capture.playback is Playback.ORIGINAL else _MP4
    container = told if told in _OTHERS else _MP4
    return f'{container}; codecs="{capture.codecs}"' if capture.codecs else container


ROUTES = [web.get("/api/v1/captures/{capture}/playback", get_playback)]
