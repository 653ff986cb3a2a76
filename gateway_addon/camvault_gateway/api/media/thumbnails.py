"""The pictures of captures: thumbnails, larger ones, and strips of frames."""

import contextlib
from enum import StrEnum
import hashlib
from typing import BinaryIO, Final

from aiohttp import web

from camvault_gateway.api.context import CAMERA, CONTEXT, Context
from camvault_gateway.api.http.errors import not_found
from camvault_gateway.api.http.params import Params, path_part
from camvault_gateway.catalog import captures, tasks
from camvault_gateway.catalog.lists import pairing
from camvault_gateway.model import (
    NOTHING_TO_SEE,
    Capture,
    Kind,
    NoRenditionError,
    Rendition,
    Shot,
    State,
    TaskKind,
    TasksAdded,
)
from camvault_gateway.vault import Vault

from .making import made
from .ranges import matches

_CACHING: Final = "private, max-age=86400"


class Width(StrEnum):
    """How wide a picture is, in pixels: a thumbnail, or a larger one."""

    SMALL = "320"
    LARGE = "640"


async def get_thumbnail(request: web.Request) -> web.Response:
    """Answer getThumbnail."""
    width = Params(request).choice("width", Width, Width.SMALL)
    context = request.app[CONTEXT]
    shown = await context.read(pairing.get, path_part(request, "capture"))
    request[CAMERA] = shown.capture.camera
    if width is Width.LARGE and (larger := await _larger(context, shown)) is not None:
        return _answer(request, larger)
    return _answer(request, await _thumbnail(context, shown))


async def get_sprite(request: web.Request) -> web.Response:
    """Answer getSprite."""
    context = request.app[CONTEXT]
    capture = await context.read(captures.get, path_part(request, "capture"))
    request[CAMERA] = capture.camera
    if capture.kind is Kind.SNAPSHOT or not _is_there(capture) or capture.condition in NOTHING_TO_SEE:
        raise not_found(f"The capture {capture.id} has no sprite.")
    try:
        file = await made(context, capture, Rendition.SPRITE)
    except NoRenditionError as err:
        raise not_found(f"The capture {capture.id} has no sprite. {err}") from err
    return _answer(request, await context.run(_read, file))


async def _thumbnail(context: Context, shown: pairing.Shown) -> bytes:
    """Return a capture's thumbnail, or that of its picture; raises ApiError, and has it made, when there is none."""
    capture, vault = shown.capture, context.services.vault
    picture = await context.run(_load, vault, capture)
    if picture is None and shown.picture is not None:
        picture = await context.run(_load, vault, shown.picture)
    if picture is None:
        if (source := _source(shown)) is not None and not await context.read(tasks.derives, source):
            # It is made of what vault or archive has, which takes a while; then it is told like any other change.
            await context.write(tasks.derive, source)
            context.publish(TasksAdded(frozenset({TaskKind.DERIVE})))
        raise not_found(f"The capture {capture.id} has no thumbnail.")
    return picture


async def _larger(context: Context, shown: pairing.Shown) -> bytes | None:
    """Return a larger picture; None where the thumbnail is as large as it gets, or all that there is."""
    if (source := _source(shown)) is None:
        return None
    capture = shown.capture if source == shown.capture.id else await context.read(captures.get, source)
    if not _is_there(capture) or (capture.width is not None and capture.width <= int(Width.SMALL)):
        return None
    try:
        file = await made(context, capture, Rendition.PICTURE)
    except NoRenditionError:
        return None
    return await context.run(_read, file)


def _answer(request: web.Request, picture: bytes) -> web.Response:
    headers = {"ETag": f'"{hashlib.sha256(picture).hexdigest()}"', "Cache-Control": _CACHING}
    if matches(request.headers.get("If-None-Match"), headers["ETag"]):
        return web.Response(status=304, headers=headers)
    return web.Response(body=picture, content_type="image/jpeg", headers=headers)


def _source(shown: pairing.Shown) -> str | None:
    """Return the capture that a missing picture is made of: this one, or else the snapshot that is its picture."""
    capture = shown.capture
    if capture.condition in NOTHING_TO_SEE:
        return None if shown.picture is None else shown.picture.id
    return capture.id if _is_there(capture) else None


def _is_there(capture: Capture) -> bool:
    return (capture.local or capture.archive_key is not None) and capture.state is not State.RECEIVING


def _load(vault: Vault, capture: Capture | Shot) -> bytes | None:
    if capture.thumbnail:
        with contextlib.suppress(FileNotFoundError):
            return vault.thumbnail(capture.id).read_bytes()
    return None


def _read(file: BinaryIO) -> bytes:
    with file:
        return file.read()


ROUTES = [
    web.get("/api/v1/captures/{capture}/thumbnail", get_thumbnail),
    web.get("/api/v1/captures/{capture}/sprite", get_sprite),
]
