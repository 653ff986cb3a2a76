"""Cameras that cannot log in: by default none may."""

from collections.abc import Sequence
import ipaddress
from typing import Final

from camvault_gateway.model import ANONYMOUS_NAMES, Account

ACCOUNT: Final = Account(username="anonymous", password_hash="", camera=None, created_at=0)


class Anonymous:
    """Whose logins without a password are taken."""

    def __init__(self, networks: Sequence[str]) -> None:
        self._networks = tuple(ipaddress.ip_network(network) for network in networks)

    def may(self, username: str, address: str) -> bool:
        """Tell whether somebody may come in under a name, without a password."""
        if not self._networks or username.lower() not in ANONYMOUS_NAMES:
            return False
        found = ipaddress.ip_address(address)
        if isinstance(found, ipaddress.IPv6Address):
            found = found.ipv4_mapped or found
        return any(found in network for network in self._networks)
