"""The small pictures of captures."""

import contextlib
import hashlib

from aiohttp import web

from camvault_gateway.api.context import CAMERA, CONTEXT
from camvault_gateway.api.http.errors import not_found
from camvault_gateway.api.http.params import path_part
from camvault_gateway.catalog import tasks
from camvault_gateway.catalog.lists import pairing
from camvault_gateway.model import Capture, Condition, Shot, State, TaskKind, TasksAdded
from camvault_gateway.vault import Vault

from .ranges import matches

_NOTHING_TO_SEE = {Condition.EMPTY, Condition.UNREADABLE}
_CACHING = "private, max-age=86400"


async def get_thumbnail(request: web.Request) -> web.Response:
    """Answer getThumbnail."""
    context = request.app[CONTEXT]
    shown = await context.read(pairing.get, path_part(request, "capture"))
    capture, vault = shown.capture, context.services.vault
    request[CAMERA] = capture.camera
    picture = await context.run(_load, vault, capture)
    if picture is None and shown.picture is not None:
        picture = await context.run(_load, vault, shown.picture)
    if picture is None:
        if (source := _source(shown)) is not None and not await context.read(tasks.derives, source):
            # It is made of what vault or archive has, which takes a while; then it is told like any other change.
            await context.write(tasks.derive, source)
            context.publish(TasksAdded(frozenset({TaskKind.DERIVE})))
        raise not_found(f"The capture {capture.id} has no thumbnail.")
    headers = {"ETag": f'"{hashlib.sha256(picture).hexdigest()}"', "Cache-Control": _CACHING}
    if matches(request.headers.get("If-None-Match"), headers["ETag"]):
        return web.Response(status=304, headers=headers)
    return web.Response(body=picture, content_type="image/jpeg", headers=headers)


def _source(shown: pairing.Shown) -> str | None:
    """Return the capture that a missing thumbnail is made of: this one, or else the snapshot that is its picture."""
    capture = shown.capture
    if capture.condition in _NOTHING_TO_SEE:
        return None if shown.picture is None else shown.picture.id
    there = capture.local or capture.archive_key is not None
    return capture.id if there and capture.state is not State.RECEIVING else None


def _load(vault: Vault, capture: Capture | Shot) -> bytes | None:
    if capture.thumbnail:
        with contextlib.suppress(FileNotFoundError):
            return vault.thumbnail(capture.id).read_bytes()
    return None


ROUTES = [web.get("/api/v1/captures/{capture}/thumbnail", get_thumbnail)]
