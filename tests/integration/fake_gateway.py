"""A gateway that says what a test wants, held to the contract in all it says."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
import hashlib
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import WSCloseCode, hdrs, web
from aiohttp.test_utils import TestServer
from jsonschema import ValidationError

from .contract import require, require_answer
from .waiting import until

TOKEN = "token-of-the-fake-gateway"
GATEWAY_ID = "0199f00dcafe7000a000000000000001"

type Json = dict[str, Any]


def stamp(time: datetime) -> str:
    """Return a time as the contract writes it."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def make_event(event_id: str, camera: str, started_at: str, **changes: object) -> Json:
    """Return an event that goes on."""
    event: Json = {"id": event_id, "camera": camera, "started_at": started_at, "ended_at": None, "labels": []}
    return event | {"protected": False, "captures": 0, "picture": None} | changes


def make_camera(camera_id: str, name: str, **changes: object) -> Json:
    """Return a camera that has seen nothing yet."""
    camera = {"id": camera_id, "name": name, "motion": False, "event": None, "last_event": None, "events_today": 0}
    counts = {"captures": 0, "empty_uploads": 0, "last_upload_at": None, "latest_picture": None}
    return camera | counts | changes


def make_capture(
    capture_id: str, camera: str, captured_at: str, content: bytes = b"bytes", /, **changes: object
) -> Json:
    """Return a verified clip."""
    return {
        "id": capture_id,
        "camera": camera,
        "event": "event1",
        "kind": "clip",
        "original_path": f"/{camera}/{capture_id}.mp4",
        "content_type": "video/mp4",
        "captured_at": captured_at,
        "received_at": captured_at,
        "labels": [],
        "scheduled": False,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "state": "verified",
        "condition": "complete",
        "archive_key": f"camvault/home/{capture_id}",
        "duration_s": 12.4,
        "thumbnail": True,
    } | changes


def make_gateway() -> Json:
    """Return a healthy gateway."""
    return {
        "id": GATEWAY_ID,
        "version": "0.1.0",
        "api_version": 1,
        "site": "home",
        "started_at": "2026-11-23T06:00:00.000Z",
        "ftp": {"port": 2121, "passive_ports": [50000, 50009], "advertised_address": None},
        "archive": {"state": "connected", "error": None, "last_verified_at": "2026-11-23T09:59:00.000Z"},
        "backlog": {"files": 3, "bytes": 2_500_000, "oldest_at": "2026-11-23T09:58:00.000Z"},
        "vault": {"files": 120, "bytes": 90_000_000, "free_bytes": 8_000_000_000},
    }


def make_settings() -> Json:
    """Return settings with an archive."""
    archive = {"endpoint_url": "http://s3.home:8333", "bucket": "my-bucket", "region": "us-east-1"}
    archive |= {"prefix": "camvault", "access_key_id": "AKIAEXAMPLE", "storage_class": "STANDARD"}
    return {"site": "home", "time_zone": "US/Pacific", "quiet_time_s": 30, "archive": archive}


