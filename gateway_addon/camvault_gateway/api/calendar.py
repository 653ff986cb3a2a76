"""The calendar: how many captures and events there are in each day, hour or quarter of an hour."""

from enum import StrEnum
from sqlite3 import Connection
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from camvault_gateway.catalog import settings
from camvault_gateway.catalog.lists import calendar
from camvault_gateway.catalog.lists.calendar import Unit
from camvault_gateway.catalog.lists.event_pages import Filters

from .context import CONTEXT
from .filters import filters_of
from .http.answers import json_answer
from .http.errors import invalid
from .http.params import Params
from .seen import unseen_by
from .shown import wire

_DAY_MS: Final = 24 * 3600 * 1000
# How long what is told in so many pieces may be.
_MOST_DAYS: Final = {Unit.QUARTER: 35, Unit.HOUR: 35, Unit.DAY: 400}


class Split(StrEnum):
    """What a span may be divided into."""

    CAMERA = "camera"


async def get_calendar(request: web.Request) -> web.Response:
    """Answer getCalendar."""
    params = Params(request)
    unit = params.choice("by", Unit, Unit.DAY)
    split = params.choice("split", Split) is Split.CAMERA
    filters = filters_of(params)
    if split or unit is Unit.QUARTER:
        _check_length(filters, _MOST_DAYS[unit])
    user = await unseen_by(request)
    found = await request.app[CONTEXT].read(_spans, params.zone("time_zone"), unit, filters, split=split, user=user)
    return json_answer({"items": [wire.span(span) for span in found]})


def _check_length(filters: Filters, most: int) -> None:
    after, before = filters.get("after"), filters.get("before")
    if after is None or before is None or before - after > most * _DAY_MS:
        raise invalid(f"This needs `after` and `before`, at most {most} days apart.")


def _spans(
    db: Connection, zone: ZoneInfo | None, unit: Unit, filters: Filters, *, split: bool, user: str | None
) -> list[calendar.Span]:
    zone = zone or ZoneInfo(settings.load(db).time_zone)
    return calendar.spans(db, zone, unit, split=split, unseen_of=user, **filters)


ROUTES = [web.get("/api/v1/calendar", get_calendar)]
