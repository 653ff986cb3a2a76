"""Test that the gateway's days begin when Home Assistant's do, and that nobody fights for it."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from .fake_gateway import FakeGateway
from .problems import problems, said
from .waiting import until, until_state

MOTION = "binary_sensor.front_door_motion"
PATCH = "PATCH /api/v1/settings"


async def test_set_up(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """A gateway that is set up takes over Home Assistant's time zone."""
    gateway.settings["time_zone"] = "Europe/Paris"
    assert await hass.config_entries.async_setup(entry.entry_id)
    await until(lambda: gateway.settings["time_zone"] == "US/Pacific")
    await hass.config_entries.async_unload(entry.entry_id)


async def test_refused(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """A gateway that keeps its time zone is shown nevertheless, and asked again by the next snapshot."""
    gateway.settings["time_zone"] = "Europe/Paris"
    gateway.patch_fails = True
    assert await hass.config_entries.async_setup(entry.entry_id)
    await until(lambda: "keeps its time zone: The gateway answered 400" in caplog.text)
    await until_state(hass, MOTION, "off")
    gateway.patch_fails = False
    await gateway.drop()
    await until(lambda: gateway.settings["time_zone"] == "US/Pacific")
    await hass.config_entries.async_unload(entry.entry_id)


async def test_moves(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The gateway hears at once that Home Assistant moved, if it is there, and else when it is back."""
    await hass.config.async_update(time_zone="Asia/Kathmandu", elevation=1400)
    await until(lambda: gateway.settings["time_zone"] == "Asia/Kathmandu")
    await hass.config.async_update(elevation=1500)
    await gateway.stop()
    await until_state(hass, MOTION, "unavailable")
    await hass.config.async_update(time_zone="Europe/Paris")
    await hass.async_block_till_done(wait_background_tasks=False)
    assert gateway.requests[PATCH] == 1
    await gateway.start()
    await until(lambda: gateway.settings["time_zone"] == "Europe/Paris")


async def test_somebody_else_has_another(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What another Home Assistant sets is left alone, and told after some minutes, until both have the same."""
    gateway.requests.clear()
    gateway.settings["time_zone"] = "Asia/Tokyo"
    for _ in range(3):
        await gateway.say("settings", settings=gateway.settings)
        await said(hass, gateway)
    await gateway.drop()
    await gateway.until_connected(2)
    await until_state(hass, MOTION, "off")
    await said(hass, gateway)
    assert gateway.requests[PATCH] == 0
    assert not problems(hass)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=6))
    await until(lambda: "time_zone_differs" in problems(hass))
    words = problems(hass)["time_zone_differs"].translation_placeholders
    assert words == {"name": "CamVault home", "gateway_time_zone": "Asia/Tokyo", "own_time_zone": "US/Pacific"}
    await hass.config.async_update(time_zone="Asia/Tokyo")
    await until_state(hass, MOTION, "off")
    await said(hass, gateway)
    await until(lambda: not problems(hass))
    assert gateway.requests[PATCH] == 0
