"""A gateway that says what a test wants, held to the contract in all it says."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from zoneinfo import ZoneInfo

from aiohttp import WSCloseCode, hdrs, web
from aiohttp.test_utils import TestServer
from homeassistant.helpers.service_info.hassio import HassioServiceInfo
from jsonschema import ValidationError

from .contract import require, require_body
from .fake_answers import answer, answer_bytes, answer_error, answer_found, read_time, span_end, span_start
from .fake_values import TOKEN, Json, make_account, make_gateway, make_settings, stamp
from .waiting import until


class FakeGateway:
    """A gateway on a port of this machine."""

    def __init__(self) -> None:
        """Make the gateway's state; it can be changed at any time."""
        self.gateway = make_gateway()
        self.settings = make_settings()
        self.accounts = [make_account("camera")]
        self.passwords: dict[str, str] = {}
        self.secret = "secret-of-the-archive"
        self.archive_problem: tuple[HTTPStatus, str] | None = None
        self.cameras: dict[str, Json] = {}
        self.events: dict[str, Json] = {}
        self.captures: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.thumbnails: dict[str, bytes] = {}
        self.token = TOKEN
        self.failure: HTTPStatus | None = None
        self.answers: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]] = {}
        self.patch_fails = False
        self.first_frame: str | None = None
        self.requests: Counter[str] = Counter()
        self.connections = 0
        self.violations: list[ValidationError] = []
        self._sockets: set[web.WebSocketResponse] = set()
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
                web.get("/api/v1/live", self._live),
                web.get("/api/v1/settings", self._get_settings),
                web.patch("/api/v1/settings", self._patch_settings),
                web.put("/api/v1/settings/archive", self._put_archive),
                web.get("/api/v1/accounts", self._list_accounts),
                web.put("/api/v1/accounts/{username}", self._put_account),
                web.get("/api/v1/calendar", self._get_calendar),
                web.get("/api/v1/events/{event}", self._get_event),
                web.get("/api/v1/captures", self._list_captures),
                web.get("/api/v1/captures/{capture}", self._get_capture),
                web.get("/api/v1/captures/{capture}/content", self._get_content),
                web.get("/api/v1/captures/{capture}/thumbnail", self._get_thumbnail),
            ]
        )
        self._server = TestServer(app, host="127.0.0.1", port=self._port or 0)
        await self._server.start_server()
        self._port = self._server.port

    async def stop(self) -> None:
        """Stop, as a process that is killed does."""
        await self.drop()
        if self._server:
            await self._server.close()
        self._server = None

    async def drop(self) -> None:
        """Close the live connections."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def say(self, kind: str, **fields: object) -> None:
        """Send a live message that the contract knows."""
        message = {"type": kind, **fields}
        require("Live" + "".join(word.capitalize() for word in kind.split("_")), message)
        for socket in self._sockets:
            await socket.send_json(message)

    async def say_raw(self, text: str) -> None:
        """Send whatever text."""
        for socket in self._sockets:
            await socket.send_str(text)

    async def say_camera(self, camera_id: str, **changes: object) -> None:
        """Change a camera, and say so."""
        self.cameras[camera_id] |= changes
        await self.say("camera", camera=self.cameras[camera_id])

    def add_capture(self, capture: Json, content: bytes = b"bytes", thumbnail: bytes = b"\xff\xd8\xff\xe0jpeg") -> Json:
        """Keep a capture with its bytes."""
        self.captures[capture["id"]] = capture
        self.contents[capture["id"]] = content
        self.thumbnails[capture["id"]] = thumbnail
        return capture

    async def say_bytes(self, data: bytes) -> None:
        """Send a frame that is no text."""
        for socket in self._sockets:
            await socket.send_bytes(data)

    async def break_frames(self) -> None:
        """Send what is no frame at all."""
        for socket in self._sockets:
            assert socket._req
            assert socket._req.transport
            socket._req.transport.write(b"\xff\xff\xff\xff")

    async def until_connected(self, count: int) -> None:
        """Wait until this many connections were made."""
        await until(lambda: self.connections == count)

    @property
    def open_connections(self) -> int:
        """Return how many listen."""
        return len(self._sockets)

    @property
    def state(self) -> Json:
        """Return the whole state."""
        return {"gateway": self.gateway, "settings": self.settings, "cameras": list(self.cameras.values())}

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Count a request, and refuse it where a test or the contract says so."""
        self.requests[f"{request.method} {request.path}"] += 1
        if request.headers.get(hdrs.AUTHORIZATION) != f"Bearer {self.token}":
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

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        """Say the state, then leave the connection to the test."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.first_frame is None:
            snapshot = {"type": "snapshot", **self.state}
            require("LiveSnapshot", snapshot)
            await socket.send_json(snapshot)
        else:
            await socket.send_str(self.first_frame)
        self.connections += 1
        self._sockets.add(socket)
        try:
            async for _ in socket:
                pass
        finally:
            self._sockets.discard(socket)
        return socket

    async def _get_settings(self, _: web.Request) -> web.Response:
        return answer("/api/v1/settings", self.settings)

    async def _put_archive(self, request: web.Request) -> web.Response:
        """Take an archive that works, and leave the old one in place otherwise."""
        change = await request.json()
        if self.archive_problem:
            return answer_error(*self.archive_problem)
        require("ArchiveChange", change)
        self.secret = change.pop("secret_access_key")
        self.settings["archive"] = change
        return answer("/api/v1/settings/archive", change, "put")

    async def _list_accounts(self, _: web.Request) -> web.Response:
        return answer("/api/v1/accounts", {"items": self.accounts})

    async def _put_account(self, request: web.Request) -> web.Response:
        """Make an account or change its password."""
        require_body("/api/v1/accounts/{username}", "put", await request.json())
        username = request.match_info["username"]
        account = next((known for known in self.accounts if known["username"] == username), None)
        if account is None:
            self.accounts.append(account := make_account(username))
        self.passwords[username] = f"made-up-{self.requests[f'PUT {request.path}']}"
        renewed = account | {"password": self.passwords[username]}
        return answer("/api/v1/accounts/{username}", renewed, "put")

    async def _patch_settings(self, request: web.Request) -> web.Response:
        if self.patch_fails:
            return answer_error(HTTPStatus.BAD_REQUEST, "invalid")
        change = await request.json()
        require("SettingsChange", change)
        self.settings |= change
        return answer("/api/v1/settings", self.settings)

    async def _get_event(self, request: web.Request) -> web.Response:
        return answer_found("/api/v1/events/{event}", self.events.get(request.match_info["event"]))

    async def _get_capture(self, request: web.Request) -> web.Response:
        return answer_found("/api/v1/captures/{capture}", self.captures.get(request.match_info["capture"]))

    async def _list_captures(self, request: web.Request) -> web.Response:
        limit = int(request.query.get("limit", "50"))
        begin = int(request.query.get("cursor", "0"))
        captures = list(self._matching(request))
        page = captures[begin : begin + limit]
        following = str(begin + limit) if len(captures) > begin + limit else None
        return answer("/api/v1/captures", {"items": page, "next": following})

    async def _get_calendar(self, request: web.Request) -> web.Response:
        zone = ZoneInfo(request.query["time_zone"])
        by_hour = request.query.get("by") == "hour"
        times = (read_time(capture["captured_at"]) for capture in self._matching(request))
        counts = Counter(span_start(time, zone, by_hour=by_hour) for time in times)
        spans = [
            {"start": stamp(start), "end": stamp(span_end(start, zone, by_hour=by_hour)), "captures": count}
            for start, count in sorted(counts.items(), reverse=True)
        ]
        return answer("/api/v1/calendar", {"items": spans})

    def _matching(self, request: web.Request) -> Iterable[Json]:
        """Return the captures a request asks for, newest first."""
        query = request.query
        for capture in sorted(self.captures.values(), key=lambda item: read_time(item["captured_at"]), reverse=True):
            words = " ".join([capture["original_path"], *capture["labels"]]).lower()
            time = read_time(capture["captured_at"])
            if (
                all(query.get(name, capture[name]) == capture[name] for name in ("camera", "event", "kind"))
                and ("after" not in query or time >= read_time(query["after"]))
                and ("before" not in query or time < read_time(query["before"]))
                and all(word in words for word in query.get("q", "").lower().split())
            ):
                yield capture

    async def _get_content(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        return answer_bytes(request, self.contents[capture["id"]], capture["content_type"])

    async def _get_thumbnail(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None or not capture["thumbnail"]:
            return answer_error(HTTPStatus.NOT_FOUND, "not_found")
        return answer_bytes(request, self.thumbnails[capture["id"]], "image/jpeg")
