"""Authentication: every request needs the token, except the one for the proof that the gateway knows it."""

import hmac

from aiohttp import web
from aiohttp.typedefs import Handler

from camvault_gateway.api.context import CONTEXT
from camvault_gateway.api.setup import hello

from .errors import ApiError


@web.middleware
async def require_token(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request pass that has the token, also when its address is unknown."""
    if request.match_info.handler is hello.get_hello:
        return await handler(request)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    wanted = request.app[CONTEXT].services.token
    if scheme.lower() != "bearer" or not hmac.compare_digest(_bytes(given.strip()), _bytes(wanted)):
        raise ApiError(401, "unauthorized", "The token is missing or wrong: send `Authorization: Bearer TOKEN`.")
    return await handler(request)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
