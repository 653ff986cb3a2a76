"""Moments: events that belong together."""

from aiohttp import web

from camvault_gateway.catalog.lists import moments
from camvault_gateway.catalog.lists.event_pages import Filters

from .context import CONTEXT
from .filters import filters_of
from .http.answers import json_answer
from .http.params import Params
from .seen import unseen_by
from .shown import wire_events


async def list_moments(request: web.Request) -> web.Response:
    """Answer listMoments."""
    params = Params(request)
    filters = filters_of(params) | Filters(unseen_by=await unseen_by(request))
    page = await request.app[CONTEXT].read(
        moments.list_page, filters, limit=params.limit(), cursor=params.text("cursor")
    )
    return json_answer({"items": [wire_events.moment_of_events(each) for each in page.items], "next": page.next})


ROUTES = [web.get("/api/v1/moments", list_moments)]
