"""The forecast of the archive's cost in the next 30 days, from measured growth and published prices."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from .archive import ArchiveSettings

PRICED_ON: Final = "2026-09-30"
_GB: Final = 10**9
_GIB: Final = 2**30
_MONTH_DAYS: Final = 30
_WASABI_LEAST_GB: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a provider charges: for a GB and month, for 1,000 puts, and for how much and how long at least.

    To some a GB is 2^30 bytes.
    """

    per_gb_month: float
    per_1000_puts: float = 0.0
    least_days: int = 0
    least_gb: int = 0
    gb: int = _GB
    currency: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The size of the archive, and its growth a day."""

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
    "STANDARD": Price(per_gb_month=0.023, per_1000_puts=0.005, gb=_GIB),
    "STANDARD_IA": Price(per_gb_month=0.0125, per_1000_puts=0.01, least_days=30, gb=_GIB),
    "ONEZONE_IA": Price(per_gb_month=0.01, per_1000_puts=0.01, least_days=30, gb=_GIB),
    "GLACIER_IR": Price(per_gb_month=0.004, per_1000_puts=0.02, least_days=90, gb=_GIB),
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
    """Return what the next 30 days cost: what is stored in their mean, what goes too early, and the puts.

    With rules that let captures expire, the archive grows until as much goes as comes. A provider that bills for a
    number of days bills the rest of them for what goes sooner.
    """
    growing = _days_of_growth(growth, kept_days)
    stored = growth.bytes + growth.bytes_a_day * growing * (_MONTH_DAYS - growing / 2) / _MONTH_DAYS
    gone = growth.bytes_a_day * (_MONTH_DAYS - growing)
    too_early = max(0, price.least_days - (kept_days or price.least_days)) / _MONTH_DAYS
    billed_gb = max((stored + gone * too_early) / price.gb, price.least_gb)
    puts = growth.files_a_day * _MONTH_DAYS / 1000 * price.per_1000_puts
    return Cost(
        a_month=round(billed_gb * price.per_gb_month + puts, 2),
        currency=price.currency,
        per_gb_month=price.per_gb_month,
    )


def _days_of_growth(growth: Growth, kept_days: int | None) -> float:
    """Return on how many of the next 30 days more comes than goes."""
    if kept_days is None or growth.bytes_a_day <= 0:
        return _MONTH_DAYS
    room = max(0.0, growth.bytes_a_day * kept_days - growth.bytes)
    return min(float(_MONTH_DAYS), room / growth.bytes_a_day)
