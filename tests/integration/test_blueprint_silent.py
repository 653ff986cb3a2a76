"""Test the blueprint that tells of silent cameras, as Home Assistant runs it."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .automating import TIME, automate
from .fake_gateway import FakeGateway
from .phones import Phone
from .waiting import until

SILENT = ["binary_sensor.front_door_silent", "binary_sensor.garden_silent"]


async def test_silent(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """A camera that falls silent is told once, with the way to its page, and when it is heard of again."""
    await automate(hass, tmp_path, "camera_silent", cameras=SILENT, phone=phone.device_id, patience=0)
    await gateway.say_camera("garden", silent_since=TIME)
    await until(lambda: phone.told)
    await gateway.say_camera("garden", silent_since=None)
    await until(lambda: len(phone.told) == 2)
    assert [told["title"] for told in phone.told] == ["Garden is silent", "Garden is back"]
    assert len({told["data"]["tag"] for told in phone.told}) == 1
    sensor = er.async_get(hass).async_get(SILENT[1])
    assert sensor
    assert phone.told[0]["data"]["url"] == f"/config/devices/device/{sensor.device_id}"


async def test_patience(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: Phone, tmp_path: Path
) -> None:
    """A camera that is heard of again in time is not told."""
    await automate(hass, tmp_path, "camera_silent", cameras=SILENT, phone=phone.device_id, patience=0.001)
    await gateway.say_camera("garden", silent_since=TIME)
    await gateway.say_camera("garden", silent_since=None)
    await gateway.say_camera("front-door", silent_since=TIME)
    await until(lambda: phone.told)
    assert [told["title"] for told in phone.told] == ["Front door is silent"]
    await gateway.say_camera("front-door", silent_since=None)
    await until(lambda: len(phone.told) == 2)
