"""Events."""

from aiohttp import web

from camvault_gateway.catalog import events
from camvault_gateway.model import EventChanged, TaskKind, TasksAdded

from . import wire
from .body import Body
from .context import CONTEXT
from .params import Params, path_part


async def list_events(request: web.Request) -> web.Response:
    """Answer listEvents."""
    params = Params(request)
    page = await request.app[CONTEXT].read(
        events.list_page,
        camera=params.text("camera"),
        after=params.time("after"),
        before=params.time("before"),
        q=params.q(),
        limit=params.limit(),
        cursor=params.text("cursor"),
    )
    return web.json_response(wire.events_page(page))


async def get_event(request: web.Request) -> web.Response:
    """Answer getEvent."""
    event = await request.app[CONTEXT].read(events.get, path_part(request, "event"))
    return web.json_response(wire.event(event))


async def change_event(request: web.Request) -> web.Response:
    """Answer changeEvent."""
    context, identity = request.app[CONTEXT], path_part(request, "event")
    protected = (await Body.read(request, ("protected",))).flag("protected")
    event = await context.write(events.protect, identity, protected=protected)
    context.publish(EventChanged(event))
    context.publish(TasksAdded(frozenset({TaskKind.PROTECT})))
    return web.json_response(wire.event(event))


ROUTES = [
    web.get("/api/v1/events", list_events),
    web.get("/api/v1/events/{event}", get_event),
    web.patch("/api/v1/events/{event}", change_event),
]
