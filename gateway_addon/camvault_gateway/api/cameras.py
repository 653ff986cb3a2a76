"""Cameras."""

from sqlite3 import Connection

from aiohttp import web

from camvault_gateway.catalog import cameras
from camvault_gateway.catalog.bulk import moves
from camvault_gateway.model import AccountsChanged, Camera, CameraChanged, CameraRemoved, FoldersChanged, now_ms

from .context import CONTEXT, Context
from .http.answers import json_answer
from .http.body import Body
from .http.errors import ApiError, invalid
from .http.params import Params, path_part
from .setup.settings import QUIET_TIME_S
from .shown import views, wire

_CREATED = 201
_NAME_LENGTH = 100


async def list_cameras(request: web.Request) -> web.Response:
    """Answer listCameras."""
    context, removed = request.app[CONTEXT], Params(request).flag("removed")
    found = await context.read(views.all_cameras, context.services.running_since, removed=removed)
    merged = await context.read(moves.redirects)
    return json_answer({"items": [wire.camera(view) for view in found], "merged": sorted(merged)})


async def get_camera(request: web.Request) -> web.Response:
    """Answer getCamera."""
    return await _answer(request.app[CONTEXT], path_part(request, "camera"))


async def add_camera(request: web.Request) -> web.Response:
    """Answer addCamera."""
    context, body = request.app[CONTEXT], await Body.read(request, ("name", "shared"))
    shared = "shared" in body and body.flag("shared")
    made = await context.write(_add, camera_name(body), shared=shared)
    if shared:
        context.publish(FoldersChanged())
    context.publish(CameraChanged(made.id))
    return await _answer(context, made.id, status=_CREATED)


async def change_camera(request: web.Request) -> web.Response:
    """Answer changeCamera."""
    context, identity = request.app[CONTEXT], path_part(request, "camera")
    changes = _changes(await Body.read(request, ("name", "quiet_time_s", "pictures_scheduled", "muted")))
    await context.write(cameras.change, identity, **changes)
    context.publish(CameraChanged(identity))
    return await _answer(context, identity)


async def _answer(context: Context, identity: str, status: int = 200) -> web.Response:
    view = await context.read(views.camera, identity, context.services.running_since)
    return json_answer(wire.camera(view), status=status)


def _changes(body: Body) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "name" in body:
        changes["name"] = camera_name(body)
    if "quiet_time_s" in body:
        changes["quiet_time_s"] = body.number_or_null("quiet_time_s", *QUIET_TIME_S)
    changes |= {name: body.flag(name) for name in ("pictures_scheduled", "muted") if name in body}
    return changes


async def remove_camera(request: web.Request) -> web.Response:
    """Answer removeCamera."""
    context, identity = request.app[CONTEXT], path_part(request, "camera")
    await context.write(cameras.remove, identity, now_ms())
    context.publish(AccountsChanged())
    context.publish(CameraRemoved(identity))
    return web.Response(status=204)


def _add(db: Connection, name: str, *, shared: bool) -> Camera:
    if cameras.is_crowded(db):
        raise ApiError(409, "conflict", f"There are {cameras.MAX_CAMERAS} cameras, and cannot be more. Remove one.")
    return cameras.add(db, name, now_ms(), shared=shared)


def camera_name(body: Body) -> str:
    """Return the name for a camera that stands in a body."""
    name = body.text("name", shortest=1, longest=_NAME_LENGTH).strip()
    if not name:
        raise invalid("`name` must not be blank.")
    return name


ROUTES = [
    web.get("/api/v1/cameras", list_cameras),
    web.post("/api/v1/cameras", add_camera),
    web.get("/api/v1/cameras/{camera}", get_camera),
    web.patch("/api/v1/cameras/{camera}", change_camera),
    web.delete("/api/v1/cameras/{camera}", remove_camera),
]
