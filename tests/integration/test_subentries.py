"""Test the subentries of cameras, and what people do to them."""

from http import HTTPStatus

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.ids import camera_unique_id, subentry_ids
from custom_components.camvault.media.identifier import MediaIdentifier
from custom_components.camvault.media.tree import MediaTree

from .fake_gateway import FakeGateway
from .fake_values import GATEWAY_ID, make_camera, make_event
from .waiting import until, until_state

DOOR = "binary_sensor.front_door_motion"


def _titles(entry: MockConfigEntry) -> dict[str | None, str]:
    """Return the titles of all subentries, by camera."""
    return {subentry.unique_id: subentry.title for subentry in entry.subentries.values()}


def _subentry_id(entry: MockConfigEntry, camera: str) -> str:
    """Return the id of a camera's subentry."""
    return subentry_ids(entry)[camera]


@pytest.fixture
def seen(hass: HomeAssistant) -> list[str]:
    """Return the states that the door's motion sensor gets from now on."""
    states: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        states.append(new.state if new else "gone")

    async_track_state_change_event(hass, DOOR, note)
    return states


async def test_each_camera_has_one(
    hass: HomeAssistant, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry, entity_registry: er.EntityRegistry
) -> None:
    """Device and entities belong to it; the gateway's belong to none."""
    assert _titles(loaded) == {"front-door": "Front door", "garden": "Garden"}
    of_subentries = {subentry.subentry_id: subentry.title for subentry in loaded.subentries.values()}
    for device in dr.async_entries_for_config_entry(device_registry, loaded.entry_id):
        title = of_subentries.get(device.config_subentry_id or "", loaded.title)
        assert device.name == title
        entities = er.async_entries_for_device(entity_registry, device.id, include_disabled_entities=True)
        assert entities
        assert {entity.config_subentry_id for entity in entities} == {device.config_subentry_id}


async def test_cameras_come_and_go_without_a_reload(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, seen: list[str]
) -> None:
    """Motion that goes on at one camera does not blink while others come, are renamed and go."""
    await gateway.say("event", event=make_event("event2", "front-door", "2026-11-23T19:00:00.000Z"))
    await until_state(hass, DOOR, "on")
    gateway.cameras["front-door"]["motion"] = True
    for number in range(5):
        gateway.cameras[f"new{number}"] = make_camera(f"new{number}", f"New {number}", motion=True)
        await gateway.say("camera", camera=gateway.cameras[f"new{number}"])
        await until_state(hass, f"binary_sensor.new_{number}_motion", "on")
    await gateway.say_camera("new0", name="Newest")
    await until(lambda: _titles(loaded)["new0"] == "Newest")
    await gateway.say("camera_removed", id="new1")
    await until(lambda: "new1" not in _titles(loaded))
    assert hass.states.get("binary_sensor.new_1_motion") is None
    await hass.async_block_till_done()
    assert set(seen) == {"on"}
    assert gateway.connections == 1


