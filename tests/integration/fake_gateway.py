"""A gateway that says what a test wants, held to the contract in all it says."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
import hmac
from http import HTTPStatus
from typing import override

from aiohttp import hdrs, web
from aiohttp.test_utils import TestServer
from homeassistant.helpers.service_info.hassio import HassioServiceInfo
from jsonschema import ValidationError

from .contract import require, require_body
from .fake_answers import answer, answer_error
from .fake_captures import FakeCaptures
from .fake_groups import FakeGroups
from .fake_logins import FakeLogins
from .fake_values import TOKEN, Json, make_gateway, make_retention, make_settings


class FakeGateway(FakeLogins, FakeCaptures, FakeGroups):
    """A gateway on a port of this machine."""

    def __init__(self) -> None:
        """Make the gateway's state; it can be changed at any time."""
        FakeLogins.__init__(self)
        FakeCaptures.__init__(self)
        FakeGroups.__init__(self)
        self.gateway = make_gateway()
        self.settings = make_settings()
        self.secret = "secret-of-the-archive"
        self.archive_problem: tuple[HTTPStatus, str] | None = None
        self.retention = make_retention()
        self.owners_keys: tuple[str, str] | None = None
        self.sooner: int | None = None
        self.sites: list[Json] = []
        self.sites_problem: tuple[HTTPStatus, str] | None = None
        self.restored_site: str | None = None
        self.token = TOKEN
        self.failure: HTTPStatus | None = None
        self.answers: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {}
        self.patch_fails = False
        self.requests: Counter[str] = Counter()
        self.tokens_given = 0
        self.proof: str | None = None
        self.names_cameras = True
        self.violations: list[ValidationError] = []
        self._server: TestServer | None = None
        self._port: int | None = None

    @property
    def url(self) -> str:
        """Return where the gateway is."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def announcement(self) -> HassioServiceInfo:
        """Return what the app announces, as Home Assistant passes it on."""
        config = {"host": "127.0.0.1", "port": self._port, "token": TOKEN, "addon": "CamVault"}
        return HassioServiceInfo(config=config, name="CamVault", slug="abc_camvault", uuid="1234")

    def fail(self, how: str) -> None:
        """Answer so that a form shows this error."""

        async def no_gateway(_: web.Request) -> web.Response:
            return web.Response(text="<html>")

        match how:
            case "cannot_connect":
                self.failure = HTTPStatus.SERVICE_UNAVAILABLE
            case "invalid_auth":
                self.token = "another"
            case "wrong_version":
                self.gateway["api_version"] = 2
            case "not_a_gateway":
                self.answers["/api/v1/gateway"] = no_gateway

    async def _name_camera(self, request: web.Request, response: web.StreamResponse) -> None:
        """Name the camera in an answer about a capture that is there, as the gateway does."""
        capture = self.captures.get(request.match_info.get("capture", ""))
        if capture and self.names_cameras:
            response.headers["X-CamVault-Camera"] = capture["camera"]

    def refuse(self, path: str, code: str) -> None:
        """Answer that a request is wrong."""

        async def refuse(_: web.Request) -> web.StreamResponse:
            return answer_error(HTTPStatus.BAD_REQUEST, code)

        self.answers[path] = refuse

    def say_anything(self, path: str, body: str) -> None:
        """Answer whatever."""

        async def say(_: web.Request) -> web.StreamResponse:
            return web.Response(text=body)

        self.answers[path] = say

    async def no_answer(self, _: web.Request) -> web.StreamResponse:
        """Answer that it cannot now."""
        return answer_error(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable")

    async def never(self, request: web.Request) -> web.StreamResponse:
        """Answer nothing, until the other end has had enough."""
        while request.transport:
            await asyncio.sleep(0.01)
        return web.Response()

    def heal(self) -> None:
        """Answer well again."""
        self.failure, self.token, self.answers = None, TOKEN, {}
        self.gateway["api_version"] = 1

    async def start(self) -> None:
        """Start to serve, on the same port as before."""
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/api/v1/gateway", self._get_gateway),
                web.get("/api/v1/hello", self._hello),
                web.get("/api/v1/live", self.live),
                web.get("/api/v1/settings", self._get_settings),
                web.patch("/api/v1/settings", self._patch_settings),
                web.put("/api/v1/settings/archive", self._put_archive),
                web.get("/api/v1/archive/sites", self._list_sites),
                web.post("/api/v1/archive/rebuild", self._rebuild),
                web.get("/api/v1/archive/retention", self._get_retention),
                web.put("/api/v1/archive/retention", self._put_retention),
                *self.capture_routes,
                *self.camera_routes,
                *self.login_routes,
                *self.group_routes,
                *self.timeline_routes,
            ]
        )
        app.on_response_prepare.append(self._name_camera)
        self._server = TestServer(app, host="127.0.0.1", port=self._port or 0)
        await self._server.start_server()
        self._port = self._server.port

    async def stop(self) -> None:
        """Stop, as a process that is killed does."""
        await self.drop()
        if self._server:
            await self._server.close()
        self._server = None

    async def say_camera(self, camera_id: str, **changes: object) -> None:
        """Change a camera, and say so."""
        self.cameras[camera_id] |= changes
        await self.say("camera", camera=self.cameras[camera_id])

    async def say_gateway(self, **changes: object) -> None:
        """Change the gateway, and say so."""
        self.gateway |= changes
        await self.say("gateway", gateway=self.gateway)

    @property
    @override
    def state(self) -> Json:
        """Return the whole state."""
        cameras = list(self.cameras.values())
        return {"cursor": self.cursor, "gateway": self.gateway, "settings": self.settings, "cameras": cameras}

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Count a request, and refuse it where a test or the contract says so."""
        self.requests[f"{request.method} {request.path}"] += 1
        given = request.headers.get(hdrs.AUTHORIZATION)
        self.tokens_given += given is not None
        if given != f"Bearer {self.token}" and request.path != "/api/v1/hello":
            return answer_error(HTTPStatus.UNAUTHORIZED, "unauthorized")
        if self.failure:
            return answer_error(self.failure, "unavailable")
        try:
            return await self.answers.get(request.path, handler)(request)
        except ValidationError as err:
            self.violations.append(err)
            raise

    async def _get_gateway(self, _: web.Request) -> web.Response:
        return answer("/api/v1/gateway", self.gateway)

    async def _hello(self, request: web.Request) -> web.Response:
        """Prove to know the token, or say what a test wants."""
        said = f"camvault hello 1\n{self.gateway['id']}\n127.0.0.1:{self._port}\n{request.query['nonce']}"
        proof = hmac.digest(self.token.encode(), said.encode(), "sha256").hex()
        return answer("/api/v1/hello", {"proof": self.proof or proof})

    async def _get_settings(self, _: web.Request) -> web.Response:
        return answer("/api/v1/settings", self.settings)

    async def _put_archive(self, request: web.Request) -> web.Response:
        """Take an archive that works, and leave the old one in place otherwise."""
        change = await request.json()
        if self.archive_problem:
            return answer_error(*self.archive_problem)
        require("ArchiveChange", change)
        self.secret = change.pop("secret_access_key")
        self.settings["archive"] = {"ca_certificate": None} | change | {"certificates": [], "abilities": None}
        return answer("/api/v1/settings/archive", self.settings["archive"] | {"sites": self.sites}, "put")

    async def _get_retention(self, _: web.Request) -> web.Response:
        if self.settings["archive"] is None:
            return answer_error(HTTPStatus.CONFLICT, "archive_none")
        return answer("/api/v1/archive/retention", self.retention)

    async def _put_retention(self, request: web.Request) -> web.Response:
        """Write a rule, with the owner's keys if the gateway's own may not."""
        change = await request.json()
        require("RetentionChange", change)
        keys = (change.get("access_key_id"), change.get("secret_access_key"))
        if self.owners_keys not in {None, keys}:
            return answer_error(HTTPStatus.UNPROCESSABLE_ENTITY, "archive_denied")
        if self.archive_problem:
            return answer_error(*self.archive_problem)
        self.retention = make_retention(change["days"]) | ({"days": self.sooner} if self.sooner else {})
        return answer("/api/v1/archive/retention", self.retention, "put")

    async def _list_sites(self, _: web.Request) -> web.Response:
        if self.sites_problem:
            return answer_error(*self.sites_problem)
        return answer("/api/v1/archive/sites", {"items": self.sites})

    async def _rebuild(self, request: web.Request) -> web.Response:
        """Begin to restore, unless that goes on already."""
        require_body("/api/v1/archive/rebuild", "post", change := await request.json())
        if self.gateway["rebuild"]["state"] == "running":
            return answer_error(HTTPStatus.CONFLICT, "conflict")
        self.restored_site = change.get("site")
        self.gateway["rebuild"] = {"state": "running", "captures": 0, "bare": 0, "unusable": 0, "error": None}
        return answer("/api/v1/archive/rebuild", self.gateway["rebuild"], "post", HTTPStatus.ACCEPTED)

    async def _patch_settings(self, request: web.Request) -> web.Response:
        if self.patch_fails:
            return answer_error(HTTPStatus.BAD_REQUEST, "invalid")
        change = await request.json()
        require("SettingsChange", change)
        self.settings |= change
        await self.say("settings", settings=self.settings)
        return answer("/api/v1/settings", self.settings)
