"""The login for a camera: server, port, username and password."""

from ipaddress import ip_address

from homeassistant.core import HomeAssistant
from yarl import URL

from ...api.client import CamVaultClient
from ...api.logins import Login


async def async_first_login(hass: HomeAssistant, client: CamVaultClient, url: str) -> dict[str, str] | None:
    """Return the login that cameras share if it had to be made; one that is there stays as it is."""
    login = await client.renew_shared_login(renew=False)
    return _typed(hass, login, url) if login.password else None


async def async_renew_login(hass: HomeAssistant, client: CamVaultClient, url: str) -> dict[str, str]:
    """Return the login that cameras share with a new password."""
    return _typed(hass, await client.renew_shared_login(), url)


async def async_shared_login(hass: HomeAssistant, client: CamVaultClient, url: str) -> dict[str, str] | None:
    """Return the login that cameras share, if there is one; its password is not to be had."""
    login = await client.shared_login()
    return _typed(hass, login, url) if login.username else None


async def async_own_login(hass: HomeAssistant, client: CamVaultClient, url: str, camera_id: str) -> dict[str, str]:
    """Return a camera's own login with a new password."""
    return _typed(hass, await client.renew_own_login(camera_id), url)


def _typed(hass: HomeAssistant, login: Login, url: str) -> dict[str, str]:
    """Return a login as the forms show it."""
    typed = {"server": login.server or _server(hass, url), "port": str(login.port)}
    known = {"username": login.username, "password": login.password}
    return typed | {name: text for name, text in known.items() if text}


def _server(hass: HomeAssistant, url: str) -> str:
    """Return where cameras find the gateway that the owner set no address for."""
    host = URL(url).host or ""
    # Next to Home Assistant, it is where Home Assistant is.
    return hass.config.api.local_ip if hass.config.api and _is_loopback(host) else host


def _is_loopback(host: str) -> bool:
    """Return whether a host means the machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
