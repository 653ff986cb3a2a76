"""What the archive is going to cost in a month, by what was measured and what providers charge."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from .archive import ArchiveSettings

PRICED_ON: Final = "2026-09-30"
_GB: Final = 1e9
_MONTH_DAYS: Final = 30
_WASABI_LEAST_GB: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a provider charges: for a GB and month, for 1,000 puts, and for how much and how long at least."""

    per_gb_month: float
    per_1000_puts: float = 0.0
    least_days: int = 0
    least_gb: int = 0
    currency: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How much the archive holds, and how much a day adds to it."""

    bytes: int
    bytes_a_day: float
    files_a_day: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A month's cost, and the price that it was reckoned with."""

    a_month: float
    currency: str
    per_gb_month: float


# Of AWS those of Virginia, without taxes, free allowances, and what is paid for looking at clips.
_AWS: Final = {
    "STANDARD": Price(per_gb_month=0.023, per_1000_puts=0.005),
    "STANDARD_IA": Price(per_gb_month=0.0125, per_1000_puts=0.01, least_days=30),
    "ONEZONE_IA": Price(per_gb_month=0.01, per_1000_puts=0.01, least_days=30),
    "GLACIER_IR": Price(per_gb_month=0.004, per_1000_puts=0.02, least_days=90),
}
_OTHERS: Final = {
    ".backblazeb2.com": Price(per_gb_month=0.006),
    ".r2.cloudflarestorage.com": Price(per_gb_month=0.015, per_1000_puts=0.0045),
    ".wasabisys.com": Price(per_gb_month=0.00799, least_days=90, least_gb=_WASABI_LEAST_GB),
}


def price_of(archive: ArchiveSettings) -> Price | None:
    """Return what is known of a provider's price, by its server's name."""
    host = urlsplit(archive.endpoint_url or "").hostname
    if host is None or host.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return _AWS.get(archive.storage_class)
    return next((price for name, price in _OTHERS.items() if host.endswith(name)), None)


def forecast(growth: Growth, price: Price, kept_days: int | None) -> Cost:
    """Return what the next 30 days cost: what is stored in their mean, and the puts.

    With rules that let captures expire, the archive grows until as much goes as comes. A provider that bills for a
    number of days bills them also for what goes sooner.
    """
    stored_gb = max(_mean_bytes(growth, kept_days and max(kept_days, price.least_days)) / _GB, price.least_gb)
    puts = growth.files_a_day * _MONTH_DAYS / 1000 * price.per_1000_puts
    return Cost(
        a_month=round(stored_gb * price.per_gb_month + puts, 2),
        currency=price.currency,
        per_gb_month=price.per_gb_month,
    )


def _mean_bytes(growth: Growth, kept_days: int | None) -> float:
    if growth.bytes_a_day <= 0:
        return growth.bytes
    growing = float(_MONTH_DAYS)
    if kept_days is not None:
        room = max(0.0, growth.bytes_a_day * kept_days - growth.bytes)
        growing = min(growing, room / growth.bytes_a_day)
    added = growth.bytes_a_day * growing
    return growth.bytes + added * (_MONTH_DAYS - growing / 2) / _MONTH_DAYS
