"""The login that all cameras share: what people type into each of them."""

from ipaddress import ip_address
from itertools import count
from typing import Final

from homeassistant.core import HomeAssistant
from yarl import URL

from ...api.client import CamVaultClient
from ...api.gateway import Gateway
from ...api.models import Account

USERNAME: Final = "camera"
# The gateway takes 32 characters; a number may follow.
_LONGEST: Final = 28


async def async_has_login(client: CamVaultClient) -> bool:
    """Return whether there is an account that cameras share."""
    return any(account.camera is None for account in await client.accounts())


async def async_renew_login(hass: HomeAssistant, client: CamVaultClient, url: str) -> dict[str, str]:
    """Give the shared account a new password, and return what to type into a camera."""
    return await _async_renew(hass, client, url, _username(await client.accounts()))


async def async_shared_login(hass: HomeAssistant, client: CamVaultClient, url: str) -> dict[str, str] | None:
    """Return what to type into a camera for the shared account, if there is one; its password is not to be had."""
    accounts = await client.accounts()
    if all(account.camera for account in accounts):
        return None
    return _place(hass, await client.gateway(), url) | {"username": _username(accounts)}


async def async_own_login(hass: HomeAssistant, client: CamVaultClient, url: str, camera_id: str) -> dict[str, str]:
    """Give a camera's own account, which is made if there is none, a new password; return what to type into it."""
    accounts = await client.accounts()
    own = (account.username for account in accounts if account.camera == camera_id)
    username = next(own, None) or _free(camera_id[:_LONGEST], {account.username for account in accounts})
    return await _async_renew(hass, client, url, username, camera=camera_id)


async def _async_renew(
    hass: HomeAssistant, client: CamVaultClient, url: str, username: str, **camera: str
) -> dict[str, str]:
    """Give an account a new password, and return what to type into a camera."""
    gateway = await client.gateway()
    account = await client.renew_account(username, **camera)
    return _place(hass, gateway, url) | {"username": account.username, "password": account.password}


def _place(hass: HomeAssistant, gateway: Gateway, url: str) -> dict[str, str]:
    """Return where a camera uploads to."""
    return {"server": _server(hass, gateway, url), "port": str(gateway.ftp.port)}


def _username(accounts: tuple[Account, ...]) -> str:
    """Return the name of the account that cameras share, or of the one to make."""
    shared = [account.username for account in accounts if account.camera is None]
    if shared:
        return USERNAME if USERNAME in shared else shared[0]
    return _free(USERNAME, {account.username for account in accounts})


def _free(wanted: str, taken: set[str]) -> str:
    """Return a name like the one that is wanted, which nobody has."""
    names = (f"{wanted}{number}" if number > 1 else wanted for number in count(1))
    return next(name for name in names if name not in taken)


def _server(hass: HomeAssistant, gateway: Gateway, url: str) -> str:
    """Return where cameras find the gateway."""
    if gateway.ftp.advertised_address:
        return gateway.ftp.advertised_address
    host = URL(url).host or ""
    # Next to Home Assistant, it is where Home Assistant is.
    return hass.config.api.local_ip if hass.config.api and _is_loopback(host) else host


def _is_loopback(host: str) -> bool:
    """Return whether a host means the machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
