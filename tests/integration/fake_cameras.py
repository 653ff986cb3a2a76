"""The part of the fake gateway that renames, merges and assigns cameras."""

from http import HTTPStatus

from aiohttp import web

from .contract import require_body
from .fake_answers import answer, answer_error
from .fake_live import FakeLive
from .fake_values import Json, make_camera

_CAMERA = "/api/v1/cameras/{camera}"


class FakeCameras(FakeLive):
    """Cameras, and what is done with them."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.cameras: dict[str, Json] = {}
        self.removed: dict[str, Json] = {}
        self.merged: list[str] = []
        self.sources: dict[str, list[Json]] = {}
        self.moved: list[tuple[str, Json]] = []

    @property
    def camera_routes(self) -> list[web.RouteDef]:
        """Return where they are asked for."""
        return [
            web.get("/api/v1/cameras", self._list_cameras),
            web.post("/api/v1/cameras", self._add),
            web.patch(_CAMERA, self._change),
            web.delete(_CAMERA, self._remove),
            web.get(f"{_CAMERA}/sources", self._list_sources),
            web.post(f"{_CAMERA}/merge", self._merge),
            web.post(f"{_CAMERA}/assign", self._assign),
        ]

    async def _list_cameras(self, request: web.Request) -> web.Response:
        listed = self.removed if request.query.get("removed") == "true" else self.cameras
        return answer("/api/v1/cameras", {"items": list(listed.values()), "merged": self.merged})

    async def _add(self, request: web.Request) -> web.Response:
        """Add a camera, and say so before the answer is there, as may happen."""
        body = await request.json()
        require_body("/api/v1/cameras", "post", body)
        camera = make_camera(body["name"].casefold().replace(" ", "-"), body["name"])
        self.cameras[camera["id"]] = camera
        await self.say("camera", camera=camera)
        return answer("/api/v1/cameras", camera, "post", HTTPStatus.CREATED)

    async def _change(self, request: web.Request) -> web.Response:
        body = await request.json()
        require_body(_CAMERA, "patch", body)
        if request.match_info["camera"] not in self.cameras:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        camera = self.cameras[request.match_info["camera"]]
        camera |= body
        await self.say("camera", camera=camera)
        return answer(_CAMERA, camera, "patch")

    async def _remove(self, request: web.Request) -> web.Response:
        camera_id = request.match_info["camera"]
        if camera_id not in self.cameras:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        self.removed[camera_id] = self.cameras.pop(camera_id)
        await self.say("camera_removed", id=camera_id)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _list_sources(self, request: web.Request) -> web.Response:
        return answer(f"{_CAMERA}/sources", {"items": self.sources.get(request.match_info["camera"], [])})

    async def _merge(self, request: web.Request) -> web.Response:
        body = await request.json()
        require_body(f"{_CAMERA}/merge", "post", body)
        if body["into"] not in self.cameras:
            return answer_error(HTTPStatus.CONFLICT, "conflict")
        self.moved.append((request.match_info["camera"], body))
        return answer(f"{_CAMERA}/merge", {"camera": body["into"]}, "post", HTTPStatus.ACCEPTED)

    async def _assign(self, request: web.Request) -> web.Response:
        body = await request.json()
        require_body(f"{_CAMERA}/assign", "post", body)
        self.moved.append((request.match_info["camera"], body))
        if "name" in body:
            self.cameras["new"] = make_camera("new", body["name"])
        into = body.get("into", "new")
        return answer(f"{_CAMERA}/assign", {"camera": into}, "post", HTTPStatus.ACCEPTED)
