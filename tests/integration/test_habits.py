"""Test what is set for a camera, and what its labels show."""

from http import HTTPStatus

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import Json, make_event
from .waiting import until, until_state

QUIET = "number.garden_quiet_time"
SITES_QUIET = "button.garden_use_the_site_s_quiet_time"
TIMER = "switch.garden_pictures_are_from_a_timer"
DETECTION = "switch.garden_detection"
PERSON = "binary_sensor.garden_person"


def _event(**changes: object) -> Json:
    return make_event("event2", "garden", "2026-11-23T19:00:00.000Z", **changes)


async def test_detection(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera is muted at the gateway, which remembers it."""
    assert hass.states.is_state(DETECTION, "on")
    for service, state, muted in (("turn_off", "off", True), ("turn_on", "on", False)):
        await hass.services.async_call("switch", service, {"entity_id": DETECTION}, blocking=True)
        await until_state(hass, DETECTION, state)
        assert gateway.cameras["garden"]["muted"] is muted


async def test_back_to_the_sites_quiet_time(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera's own quiet time can be taken away again; without one there is nothing to press."""
    assert hass.states.is_state(SITES_QUIET, "unavailable")
    await gateway.say_camera("garden", quiet_time_s=90)
    await until_state(hass, SITES_QUIET, "unknown")
    await hass.services.async_call("button", "press", {"entity_id": SITES_QUIET}, blocking=True)
    assert gateway.cameras["garden"]["quiet_time_s"] is None
    await until_state(hass, SITES_QUIET, "unavailable")
    assert hass.states.is_state(QUIET, "30.0")


async def test_quiet_time(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The site's counts until the camera has its own."""
    assert hass.states.is_state(QUIET, "30.0")
    await hass.services.async_call("number", "set_value", {"entity_id": QUIET, "value": 90}, blocking=True)
    assert gateway.cameras["garden"]["quiet_time_s"] == 90
    await gateway.say_camera("garden")
    await until_state(hass, QUIET, "90.0")
    assert hass.states.is_state("number.front_door_quiet_time", "30.0")
    gateway.settings["quiet_time_s"] = 45
    await gateway.say("settings", settings=gateway.settings)
    await until_state(hass, "number.front_door_quiet_time", "45.0")
    assert hass.states.is_state(QUIET, "90.0")


@pytest.mark.parametrize(("action", "before", "after"), [("turn_on", "off", "on"), ("turn_off", "on", "off")])
async def test_timer(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, action: str, before: str, after: str
) -> None:
    """The owner says that a timer takes the pictures, and takes it back."""
    await gateway.say_camera("garden", pictures_scheduled=before == "on")
    await until_state(hass, TIMER, before)
    await hass.services.async_call("switch", action, {"entity_id": TIMER}, blocking=True)
    await gateway.say_camera("garden")
    await until_state(hass, TIMER, after)


async def test_gateway_does_not_take_it(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The user reads why."""
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    with pytest.raises(HomeAssistantError, match="rejected the change"):
        await hass.services.async_call("switch", "turn_on", {"entity_id": TIMER}, blocking=True)


async def test_label(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A label has a sensor from its first time on; it is on while the event goes on that has it."""
    assert hass.states.get(PERSON) is None
    await gateway.say("event", event=_event())
    await gateway.say_camera("garden", labels=["motion", "person"], motion=True, event=_event())
    await until_state(hass, PERSON, "off")
    await gateway.say("event", event=_event(labels=["person"]))
    await until_state(hass, PERSON, "on")
    await gateway.say("event", event=_event(labels=["person"], ended_at="2026-11-23T19:01:00.000Z"))
    await until_state(hass, PERSON, "off")
    assert hass.states.get("binary_sensor.front_door_person") is None


async def test_labels_that_have_no_sensor(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """Motion has its own already, and what a newer gateway may tell is not known here."""
    known = set(entity_registry.entities)
    await gateway.say_camera("garden", labels=["motion", "unheard_of", "sound"])
    await until(lambda: set(entity_registry.entities) != known)
    assert set(entity_registry.entities) - known == {"binary_sensor.garden_sound"}
