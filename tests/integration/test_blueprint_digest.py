"""Test the blueprint that tells what a day brought, as Home Assistant runs it."""

from datetime import timedelta
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from .automating import automate
from .fake_gateway import FakeGateway
from .fake_values import make_event, stamp
from .phones import Phone
from .waiting import until


def _add_event(gateway: FakeGateway, name: str, camera: str, hours: float, *labels: str) -> None:
    """Let there have been an event some hours ago."""
    began = dt_util.utcnow() - timedelta(hours=hours)
    gateway.events[name] = make_event(name, camera, stamp(began), ended_at=stamp(began), labels=list(labels))


async def _reach_the_hour(hass: HomeAssistant) -> None:
    """Let it be time."""
    async_fire_time_changed(
        hass,
        dt_util.as_local(dt_util.utcnow()).replace(hour=20, minute=0, second=0, microsecond=500_000)
        + timedelta(days=1),
    )


async def test_digest(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """Each camera's events of the last 24 hours are counted, and what they were."""
    gateway.events.clear()
    _add_event(gateway, "old", "garden", 25, "person")
    _add_event(gateway, "one", "front-door", 23, "person")
    _add_event(gateway, "two", "front-door", 4, "motion", "line_crossing", "person")
    _add_event(gateway, "three", "front-door", 3)
    _add_event(gateway, "four", "garden", 2, "motion")
    await automate(hass, tmp_path, "daily_digest", gateway=loaded.entry_id, phone=phone.device_id)
    await _reach_the_hour(hass)
    await until(lambda: phone.told)
    assert phone.told[0]["title"] == "4 events since yesterday"
    assert phone.told[0]["message"] == "Front door: 3 (1 line crossing, 2 person)\nGarden: 1"
    assert phone.told[0]["data"]["url"] == "/camvault"


async def test_quiet_day(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """A day without events is told."""
    gateway.events.clear()
    await automate(hass, tmp_path, "daily_digest", gateway=loaded.entry_id, phone=phone.device_id)
    await _reach_the_hour(hass)
    await until(lambda: phone.told)
    assert (phone.told[0]["title"], phone.told[0]["message"]) == ("0 events since yesterday", "Nothing happened.")


async def test_quiet_day_is_not_told(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """A day without events is not told if that was chosen."""
    gateway.events.clear()
    await automate(hass, tmp_path, "daily_digest", gateway=loaded.entry_id, phone=phone.device_id, quiet_days=False)
    asked = gateway.requests["GET /api/v1/events"]
    await _reach_the_hour(hass)
    await until(lambda: gateway.requests["GET /api/v1/events"] > asked)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert not phone.told
