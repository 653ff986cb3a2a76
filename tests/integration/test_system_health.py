"""Test system health."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, get_system_health_info

from custom_components.camvault.const import DOMAIN

from .fake_gateway import FakeGateway
from .waiting import until_state


async def test_system_health(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It tells how the gateways are doing, also while one is lost."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    expected = {"gateways": 1, "connected": 1, "versions": "0.1.0", "cameras": 2, "archives": "connected", "backlog": 3}
    assert await get_system_health_info(hass, DOMAIN) == expected
    await gateway.stop()
    await until_state(hass, "binary_sensor.garden_motion", "unavailable")
    assert await get_system_health_info(hass, DOMAIN) == expected | {"connected": 0}
