"""Test the blueprint for nights when nobody is home, as Home Assistant runs it."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .automating import CAMERAS, automate, happen
from .fake_gateway import FakeGateway
from .phones import Phone
from .waiting import attributes, until, until_state

NIGHT, NOON = 0, 12


@pytest.fixture
async def automation(hass: HomeAssistant, loaded: MockConfigEntry, phone: Phone, tmp_path: Path) -> None:
    """Make the automation; the person of this home is away, and an alarm must be armed."""
    hass.states.async_set("person.resident", "not_home", {"in_zones": []})
    hass.states.async_set("alarm_control_panel.alarm", "armed_away")
    assert await async_setup_component(hass, "zone", {})
    armed = {"condition": "state", "entity_id": "alarm_control_panel.alarm", "state": "armed_away"}
    chosen = {"cameras": CAMERAS, "phone": phone.device_id, "more_conditions": [armed], "picture_timeout": 0}
    await automate(hass, tmp_path, "night_away_notification", **chosen)


def _be_where_it_is(hass: HomeAssistant, hour: int) -> None:
    """Put the home on the equator where the sun says it is this hour."""
    now = dt_util.utcnow()
    hass.config.latitude = 0.0
    hass.config.longitude = ((hour - now.hour - now.minute / 60) * 15 + 180) % 360 - 180


async def test_urgent(hass: HomeAssistant, gateway: FakeGateway, automation: None, phone: Phone) -> None:
    """At night, with nobody home, a person is told of once, urgently, and motion is not."""
    _be_where_it_is(hass, NIGHT)
    await happen(gateway, "event2", "clip2", "motion")
    for capture in ("clip3", "clip4"):
        await happen(gateway, "event3", capture, "person")
    await happen(gateway, "event5", "clip5", "vehicle")
    await until(lambda: len(phone.told) == 2)
    assert [told["title"] for told in phone.told] == ["Front door: Person", "Front door: Vehicle"]
    data = phone.told[0]["data"]
    assert data["push"]["interruption-level"] == "time-sensitive"
    assert (data["ttl"], data["priority"]) == (0, "high")
    assert [button["title"] for button in data["actions"]] == ["Seen", "Protect"]
    assert data["url"].endswith("/event3")


@pytest.mark.parametrize("why", ["day", "home", "disarmed"])
async def test_silent(hass: HomeAssistant, gateway: FakeGateway, automation: None, phone: Phone, why: str) -> None:
    """By day, with somebody home, or when another condition does not hold, nothing is told."""
    _be_where_it_is(hass, NOON if why == "day" else NIGHT)
    if why == "home":
        hass.states.async_set("person.resident", "home", {"in_zones": ["zone.home"]})
        await until_state(hass, "zone.home", "1")
    if why == "disarmed":
        hass.states.async_set("alarm_control_panel.alarm", "disarmed")
    await happen(gateway, "event2", "clip2", "person")
    await until(lambda: attributes(hass, "event.front_door_activity").get("event_id") == "event2")
    await hass.async_block_till_done(wait_background_tasks=False)
    assert not phone.told
