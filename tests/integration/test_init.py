"""Test setting the integration up and taking it down."""

from http import HTTPStatus

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault import async_remove_config_entry_device

from .fake_gateway import FakeGateway
from .waiting import until


async def test_setup_and_unload(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Everything is there after the setup; nothing goes on after the unload."""
    assert hass.states.is_state("binary_sensor.front_door_motion", "off")
    assert gateway.open_connections == 1
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert not hass.config_entries.async_loaded_entries("camvault")
    assert not loaded._background_tasks
    await until(lambda: gateway.open_connections == 0)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        ("{", "The gateway sent an invalid response: live: "),
        ("[]", "The gateway sent an invalid response: live: expected a message with a type"),
        ('{"type": "snapshot"}', "The gateway sent an invalid response: No gateway: expected an object"),
        ('{"type": "camera_removed", "id": "x"}', "The first message is not a snapshot"),
    ],
)
async def test_bad_first_message(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, frame: str, reason: str
) -> None:
    """A gateway that says nonsense is not set up, and tried again later."""
    gateway.first_frame = frame
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert reason in (entry.reason or "")
    await until(lambda: gateway.open_connections == 0)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", "another", "A different gateway responded than the one that was set up: Gateway another answers"),
        ("api_version", 2, "uses a different version of the API"),
    ],
)
async def test_wrong_gateway(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, field: str, value: object, reason: str
) -> None:
    """Only the gateway that was set up is shown, and only in the version that is understood."""
    gateway.gateway[field] = value
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert reason in (entry.reason or "")
    await until(lambda: gateway.open_connections == 0)


async def test_gateway_down(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """A gateway that is down is tried again later."""
    await gateway.stop()
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert "Couldn't reach the gateway" in (entry.reason or "")


@pytest.mark.parametrize("status", [HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR])
async def test_no_websocket(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, status: HTTPStatus
) -> None:
    """A server without a WebSocket is no gateway."""
    gateway.failure = status
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert "The gateway sent an invalid response" in (entry.reason or "")


async def test_wrong_token(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """A token that is refused has to be given anew."""
    gateway.token = "another"
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == [SOURCE_REAUTH]


async def test_remove_device(hass: HomeAssistant, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry) -> None:
    """Only a device that the gateway does not have can be removed by hand."""
    stale = device_registry.async_get_or_create(
        config_entry_id=loaded.entry_id, identifiers={("camvault", "gone")}, name="Gone"
    )
    for device in dr.async_entries_for_config_entry(device_registry, loaded.entry_id):
        assert await async_remove_config_entry_device(hass, loaded, device) is (device.id == stale.id)


async def test_devices_lead_to_their_clips(
    hass: HomeAssistant, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """A device's page has a link to its place in the timeline."""
    devices = dr.async_entries_for_config_entry(device_registry, loaded.entry_id)
    assert {device.name: device.configuration_url for device in devices} == {
        "CamVault home": "homeassistant://camvault",
        "Front door": "homeassistant://camvault?camera=home:front-door",
        "Garden": "homeassistant://camvault?camera=home:garden",
    }


async def test_device_removed_while_it_is_unloaded(
    hass: HomeAssistant, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """Whoever cleans up after a gateway that is not loaded may."""
    (device, *_) = dr.async_entries_for_config_entry(device_registry, loaded.entry_id)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert await async_remove_config_entry_device(hass, loaded, device)
