"""Cameras that become one, and captures that are assigned to another."""

from aiohttp import web

from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import AccountsChanged, CameraChanged, CapturesMoving, now_ms

from .cameras import camera_name
from .context import CONTEXT
from .http.answers import json_answer
from .http.body import Body
from .http.errors import invalid
from .http.params import path_part
from .shown import wire

_ACCEPTED = 202
_SOURCE = r"/.*"


async def list_sources(request: web.Request) -> web.Response:
    """Answer listSources."""
    found = await request.app[CONTEXT].read(moves.sources, path_part(request, "camera"))
    return json_answer({"items": [wire.source(each) for each in found]})


async def merge_camera(request: web.Request) -> web.Response:
    """Answer mergeCamera."""
    context, identity = request.app[CONTEXT], path_part(request, "camera")
    into = (await Body.read(request)).text("into")
    await context.write(moves.merge, identity, into)
    context.publish(AccountsChanged())
    context.publish(CapturesMoving(identity, into, whole=True))
    return json_answer({"camera": into}, status=_ACCEPTED)


async def assign_source(request: web.Request) -> web.Response:
    """Answer assignSource."""
    context, identity = request.app[CONTEXT], path_part(request, "camera")
    body = await Body.read(request)
    source = body.text("source", shortest=1, longest=300, pattern=_SOURCE, says="begin with a slash")
    if ("into" in body) == ("name" in body):
        raise invalid("Give either `into`, a camera that there is, or `name`, for a new one.")
    if "into" in body:
        into = body.text("into")
        await context.write(moves.assign, identity, source, into)
    else:
        into = (await context.write(moves.assign_to_new, identity, source, camera_name(body), now_ms())).id
        context.publish(CameraChanged(into))
    context.publish(CapturesMoving(identity, into, whole=False))
    return json_answer({"camera": into}, status=_ACCEPTED)


ROUTES = [
    web.get("/api/v1/cameras/{camera}/sources", list_sources),
    web.post("/api/v1/cameras/{camera}/merge", merge_camera),
    web.post("/api/v1/cameras/{camera}/assign", assign_source),
]
