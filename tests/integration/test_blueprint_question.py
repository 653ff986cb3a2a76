"""Test the blueprint that lets Assist answer a question about a camera, as Home Assistant runs it."""

from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.conversation import async_converse
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .automating import automate
from .calling import device_of
from .fake_gateway import FakeGateway
from .fake_values import make_event

QUESTION = "Was anyone at the front door today?"


async def _answer(hass: HomeAssistant, question: str) -> str:
    """Return what Assist says."""
    result = await async_converse(hass, question, None, Context(), language="en")
    text: str = result.response.speech["plain"]["speech"]
    return text


@pytest.fixture
async def assist(hass: HomeAssistant, loaded: MockConfigEntry, tmp_path: Path, freezer: FrozenDateTimeFactory) -> None:
    """Ask in the afternoon, with an automation for the front door."""
    freezer.move_to("2026-11-23 22:00:00+00:00")
    assert await async_setup_component(hass, "conversation", {})
    await automate(hass, tmp_path, "camera_question", cameras=[device_of(hass, "front-door")])


async def test_question(hass: HomeAssistant, gateway: FakeGateway, assist: None) -> None:
    """It is answered with how often and when, of that camera and that label only."""
    answer = "Yes, once today. It was at 10:15, at the camera Front door."
    assert await _answer(hass, QUESTION) == answer
    gateway.events["event2"] = make_event("event2", "front-door", "2026-11-23T20:30:00.000Z", labels=["person"])
    gateway.events["event3"] = make_event("event3", "front-door", "2026-11-23T21:00:00.000Z", labels=["animal"])
    gateway.events["event4"] = make_event("event4", "garden", "2026-11-23T21:00:00.000Z", labels=["person"])
    answer = "Yes, 2 times today. The last time was at 12:30, at the camera Front door."
    assert await _answer(hass, "has somebody been at the door") == answer
    gateway.events.clear()
    assert await _answer(hass, QUESTION) == "No, not today."


async def test_gateway_away(hass: HomeAssistant, gateway: FakeGateway, assist: None) -> None:
    """What nobody knows is not answered with no."""
    await gateway.stop()
    assert "No, not today" not in await _answer(hass, QUESTION)
