"""How long a wrong password is kept waiting for its answer; pure."""

from collections import OrderedDict
from typing import Final

LONGEST_S: Final = 20.0
_FIRST_S: Final = 1.0
_FORGOTTEN_AFTER_S: Final = 900
_REMEMBERED: Final = 1000


class Guesses:
    """Wrong passwords by address: each is answered later than the one before.

    Only wrong ones wait. Where a container hides who is who, all cameras have one address, and a right password must
    not suffer for another camera's wrong one; nor does it make the address trustworthy.
    """

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wrong(self, address: str, now: float) -> float:
        """Note a wrong password, and return how many seconds its answer has to wait."""
        count, last = self._wrong.pop(address, (0, now))
        count = 1 if now - last > _FORGOTTEN_AFTER_S else count + 1
        self._wrong[address] = (count, now)
        if len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)
        return float(min(LONGEST_S, _FIRST_S * 2 ** min(count - 1, 10)))
