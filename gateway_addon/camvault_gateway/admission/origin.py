"""The origin of a client: its address, or for IPv6 its /64, in which a machine may choose any address."""

from functools import lru_cache
import ipaddress


@lru_cache(maxsize=1000)
def origin_of(address: str) -> str:
    """Return what an address counts as; what is none counts as itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if mapped := found.ipv4_mapped:
        return str(mapped)
    return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))
