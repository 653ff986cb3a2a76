"""Events."""

from collections.abc import Callable, Iterable
import contextlib
from enum import StrEnum
from functools import partial
from sqlite3 import Connection
from typing import Final, Unpack
from zoneinfo import ZoneInfo

from aiohttp import web

from camvault_gateway.catalog import events, seen
from camvault_gateway.catalog.bulk import deletion, expiry
from camvault_gateway.catalog.lists import event_pages, nearby
from camvault_gateway.catalog.lists.paging import Page, Window
from camvault_gateway.model import (
    CameraChanged,
    Event,
    EventChanged,
    EventRemoved,
    GatewayChanged,
    TaskKind,
    TasksAdded,
    now_ms,
)
from camvault_gateway.search import Wanted
from camvault_gateway.vault import Vault

from .context import CONTEXT, Context
from .filters import filters_of
from .http.answers import json_answer
from .http.body import Body
from .http.errors import invalid
from .http.params import Params, check_text, path_part
from .search import read_words
from .seen import unseen_by, unseen_of
from .shown import wire, wire_events

_LONGEST: Final = 4000
_MOST: Final = 500


class Order(StrEnum):
    """The order of a list."""

    DESC = "desc"
    ASC = "asc"


class Part(StrEnum):
    """What an event may be shown with."""

    CAPTURES = "captures"
    ALSO = "also"


type Change = Callable[[Connection, str], Event]


async def list_events(request: web.Request) -> web.Response:
    """Answer listEvents."""
    params = Params(request)
    filters = filters_of(params) | event_pages.Filters(
        protected=params.flag("protected"),
        clips=params.flag("clips"),
        unarchived=params.flag("unarchived"),
        q=params.q(),
        unseen_by=await unseen_by(request),
    )
    user = await unseen_of(request)
    shown = await request.app[CONTEXT].read(_list, _window(params), params.zone("time_zone"), user, **filters)
    return json_answer(shown)


def _window(params: Params) -> Window:
    window = Window(
        limit=params.limit(),
        cursor=params.text("cursor"),
        oldest_first=params.choice("order", Order, Order.DESC) is Order.ASC,
        around=params.time("around"),
    )
    if window.cursor is not None and window.around is not None:
        raise invalid("`around` begins a list: it goes without `cursor`.")
    return window


def _list(
    db: Connection, window: Window, zone: ZoneInfo | None, user: str | None, **filters: Unpack[event_pages.Filters]
) -> wire.Json:
    page, understood = _find(db, window, zone, **filters)
    return wire.events_page(page, understood, _unseen(db, user, page.items))


def _find(
    db: Connection, window: Window, zone: ZoneInfo | None, **filters: Unpack[event_pages.Filters]
) -> tuple[Page[Event], Wanted | None]:
    """Return a page, and what the words of a search were understood as."""
    if not (q := filters.get("q")):
        return event_pages.page(db, window, filters), None
    understood = read_words(db, q, zone, filters.get("before"))
    wanted = understood.within(filters.get("after"), filters.get("before"))
    if wanted.is_empty:
        return Page([], None), understood
    filters |= {"q": wanted.words, "after": wanted.after, "before": wanted.before}
    return event_pages.page(db, window, filters), understood


def _unseen(db: Connection, user: str | None, shown: Iterable[Event]) -> frozenset[str] | None:
    """Return which of the events that are shown a user has not seen, if one is asked about."""
    return None if user is None else seen.unseen_among(db, user, [each.id for each in shown])


async def get_event(request: web.Request) -> web.Response:
    """Answer getEvent."""
    params = Params(request)
    wanted = params.several("expand", Part)
    identity, user = path_part(request, "event"), await unseen_of(request)
    shown = await request.app[CONTEXT].read(_look, identity, wanted, params.text("cursor"), user)
    return json_answer(shown)


