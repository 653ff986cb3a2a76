"""Groups: saved filters."""

from dataclasses import replace
import re
from typing import Any, Final

from aiohttp import web

from camvault_gateway.catalog import groups
from camvault_gateway.model import Aspect, Group, GroupMatch, Rule, now_ms

from .context import CONTEXT
from .http.answers import json_answer
from .http.body import Body
from .http.errors import ApiError, invalid
from .http.params import check_text, path_part
from .shown import wire

_ID: Final = re.compile(r"[a-z0-9-]{1,64}")
# What is asked of no group has an address of its own beside them.
_GROUP: Final = "/api/v1/groups/{group:(?!preview$)[^/]+}"
_MOST_RULES: Final = 10
_MOST_VALUES: Final = 50
_LONGEST: Final = 200
_NAME_LENGTH: Final = 100
_PREVIEWED_MS: Final = 7 * 24 * 3600 * 1000


async def list_groups(request: web.Request) -> web.Response:
    """Answer listGroups."""
    found = await request.app[CONTEXT].read(groups.list_all)
    return json_answer({"items": [wire.group(group) for group in found]})


async def get_group(request: web.Request) -> web.Response:
    """Answer getGroup."""
    return json_answer(wire.group(await request.app[CONTEXT].read(groups.get, path_part(request, "group"))))


async def set_group(request: web.Request) -> web.Response:
    """Answer setGroup."""
    identity = path_part(request, "group")
    if not _ID.fullmatch(identity):
        raise invalid("A group's id must be 1 to 64 small letters, digits and dashes.")
    body = await Body.read(request, ("name", "rules"))
    group = Group(id=identity, name=_name(body), rules=_rules(body))
    kept = await request.app[CONTEXT].write(groups.put, group)
    if kept is None:
        raise ApiError(409, "conflict", f"There are {groups.MAX_GROUPS} groups already.")
    return json_answer(wire.group(kept))


async def change_group(request: web.Request) -> web.Response:
    """Answer changeGroup."""
    body = await Body.read(request, ("name", "rules", "position"))
    changes: dict[str, Any] = {}
    if "name" in body:
        changes["name"] = _name(body)
    if "rules" in body:
        changes["rules"] = _rules(body)
    if "position" in body:
        changes["position"] = body.whole_number("position", 0, groups.MAX_GROUPS - 1)
    context, identity = request.app[CONTEXT], path_part(request, "group")
    return json_answer(wire.group(await context.write(groups.change, identity, lambda kept: replace(kept, **changes))))


async def preview_group(request: web.Request) -> web.Response:
    """Answer previewGroup."""
    body = await Body.read(request, ("rules",))
    found = await request.app[CONTEXT].read(groups.preview, _rules(body), now_ms() - _PREVIEWED_MS)
    return json_answer({"cameras": found.cameras, "events": found.events})


async def remove_group(request: web.Request) -> web.Response:
    """Answer removeGroup."""
    await request.app[CONTEXT].write(groups.delete, path_part(request, "group"))
    return web.Response(status=204)


def _name(body: Body) -> str:
    name = body.text("name", shortest=1, longest=_NAME_LENGTH).strip()
    if not name:
        raise invalid("`name` must not be blank.")
    return name


def _rules(body: Body) -> tuple[Rule, ...]:
    return tuple(_rule(item) for item in body.items("rules", most=_MOST_RULES))


def _rule(item: Any) -> Rule:  # noqa: ANN401 any JSON
    if not isinstance(item, dict) or item.keys() != {"of", "match", "values"}:
        raise invalid("Each of `rules` must have `of`, `match` and `values`, and nothing else.")
    values = item["values"]
    if not isinstance(values, list) or not 1 <= len(values) <= _MOST_VALUES or not all(map(_is_value, values)):
        raise invalid(f"`values` must be 1 to {_MOST_VALUES} texts of 1 to {_LONGEST} characters.")
    try:
        return Rule(Aspect(item["of"]), GroupMatch(item["match"]), tuple(values))
    except ValueError:
        raise invalid(f"`of` must be one of {', '.join(Aspect)}; `match` one of {', '.join(GroupMatch)}.") from None


def _is_value(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(check_text("values", value)) <= _LONGEST


ROUTES = [
    web.get("/api/v1/groups", list_groups),
    web.get(_GROUP, get_group),
    web.put(_GROUP, set_group),
    web.patch(_GROUP, change_group),
    web.delete(_GROUP, remove_group),
    web.post("/api/v1/groups/preview", preview_group),
]
