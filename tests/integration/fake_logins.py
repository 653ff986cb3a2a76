"""The part of the fake gateway that makes logins."""

from abc import ABC
from http import HTTPStatus

from aiohttp import web

from .contract import require_body
from .fake_answers import answer, answer_error
from .fake_cameras import FakeCameras
from .fake_values import Json, make_account

_ACCOUNT = "/api/v1/accounts/{username}"
_OWN_LOGIN = "/api/v1/cameras/{camera}/login"
_SHARED_LOGIN = "/api/v1/login"


class FakeLogins(FakeCameras, ABC):
    """Accounts, and what is typed into cameras."""

    gateway: Json

    def __init__(self) -> None:
        """Begin with the account that cameras share."""
        super().__init__()
        self.accounts = [make_account("camera")]
        self.passwords: dict[str, str] = {}
        self._made = 0

    @property
    def login_routes(self) -> list[web.RouteDef]:
        """Return where they are asked for."""
        return [
            web.get("/api/v1/accounts", self._list_accounts),
            web.patch(_ACCOUNT, self._patch_account),
            web.post(_OWN_LOGIN, self._renew_own_login),
            web.get(_SHARED_LOGIN, self._get_shared_login),
            web.post(_SHARED_LOGIN, self._renew_shared_login),
        ]

    async def _list_accounts(self, _: web.Request) -> web.Response:
        return answer("/api/v1/accounts", {"items": self.accounts})

    async def _patch_account(self, request: web.Request) -> web.Response:
        """Set whether an account takes FTPS only."""
        body = await request.json()
        require_body(_ACCOUNT, "patch", body)
        account = next(known for known in self.accounts if known["username"] == request.match_info["username"])
        account |= body
        return answer(_ACCOUNT, account, "patch")

    async def _renew_own_login(self, request: web.Request) -> web.Response:
        assert not await request.read()
        camera = request.match_info["camera"]
        if camera not in self.cameras:
            return answer_error(HTTPStatus.NOT_FOUND, "no_camera")
        return answer(_OWN_LOGIN, self._renewed(camera, camera), "post")

    async def _get_shared_login(self, _: web.Request) -> web.Response:
        known = self._account(None)
        return answer(_SHARED_LOGIN, self._login(known["username"] if known else None))

    async def _renew_shared_login(self, request: web.Request) -> web.Response:
        """Make or renew it, or leave it alone."""
        body = await request.json()
        require_body(_SHARED_LOGIN, "post", body)
        known = None if body.get("renew", True) else self._account(None)
        login = self._login(known["username"]) if known else self._renewed(None, "camera")
        return answer(_SHARED_LOGIN, login, "post")

    def _account(self, camera: str | None) -> Json | None:
        return next((known for known in self.accounts if known["camera"] == camera), None)

    def _renewed(self, camera: str | None, wanted: str) -> Json:
        """Return an account's login with a new password; the account is made if there is none."""
        account = self._account(camera)
        if account is None:
            taken = any(known["username"] == wanted for known in self.accounts)
            self.accounts.append(account := make_account(f"{wanted}2" if taken else wanted, camera))
        self._made += 1
        password = self.passwords[account["username"]] = f"made-up-{self._made}"
        return self._login(account["username"], password)

    def _login(self, username: str | None, password: str | None = None) -> Json:
        ftp = self.gateway["ftp"]
        place = {"server": ftp["advertised_address"], "port": ftp["port"]}
        return {**place, "username": username, "password": password}
