"""The API's application."""

from collections.abc import AsyncIterator, Iterator
import importlib
from pathlib import Path
import pkgutil
from typing import Final

from aiohttp import web

from .context import CAMERA, CONTEXT, Context
from .http.auth import require_token
from .http.errors import answer_errors
from .live import live
from .live.hub import Hub
from .services import Services
from .setup import hello
from .setup.rate_limit import RateLimit

_LARGEST_BODY: Final = 64 * 1024
_CAMERA: Final = "X-CamVault-Camera"


def create_app(services: Services) -> web.Application:
    """Return the application; whoever runs it owns the services, and closes them after it."""
    app = web.Application(middlewares=[answer_errors, require_token], client_max_size=_LARGEST_BODY)
    app[CONTEXT] = context = Context(services)
    app[live.HUB] = Hub(context)
    app[hello.ALLOWANCE] = RateLimit()
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(_close_readers)
    app.cleanup_ctx.append(_run)
    app.add_routes(_routes())
    return app


def _routes() -> Iterator[web.AbstractRouteDef]:
    """Yield the routes of every module of the API that has some."""
    for found in pkgutil.walk_packages([str(Path(__file__).parent)], f"{__package__}."):
        yield from getattr(importlib.import_module(found.name), "ROUTES", ())


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
