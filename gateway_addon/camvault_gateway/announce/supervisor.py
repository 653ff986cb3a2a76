"""The client of Home Assistant's Supervisor, for a gateway that runs as an app."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Interface
from typing import Any, Final

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

SERVICE: Final = "camvault"
TIMEOUT: Final = ClientTimeout(total=10)


class SupervisorError(Exception):
    """The Supervisor did not answer, refused, or said something that makes no sense."""


@dataclass(frozen=True, slots=True)
class Supervisor:
    """The Supervisor's HTTP API, as far as an app with the default role may use it."""

    session: ClientSession
    token: str = field(repr=False)
    base_url: str = "http://supervisor"

    async def lan_address(self) -> str | None:
        """Return the IPv4 address cameras reach this machine at, or None when the Supervisor knows of none."""
        info = await self._ask("GET", "/network/info")
        try:
            return _primary_ipv4(info["interfaces"])
        except AttributeError, KeyError, TypeError, ValueError:
            raise _nonsense("/network/info") from None

    async def published_ports(self) -> dict[int, int | None]:
        """Return the host's port for each TCP port of the app; None for a port that is not published."""
        info = await self._ask("GET", "/addons/self/info")
        try:
            return _tcp_ports(info["network"] or {})
        except AttributeError, KeyError, ValueError:
            raise _nonsense("/addons/self/info") from None

    async def own_host(self) -> str:
        """Return the name Home Assistant reaches the app by on the internal network."""
        info = await self._ask("GET", "/addons/self/info")
        host = info.get("hostname")
        if not isinstance(host, str) or not host:
            raise _nonsense("/addons/self/info")
        return host

    async def announce(self, host: str, port: int, token: str) -> None:
        """Offer the gateway to Home Assistant, which then asks the user whether to add it."""
        config = {"host": host, "port": port, "token": token}
        await self._ask("POST", "/discovery", {"service": SERVICE, "config": config})

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        # Errors carry only the path and the status: what the Supervisor says may repeat what it was sent,
        # and aiohttp's own exceptions hold the request's headers. Both contain tokens.
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            async with self.session.request(
                method, self.base_url + path, json=body, headers=headers, timeout=TIMEOUT
            ) as response:
                return await _data(response, path)
        except TimeoutError:
            message = f"The Supervisor did not answer {path} in time"
        except ClientError as error:
            message = f"The Supervisor could not be asked for {path} ({type(error).__name__})"
        raise SupervisorError(message)


async def _data(response: ClientResponse, path: str) -> dict[str, Any]:
    if not response.ok:
        raise SupervisorError(f"The Supervisor refused {path} with status {response.status}")
    try:
        answer = await response.json()
    except ValueError:
        raise _nonsense(path) from None
    if not isinstance(answer, dict) or answer.get("result") != "ok" or not isinstance(answer.get("data"), dict):
        raise _nonsense(path)
    data: dict[str, Any] = answer["data"]
    return data


def _primary_ipv4(interfaces: list[dict[str, Any]]) -> str | None:
    primary = (item for item in interfaces if item["primary"] and item["enabled"])
    addresses = (address for item in primary for address in (item["ipv4"] or {}).get("address", []))
    first = next(addresses, None)
    return None if first is None else str(IPv4Interface(first).ip)


def _tcp_ports(network: Mapping[str, int | None]) -> dict[int, int | None]:
    split = ((port.partition("/"), host_port) for port, host_port in network.items())
    return {int(number): host_port for (number, _, protocol), host_port in split if protocol in ("", "tcp")}


def _nonsense(path: str) -> SupervisorError:
    return SupervisorError(f"The Supervisor's answer to {path} was not understood")
