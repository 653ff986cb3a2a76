"""Moments: events that belong together."""

from aiohttp import web

from camvault_gateway.catalog.lists import moments

from .context import CONTEXT
from .filters import filters_of
from .http.answers import json_answer
from .http.params import Params
from .shown import wire


async def list_moments(request: web.Request) -> web.Response:
    """Answer listMoments."""
    params = Params(request)
    page = await request.app[CONTEXT].read(
        moments.list_page, filters_of(params), limit=params.limit(), cursor=params.text("cursor")
    )
    return json_answer({"items": [wire.moment_of_events(each) for each in page.items], "next": page.next})


ROUTES = [web.get("/api/v1/moments", list_moments)]
