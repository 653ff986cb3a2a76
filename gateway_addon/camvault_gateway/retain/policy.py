"""The retention policy: how many bytes the vault must free, and which captures may have expired; pure."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import Millis, Retention, Settings

_GIB: Final = 1024**3
_DAY_MS: Final = 24 * 3600 * 1000
# Begin to make room with a tenth of the disk left, on a large disk with 10 GiB; stop a quarter above that.
_LOW_SHARE: Final = 0.1
_LOW_MOST: Final = 10 * _GIB
_HEADROOM: Final = 1.25
# A vault with a limit is emptied a little below it, so that not every upload makes it full again.
_LIMIT_SHARE: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The owner's limits for the vault: size in bytes, age in milliseconds; None is no limit."""

    bytes: int | None = None
    age_ms: Millis | None = None

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Return the limits that the settings name."""
        days = settings.vault_days
        return cls(bytes=settings.vault_limit_bytes, age_ms=None if days is None else days * _DAY_MS)


def bytes_to_free(limits: Limits, *, used: int, free: int, total: int) -> int:
    """Return how many bytes the vault must give up: for the disk's sake, or for its own limit's."""
    low = min(total * _LOW_SHARE, _LOW_MOST)
    wanted = int(low * _HEADROOM) - free if free < low else 0
    if limits.bytes is not None and used > limits.bytes:
        wanted = max(wanted, used - int(limits.bytes * _LIMIT_SHARE))
    return max(0, wanted)


def overdue_before(retention: Retention, now: Millis) -> Millis:
    """Return the moment before which an object must have been put for any rule to explain that it is gone."""
    return now - min(rule.days for rule in retention.rules) * _DAY_MS + 1
