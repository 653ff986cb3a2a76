"""The gateway itself."""

from aiohttp import web

from . import views, wire
from .context import CONTEXT


async def get_gateway(request: web.Request) -> web.Response:
    """Answer getGateway."""
    context = request.app[CONTEXT]
    view = await context.read(views.gateway, context.services.vault)
    return web.json_response(wire.gateway(view, context.services))


ROUTES = [web.get("/api/v1/gateway", get_gateway)]
