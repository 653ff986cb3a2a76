"""What homes pay: for keeping and putting by the product's own forecast, and for the rest by `prices`."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import Growth, Price, forecast

from . import hosted, prices
from .load import YEAR_DAYS, Load
from .prices import Asking, Offer
from .requests import Requests, rebuild, requests

MONTHS: Final = 12
MONTH_DAYS: Final = 30
_GB: Final = 10**9
# Home Assistant reads a clip in pieces.
_GETS_A_CLIP: Final = 4
# Of a hosted stage: a message is sent, and taken and removed with nine others; 256 MB; the row of a capture.
_MESSAGE_REQUESTS: Final = 1 + 2 / hosted.BATCH
_FUNCTION_GB: Final = 0.25
_ROW_BYTES: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A year, in US dollars."""

    keeping: float
    catalog: float
    watching: float

    @property
    def total(self) -> float:
        """Return all of it."""
        return self.keeping + self.catalog + self.watching


def year(load: Load, offer: Offer, kept_days: int, watched_gb_a_month: float = 5.0) -> Bill:
    """Return a year's bill once as much goes as comes."""
    asked = requests(load)
    return Bill(
        keeping=MONTHS * keeping_a_month(load, offer, kept_days, kept_days),
        catalog=YEAR_DAYS * _asking(asked, offer),
        watching=MONTHS * watching_a_month(load, offer.asking, watched_gb_a_month),
    )


def keeping_a_month(load: Load, offer: Offer, day: int, kept_days: int | None) -> float:
    """Return what the product forecasts on a day of the archive's life: the next 30 days, keeping and puts."""
    if offer.snapshots is None:
        return _forecast(load.bytes, load.captures, offer.clips, day, kept_days)
    return _forecast(load.clips_bytes, load.motions, offer.clips, day, kept_days) + _forecast(
        load.snapshots_bytes, load.motions, offer.snapshots, day, kept_days
    )


def _forecast(a_day: float, files: float, price: Price, day: int, kept_days: int | None) -> float:
    there = day if kept_days is None else min(day, kept_days)
    growth = Growth(bytes=round(a_day * there), bytes_a_day=a_day, files_a_day=files)
    return forecast(growth, price, kept_days).a_month


def _asking(asked: Requests, offer: Offer) -> float:
    """Return what the catalog's requests cost: all that are not captures' puts. What it keeps is in `STANDARD`."""
    puts = (asked.puts - asked.captures) * (offer.snapshots or offer.clips).per_1000_puts
    return (puts + asked.lists * offer.asking.per_1000_lists + asked.gets * offer.asking.per_1000_gets) / 1000


def watching_a_month(load: Load, asking: Asking, watched_gb: float) -> float:
    """Return what it costs to look at clips that lie in the archive only."""
    gets = watched_gb * _GB / load.clip_bytes * _GETS_A_CLIP
    out = max(0.0, watched_gb - asking.free_gb_out_a_month)
    return watched_gb * asking.per_gb_read + out * asking.per_gb_out + gets / 1000 * asking.per_1000_gets


def rebuilding(load: Load, offer: Offer, kept_days: int) -> float:
    """Return what it costs to have the catalog back."""
    return _asking(rebuild(load, kept_days), offer)


def months_to_repay(size: int, there: Offer, per_1000: float) -> float | None:
    """Return after how many months an object pays back what it took to bring it into a class; None for never."""
    standard = prices.OFFERS[0].clips
    billed = max(size, prices.LEAST_BYTES)
    saved = (size * standard.per_gb_month - billed * there.clips.per_gb_month) / standard.gb
    return per_1000 / 1000 / saved if saved > 0 else None


def hosting_a_year(load: Load, kept_days: int) -> float:
    """Return what a home's share of a hosted stage costs: queue, functions, table."""
    captures = load.captures * YEAR_DAYS
    function = hosted.BATCH_S * _FUNCTION_GB * prices.FUNCTION_GB_S * 1e6 + prices.CALLS_PER_MILLION
    a_million = (
        _MESSAGE_REQUESTS * prices.QUEUE_PER_MILLION
        + function / hosted.BATCH
        + hosted.WRITES * prices.WRITES_PER_MILLION
    )
    rows = load.captures * kept_days * _ROW_BYTES / _GB
    return captures / 1e6 * a_million + rows * prices.TABLE_GB_MONTH * MONTHS
