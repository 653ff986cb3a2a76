"""The logins that cameras have, as the gateway's API contract has them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import hdrs

from .connection import Connection
from .errors import CamVaultNotFoundError, CamVaultOutdatedError


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A login of cameras; `camera` is None for the one that all of them share."""

    username: str
    camera: str | None
    tls_required: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """All accounts."""

    items: tuple[Account, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """The login of a camera; the password is only in the answer that makes it."""

    server: str | None
    port: int
    username: str | None
    password: str | None = field(repr=False)


class Logins(Connection):
    """The part of a gateway's API that makes and changes logins."""

    async def accounts(self) -> tuple[Account, ...]:
        """Return the accounts that cameras log in with."""
        return (await self._read(Accounts, "accounts")).items

    async def require_tls(self, username: str, *, required: bool) -> Account:
        """Take an account over TLS only, or either way."""
        path, change = f"accounts/{username}", {"tls_required": required}
        return await self._read(Account, path, method=hdrs.METH_PATCH, json=change)

    async def renew_own_login(self, camera_id: str) -> Login:
        """Return a camera's own login with a new password; without one it is made."""
        with _known_address():
            return await self._read(Login, f"cameras/{camera_id}/login", method=hdrs.METH_POST)

    async def renew_shared_login(self, *, renew: bool = True) -> Login:
        """Return the login that cameras share: made if there is none, else with a new password or as it is."""
        with _known_address():
            return await self._read(Login, "login", method=hdrs.METH_POST, json={"renew": renew})

    async def shared_login(self) -> Login:
        """Return the login that cameras share; while there is none it has no name."""
        with _known_address():
            return await self._read(Login, "login")


@contextmanager
def _known_address() -> Iterator[None]:
    """Raise CamVaultOutdatedError when a gateway does not have the address: it is from before it made logins."""
    try:
        yield
    except CamVaultNotFoundError as err:
        raise CamVaultOutdatedError("The gateway makes no logins yet") from err
