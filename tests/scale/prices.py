"""What is charged beside keeping and putting (`model/archive/cost.py`): as published in 2026, AWS in Virginia."""

from dataclasses import dataclass
from typing import Final

from camvault_gateway.model import ArchiveSettings, Price, price_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What 1,000 lists or objects cost to ask for, a GB to be read, and one to leave the provider; in US dollars."""

    per_1000_lists: float = 0.0
    per_1000_gets: float = 0.0
    per_gb_read: float = 0.0
    per_gb_out: float = 0.0
    free_gb_out_a_month: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place for an archive: what the product knows of its prices, for clips and for snapshots, and the rest."""

    name: str
    clips: Price
    snapshots: Price | None
    asking: Asking


def _price(endpoint_url: str | None, storage_class: str = "STANDARD") -> Price:
    settings = ArchiveSettings(
        bucket="b", access_key_id="k", secret_access_key="s", endpoint_url=endpoint_url, storage_class=storage_class
    )
    if (price := price_of(settings)) is None:
        raise LookupError(f"The product knows no price of {endpoint_url or storage_class}")
    return price


def _aws(storage_class: str, per_1000_gets: float, per_gb_read: float) -> Offer:
    asking = Asking(
        per_1000_lists=0.005,
        per_1000_gets=per_1000_gets,
        per_gb_read=per_gb_read,
        per_gb_out=0.09,
        free_gb_out_a_month=100,
    )
    return Offer(name=f"`{storage_class}`", clips=_price(None, storage_class), snapshots=_price(None), asking=asking)


OFFERS: Final = (
    _aws("STANDARD", 0.0004, 0),
    _aws("STANDARD_IA", 0.001, 0.01),
    _aws("GLACIER_IR", 0.01, 0.03),
    Offer(
        name="Backblaze B2",
        clips=_price("https://s3.us-west-004.backblazeb2.com"),
        snapshots=None,
        # What leaves is free up to three times what is kept.
        asking=Asking(per_1000_lists=0.004, per_1000_gets=0.0004),
    ),
    Offer(
        name="Cloudflare R2",
        clips=_price("https://account.r2.cloudflarestorage.com"),
        snapshots=None,
        asking=Asking(per_1000_lists=0.0045, per_1000_gets=0.00036),
    ),
    Offer(name="Wasabi", clips=_price("https://s3.eu-central-1.wasabisys.com"), snapshots=None, asking=Asking()),
)
MOVE_PER_1000: Final = {"`STANDARD_IA`": 0.01, "`GLACIER_IR`": 0.02}
# What AWS bills at least of an object in its other classes.
LEAST_BYTES: Final = 128 * 1024

# A hosted stage, for each million: messages' requests, functions' calls, writes of up to 1 KB; and the rest.
QUEUE_PER_MILLION: Final = 0.40
CALLS_PER_MILLION: Final = 0.20
FUNCTION_GB_S: Final = 0.0000166667
WRITES_PER_MILLION: Final = 0.625
TABLE_GB_MONTH: Final = 0.25
