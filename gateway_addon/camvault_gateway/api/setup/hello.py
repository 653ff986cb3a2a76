"""Prove to whoever knows the token that this gateway knows it, too, before it is sent."""

import hashlib
import hmac
import ipaddress
import re
from typing import Final

from aiohttp import web

from camvault_gateway.api.context import CONTEXT
from camvault_gateway.api.http.answers import json_answer
from camvault_gateway.api.http.errors import ApiError, invalid
from camvault_gateway.api.http.params import Params
from camvault_gateway.catalog import settings

from .rate_limit import RateLimit

ALLOWANCE: Final = web.AppKey("allowance", RateLimit)
_NONCE: Final = re.compile(r"[A-Za-z0-9_-]{22,64}", re.ASCII)


async def get_hello(request: web.Request) -> web.Response:
    """Answer hello."""
    if not request.app[ALLOWANCE].take(request.remote or ""):
        raise ApiError(429, "too_many", "Ask again in a second.", again_s=1)
    nonce = Params(request).text("nonce") or ""
    if not _NONCE.fullmatch(nonce):
        raise invalid("`nonce` must have 22 to 64 letters, digits, dashes and underscores.")
    context = request.app[CONTEXT]
    known = await context.read(settings.load)
    return json_answer({"proof": proof(context.services.token, known.gateway_id, _address(request), nonce)})


def proof(token: str, gateway_id: str, address: str, nonce: str) -> str:
    """Return what only who knows the token can: for this purpose, gateway, address and question, and no other."""
    said = f"camvault hello 1\n{gateway_id}\n{address}\n{nonce}"
    return hmac.digest(token.encode(), said.encode(), hashlib.sha256).hex()


def _address(request: web.Request) -> str:
    """Return where the request arrived, which whoever passes it on cannot choose, as the headers."""
    name = request.transport.get_extra_info("sockname") if request.transport else None
    if not isinstance(name, tuple):
        return ""
    found = ipaddress.ip_address(str(name[0]).partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    return f"[{found}]:{name[1]}" if found.version == 6 else f"{found}:{name[1]}"  # noqa: PLR2004 of IP


ROUTES = [web.get("/api/v1/hello", get_hello)]
