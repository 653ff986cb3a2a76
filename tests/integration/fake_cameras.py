"""The part of the fake gateway that renames, merges and assigns cameras."""

from http import HTTPStatus

from aiohttp import web

from .contract import require_body
from .fake_answers import answer, answer_error
from .fake_values import Json, make_camera

_CAMERA = "/api/v1/cameras/{camera}"


class FakeCameras:
    """Cameras, and what is done with them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.cameras: dict[str, Json] = {}
        self.sources: dict[str, list[Json]] = {}
        self.moved: list[tuple[str, Json]] = []

    @property
    def camera_routes(self) -> list[web.RouteDef]:
        """Return where they are asked for."""
        return [
            web.get("/api/v1/cameras", self._list_cameras),
            web.patch(_CAMERA, self._change),
            web.get(f"{_CAMERA}/sources", self._list_sources),
            web.post(f"{_CAMERA}/merge", self._merge),
            web.post(f"{_CAMERA}/assign", self._assign),
        ]

    async def _list_cameras(self, _: web.Request) -> web.Response:
        return answer("/api/v1/cameras", {"items": list(self.cameras.values())})

    async def _change(self, request: web.Request) -> web.Response:
        body = await request.json()
        require_body(_CAMERA, "patch", body)
        self.cameras[request.match_info["camera"]] |= body
        return answer(_CAMERA, self.cameras[request.match_info["camera"]], "patch")

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
