"""Captures, without their bytes."""

from sqlite3 import Connection
from typing import Final, Unpack
from zoneinfo import ZoneInfo

from aiohttp import web

from camvault_gateway.catalog.lists import pairing
from camvault_gateway.catalog.lists.paging import Page
from camvault_gateway.model import Kind, State
from camvault_gateway.search import Wanted

from .context import CONTEXT
from .http.answers import json_answer
from .http.params import MAX_LIMIT, Params, path_part
from .search import nearest, read_words
from .shown import wire

_ANYTHING: Final = Wanted("")


async def list_captures(request: web.Request) -> web.Response:
    """Answer listCaptures."""
    params = Params(request)
    page, understood = await request.app[CONTEXT].read(
        _list,
        nearest_first=params.flag("nearest"),
        zone=params.zone("time_zone"),
        paired=params.flag("paired"),
        camera=params.text("camera"),
        event=params.text("event"),
        kind=params.choice("kind", Kind),
        after=params.time("after"),
        before=params.time("before"),
        state=params.choice("state", State),
        q=params.q(),
        group=params.text("group"),
        playable=params.flag("playable"),
        limit=params.limit(),
        cursor=params.text("cursor"),
    )
    return json_answer(wire.captures_page(page, understood))


def _list(
    db: Connection,
    *,
    nearest_first: bool,
    zone: ZoneInfo | None,
    paired: bool,
    limit: int,
    cursor: str | None,
    **filters: Unpack[pairing.Filters],
) -> tuple[Page[pairing.Shown], Wanted | None]:
    """Return a page, and what the words of a search were understood as."""
    understood = read_words(db, q, zone, filters.get("before")) if (q := filters.get("q")) else None
    wanted = (understood or _ANYTHING).within(filters.get("after"), filters.get("before"))
    if understood:
        filters |= {"q": wanted.words, "after": wanted.after, "before": wanted.before}
    if wanted.is_empty:
        return Page([], None), understood
    if not nearest_first or wanted.moment is None:
        return pairing.list_page(db, paired=paired, limit=limit, cursor=cursor, **filters), understood

    def look(after: int, before: int) -> list[pairing.Shown]:
        around = pairing.Filters(**filters) | pairing.Filters(after=after, before=before)
        return pairing.list_page(db, paired=paired, limit=MAX_LIMIT, cursor=None, **around).items

    return nearest(wanted, wanted.moment, limit, look), understood


async def get_capture(request: web.Request) -> web.Response:
    """Answer getCapture."""
    shown = await request.app[CONTEXT].read(pairing.get, path_part(request, "capture"))
    return json_answer(wire.capture(shown.capture, shown.picture))


ROUTES = [web.get("/api/v1/captures", list_captures), web.get("/api/v1/captures/{capture}", get_capture)]
