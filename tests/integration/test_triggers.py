"""Test that Home Assistant's own triggers know our entities."""

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .automating import TIME, happen, run
from .fake_gateway import FakeGateway
from .fake_values import make_event
from .waiting import until, until_state


@pytest.fixture
async def noted(hass: HomeAssistant, loaded: MockConfigEntry) -> list[str]:
    """Return what the triggers tell of a camera that was chosen as a device, as the UI does."""
    motion = er.async_get(hass).async_get("binary_sensor.front_door_motion")
    assert motion
    target = {"device_id": motion.device_id}
    triggers = [
        {"trigger": "motion.detected", "target": target, "id": "detected"},
        {"trigger": "motion.cleared", "target": target, "id": "cleared"},
        {"trigger": "occupancy.detected", "target": target, "id": "occupied"},
        {"trigger": "event.received", "target": target, "options": {"event_type": ["person"]}, "id": "received"},
    ]
    noted: list[str] = []

    @callback
    def note_down(call: ServiceCall) -> None:
        noted.append(call.data["what"])

    hass.services.async_register("test", "note", note_down)
    note = {"action": "test.note", "data": {"what": "{{ trigger.id }} {{ trigger.entity_id }}"}}
    await run(hass, {"triggers": triggers, "actions": [note], "mode": "queued"})
    return noted


async def test_motion(hass: HomeAssistant, gateway: FakeGateway, noted: list[str]) -> None:
    """Motion is detected at its first sign, and cleared."""
    await gateway.say_camera("front-door", motion=True)
    await until(lambda: noted == ["detected binary_sensor.front_door_motion"])
    await gateway.say_camera("front-door", motion=False)
    await until(lambda: len(noted) == 2)
    assert noted[1] == "cleared binary_sensor.front_door_motion"


async def test_event(hass: HomeAssistant, gateway: FakeGateway, noted: list[str]) -> None:
    """Each capture of the chosen type is received, and no other."""
    await happen(gateway, "event2", "clip2", "vehicle")
    await happen(gateway, "event3", "clip3", "person")
    received = "received event.front_door_activity"
    await until(lambda: received in noted)
    assert [told for told in noted if told.startswith("received")] == [received]


async def test_label(hass: HomeAssistant, gateway: FakeGateway, noted: list[str]) -> None:
    """A label that a camera tells is known to the triggers as soon as its sensor is there."""
    await gateway.say_camera("front-door", labels=["person"])
    await until_state(hass, "binary_sensor.front_door_person", "off")
    event = make_event("event2", "front-door", TIME, labels=["person"])
    await gateway.say_camera("front-door", motion=True, event=event)
    await until(lambda: "occupied binary_sensor.front_door_person" in noted)
