"""Tell the local network where the gateway is: DNS-SD (RFC 6763) over multicast DNS."""

import asyncio
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import dataclass
import importlib
from ipaddress import ip_address
import logging
import socket
from typing import Final

_LOGGER = logging.getLogger(__name__)
SERVICE_TYPE: Final = "_camvault._tcp.local."
# Addresses change when a router restarts, and a machine may start before its network does.
LOOK_AGAIN_S: Final = 30.0
# Nothing is sent there: the system only tells from which address it would be (RFC 5737, RFC 3849).
_ELSEWHERE: Final = {4: (socket.AF_INET, "192.0.2.1"), 6: (socket.AF_INET6, "2001:db8::1")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The announcement: what everybody in the local network may know of the gateway."""

    address: str
    port: int
    gateway_id: str
    site: str
    api_version: int


def address_of(host: str) -> str | None:
    """Return the address that others reach what listens on a host at; None if nobody does, or the host is a name."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if address.is_loopback:
        return None
    if not address.is_unspecified:
        return host
    family, elsewhere = _ELSEWHERE[address.version]
    with socket.socket(family, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect((elsewhere, 9))
        return str(probe.getsockname()[0])
    return None


async def keep_announced(wanted: Callable[[], Announcement | None]) -> None:
    """Announce what is wanted, from its address only, and anew whenever that is something else."""
    while wanted() is None:  # noqa: ASYNC110 as below
        await asyncio.sleep(LOOK_AGAIN_S)
    # Takes 4 MiB, and who listens on loopback only does without; in a thread, since it comes from a disk.
    zeroconf = await asyncio.to_thread(importlib.import_module, "zeroconf")
    told = None
    while True:
        current = wanted()
        try:
            async with _announced(current):
                while wanted() == current:  # noqa: ASYNC110 nobody tells when an address changes
                    await asyncio.sleep(LOOK_AGAIN_S)
        except (OSError, RuntimeError, zeroconf.Error) as err:
            if told != (problem := f"{type(err).__name__}: {err}"):
                _LOGGER.warning("The gateway cannot be announced on the network (%s); give its address by hand", err)
                told = problem
            await asyncio.sleep(LOOK_AGAIN_S)


@contextlib.asynccontextmanager
async def _announced(what: Announcement | None) -> AsyncIterator[None]:
    """Answer who looks for gateways, and say goodbye in the end."""
    if what is None:
        yield
        return
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf  # noqa: PLC0415 as above

    # The id keeps two gateways of one name apart.
    name = f"{what.site}-{what.gateway_id[-8:]}"
    info = AsyncServiceInfo(
        SERVICE_TYPE,
        f"{name}.{SERVICE_TYPE}",
        parsed_addresses=[what.address],
        port=what.port,
        properties={"id": what.gateway_id, "site": what.site, "api": str(what.api_version)},
        server=f"camvault-{name}.local.",
    )
    async with AsyncZeroconf(interfaces=[what.address]) as network:
        await (await network.async_register_service(info, allow_name_change=True))
        _LOGGER.info("Announced on the local network as %s at %s", what.site, what.address)
        yield
