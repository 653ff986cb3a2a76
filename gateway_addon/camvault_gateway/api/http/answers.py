"""JSON responses."""

from collections.abc import Mapping

from aiohttp import web
import orjson


def json_answer(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return an answer with something as JSON."""
    body = orjson.dumps(content)
    return web.Response(body=body, status=status, headers=headers, content_type="application/json", charset="utf-8")
