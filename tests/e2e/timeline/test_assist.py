"""A question that somebody asks Assist: by the blueprint's sentences without an AI, and by the tool an AI calls."""

from collections.abc import Iterator
from datetime import UTC, datetime
import re
from typing import Any
import uuid
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect
import pytest

from tests.e2e.running import Running, wait_for

from .conftest import SCREENS, Sit
from .places import tile

QUESTION = "Was anyone at the front door today?"
EVENT = "event.front_door_activity"
AUTOMATION = "/api/config/automation/config"
# What Assist's dialog sends.
ASKED = "(text) => document.querySelector('home-assistant').hass.callWS({type: 'conversation/process', text})"
EXPOSE = """(entity) => document.querySelector("home-assistant").hass.callWS({type: "homeassistant/expose_entity",
    assistants: ["conversation"], entity_ids: [entity], should_expose: true})"""


@pytest.fixture
def sentences(past: Running) -> Iterator[None]:
    """Make the blueprint's automation for the front door, with the sentences it brings."""
    template = {"template": f"{{{{ device_id('{EVENT}') }}}}"}
    device = past.home.post("/api/template", json=template).raise_for_status().text
    at = f"{AUTOMATION}/{uuid.uuid4().hex}"
    blueprint = {"path": "camvault/camera_question.yaml", "input": {"cameras": [device]}}
    past.home.post(at, json={"alias": "Question", "use_blueprint": blueprint}).raise_for_status()
    wait_for("the automation", lambda: past.home.get("/api/states/automation.question").is_success)
    yield
    past.home.delete(at).raise_for_status()


def persons_today(demo: Running) -> list[dict[str, Any]]:
    """Return today's events with a person at the front door, as the gateway has them."""
    zone = ZoneInfo(demo.home.get("/api/config").raise_for_status().json()["time_zone"])
    midnight = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    asked = {"camera": "front-door", "label": "person", "after": f"{midnight:%FT%TZ}", "limit": "500"}
    items: list[dict[str, Any]] = demo.gateway.get("/events", params=asked).raise_for_status().json()["items"]
    return items


def says(page: Page, question: str) -> str:
    """Return what Assist says."""
    answer = page.evaluate(ASKED, question)
    said: str = answer["response"]["speech"]["plain"]["speech"]
    return said


def test_was_anyone_at_the_door(past: Running, sentences: None, sit: Sit) -> None:
    """It is answered as somebody asks it, with how often."""
    person = sit(SCREENS["phone"])
    expect(tile(person.page, "Front door")).to_be_visible()
    with person.does(19, "Was anyone at the front door today?", taps=0):
        answer = says(person.page, QUESTION)
        person.typed += len(QUESTION)
    there = len(persons_today(past))
    assert there > 0
    assert re.match(rf"Yes, {'once' if there == 1 else f'{there} times'} today\. .* at the camera Front door\.", answer)


def test_an_ai_asks_by_its_tool(past: Running, sit: Sit) -> None:
    """The tool is among those that every agent gets once the camera is exposed, and knows the same."""
    person = sit(SCREENS["phone"])
    expect(tile(person.page, "Front door")).to_be_visible()
    person.page.evaluate(EXPOSE, EVENT)
    call = {"tool": "camvault__get_events", "arguments": {"range": "today", "camera": "Front door", "label": "person"}}
    with person.does(19, "Was anyone at the front door today? Asked by an AI", taps=0):
        answer = past.home.post("/api/services/llm_caller/call", params={"return_response": ""}, json=call)
        person.typed += len(QUESTION)
    told = answer.raise_for_status().json()["service_response"]
    assert told["error"] is False
    assert told["data"]["count_by_camera"] == {"Front door": len(persons_today(past))}
    assert {label for event in told["data"]["newest_events"] for label in event["labels"]} >= {"person"}
