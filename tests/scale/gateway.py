"""A gateway in simulated time: what it takes, what waits, and what it puts; its patience is the product's own."""

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, override

from camvault_gateway.archive.s3 import client
from camvault_gateway.archive.s3.small_put import SMALL
from camvault_gateway.work import circuit_breaker
from camvault_gateway.work.backoff import backoff
from camvault_gateway.work.circuit_breaker import CircuitBreaker

from .engine import Engine, Line
from .measured import Measured
from .observed import Observed
from .store import Taking, Window

# As in `app/gateway.py`: so many puts at a time.
PUTS_AT_A_TIME: Final = 4
_NO_ANSWER_S: Final = float(client._CONNECT_TIMEOUT_S)
# A put is asked for and answered; a large one waits first to hear that it may come.
_SMALL_TRIPS: Final = 1
_LARGE_TRIPS: Final = 2


@dataclass(frozen=True, slots=True)
class Manner:
    """How a gateway goes about it, if it is not to be as the product does."""

    snapshots_first: bool = False
    longest_wait_s: float | None = None


class _Patient(CircuitBreaker):
    """Asks less often whether an outage is over than the product's breaker."""

    def __init__(self, clock: Callable[[], float], chance: Callable[[], float], longest_wait_s: float) -> None:
        super().__init__(clock, chance)
        self._longest_wait_s = longest_wait_s

    @override
    def _pause(self) -> float:
        return backoff(self._failures, circuit_breaker._FIRST_S, self._longest_wait_s, self._chance())


@dataclass(frozen=True, slots=True)
class Place:
    """What a gateway stands in: its way out, its disk, and when the way out is cut."""

    uplink_bits_s: float
    trip_s: float
    free_bytes: int
    cut: Window | None = None


AS_THE_PRODUCT: Final = Manner()


@dataclass(slots=True)
class Upload:
    """One file on its way."""

    home: int
    camera: int
    size: int
    arrived: float
    kept: float = -1.0


class Gateway:
    """Takes uploads one after the other, and puts them, camera by camera in turn, of each the newest first."""

    def __init__(
        self,
        engine: Engine,
        measured: Measured,
        place: Place,
        store: Taking,
        observed: Observed,
        chance: Random,
        manner: Manner = AS_THE_PRODUCT,
    ) -> None:
        self._engine = engine
        self._measured = measured
        self._place = place
        self._store = store
        self._observed = observed
        self._manner = manner
        longest = manner.longest_wait_s
        self._breaker = (
            _Patient(self._time, chance.random, longest) if longest else CircuitBreaker(self._time, chance.random)
        )
        self._core, self._uplink = Line(), Line()
        # The product waits in one line for each camera; it could have one for snapshots and one for clips.
        self._waiting: dict[tuple[bool, int], list[Upload]] = {}
        self._running = 0
        self._probing = False
        self._turn = -1
        self._wake_at = -1.0
        self._bytes = 0

    def _time(self) -> float:
        return self._engine.now

    @property
    def busy_s(self) -> float:
        """How long its core has been at work."""
        return self._core.busy_s

    def receive(self, upload: Upload) -> None:
        """Take an upload, unless the disk is full of what may not go."""
        if self._bytes + upload.size > self._place.free_bytes:
            self._observed.refused(upload)
            return
        self._bytes += upload.size
        done = self._core.take(self._engine.now, self._measured.receive.of(upload.size))
        self._engine.at(done, lambda: self._keep(upload))

    def _keep(self, upload: Upload) -> None:
        upload.kept = self._engine.now
        self._observed.kept(self._bytes)
        self._await(upload)
        self._fill()

    def _await(self, upload: Upload) -> None:
        later = self._manner.snapshots_first and upload.size >= SMALL
        insort(self._waiting.setdefault((later, upload.camera), []), upload, key=lambda each: each.arrived)

    def _fill(self) -> None:
        """Begin what may begin, as the product's `TaskQueue` does."""
        while self._waiting and self._has_room():
            if (wait := self._breaker.wait()) > 0:
                self._wake(self._engine.now + wait)
                return
            self._begin(self._next())

    def _wake(self, moment: float) -> None:
        if self._wake_at <= self._engine.now or moment < self._wake_at:
            self._wake_at = moment
            self._engine.at(moment, self._fill)

    def _has_room(self) -> bool:
        return not self._probing if self._breaker.tripped else self._running < PUTS_AT_A_TIME

    def _next(self) -> Upload:
        line = min(self._waiting, key=lambda each: (each[0], each[1] <= self._turn, each[1]))
        self._turn, waiting = line[1], self._waiting[line]
        upload = waiting.pop()
        if not waiting:
            del self._waiting[line]
        return upload

    def _begin(self, upload: Upload) -> None:
        now, place = self._engine.now, self._place
        period, probe = self._breaker.period, self._breaker.tripped
        self._running += 1
        self._probing |= probe
        self._observed.tried(now)
        cut = place.cut is not None and place.cut.has(now)
        taken = not cut and self._store.takes(now)
        done = self._done_at(upload) if taken else now + (_NO_ANSWER_S if cut else 2 * place.trip_s)
        self._engine.at(done, lambda: self._end(upload, now, period, taken=taken, probe=probe))

    def _done_at(self, upload: Upload) -> float:
        """Return when a put is answered: computed, then sent behind the others, then kept over there."""
        computed = self._core.take(self._engine.now, self._measured.compute.of(upload.size))
        sent = self._uplink.take(computed, upload.size * 8 / self._place.uplink_bits_s)
        trips = _SMALL_TRIPS if upload.size < SMALL else _LARGE_TRIPS
        return sent + self._measured.put.of(upload.size) + trips * self._place.trip_s

    def _end(self, upload: Upload, begun: float, period: int, *, taken: bool, probe: bool) -> None:
        self._running -= 1
        if probe:
            self._probing = False
        cut = self._place.cut
        if taken and not (cut is not None and cut.touches(begun, self._engine.now)):
            self._breaker.succeed()
            self._bytes -= upload.size
            self._observed.archived(upload, self._engine.now)
        else:
            self._breaker.fail(period)
            self._observed.failed(self._engine.now, slowed=not taken and not (cut and cut.has(begun)))
            self._await(upload)
        self._fill()
