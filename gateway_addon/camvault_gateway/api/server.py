"""The API's application."""

from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web

from . import (
    accounts,
    calendar,
    cameras,
    captures,
    content,
    events,
    gateway,
    groups,
    hello,
    live,
    logins,
    moves,
    playback,
    retention,
    settings,
    thumbnails,
)
from .allowance import Allowance
from .auth import require_token
from .context import CAMERA, CONTEXT, Context
from .errors import answer_errors
from .hub import Hub
from .services import Services

_LARGEST_BODY: Final = 64 * 1024
_CAMERA: Final = "X-CamVault-Camera"
_RESOURCES: Final = (
    accounts,
    calendar,
    cameras,
    captures,
    content,
    events,
    gateway,
    groups,
    hello,
    live,
    logins,
    moves,
    playback,
    retention,
    settings,
    thumbnails,
)


def create_app(services: Services) -> web.Application:
    """Return the application; whoever runs it owns the services, and closes them after it."""
    app = web.Application(middlewares=[answer_errors, require_token], client_max_size=_LARGEST_BODY)
    app[CONTEXT] = context = Context(services)
    app[live.HUB] = Hub(context)
    app[hello.ALLOWANCE] = Allowance()
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(_close_readers)
    app.cleanup_ctx.append(_run)
    for resource in _RESOURCES:
        app.add_routes(resource.ROUTES)
    return app


async def _run(app: web.Application) -> AsyncIterator[None]:
    await app[live.HUB].start()
    yield
    await app[live.HUB].stop()
    await app[CONTEXT].close()


async def _close_readers(app: web.Application) -> None:
    await app[live.HUB].close_readers()


async def _add_headers(request: web.Request, answer: web.StreamResponse) -> None:
    answer.headers["Server"] = "CamVault"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers.setdefault("Cache-Control", "no-store")
    if CAMERA in request:
        answer.headers[_CAMERA] = request[CAMERA]
