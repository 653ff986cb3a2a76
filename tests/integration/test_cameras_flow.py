"""Test putting cameras in order in the options flow."""

from http import HTTPStatus
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import make_camera
from .waiting import until

SNAP = {"source": "/snap", "example": "/snap/MDAlarm_20260901-101112.jpg", "captures": 12}


@pytest.fixture(autouse=True)
def unassigned(gateway: FakeGateway) -> None:
    """Let the gateway have something that names nobody."""
    gateway.cameras["unassigned"] = make_camera("unassigned", "Unassigned", captures=13)
    gateway.sources["unassigned"] = [SNAP | {"last_at": "2026-09-01T10:11:12.000Z"}]


async def _choose(hass: HomeAssistant, entry: MockConfigEntry, camera: str, step: str = "") -> ConfigFlowResult:
    """Choose a camera, and what to do with it where there is a choice."""
    flow = hass.config_entries.options
    result = await flow.async_init(entry.entry_id)
    result = await flow.async_configure(result["flow_id"], {"next_step_id": "cameras"})
    assert result["step_id"] == "cameras"
    result = await flow.async_configure(result["flow_id"], {"camera": camera})
    if not step:
        return result
    assert result["menu_options"] == ["merge_camera", "assign_source"]
    return await flow.async_configure(result["flow_id"], {"next_step_id": step})


async def _submit(hass: HomeAssistant, result: ConfigFlowResult, typed: dict[str, Any]) -> ConfigFlowResult:
    """Submit the form that is shown."""
    return await hass.config_entries.options.async_configure(result["flow_id"], typed)


async def test_merge(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    device_registry: dr.DeviceRegistry,
    entity_registry: er.EntityRegistry,
) -> None:
    """After a word on what it means the gateway is asked; when the camera is gone, so are device and entities."""
    result = await _choose(hass, loaded, "front-door", "merge_camera")
    result = await _submit(hass, result, {"into": "garden"})
    assert result["step_id"] == "confirm_merge"
    shown = result["description_placeholders"] or {}
    assert (shown["captures"], shown["camera"], shown["into"]) == ("1", "Front door", "Garden")
    assert not gateway.moved
    result = await _submit(hass, result, {})
    assert result["reason"] == "camera_merged"
    assert gateway.moved == [("front-door", {"into": "garden"})]
    assert "Front door" in _devices(device_registry, loaded)
    del gateway.cameras["front-door"]
    await gateway.say("camera_removed", id="front-door")
    await until(lambda: "Front door" not in _devices(device_registry, loaded))
    assert entity_registry.async_get("binary_sensor.front_door_motion") is None
    assert hass.states.get("binary_sensor.front_door_motion") is None


async def test_merged_while_home_assistant_was_away(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """What the gateway says is part of another camera by now is removed after a reconnect as well."""
    del gateway.cameras["front-door"]
    gateway.merged.append("front-door")
    await gateway.drop()
    await until(lambda: "Front door" not in _devices(device_registry, loaded))
    assert "Garden" in _devices(device_registry, loaded)


def _devices(registry: dr.DeviceRegistry, entry: MockConfigEntry) -> set[str | None]:
    """Return the names of the devices there are."""
    return {device.name for device in dr.async_entries_for_config_entry(registry, entry.entry_id)}


@pytest.mark.parametrize(
    ("typed", "sent", "name"),
    [("garden", {"into": "garden"}, "Garden"), (" Porch ", {"name": "Porch"}, "Porch")],
)
async def test_assign(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, typed: str, sent: dict[str, str], name: str
) -> None:
    """What is like a path goes to a camera that there is, or to a new one."""
    result = await _choose(hass, loaded, "unassigned")
    result = await _submit(hass, result, {"source": "/snap", "into": " "})
    assert result["errors"] == {"into": "invalid_name"}
    result = await _submit(hass, result, {"source": "/snap", "into": typed})
    assert result["step_id"] == "confirm_assign"
    shown = result["description_placeholders"] or {}
    assert (shown["of_source"], shown["into"], shown["source"]) == ("12", name, SNAP["example"])
    result = await _submit(hass, result, {})
    assert result["reason"] == "source_assigned"
    assert gateway.moved == [("unassigned", {"source": "/snap", **sent})]


async def test_unassigned_is_not_merged(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Neither it nor anything into it: it is no camera."""
    assert (await _choose(hass, loaded, "unassigned"))["step_id"] == "assign_source"
    result = await _choose(hass, loaded, "garden", "merge_camera")
    assert result["data_schema"]
    (field,) = result["data_schema"].schema.values()
    assert [option["value"] for option in field.config["options"]] == ["front-door"]


async def test_nothing_to_choose(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """No cameras, or no uploads of one: it says so."""
    result = await _choose(hass, loaded, "garden", "assign_source")
    assert result["reason"] == "no_sources"
    gateway.cameras = {}
    result = await hass.config_entries.options.async_init(loaded.entry_id)
    result = await hass.config_entries.options.async_configure(result["flow_id"], {"next_step_id": "cameras"})
    assert result["reason"] == "no_cameras"


async def test_gateway_refuses(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Its reason is shown, and it can be tried again."""
    result = await _choose(hass, loaded, "front-door", "merge_camera")
    result = await _submit(hass, result, {"into": "garden"})
    garden = gateway.cameras.pop("garden")
    result = await _submit(hass, result, {})
    assert result["errors"] == {"base": "refused"}
    assert (result["description_placeholders"] or {})["reason"] == "It is conflict."
    gateway.cameras["garden"] = garden
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await _submit(hass, result, {})
    assert result["errors"] == {"base": "cannot_connect"}
    gateway.heal()
    assert (await _submit(hass, result, {}))["reason"] == "camera_merged"


async def test_assigning_fails(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It can be tried again."""
    result = await _choose(hass, loaded, "unassigned")
    result = await _submit(hass, result, {"source": "/snap", "into": "garden"})
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await _submit(hass, result, {})
    assert result["errors"] == {"base": "cannot_connect"}
    gateway.heal()
    assert (await _submit(hass, result, {}))["reason"] == "source_assigned"
