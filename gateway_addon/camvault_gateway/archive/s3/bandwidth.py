"""The bandwidth limit of all uploads together (KiB/s): a token bucket, and a request body that waits for its tokens."""

from collections.abc import Callable
from io import BytesIO
import threading
import time
from typing import BinaryIO, Final

from camvault_gateway.model import steady_s

_KIB: Final = 1024
# What may go at once after a pause, and how much of it a single upload may take: so several share each second.
_BURST_S: Final = 0.25
_SHARE: Final = 8
_LEAST_CHUNK: Final = 1024


class TokenBucket:
    """Counts bytes against a rate; who takes more than there is waits, in the order of taking. Safe between threads."""

    def __init__(self, rate: float | None = None, clock: Callable[[], float] = steady_s) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rate = rate
        self._level = self._burst
        self._at = clock()

    @property
    def _burst(self) -> float:
        return (self._rate or 0.0) * _BURST_S

    def change(self, rate: float | None) -> None:
        """Use another rate, in bytes a second, or none, from now on."""
        with self._lock:
            self._rate = rate
            self._level = self._burst
            self._at = self._clock()

    @property
    def limited(self) -> bool:
        """Whether there is a rate."""
        return self._rate is not None

    def chunk(self, wanted: int) -> int:
        """Return how many bytes one upload may take at a time."""
        rate = self._rate
        return wanted if rate is None else min(wanted, max(_LEAST_CHUNK, int(rate * _BURST_S / _SHARE)))

    def take(self, count: int) -> float:
        """Take so many bytes; returns how many seconds to wait before they may be sent."""
        with self._lock:
            if self._rate is None:
                return 0.0
            now = self._clock()
            self._level = min(self._burst, self._level + (now - self._at) * self._rate) - count
            self._at = now
            return max(0.0, -self._level / self._rate)


class Limiter:
    """The owner's limit for everything that is put, whichever bucket it goes to."""

    def __init__(self) -> None:
        self._bucket = TokenBucket()

    def change(self, kib_s: int | None) -> None:
        """Keep another limit, or none."""
        self._bucket.change(None if kib_s is None else float(kib_s * _KIB))

    @property
    def limited(self) -> bool:
        """Whether there is a limit now."""
        return self._bucket.limited

    def slow(self, body: BinaryIO | bytes) -> LimitedBody:
        """Return a body that is read no faster than the limit."""
        return LimitedBody(BytesIO(body) if isinstance(body, bytes | bytearray) else body, self._bucket)


class LimitedBody:
    """A file that waits, in the thread that sends it, for its turn to be read; it holds no more than a chunk."""

    def __init__(self, file: BinaryIO, bucket: TokenBucket) -> None:
        self._file = file
        self._bucket = bucket

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, fewer than asked for when there is a limit; none at the end."""
        data = self._file.read(self._bucket.chunk(size) if size > 0 else size)
        if data and (wait := self._bucket.take(len(data))):
            time.sleep(wait)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()