def _look(db: Connection, identity: str, wanted: frozenset[Part], cursor: str | None, user: str | None) -> wire.Json:
    event = events.get(db, identity)
    more = nearby.expand(db, event, captures=Part.CAPTURES in wanted, also=Part.ALSO in wanted, cursor=cursor)
    unseen = _unseen(db, user, [event, *(more.also or ())])
    return wire_events.expanded_event(event, more, unseen) if wanted else wire.event(event, unseen)


async def change_event(request: web.Request) -> web.Response:
    """Answer changeEvent."""
    context, identity = request.app[CONTEXT], path_part(request, "event")
    body = await Body.read(request, ("protected", "description"))
    event = await context.write(_change, identity, _changes(body))
    context.publish(EventChanged(event))
    if "protected" in body:
        await _protected(context)
    return json_answer(wire.event(event))


async def change_events(request: web.Request) -> web.Response:
    """Answer changeEvents."""
    context = request.app[CONTEXT]
    body = await Body.read(request, ("events", "protected"))
    wanted, protect = _identities(body), partial(events.protect, protected=body.flag("protected"))
    changed = await context.write(lambda db: [_change(db, event, [protect]) for event in wanted])
    for event in changed:
        context.publish(EventChanged(event))
    await _protected(context)
    return json_answer({"items": [wire.event(event) for event in changed]})


async def _protected(context: Context) -> None:
    """Have copies made, and what is wrong with those forgotten that are wanted no more."""
    context.publish(TasksAdded(frozenset({TaskKind.PROTECT})))
    await context.services.archive.forget_settled()


def _identities(body: Body) -> list[str]:
    """Return the events that a body names, each once."""
    wanted = [check_text("events", event) for event in body.texts("events", most=_MOST)]
    if not wanted:
        raise invalid("`events` must name one event at least.")
    return list(dict.fromkeys(wanted))


def _changes(body: Body) -> list[Change]:
    changes: list[Change] = []
    if "protected" in body:
        changes.append(partial(events.protect, protected=body.flag("protected")))
    if "description" in body:
        text = body.text_or_null("description", longest=_LONGEST) or ""
        changes.append(partial(events.describe, description=text.strip() or None))
    if not changes:
        raise invalid("Say what to change: `protected`, `description` or both.")
    return changes


def _change(db: Connection, event: str, changes: list[Change]) -> Event:
    events.get(db, event)
    return [change(db, event) for change in changes][-1]


async def delete_event(request: web.Request) -> web.Response:
    """Answer deleteEvent."""
    return await _delete(request.app[CONTEXT], [path_part(request, "event")])


async def delete_events(request: web.Request) -> web.Response:
    """Answer deleteEvents."""
    body = await Body.read(request, ("events",))
    return await _delete(request.app[CONTEXT], _identities(body))


async def _delete(context: Context, wanted: list[str]) -> web.Response:
    """Delete events: all of them, or none when one may not be deleted."""
    at = now_ms()
    gone = await context.write(lambda db: [deletion.delete(db, event, at) for event in wanted])
    for each in gone:
        context.publish(EventRemoved(each.event))
        context.publish(CameraChanged(each.event.camera))
    context.publish(GatewayChanged())
    remains = [each for deleted in gone for each in deleted.remains]
    # What a disk does not let go of now goes at the next start.
    with contextlib.suppress(OSError):
        await context.run(_forget, context.services.vault, remains)
        await context.write(expiry.cleared, remains)
    return json_answer({"captures": len(remains), "archived": sum(each.archived for each in gone)})


def _forget(vault: Vault, remains: list[expiry.Remains]) -> None:
    for each in remains:
        vault.forget(each.id, each.extension)


ROUTES = [
    web.get("/api/v1/events", list_events),
    web.patch("/api/v1/events", change_events),
    web.post("/api/v1/deletions", delete_events),
    web.get("/api/v1/events/{event}", get_event),
    web.patch("/api/v1/events/{event}", change_event),
    web.delete("/api/v1/events/{event}", delete_event),
]
