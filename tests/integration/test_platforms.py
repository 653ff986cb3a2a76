"""Test what each platform shows."""

from unittest.mock import patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, snapshot_platform
from syrupy.assertion import SnapshotAssertion

from custom_components.camvault import PLATFORMS

from .fake_gateway import FakeGateway
from .waiting import until_state


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_entities(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    snapshot: SnapshotAssertion,
    platform: Platform,
) -> None:
    """Each platform has its entities, in their state."""
    with (
        patch("custom_components.camvault.PLATFORMS", [platform]),
        patch("homeassistant.helpers.entity.Entity.entity_registry_enabled_default", new=True),
        patch("homeassistant.components.image.ImageEntity.async_update_token", _set_token),
        patch("homeassistant.components.camera.Camera.async_update_token", _set_token),
    ):
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)


def _set_token(entity: object) -> None:
    """Give a picture the same token in every run."""
    entity.access_tokens.append("token")  # type: ignore[attr-defined]


async def test_devices(hass: HomeAssistant, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry) -> None:
    """The gateway and its cameras are devices."""
    devices = dr.async_entries_for_config_entry(device_registry, loaded.entry_id)
    assert {device.name for device in devices} == {"CamVault home", "Front door", "Garden"}
    gateway = next(device for device in devices if device.name == "CamVault home")
    assert {device.via_device_id for device in devices} == {None, gateway.id}
    assert gateway.sw_version == "0.1.0"


@pytest.mark.parametrize(("state", "shown"), [("connected", "on"), ("failing", "off"), ("none", "off")])
async def test_archive(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, state: str, shown: str
) -> None:
    """The archive is connected or it is not."""
    gateway.gateway["archive"]["state"] = state
    await gateway.say("gateway", gateway=gateway.gateway)
    await until_state(hass, "binary_sensor.camvault_home_archive", shown)
