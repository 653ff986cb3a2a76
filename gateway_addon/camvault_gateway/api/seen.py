"""What each of Home Assistant's users has seen."""

from collections.abc import Callable, Sequence
import contextlib
import re
from sqlite3 import Connection
from typing import Final

from aiohttp import web

from camvault_gateway.catalog import CatalogError, NotFoundError, seen
from camvault_gateway.model import Millis, SeenChanged, now_ms

from .context import CONTEXT, Context
from .http.answers import json_answer
from .http.body import Body
from .http.errors import invalid
from .http.params import Params, check_text, parse_time, path_part
from .shown import wire

_USER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_EVENTS: Final = 500
_MOST_CAMERAS: Final = 200
_BOUNDS: Final = ("after", "before")
_FIELDS: Final = ("seen", "events", "cameras", "group", *_BOUNDS, "undo")
_LAST_NUMBER: Final = 2**63 - 1

type _Change = Callable[[Connection, str, Millis], int]


async def get_seen(request: web.Request) -> web.Response:
    """Answer getSeen."""
    context, user = request.app[CONTEXT], _checked("user", path_part(request, "user"))
    await _know(context, user)
    found = await context.read(_count, user, Params(request).texts("camera"))
    return json_answer({"user": user, **wire.unseen(found), "since": wire.moment(found.since)})


async def mark_seen(request: web.Request) -> web.Response:
    """Answer markSeen."""
    context, user = request.app[CONTEXT], _checked("user", path_part(request, "user"))
    change = _change(await Body.read(request, _FIELDS))
    number, found = await context.write(_changed, user, change)
    context.publish(SeenChanged(user))
    return json_answer({**wire.unseen(found), "undo": {"mark": number}})


async def forget_seen(request: web.Request) -> web.Response:
    """Answer forgetSeen."""
    context, user = request.app[CONTEXT], _checked("user", path_part(request, "user"))
    if not await context.write(seen.forget, user):
        raise NotFoundError(f"There is no user {user}.")
    context.publish(SeenChanged(user))
    return web.Response(status=204)


async def unseen_by(request: web.Request) -> str | None:
    """Return the user whose unseen events alone are asked for, if any; who is new here is known from now on."""
    if (user := _named(request, "unseen_by")) is not None:
        await _know(request.app[CONTEXT], user)
    return user


async def unseen_of(request: web.Request) -> str | None:
    """Return the user of whom each event tells whether it is unseen, if any; who is new here is known from now on."""
    if (user := _named(request, "unseen_of")) is not None:
        # Events are shown also where nobody more can be remembered: of whom is not known, nothing is unseen.
        with contextlib.suppress(CatalogError):
            await _know(request.app[CONTEXT], user)
    return user


def _named(request: web.Request, parameter: str) -> str | None:
    told = Params(request).text(parameter)
    return None if told is None else _checked(parameter, told)


def _checked(name: str, user: str) -> str:
    if not _USER.fullmatch(user):
        raise invalid(f"`{name}` must be 1 to 64 letters, digits, dashes and underscores.")
    return user


async def _know(context: Context, user: str) -> None:
    if await context.read(seen.find, user) is None:
        await context.write(seen.know, user, now_ms())


def _count(db: Connection, user: str, cameras: Sequence[str] = ()) -> seen.Unseen:
    known = seen.find(db, user)
    return seen.count(db, known, cameras) if known else seen.Unseen()


def _changed(db: Connection, user: str, change: _Change) -> tuple[int, seen.Unseen]:
    return change(db, user, now_ms()), _count(db, user)


def _change(body: Body) -> _Change:
    """Return what a body asks for."""
    if "undo" not in body:
        selection, as_seen = _selection(body), body.flag("seen")
        return lambda db, user, now: seen.mark(db, user, selection, now, seen=as_seen)
    if len(body) > 1:
        raise invalid("`undo` stands alone.")
    number = Body(body.mapping("undo")).whole_number("mark", 1, _LAST_NUMBER)
    return lambda db, user, now: seen.undo(db, user, number, now)


def _selection(body: Body) -> seen.Selection:
    if "events" in body:
        if len(body) > len(("seen", "events")):
            raise invalid("`events` stands alone, beside `seen`.")
        return seen.Selection(events=_texts(body, "events", _MOST_EVENTS))
    after, before = (parse_time(name, body.text(name)) if name in body else None for name in _BOUNDS)
    group = check_text("group", body.text("group")) if "group" in body else None
    cameras = _texts(body, "cameras", _MOST_CAMERAS) if "cameras" in body else []
    return seen.Selection(cameras=cameras, group=group, after=after, before=before)


def _texts(body: Body, name: str, most: int) -> list[str]:
    found = [check_text(name, text) for text in body.texts(name, most=most)]
    if not found:
        raise invalid(f"`{name}` must name one at least.")
    return found


ROUTES = [
    web.get("/api/v1/seen/{user}", get_seen),
    web.post("/api/v1/seen/{user}", mark_seen),
    web.delete("/api/v1/seen/{user}", forget_seen),
]
