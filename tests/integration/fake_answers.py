"""How the fake gateway answers, held to the contract."""

from datetime import UTC, datetime, timedelta
import hashlib
from http import HTTPStatus
from zoneinfo import ZoneInfo

from aiohttp import hdrs, web

from .contract import require, require_answer
from .fake_values import Json


def read_time(text: str) -> datetime:
    """Return a time of the contract."""
    return datetime.fromisoformat(text)


def span_start(time: datetime, zone: ZoneInfo, *, by_hour: bool) -> datetime:
    """Return when a time's day or hour began."""
    local = time.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return (local if by_hour else local.replace(hour=0)).astimezone(UTC)


def span_end(start: datetime, zone: ZoneInfo, *, by_hour: bool) -> datetime:
    """Return when a day or an hour ends."""
    return start + timedelta(hours=1) if by_hour else (start.astimezone(zone) + timedelta(days=1)).astimezone(UTC)


def answer(path: str, value: Json, method: str = "get", status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """Return a good answer."""
    require_answer(path, method, value, status)
    return web.json_response(value, status=status)


def answer_found(path: str, value: Json | None) -> web.Response:
    """Return what was found, or that it was not."""
    return answer_error(HTTPStatus.NOT_FOUND, "not_found") if value is None else answer(path, value)


def answer_error(status: HTTPStatus, code: str) -> web.Response:
    """Return a bad answer."""
    body = {"error": {"code": code, "message": f"It is {code}."}}
    require("Error", body)
    return web.json_response(body, status=status)


def answer_bytes(request: web.Request, content: bytes, content_type: str) -> web.Response:
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
