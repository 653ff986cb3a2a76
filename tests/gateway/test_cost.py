"""Test what a month in the archive is said to cost."""

import pytest

from camvault_gateway.model import ArchiveSettings, Growth, Price, forecast, price_of

GB = 10**9


def _growth(stored: float, a_day: float, files: float = 0) -> Growth:
    return Growth(bytes=round(stored * GB), bytes_a_day=a_day * GB, files_a_day=files)


def _archive(endpoint_url: str | None, storage_class: str = "STANDARD") -> ArchiveSettings:
    return ArchiveSettings(
        bucket="clips",
        access_key_id="key",
        secret_access_key="secret",
        endpoint_url=endpoint_url,
        storage_class=storage_class,
    )


@pytest.mark.parametrize(
    ("stored", "a_day", "kept_days", "mean_gb"),
    [
        # Nothing comes.
        (100, 0, None, 100),
        # It grows all month: half of what comes is there in the mean.
        (100, 2, None, 130),
        # As much goes as comes.
        (60, 2, 30, 60),
        # It grows for ten days, to 60 GB: 40 + 20 * (30 - 5) / 30.
        (40, 2, 30, 56.67),
        # There is more than the rules are going to keep: it is not less before the month is over.
        (90, 2, 30, 90),
    ],
)
def test_growth(stored: float, a_day: float, kept_days: int | None, mean_gb: float) -> None:
    """What is stored in the mean of the next 30 days is what costs."""
    assert forecast(_growth(stored, a_day), Price(per_gb_month=1), kept_days).a_month == mean_gb


def test_puts() -> None:
    """Each put costs, too."""
    price = Price(per_gb_month=0.004, per_1000_puts=0.02)
    assert forecast(_growth(0, 0, files=1000), price, None).a_month == 0.6


def test_least() -> None:
    """A provider that bills for 90 days or a terabyte does so in any case."""
    ninety_days = Price(per_gb_month=1, least_days=90)
    # Each day 2 GB go that are billed for another 60: as if all stayed for 90.
    assert forecast(_growth(60, 2), ninety_days, 30).a_month == 180
    # In the first month nothing goes yet; from the 20th day on some of it does.
    assert forecast(_growth(0, 2), ninety_days, 30).a_month == 30
    assert forecast(_growth(40, 2), ninety_days, 30).a_month == pytest.approx(56.67 + 20 * 2 * 2, abs=0.01)
    assert forecast(_growth(180, 2), ninety_days, 90).a_month == 180
    assert forecast(_growth(60, 2), Price(per_gb_month=0.01, least_gb=1000), 30).a_month == 10


def test_what_a_gb_is() -> None:
    """AWS bills 2^30 bytes as a GB, others 10^9."""
    aws, other = price_of(_archive(None)), price_of(_archive("https://s3.us-west-004.backblazeb2.com"))
    assert aws is not None
    assert other is not None
    stored = Growth(bytes=2**30 * 100, bytes_a_day=0, files_a_day=0)
    assert forecast(stored, aws, None).a_month == 2.3
    assert forecast(_growth(100, 0), other, None).a_month == 0.6


@pytest.mark.parametrize(
    ("endpoint_url", "storage_class", "price"),
    [
        (None, "STANDARD", 0.023),
        ("https://s3.eu-west-1.amazonaws.com", "GLACIER_IR", 0.004),
        ("https://s3.us-west-004.backblazeb2.com", "STANDARD", 0.006),
        ("https://1a2b.r2.cloudflarestorage.com", "STANDARD", 0.015),
        ("https://s3.eu-central-1.wasabisys.com:443", "STANDARD", 0.00799),
        ("http://nas.local:8333", "STANDARD", None),
        ("https://backblazeb2.com.example.org", "STANDARD", None),
        (None, "INTELLIGENT_TIERING", None),
    ],
)
def test_price(endpoint_url: str | None, storage_class: str, price: float | None) -> None:
    """A provider is known by its server's name; nothing is made up for a server of one's own."""
    found = price_of(_archive(endpoint_url, storage_class))
    assert (found.per_gb_month if found else None) == price
