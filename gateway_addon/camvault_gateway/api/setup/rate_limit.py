"""The rate limit of requests without a token, by address."""

from collections import OrderedDict
from typing import Final

from camvault_gateway.model import steady_s

_AT_ONCE: Final = 10
_EVERY_S: Final = 1.0
_REMEMBERED: Final = 500


class RateLimit:
    """A few questions at once from each address, then one a second."""

    def __init__(self) -> None:
        self._free_at: OrderedDict[str, float] = OrderedDict()

    def take(self, address: str) -> bool:
        """Tell whether an address may ask now, and count it if so."""
        now = steady_s()
        free_at = max(self._free_at.pop(address, now), now)
        allowed = free_at - now < _AT_ONCE * _EVERY_S
        self._free_at[address] = free_at + _EVERY_S if allowed else free_at
        if len(self._free_at) > _REMEMBERED:
            self._free_at.popitem(last=False)
        return allowed
