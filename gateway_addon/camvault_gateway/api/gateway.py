"""The gateway itself."""

from aiohttp import web

from camvault_gateway.model import ArchiveError

from .context import CONTEXT
from .http.answers import json_answer
from .http.body import Body
from .http.errors import ApiError
from .services import Rebuilds
from .shown import views, wire_gateway


async def get_gateway(request: web.Request) -> web.Response:
    """Answer getGateway."""
    context = request.app[CONTEXT]
    view = await context.read(views.gateway, context.services.vault)
    return json_answer(wire_gateway.gateway(view, context.services))


async def list_sites(request: web.Request) -> web.Response:
    """Answer listSites."""
    try:
        found = await _rebuilds(request).sites()
    except ArchiveError as err:
        raise ApiError(422, err.problem, str(err)) from err
    return json_answer({"items": [wire_gateway.site(each) for each in found]})


async def rebuild(request: web.Request) -> web.Response:
    """Answer rebuildFromArchive."""
    rebuilds = _rebuilds(request)
    body = await Body.read(request, ("site",)) if request.can_read_body else Body({})
    if not await rebuilds.start(body.site("site") if "site" in body else None):
        raise ApiError(409, "conflict", "The gateway is at it already.")
    return json_answer(wire_gateway.rebuild(rebuilds.state), status=202)


def _rebuilds(request: web.Request) -> Rebuilds:
    services = request.app[CONTEXT].services
    if services.rebuild is None or not services.archive.configured:
        raise ApiError(409, "conflict", "No archive is set up to rebuild the catalog from.")
    return services.rebuild


ROUTES = [
    web.get("/api/v1/gateway", get_gateway),
    web.get("/api/v1/archive/sites", list_sites),
    web.post("/api/v1/archive/rebuild", rebuild),
]