class FakeGateway:
    """A gateway on a port of this machine."""

    def __init__(self) -> None:
        """Make the gateway's state; it can be changed at any time."""
        self.gateway = make_gateway()
        self.settings = make_settings()
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

    async def start(self) -> None:
        """Start to serve, on the same port as before."""
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/api/v1/gateway", self._get_gateway),
                web.get("/api/v1/live", self._live),
                web.patch("/api/v1/settings", self._patch_settings),
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
            return _error(HTTPStatus.UNAUTHORIZED, "unauthorized")
        if self.failure:
            return _error(self.failure, "unavailable")
        try:
            return await self.answers.get(request.path, handler)(request)
        except ValidationError as err:
            self.violations.append(err)
            raise

    async def _get_gateway(self, _: web.Request) -> web.Response:
        return _answer("/api/v1/gateway", self.gateway)

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

    async def _patch_settings(self, request: web.Request) -> web.Response:
        if self.patch_fails:
            return _error(HTTPStatus.BAD_REQUEST, "invalid")
        change = await request.json()
        require("SettingsChange", change)
        self.settings |= change
        return _answer("/api/v1/settings", self.settings)

    async def _get_event(self, request: web.Request) -> web.Response:
        return _found("/api/v1/events/{event}", self.events.get(request.match_info["event"]))

    async def _get_capture(self, request: web.Request) -> web.Response:
        return _found("/api/v1/captures/{capture}", self.captures.get(request.match_info["capture"]))

    async def _list_captures(self, request: web.Request) -> web.Response:
        limit = int(request.query.get("limit", "50"))
        begin = int(request.query.get("cursor", "0"))
        captures = list(self._matching(request))
        page = captures[begin : begin + limit]
        following = str(begin + limit) if len(captures) > begin + limit else None
        return _answer("/api/v1/captures", {"items": page, "next": following})

    async def _get_calendar(self, request: web.Request) -> web.Response:
        zone = ZoneInfo(request.query["time_zone"])
        by_hour = request.query.get("by") == "hour"
        counts = Counter(_start(_time(item["captured_at"]), zone, by_hour=by_hour) for item in self._matching(request))
        spans = [
            {"start": stamp(start), "end": stamp(_end(start, zone, by_hour=by_hour)), "captures": count}
            for start, count in sorted(counts.items(), reverse=True)
        ]
        return _answer("/api/v1/calendar", {"items": spans})

    def _matching(self, request: web.Request) -> Iterable[Json]:
        """Return the captures a request asks for, newest first."""
        query = request.query
        for capture in sorted(self.captures.values(), key=lambda item: _time(item["captured_at"]), reverse=True):
            words = " ".join([capture["original_path"], *capture["labels"]]).lower()
            time = _time(capture["captured_at"])
            if (
                all(query.get(name, capture[name]) == capture[name] for name in ("camera", "event", "kind"))
                and ("after" not in query or time >= _time(query["after"]))
                and ("before" not in query or time < _time(query["before"]))
                and all(word in words for word in query.get("q", "").lower().split())
            ):
                yield capture

    async def _get_content(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None:
            return _error(HTTPStatus.NOT_FOUND, "not_found")
        return _bytes(request, self.contents[capture["id"]], capture["content_type"])

    async def _get_thumbnail(self, request: web.Request) -> web.StreamResponse:
        capture = self.captures.get(request.match_info["capture"])
        if capture is None or not capture["thumbnail"]:
            return _error(HTTPStatus.NOT_FOUND, "not_found")
        return _bytes(request, self.thumbnails[capture["id"]], "image/jpeg")


def _time(text: str) -> datetime:
    """Return a time of the contract."""
    return datetime.fromisoformat(text)


def _start(time: datetime, zone: ZoneInfo, *, by_hour: bool) -> datetime:
    """Return when a time's day or hour began."""
    local = time.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return (local if by_hour else local.replace(hour=0)).astimezone(UTC)


def _end(start: datetime, zone: ZoneInfo, *, by_hour: bool) -> datetime:
    """Return when a day or an hour ends."""
    return start + timedelta(hours=1) if by_hour else (start.astimezone(zone) + timedelta(days=1)).astimezone(UTC)


def _answer(path: str, value: Json, method: str = "get") -> web.Response:
    """Return a good answer."""
    require_answer(path, method, value)
    return web.json_response(value)


def _found(path: str, value: Json | None) -> web.Response:
    """Return what was found, or that it was not."""
    return _error(HTTPStatus.NOT_FOUND, "not_found") if value is None else _answer(path, value)


def _error(status: HTTPStatus, code: str) -> web.Response:
    """Return a bad answer."""
    body = {"error": {"code": code, "message": f"It is {code}."}}
    require("Error", body)
    return web.json_response(body, status=status)


def _bytes(request: web.Request, content: bytes, content_type: str) -> web.Response:
    """Return bytes, or the part of them that is asked for."""
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {hdrs.ETAG: etag, hdrs.ACCEPT_RANGES: "bytes", hdrs.CONTENT_TYPE: content_type}
    if request.headers.get(hdrs.IF_NONE_MATCH) == etag:
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    asked = request.http_range
    if asked.start is None or request.headers.get(hdrs.IF_RANGE, etag) != etag:
        return web.Response(body=content, headers=headers)
    if asked.start >= len(content):
        headers[hdrs.CONTENT_RANGE] = f"bytes */{len(content)}"
        return web.Response(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    part = content[asked]
    start = asked.start if asked.start >= 0 else len(content) + asked.start
    headers[hdrs.CONTENT_RANGE] = f"bytes {start}-{start + len(part) - 1}/{len(content)}"
    return web.Response(status=HTTPStatus.PARTIAL_CONTENT, body=part, headers=headers)
