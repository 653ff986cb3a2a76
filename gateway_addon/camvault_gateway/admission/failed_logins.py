"""Failed logins by origin: how long their answers are delayed, and what the owner is told of them."""

from collections import OrderedDict
from dataclasses import dataclass
import threading
from typing import Final

from camvault_gateway.model import Guesser, now_ms, steady_s

LONGEST_S: Final = 20.0
# A camera with an old password is as many within a day; whoever guesses, within a minute.
TOLD_FROM: Final = 10
_FIRST_S: Final = 1.0
_FORGOTTEN_AFTER_S: Final = 3600
_REMEMBERED: Final = 1000
_NAMED: Final = 10


@dataclass(slots=True)
class _Record:
    count: int
    since: float
    last: float


class FailedLogins:
    """The count of wrong passwords from each origin; safe to use from any thread.

    Each counts when it is tried, and is answered later than the one before. Only wrong ones wait. Where a container
    hides who is who, all cameras have one address, and a right password must not suffer for another camera's wrong one;
    nor does it make the address trustworthy.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_origin: OrderedDict[str, _Record] = OrderedDict()
        # Those of origins that there is no room for.
        self._crowded_out = _Record(0, 0, 0)

    def count(self, origin: str) -> int:
        """Return how many wrong passwords came from an origin."""
        with self._lock:
            record = self._by_origin.get(origin)
            return record.count if record else 0

    def add(self, origin: str, now: float | None = None) -> float:
        """Count one, and return for how many seconds its answer is to be delayed."""
        now = steady_s() if now is None else now
        with self._lock:
            record = self._by_origin.pop(origin, None)
            if record is None or now - record.last > _FORGOTTEN_AFTER_S:
                record = _Record(0, now, now)
            record.count, record.last = record.count + 1, now
            self._by_origin[origin] = record
            if len(self._by_origin) > _REMEMBERED:
                self._crowd_out(self._by_origin.popitem(last=False)[1], now)
            return float(min(LONGEST_S, _FIRST_S * 2 ** min(record.count - 1, 10)))

    def forgive(self, origin: str) -> None:
        """Count one no more: the password was right, or could not be checked."""
        with self._lock:
            if (record := self._by_origin.get(origin)) and record.count > 0:
                record.count -= 1

    def _crowd_out(self, record: _Record, now: float) -> None:
        rest = self._crowded_out
        if not _is_fresh(rest, now):
            rest = _Record(0, record.since, record.last)
        count, since = rest.count + record.count, min(rest.since, record.since)
        self._crowded_out = _Record(count, since, max(rest.last, record.last))

    def guessers(self, now: float | None = None) -> tuple[Guesser, ...]:
        """Return who guessed most within the last hour; last, without an address, all others together."""
        now = steady_s() if now is None else now
        with self._lock:
            fresh = [(origin, record) for origin, record in self._by_origin.items() if _is_fresh(record, now)]
            rest = [self._crowded_out] if _is_fresh(self._crowded_out, now) else []
        fresh.sort(key=lambda each: each[1].count, reverse=True)
        named = [each for each in fresh[:_NAMED] if each[1].count >= TOLD_FROM]
        rest += [record for _, record in fresh[len(named) :]]
        told = [_guesser(origin, record.count, record.since, now) for origin, record in named]
        if (count := sum(record.count for record in rest)) >= TOLD_FROM:
            told.append(_guesser(None, count, min(record.since for record in rest), now))
        return tuple(told)


def _is_fresh(record: _Record, now: float) -> bool:
    return record.count > 0 and now - record.last <= _FORGOTTEN_AFTER_S


def _guesser(address: str | None, count: int, since: float, now: float) -> Guesser:
    # By the clock as it is set now, to the second: what is told does not change by itself.
    return Guesser(address=address, guesses=count, since=(now_ms() - round((now - since) * 1000)) // 1000 * 1000)
