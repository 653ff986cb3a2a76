"""Gateways that announce themselves on the local network. Announcements are untrusted."""

from dataclasses import dataclass
from ipaddress import ip_address
import re
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from yarl import URL

from ..api.client import CamVaultClient
from ..api.errors import CamVaultError, CamVaultVersionError
from ..const import ID_PATTERN

_SITE: Final = "[a-z0-9][a-z0-9-]{0,31}"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundGateway:
    """An announced gateway."""

    id: str
    site: str
    url: str


def read_announcement(info: ZeroconfServiceInfo) -> FoundGateway | None:
    """Return the announced gateway, or None if the announcement is not valid."""
    gateway_id, site = (info.properties.get(name) or "" for name in ("id", "site"))
    if not info.port or not re.fullmatch(ID_PATTERN, gateway_id) or not re.fullmatch(_SITE, site):
        return None
    return FoundGateway(id=gateway_id, site=site, url=str(URL.build(scheme="http", host=info.host, port=info.port)))


async def async_has_moved(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether a gateway with a plain address no longer answers there."""
    if not _is_plain(URL(entry.data.get(CONF_URL, ""))):
        return False
    try:
        gateway = await CamVaultClient.of(hass, entry.data).gateway()
    except CamVaultVersionError:
        return False
    except CamVaultError:
        return True
    return gateway.id != entry.unique_id


def _is_plain(url: URL) -> bool:
    """Return whether a URL is a plain address, as announcements have it; people's own names and proxies stay."""
    try:
        ip_address(url.host or "")
    except ValueError:
        return False
    return url.scheme == "http" and url.path in {"", "/"}
