"""The gateway itself."""

from aiohttp import web

from . import views, wire
from .context import CONTEXT
from .errors import ApiError


async def get_gateway(request: web.Request) -> web.Response:
    """Answer getGateway."""
    context = request.app[CONTEXT]
    view = await context.read(views.gateway, context.services.vault)
    return web.json_response(wire.gateway(view, context.services))


async def rebuild(request: web.Request) -> web.Response:
    """Answer rebuildFromArchive."""
    services = request.app[CONTEXT].services
    if services.rebuild is None or not services.archive.configured:
        raise ApiError(409, "conflict", "No archive is set up to rebuild the catalog from.")
    if not await services.rebuild.start():
        raise ApiError(409, "conflict", "The gateway has captures already, or is at it; only an empty one is rebuilt.")
    return web.json_response(wire.rebuild(services.rebuild.state), status=202)


ROUTES = [web.get("/api/v1/gateway", get_gateway), web.post("/api/v1/archive/rebuild", rebuild)]
