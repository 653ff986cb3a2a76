"""The login data that is typed into a camera so that it uploads here."""

from sqlite3 import Connection

from aiohttp import web

from camvault_gateway.api.context import CONTEXT, Context
from camvault_gateway.api.http.answers import json_answer
from camvault_gateway.api.http.body import Body
from camvault_gateway.api.http.errors import ApiError
from camvault_gateway.api.http.params import path_part
from camvault_gateway.catalog import accounts, cameras
from camvault_gateway.model import Account, AccountsChanged, hash_drawn_password, new_password, now_ms


async def renew_camera_login(request: web.Request) -> web.Response:
    """Answer renewCameraLogin."""
    context, camera, password = request.app[CONTEXT], path_part(request, "camera"), new_password()
    account = await context.write(_renew_own, camera, hash_drawn_password(password))
    context.publish(AccountsChanged())
    return _answer(context, account, password)


async def get_shared_login(request: web.Request) -> web.Response:
    """Answer getSharedLogin."""
    context = request.app[CONTEXT]
    return _answer(context, await context.read(accounts.of, None))


async def renew_shared_login(request: web.Request) -> web.Response:
    """Answer renewSharedLogin."""
    context, body, password = request.app[CONTEXT], await Body.read(request, ("renew",)), new_password()
    renew = "renew" not in body or body.flag("renew")
    account, renewed = await context.write(_renew_shared, hash_drawn_password(password), renew=renew)
    if renewed:
        context.publish(AccountsChanged())
    return _answer(context, account, password if renewed else None)


def _renew_own(db: Connection, camera: str, password_hash: str) -> Account:
    if not cameras.is_there(db, camera):
        raise ApiError(404, "no_camera", f"There is no camera {camera}.")
    return accounts.renew(db, camera, password_hash, now_ms())


def _renew_shared(db: Connection, password_hash: str, *, renew: bool) -> tuple[Account, bool]:
    """Return the shared account, and whether the password is its new one."""
    known = accounts.of(db, None)
    if known is not None and not renew:
        return known, False
    return accounts.renew(db, None, password_hash, now_ms()), True


def _answer(context: Context, account: Account | None, password: str | None = None) -> web.Response:
    """Answer with a Login."""
    ftp = context.services.ftp
    return json_answer(
        {
            "server": ftp.advertised_address,
            "port": ftp.port,
            "username": account.username if account else None,
            "password": password,
        }
    )


ROUTES = [
    web.post("/api/v1/cameras/{camera}/login", renew_camera_login),
    web.get("/api/v1/login", get_shared_login),
    web.post("/api/v1/login", renew_shared_login),
]
