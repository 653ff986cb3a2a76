"""What homes cost: the product's forecast, and requests that are counted by hand."""

import re

from hypothesis import given, strategies as st
import pytest

from . import bill
from .load import HOURS, QUIET, USUAL, Load, share_of_hour
from .page import DOCS
from .prices import OFFERS, Offer
from .requests import rebuild, requests

STANDARD, IA, GIR, B2, *_ = OFFERS
loads = st.builds(
    Load, cameras=st.integers(1, 64), motions_a_day=st.floats(0.1, 2000), clip_bytes=st.integers(10**5, 10**9)
)


def test_by_hand() -> None:
    """Sixty days of the usual home: 411 GB in B2 at $6 a TB and month."""
    assert USUAL.bytes * 60 / 1e12 == pytest.approx(0.411, abs=0.001)
    assert bill.year(USUAL, B2, 60).keeping == pytest.approx(0.411 * 6 * 12, rel=0.01)


@given(load=loads, days=st.integers(1, 3650), offer=st.sampled_from(OFFERS))
def test_more_costs_more(load: Load, days: int, offer: Offer) -> None:
    """No price falls when something is kept longer; and no part of a bill is negative."""
    found, longer = (bill.year(load, offer, each) for each in (days, days + 30))
    assert min(found.keeping, found.catalog, found.watching) >= 0
    assert found.total <= longer.total + 0.5


def test_least_days() -> None:
    """What is kept for 30 days in a class that bills 90 costs nearly what 90 days cost."""
    month, quarter = (bill.year(USUAL, GIR, days).keeping for days in (30, 90))
    assert month == pytest.approx(quarter, rel=0.1)


def test_first_year_grows() -> None:
    """The archive costs more each month until as much goes as comes."""
    months = [bill.keeping_a_month(USUAL, STANDARD, 30 * month, 365) for month in range(14)]
    assert months == sorted(months)
    assert months[-1] * 12 == pytest.approx(bill.year(USUAL, STANDARD, 395).keeping, rel=0.1)


def test_small_objects_stay() -> None:
    """Why there are no transitions, and why snapshots are in STANDARD."""
    assert bill.months_to_repay(20_000, GIR, 0.02) is None
    snapshot, clip = (bill.months_to_repay(size, GIR, 0.02) for size in (150_000, 8_000_000))
    assert snapshot is not None
    assert clip is not None
    assert clip < 1
    assert snapshot > 7


@given(load=loads, days=st.integers(1, 3650))
def test_requests(load: Load, days: int) -> None:
    """A segment comes once an hour, or with 500 rows, and a rebuild lists a thousand objects at a time."""
    asked, again = requests(load), rebuild(load, days)
    assert 0 < asked.segments <= max(24, (load.captures + load.motions) * 6 / 500)
    assert asked.puts == pytest.approx(load.captures + asked.segments)
    assert again.lists >= load.captures * days / 1000
    assert again.puts == 0


def test_quiet_homes_tell_less() -> None:
    """Nothing is told when nothing happens."""
    assert requests(QUIET).segments < requests(USUAL).segments
    assert requests(Load(cameras=1, motions_a_day=1)).segments == pytest.approx(1, abs=0.2)


def test_hours() -> None:
    """A day's hours make a day."""
    assert sum(share_of_hour(hour * 3600) for hour in range(24)) == pytest.approx(24)
    assert len(HOURS) == 24


def test_storage_page() -> None:
    """What docs/storage.md says a year costs is what the product's forecast says."""
    page = (DOCS / "storage.md").read_text()
    for offer in OFFERS:
        (found,) = re.findall(rf"^\| {re.escape(offer.name)} \|.*\| (\d+) \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
        assert [round(bill.year(USUAL, offer, days).keeping) for days in (30, 60, 365)] == [int(each) for each in found]
