"""The part of the fake gateway that keeps groups."""

from http import HTTPStatus

from aiohttp import web

from .contract import require_body
from .fake_answers import answer, answer_error
from .fake_values import Json

_GROUP = "/api/v1/groups/{group}"


class FakeGroups:
    """Groups, which the fake gateway keeps; what is in them, a test says."""

    def __init__(self) -> None:
        """Begin with none."""
        self.groups: dict[str, Json] = {}
        self.refuses_groups = False

    @property
    def group_routes(self) -> list[web.RouteDef]:
        """Return where they are asked for."""
        return [
            web.get("/api/v1/groups", self._list_groups),
            web.put(_GROUP, self._set_group),
            web.delete(_GROUP, self._remove_group),
        ]

    async def _list_groups(self, _: web.Request) -> web.Response:
        return answer("/api/v1/groups", {"items": self._in_order()})

    def _in_order(self) -> list[Json]:
        return [{**group, "position": position} for position, group in enumerate(self.groups.values())]

    async def _set_group(self, request: web.Request) -> web.Response:
        body, identity = await request.json(), request.match_info["group"]
        require_body(_GROUP, "put", body)
        if self.refuses_groups:
            return answer_error(HTTPStatus.CONFLICT, "conflict")
        self.groups[identity] = {"id": identity, **body}
        return answer(_GROUP, next(each for each in self._in_order() if each["id"] == identity), "put")

    async def _remove_group(self, request: web.Request) -> web.Response:
        del self.groups[request.match_info["group"]]
        return web.Response(status=HTTPStatus.NO_CONTENT)
