"""Cameras."""

from aiohttp import web

from camvault_gateway.catalog import cameras
from camvault_gateway.model import CameraChanged

from . import views, wire
from .body import Body
from .context import CONTEXT
from .errors import invalid
from .params import path_part
from .settings import QUIET_TIME_S

_NAME_LENGTH = 100


async def list_cameras(request: web.Request) -> web.Response:
    """Answer listCameras."""
    found = await request.app[CONTEXT].read(views.all_cameras)
    return web.json_response({"items": [wire.camera(view) for view in found]})


async def get_camera(request: web.Request) -> web.Response:
    """Answer getCamera."""
    view = await request.app[CONTEXT].read(views.camera, path_part(request, "camera"))
    return web.json_response(wire.camera(view))


async def change_camera(request: web.Request) -> web.Response:
    """Answer changeCamera."""
    context, identity = request.app[CONTEXT], path_part(request, "camera")
    changes = _changes(await Body.read(request, ("name", "quiet_time_s", "pictures_scheduled")))
    await context.write(cameras.change, identity, **changes)
    context.publish(CameraChanged(identity))
    return web.json_response(wire.camera(await context.read(views.camera, identity)))


def _changes(body: Body) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "name" in body:
        changes["name"] = camera_name(body)
    if "quiet_time_s" in body:
        changes["quiet_time_s"] = body.number_or_null("quiet_time_s", *QUIET_TIME_S)
    if "pictures_scheduled" in body:
        changes["pictures_scheduled"] = body.flag("pictures_scheduled")
    return changes


def camera_name(body: Body) -> str:
    """Return the name for a camera that stands in a body."""
    name = body.text("name", shortest=1, longest=_NAME_LENGTH).strip()
    if not name:
        raise invalid("`name` must not be blank.")
    return name


ROUTES = [
    web.get("/api/v1/cameras", list_cameras),
    web.get("/api/v1/cameras/{camera}", get_camera),
    web.patch("/api/v1/cameras/{camera}", change_camera),
]
