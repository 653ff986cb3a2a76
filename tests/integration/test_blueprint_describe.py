"""Test the blueprint that lets an AI describe events, as Home Assistant runs it."""

from collections.abc import AsyncGenerator
from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .automating import CAMERAS, automate, happen
from .fake_gateway import FakeGateway
from .onlooker import Onlooker, add_onlooker
from .waiting import attributes, until

SENTENCE = "A person in a red coat puts a parcel down."


@pytest.fixture
async def onlooker(hass: HomeAssistant, loaded: MockConfigEntry, tmp_path: Path) -> AsyncGenerator[Onlooker]:
    """Let an AI describe events, two an hour."""
    onlooker = await add_onlooker(hass, SENTENCE)
    chosen = {"cameras": CAMERAS, "ai_task": onlooker.entity_id, "per_hour": 2, "picture_timeout": 1}
    await automate(hass, tmp_path, "describe_events", **chosen)
    yield onlooker
    await hass.services.async_call("automation", "turn_off", {"entity_id": "automation.automation_0"}, blocking=True)


def _described(gateway: FakeGateway) -> dict[str, str]:
    """Return what is kept with the events."""
    return {name: event["description"] for name, event in gateway.events.items() if event["description"]}


async def test_described(hass: HomeAssistant, gateway: FakeGateway, onlooker: Onlooker) -> None:
    """The AI sees the event's picture, once for each event, and what it says is kept with the event."""
    for capture in ("clip2", "clip3"):
        await happen(gateway, "event2", capture, "person")
    await until(lambda: _described(gateway))
    assert onlooker.shown == [b"jpeg"]
    assert '"Front door", which reported: Person' in onlooker.asked[0]
    assert _described(gateway) == {"event2": SENTENCE}


async def test_best_picture(hass: HomeAssistant, gateway: FakeGateway, onlooker: Onlooker) -> None:
    """The AI sees what the camera took itself, where there is such a picture."""
    await happen(gateway, "event2", "shot2", "person", kind="snapshot", content_type="image/jpeg")
    await until(lambda: onlooker.shown)
    assert onlooker.shown == [b"bytes"]


async def test_limit(hass: HomeAssistant, gateway: FakeGateway, onlooker: Onlooker) -> None:
    """No more events are looked at within an hour than was chosen, also when looking fails."""
    onlooker.fails = True
    await happen(gateway, "event2", "clip2", "person")
    await until(lambda: onlooker.shown)
    onlooker.fails = False
    await happen(gateway, "event3", "clip3", "person")
    await until(lambda: _described(gateway))
    for number in (4, 5):
        await happen(gateway, f"event{number}", f"clip{number}", "person")
    await until(lambda: attributes(hass, CAMERAS[0])["event_id"] == "event5")
    assert attributes(hass, "automation.automation_0")["current"] == 2
    assert _described(gateway) == {"event3": SENTENCE}
    assert len(onlooker.shown) == 2
