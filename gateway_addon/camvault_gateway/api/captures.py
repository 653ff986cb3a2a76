"""Captures, without their bytes."""

from aiohttp import web

from camvault_gateway.catalog import pairing
from camvault_gateway.model import Kind, State

from . import wire
from .context import CONTEXT
from .params import Params, path_part


async def list_captures(request: web.Request) -> web.Response:
    """Answer listCaptures."""
    params = Params(request)
    page = await request.app[CONTEXT].read(
        pairing.list_page,
        paired=params.flag("paired"),
        camera=params.text("camera"),
        event=params.text("event"),
        kind=params.choice("kind", Kind),
        after=params.time("after"),
        before=params.time("before"),
        state=params.choice("state", State),
        q=params.q(),
        group=params.text("group"),
        limit=params.limit(),
        cursor=params.text("cursor"),
    )
    return web.json_response(wire.captures_page(page))


async def get_capture(request: web.Request) -> web.Response:
    """Answer getCapture."""
    shown = await request.app[CONTEXT].read(pairing.get, path_part(request, "capture"))
    return web.json_response(wire.capture(shown.capture, shown.picture))


ROUTES = [web.get("/api/v1/captures", list_captures), web.get("/api/v1/captures/{capture}", get_capture)]
