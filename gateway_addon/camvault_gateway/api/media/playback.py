"""Captures as browsers show them: the file itself, or what is made of it."""

from collections.abc import AsyncIterator
import contextlib
from enum import StrEnum
import os
from typing import BinaryIO, Final

from aiohttp import web

from camvault_gateway.api.context import CONTEXT, Context
from camvault_gateway.api.http.errors import ApiError
from camvault_gateway.api.http.params import Params
from camvault_gateway.model import Capture, Kind, NoRenditionError, Playback, Rendition

from .content import asked, body_of
from .file_names import disposition, file_name
from .making import answered, made, preparing
from .ranges import Part
from .sending import Body, Chunks, read, send

_MP4: Final = "video/mp4"
_JPEG: Final = "image/jpeg"
_AVC: Final = "avc1"
# What is no larger needs no small rendition: its height, and how much of it there is in a second.
_SMALL_HEIGHT: Final = 480
_SMALL_KBIT_S: Final = 400
# What browsers play by another name than MP4's.
_OTHERS: Final = frozenset({"video/webm"})
_PICTURES: Final = frozenset(f"image/{name}" for name in ("jpeg", "png", "gif", "webp", "bmp", "avif"))
_NO_PICTURE: Final = "No picture can be made of this file. Download the original and open it with another program."
_UNPLAYABLE: Final = "No browser can play this clip. Download the original and open it with a media player such as VLC."


class Size(StrEnum):
    """What a capture is played as: as it is, or as a small rendition for slow lines."""

    FULL = "full"
    SMALL = "small"


async def get_playback(request: web.Request) -> web.StreamResponse:
    """Answer getPlayback."""
    wanted = Params(request).choice("rendition", Size, Size.FULL)
    context, capture = request.app[CONTEXT], await asked(request)
    if wanted is Size.SMALL and not _is_small(capture):
        return await _send_small(request, context, capture)
    capture = await _prepared(context, capture)
    match Playback.ORIGINAL if is_shown(capture) else capture.playback:
        case Playback.ORIGINAL:
            return await _send_original(request, context, capture)
        case Playback.CONVERTED:
            return await _send_converted(request, context, capture)
        case _:
            raise ApiError(404, "unplayable", _UNPLAYABLE if capture.kind is Kind.CLIP else _NO_PICTURE)


def _is_small(capture: Capture) -> bool:
    """Tell whether every browser plays what a clip is anyhow, and it is small enough for a slow line."""
    if capture.playback not in {Playback.ORIGINAL, Playback.CONVERTED} or not (capture.codecs or "").startswith(_AVC):
        return False
    fits = capture.height is not None and capture.height <= _SMALL_HEIGHT
    return fits and capture.duration_ms is not None and capture.size * 8 <= capture.duration_ms * _SMALL_KBIT_S


def is_shown(capture: Capture) -> bool:
    """Tell whether browsers show a capture by itself, whatever a look into it may tell: what most snapshots are."""
    return capture.kind is Kind.SNAPSHOT and capture.content_type in _PICTURES


async def _prepared(context: Context, capture: Capture) -> Capture:
    if is_shown(capture):
        return capture
    with answered(capture):
        return await context.services.player.prepare(capture)


async def _send_original(request: web.Request, context: Context, capture: Capture) -> web.StreamResponse:
    body = body_of(context, capture, await context.read(file_name, capture))
    if capture.kind is Kind.CLIP:
        body.headers["Content-Type"] = media_type(capture)
    return await send(request, body)


async def _send_converted(request: web.Request, context: Context, capture: Capture) -> web.StreamResponse:
    file = await context.run(context.services.vault.renditions.open, capture.id, Rendition.PLAYABLE)
    if file is None:
        raise preparing()
    return await _send_made(request, context, capture, file, media_type(capture))


async def _send_small(request: web.Request, context: Context, capture: Capture) -> web.StreamResponse:
    """Send a small clip, or of a snapshot the larger picture; raises ApiError."""
    is_clip = capture.kind is Kind.CLIP
    try:
        file = await made(context, capture, Rendition.SMALL if is_clip else Rendition.PICTURE)
    except NoRenditionError as err:
        code = "too_long" if err.too_long else "unplayable"
        raise ApiError(404, code, f"This file has no small rendition. {err}") from err
    return await _send_made(request, context, capture, file, _MP4 if is_clip else _JPEG)


async def _send_made(
    request: web.Request, context: Context, capture: Capture, file: BinaryIO, kind: str
) -> web.StreamResponse:
    """Send a file that was made of a capture, and close it."""
    with file:
        size = await context.run(lambda: os.fstat(file.fileno()).st_size)
        name = await context.read(file_name, capture, ".mp4" if capture.kind is Kind.CLIP else ".jpg")
        headers = {"Content-Type": kind, "Content-Disposition": disposition("inline", name)}
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
