"""Test that actions take the cameras that people target, by whatever Home Assistant lets them."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.setup import async_setup_component
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .calling import call, device_of
from .fake_gateway import FakeGateway
from .fake_values import make_event


@pytest.fixture(autouse=True)
def garden_event(gateway: FakeGateway) -> None:
    """Let the garden's camera have seen something, too."""
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z")


@pytest.fixture
def outside(hass: HomeAssistant, loaded: MockConfigEntry) -> str:
    """Return the area that the garden's camera is in, beside the gateway and somebody else's lamp."""
    area = ar.async_get(hass).async_create("Outside", floor_id=fr.async_get(hass).async_create("Ground").floor_id)
    other = MockConfigEntry(domain="lamps", entry_id="lamps")
    other.add_to_hass(hass)
    lamp = dr.async_get(hass).async_get_or_create(config_entry_id="lamps", identifiers={("lamps", "lamp")})
    for device_id in (device_of(hass, "garden"), device_of(hass, ""), lamp.id):
        dr.async_get(hass).async_update_device(device_id, area_id=area.id)
    return area.id


async def _seen(hass: HomeAssistant, **target: str | list[str]) -> list[str]:
    """Return the events of what is targeted."""
    answer = await call(hass, "get_events", answer=True, user_id=None, **target)
    return [each["event_id"] for each in answer["events"]]


async def test_area_and_floor(hass: HomeAssistant, outside: str) -> None:
    """Of an area, and of a floor, the cameras count, and what else is there does not."""
    assert await _seen(hass, area_id=outside) == ["event2"]
    assert await _seen(hass, floor_id="ground") == ["event2"]


async def test_area_of_an_entity(hass: HomeAssistant, loaded: MockConfigEntry, outside: str) -> None:
    """An entity that people put into another area brings its camera along."""
    er.async_get(hass).async_update_entity("event.front_door_activity", area_id=outside)
    assert await _seen(hass, area_id=outside) == ["event2", "event1"]


async def test_labels(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Labels of devices and of entities count."""
    label = lr.async_get(hass).async_create("Watched").label_id
    dr.async_get(hass).async_update_device(device_of(hass, "garden"), labels={label})
    assert await _seen(hass, label_id=label) == ["event2"]
    er.async_get(hass).async_update_entity("binary_sensor.front_door_motion", labels={label})
    assert await _seen(hass, label_id=label) == ["event2", "event1"]


async def test_entities(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Whatever entity of a camera is named, and whatever group it is in, it is that camera."""
    assert await _seen(hass, entity_id="binary_sensor.garden_motion") == ["event2"]
    assert await _seen(hass, entity_id=["camera.garden", "event.front_door_activity"]) == ["event2", "event1"]
    groups = {"doors": {"entities": ["event.front_door_activity"]}}
    assert await async_setup_component(hass, "group", {"group": groups})
    await hass.async_block_till_done()
    assert await _seen(hass, entity_id="group.doors") == ["event1"]


async def test_no_camera(hass: HomeAssistant, loaded: MockConfigEntry, outside: str) -> None:
    """A target without a camera is an error, and not all cameras."""
    empty = ar.async_get(hass).async_create("Cellar").id
    nothing = ({"area_id": empty}, {"entity_id": "sun.sun"}, {"label_id": "none_such"}, {"floor_id": "attic"})
    for target in nothing:
        with pytest.raises(ServiceValidationError, match="doesn't include a camera"):
            await _seen(hass, **target)
    with pytest.raises(probatio.Invalid):
        await _seen(hass, entity_id="all")


async def test_nothing_targeted(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Without a target, or with an empty one, it is all cameras."""
    assert (
        await _seen(hass) == await _seen(hass, device_id=[]) == await _seen(hass, entity_id=[]) == ["event2", "event1"]
    )


@pytest.mark.parametrize("where", ["data", "target"])
async def test_automations_of_before(hass: HomeAssistant, loaded: MockConfigEntry, where: str) -> None:
    """A script that has its devices in the data goes on working; a target arrives there, too."""
    action = {
        "action": "camvault.get_events",
        where: {"device_id": device_of(hass, "garden")},
        "response_variable": "found",
    }
    stop = {"stop": "done", "response_variable": "found"}
    assert await async_setup_component(hass, "script", {"script": {"look": {"sequence": [action, stop]}}})
    found = await hass.services.async_call("script", "look", blocking=True, return_response=True)
    assert found is not None
    events = found["events"]
    assert isinstance(events, list)
    assert [each["event_id"] for each in events if isinstance(each, dict)] == ["event2"]
