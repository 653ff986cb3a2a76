"""FTP accounts."""

import re
from sqlite3 import Connection

from aiohttp import web

from camvault_gateway.api.context import CONTEXT
from camvault_gateway.api.http.answers import json_answer
from camvault_gateway.api.http.body import Body
from camvault_gateway.api.http.errors import invalid
from camvault_gateway.api.http.params import path_part
from camvault_gateway.api.shown import wire
from camvault_gateway.catalog import accounts, cameras
from camvault_gateway.model import Account, AccountsChanged, hash_drawn_password, hash_password, new_password, now_ms

_USERNAME = re.compile(r"[A-Za-z0-9._-]{1,32}")
_PASSWORD = r"[^\x00-\x1f\x7f]*"  # noqa: S105 what one may consist of: FTP ends a line at a control character
_PASSWORD_LENGTHS = (8, 64)


async def list_accounts(request: web.Request) -> web.Response:
    """Answer listAccounts."""
    found = await request.app[CONTEXT].read(accounts.list_all)
    return json_answer({"items": [wire.account(account) for account in found]})


async def set_account(request: web.Request) -> web.Response:
    """Answer setAccount."""
    context, username = request.app[CONTEXT], _username(request)
    body = await Body.read(request)
    password, hashed = (_password(body), hash_password) if "password" in body else (new_password(), hash_drawn_password)
    password_hash = await context.run(hashed, password)
    account = Account(
        username=username, password_hash=password_hash, camera=body.text_or_null("camera"), created_at=now_ms()
    )
    kept = await context.write(_put, account, keep_camera="camera" not in body)
    context.publish(AccountsChanged())
    return json_answer(wire.account(kept) | {"password": password})


async def change_account(request: web.Request) -> web.Response:
    """Answer changeAccount."""
    context = request.app[CONTEXT]
    body = await Body.read(request, ("tls_required",))
    kept = await context.write(accounts.require_tls, _username(request), required=body.flag("tls_required"))
    context.publish(AccountsChanged())
    return json_answer(wire.account(kept))


async def remove_account(request: web.Request) -> web.Response:
    """Answer removeAccount."""
    context = request.app[CONTEXT]
    await context.write(accounts.remove, _username(request))
    context.publish(AccountsChanged())
    return web.Response(status=204)


def _username(request: web.Request) -> str:
    username = path_part(request, "username")
    if not _USERNAME.fullmatch(username):
        raise invalid("An account's name has 1 to 32 letters, digits, dots, dashes and underscores.")
    return username


def _password(body: Body) -> str:
    shortest, longest = _PASSWORD_LENGTHS
    return body.text(
        "password", shortest=shortest, longest=longest, pattern=_PASSWORD, says="not have control characters"
    )


def _put(db: Connection, account: Account, *, keep_camera: bool) -> Account:
    camera = account.camera
    if keep_camera:
        camera = next((known.camera for known in accounts.list_all(db) if known.username == account.username), None)
    if camera is not None and not cameras.is_there(db, camera):
        raise invalid(f"There is no camera {camera}.")
    return accounts.put(
        db,
        Account(
            username=account.username,
            password_hash=account.password_hash,
            camera=camera,
            created_at=account.created_at,
        ),
    )


ROUTES = [
    web.get("/api/v1/accounts", list_accounts),
    web.put("/api/v1/accounts/{username}", set_account),
    web.patch("/api/v1/accounts/{username}", change_account),
    web.delete("/api/v1/accounts/{username}", remove_account),
]