async def test_removed_by_hand(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """Who deletes a camera's subentry removes the camera; if it uploads again, it is there again."""
    hass.config_entries.async_remove_subentry(loaded, _subentry_id(loaded, "front-door"))
    await until(lambda: "front-door" in gateway.removed and "front-door" not in loaded.runtime_data.data.cameras)
    await hass.async_block_till_done()
    assert _titles(loaded) == {"garden": "Garden"}
    assert hass.states.get(DOOR) is None
    assert not [known for known in entity_registry.entities if "front_door" in known]
    gateway.cameras["front-door"] = gateway.removed.pop("front-door") | {"motion": True}
    await gateway.say("camera", camera=gateway.cameras["front-door"])
    await until_state(hass, DOOR, "on")


async def test_clips_of_a_removed_camera(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """They are found where they were, behind the cameras that are there; one without any is not shown."""
    for camera in ("front-door", "garden"):
        hass.config_entries.async_remove_subentry(loaded, _subentry_id(loaded, camera))
    await until(lambda: not loaded.runtime_data.data.cameras)
    assert set(gateway.removed) == {"front-door", "garden"}
    root = await MediaTree(hass, loaded).async_browse(MediaIdentifier(entry=loaded.entry_id))
    assert [child.title for child in root.children or ()] == ["Newest", "Protected", "Front door"]


async def test_removed_by_hand_and_refused(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """A camera that the gateway keeps comes back, with its entities."""
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    hass.config_entries.async_remove_subentry(loaded, _subentry_id(loaded, "front-door"))
    assert "front-door" not in _titles(loaded)
    await until(lambda: "front-door" in _titles(loaded))
    await until_state(hass, DOOR, "off")
    assert "The gateway keeps camera front-door as it is" in caplog.text


async def test_renamed_while_it_is_lost(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that answers, and does not push just now, tells the new name when it pushes again."""
    gateway.first_frame = "{"
    await gateway.drop()
    await until(lambda: not loaded.runtime_data.last_update_success)
    (garden,) = (subentry for subentry in loaded.subentries.values() if subentry.unique_id == "garden")
    hass.config_entries.async_update_subentry(loaded, garden, title="Yard")
    await until(lambda: gateway.cameras["garden"]["name"] == "Yard")
    await hass.async_block_till_done(wait_background_tasks=False)
    assert not loaded.runtime_data.last_update_success
    gateway.first_frame = None
    await until(lambda: loaded.runtime_data.last_update_success)
    await until(lambda: _titles(loaded)["garden"] == "Yard")


async def test_renamed_by_hand(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """Who renames the subentry renames the camera; when the gateway does not, the name is as it was."""
    (garden,) = (subentry for subentry in loaded.subentries.values() if subentry.unique_id == "garden")
    hass.config_entries.async_update_subentry(loaded, garden, title="Yard")
    await until(lambda: gateway.cameras["garden"]["name"] == "Yard")
    device = device_registry.async_get_device_by_identifier((DOMAIN, f"{GATEWAY_ID}_garden"), loaded.entry_id)
    assert device
    await until(lambda: (known := device_registry.async_get(device.id)) and known.name == "Yard")
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    hass.config_entries.async_update_subentry(loaded, garden, title="Lawn")
    await until(lambda: garden.title == "Yard")


async def test_entities_of_former_times(
    hass: HomeAssistant, entry: MockConfigEntry, device_registry: dr.DeviceRegistry, entity_registry: er.EntityRegistry
) -> None:
    """Devices and entities that were there before there were subentries move, and keep what people set."""
    device = device_registry.async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, f"{GATEWAY_ID}_garden")}, name="Garden"
    )
    unique_id = camera_unique_id(GATEWAY_ID, "garden", "motion")
    known = entity_registry.async_get_or_create(
        "binary_sensor", DOMAIN, unique_id, config_entry=entry, device_id=device.id, suggested_object_id="my_lawn"
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    place = _subentry_id(entry, "garden")
    moved = device_registry.async_get(device.id)
    assert moved
    assert moved.config_subentry_id == place
    assert entity_registry.async_get_entity_id("binary_sensor", DOMAIN, unique_id) == known.entity_id
    assert hass.states.is_state("binary_sensor.my_lawn", "off")


async def test_devices_of_former_times(
    hass: HomeAssistant, entry: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """A device from before there were subentries goes when its camera is gone."""
    device = device_registry.async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, f"{GATEWAY_ID}_porch")}, name="Porch"
    )
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert device_registry.async_get(device.id) is None
    await hass.config_entries.async_unload(entry.entry_id)


async def test_changes_of_others_are_left_alone(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """Neither another entry nor an unload removes a camera."""
    other = MockConfigEntry(domain=DOMAIN, title="Other", unique_id="other")
    other.add_to_hass(hass)
    hass.config_entries.async_update_entry(other, title="Another")
    await hass.config_entries.async_unload(loaded.entry_id)
    assert loaded.state is ConfigEntryState.NOT_LOADED
    hass.config_entries.async_remove_subentry(loaded, _subentry_id(loaded, "garden"))
    await hass.config_entries.async_setup(loaded.entry_id)
    assert set(_titles(loaded)) == {"front-door", "garden"}
    assert await hass.config_entries.async_remove(loaded.entry_id)
    await hass.async_block_till_done()
    assert not gateway.removed
