"""Test that what is shown in lists says first what people look for: when, then where."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.camvault.media.titles import moment_title

# Ten past midnight on Monday, where Home Assistant is.
NOW = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        (NOW, "00:10"),
        (NOW - timedelta(minutes=11), "Sun 23:59"),
        (NOW - timedelta(days=6), "Tue 00:10"),
        (NOW - timedelta(days=6, minutes=11), "16 Nov 23:59"),
        (NOW - timedelta(days=322), "5 Jan 00:10"),
        (NOW - timedelta(days=327), "31 Dec 2025 00:10"),
        (NOW + timedelta(days=1), "24 Nov 00:10"),
    ],
)
def test_moment(hass: HomeAssistant, freezer: FrozenDateTimeFactory, moment: datetime, title: str) -> None:
    """The nearer it is, the less of its day is said; no day of the week stands for two days."""
    freezer.move_to(NOW)
    assert moment_title(hass, moment) == title


@pytest.mark.parametrize(
    ("moment", "title"),
    [(datetime(2026, 3, 8, 9, 59, tzinfo=UTC), "01:59"), (datetime(2026, 3, 8, 7, 59, tzinfo=UTC), "Sat 23:59")],
)
def test_day_that_is_short(hass: HomeAssistant, freezer: FrozenDateTimeFactory, moment: datetime, title: str) -> None:
    """Days are Home Assistant's, not periods of 24 hours."""
    freezer.move_to("2026-03-09 06:30:00+00:00")
    assert moment_title(hass, moment) == title
