"""The calendar: the number of captures of each day or hour."""

from enum import StrEnum
from sqlite3 import Connection
from zoneinfo import ZoneInfo

from aiohttp import web

from camvault_gateway.catalog import settings
from camvault_gateway.catalog.lists import calendar
from camvault_gateway.model import Millis

from .context import CONTEXT
from .http.answers import json_answer
from .http.params import Params
from .shown import wire


class Unit(StrEnum):
    """The unit that captures are counted by."""

    DAY = "day"
    HOUR = "hour"


async def get_calendar(request: web.Request) -> web.Response:
    """Answer getCalendar."""
    params = Params(request)
    found = await request.app[CONTEXT].read(
        _spans,
        params.zone("time_zone"),
        hours=params.choice("by", Unit, Unit.DAY) is Unit.HOUR,
        camera=params.text("camera"),
        group=params.text("group"),
        after=params.time("after"),
        before=params.time("before"),
    )
    return json_answer({"items": [wire.span(span) for span in found]})


def _spans(
    db: Connection,
    zone: ZoneInfo | None,
    *,
    hours: bool,
    camera: str | None,
    group: str | None,
    after: Millis | None,
    before: Millis | None,
) -> list[calendar.Span]:
    zone = zone or ZoneInfo(settings.load(db).time_zone)
    return calendar.spans(db, zone, hours=hours, camera=camera, group=group, after=after, before=before)


ROUTES = [web.get("/api/v1/calendar", get_calendar)]
