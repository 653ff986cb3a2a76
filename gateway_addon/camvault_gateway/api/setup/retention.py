"""The retention of captures in the archive, in days."""

from aiohttp import web

from camvault_gateway.api.context import CONTEXT
from camvault_gateway.api.http.answers import json_answer
from camvault_gateway.api.http.body import Body
from camvault_gateway.api.http.errors import ApiError, invalid
from camvault_gateway.api.shown import wire
from camvault_gateway.model import ArchiveError

_DAYS = (1, 36500)
_KEYS = ("access_key_id", "secret_access_key")


async def get_retention(request: web.Request) -> web.Response:
    """Answer getRetention."""
    found = await request.app[CONTEXT].services.retention.read()
    if found is None:
        raise _no_archive()
    return json_answer(wire.retention(found))


async def set_retention(request: web.Request) -> web.Response:
    """Answer setRetention."""
    services = request.app[CONTEXT].services
    body = await Body.read(request, ("days", *_KEYS))
    if "days" not in body:
        raise invalid("`days` is missing; null is for ever.")
    days, keys = body.whole_number_or_null("days", *_DAYS), _keys(body)
    if not services.archive.configured:
        raise _no_archive()
    try:
        found = await services.retention.write(days, keys)
    except ArchiveError as err:
        raise ApiError(422, err.problem, str(err)) from err
    return json_answer(wire.retention(found))


def _keys(body: Body) -> tuple[str, str] | None:
    """Return the owner's keys, both or none."""
    if not any(name in body for name in _KEYS):
        return None
    return body.text(_KEYS[0], shortest=1), body.text(_KEYS[1], shortest=1)


def _no_archive() -> ApiError:
    return ApiError(409, "archive_none", "No archive is set up.")


ROUTES = [web.get("/api/v1/archive/retention", get_retention), web.put("/api/v1/archive/retention", set_retention)]
