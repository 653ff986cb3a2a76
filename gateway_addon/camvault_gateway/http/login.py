"""Logins of HTTP requests: a camera's own name and password, each time."""

import asyncio
from http import HTTPStatus
from typing import Final

from aiohttp import web

from camvault_gateway.admission import BusyError, Gatekeeper
from camvault_gateway.catalog import CatalogError
from camvault_gateway.model import Account, steady_s

from .answers import HttpError
from .connection import Connection
from .request import REALM, Credentials, credentials

_NOBODY: Final = Credentials("anonymous", "")


async def log_in(gatekeeper: Gatekeeper, request: web.BaseRequest, connection: Connection) -> Account:
    """Return whose request it is; raises HttpError."""
    given = credentials(request.headers)
    if given is None and not gatekeeper.takes_anybody(connection.remote_ip):
        # Many clients wait for this before they say who they are: it is no guess.
        raise HttpError(HTTPStatus.UNAUTHORIZED, "Log in with the camera's user name and password.", REALM)
    who = given or _NOBODY
    try:
        verdict = await asyncio.wrap_future(gatekeeper.check(connection.remote_ip, who.username, who.password))
    except BusyError as err:
        raise HttpError(
            HTTPStatus.SERVICE_UNAVAILABLE, "Too many logins at once; try again.", {"Retry-After": "1"}
        ) from err
    except CatalogError as err:
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, "The gateway cannot read its accounts now; try again.") from err
    if (account := verdict.account) is None:
        await asyncio.sleep(max(0.0, verdict.answer_at - steady_s()))
        raise HttpError(HTTPStatus.UNAUTHORIZED, "Wrong user name or password.", REALM)
    if account.tls_required and not request.secure:
        raise HttpError(HTTPStatus.FORBIDDEN, "This login is for encrypted connections only: use https.")
    first = not connection.authenticated
    connection.authenticated = True
    if first:
        gatekeeper.welcome(account)
    return account
