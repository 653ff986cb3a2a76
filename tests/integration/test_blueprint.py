"""Test the blueprint as Home Assistant runs it."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from aiohttp import web
from aiohttp.test_utils import TestServer
from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint.models import Blueprint, DomainBlueprints
from homeassistant.components.media_source import async_browse_media
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser, async_mock_service
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event
from .waiting import until

_PATH = Path(__file__).parents[2] / "blueprints" / "automation" / "camvault" / "motion_notification.yaml"

type Json = dict[str, Any]


@pytest.fixture
async def pushed() -> AsyncGenerator[tuple[str, list[Json]]]:
    """Return a service that takes notifications for phones, and what it was given."""
    notifications: list[Json] = []

    async def take(request: web.Request) -> web.Response:
        notifications.append(await request.json())
        return web.json_response({}, status=201)

    app = web.Application()
    app.router.add_post("/push", take)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("/push")), notifications
    await server.close()


@pytest.fixture
async def phone(hass: HomeAssistant, hass_admin_user: MockUser, pushed: tuple[str, list[Json]]) -> str:
    """Return the device of a phone with the companion app."""
    app: Json = {
        "app_id": "io.app",
        "app_name": "App",
        "app_version": "1",
        "device_name": "Phone",
        "device_id": "phone1",
    }
    app |= {"manufacturer": "Maker", "model": "Model", "os_name": "OS", "os_version": "1"}
    app |= {"supports_encryption": False, "webhook_id": "hook", "user_id": hass_admin_user.id}
    app |= {"app_data": {"push_token": "push-token", "push_url": pushed[0]}}
    entry = MockConfigEntry(domain="mobile_app", data=app, title="Phone")
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "mobile_app", {})
    await hass.async_block_till_done()
    return dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)[0].id


async def _automate(hass: HomeAssistant, phone: str, **inputs: object) -> None:
    """Make an automation of the blueprint."""
    blueprint = await hass.async_add_executor_job(
        lambda: Blueprint(
            load_yaml_dict(_PATH), path=_PATH.name, expected_domain="automation", schema=AUTOMATION_BLUEPRINT_SCHEMA
        )
    )
    used = {"cameras": ["event.front_door_activity", "event.garden_activity"], "phone": phone, **inputs}
    with patch.object(DomainBlueprints, "_load_blueprint", return_value=blueprint):
        config = {"automation": {"use_blueprint": {"path": _PATH.name, "input": used}}}
        assert await async_setup_component(hass, "automation", config)
        await hass.async_block_till_done()
    assert hass.states.is_state("automation.automation_0", "on")


async def _happen(gateway: FakeGateway, event: str, capture: str, label: str, *, picture: bool = True) -> None:
    """Let something happen at the front door."""
    time = "2026-11-23T19:00:00.000Z"
    item = make_capture(capture, "front-door", time, event=event, labels=[label], thumbnail=False)
    gateway.add_capture(item, b"bytes", b"jpeg")
    gateway.events[event] = make_event(event, "front-door", time, captures=1, labels=[label])
    await gateway.say("event", event=gateway.events[event])
    await gateway.say("capture", new=True, capture=item)
    if picture:
        item["thumbnail"] = True
        gateway.events[event]["picture"] = capture
        await gateway.say("capture", new=False, capture=item)
        await gateway.say_camera("front-door", last_event=gateway.events[event])


async def test_notification(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    phone: str,
    pushed: tuple[str, list[Json]],
    hass_client: ClientSessionGenerator,
) -> None:
    """The phone is told once for each event, with its picture and the way to its clips."""
    await _automate(hass, phone)
    await _happen(gateway, "event2", "clip2", "person")
    await until(lambda: pushed[1])
    told = pushed[1][0]
    assert (told["title"], told["message"]) == ("Front door", "Person")
    assert told["data"]["tag"] == "camvault-event2"

    client = await hass_client()
    answer = await client.get(told["data"]["image"])
    assert (answer.status, answer.content_type, await answer.read()) == (200, "image/jpeg", b"jpeg")

    assert told["data"]["url"] == told["data"]["clickAction"]
    panel, *steps = told["data"]["url"].removeprefix("/media-browser/").split("/")
    assert panel == "browser"
    places = [await async_browse_media(hass, unquote(step).partition(",")[2]) for step in steps]
    assert [place.title for place in places] == ["CamVault home", "Front door · 2026-11-23 11:00:00 · Person"]
    assert places[1].children
    assert [child.title for child in places[1].children] == ["11:00:00 · Person · 12 s"]

    await _happen(gateway, "event2", "clip3", "person")
    await _happen(gateway, "event4", "clip4", "person")
    await until(lambda: len(pushed[1]) == 2)
    assert pushed[1][1]["data"]["tag"] == "camvault-event4"


async def test_without_picture(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: str, pushed: tuple[str, list[Json]]
) -> None:
    """An event whose picture does not come is told nevertheless."""
    await _automate(hass, phone, picture_timeout=0)
    await _happen(gateway, "event2", "clip2", "person", picture=False)
    await until(lambda: pushed[1])
    assert pushed[1][0]["data"]["image"].endswith("/captures/clip2/thumbnail")


async def test_chosen_types(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, phone: str, pushed: tuple[str, list[Json]]
) -> None:
    """What was not chosen is not told, also not when it comes first; other actions know all that is told."""
    calls = async_mock_service(hass, "test", "tell")
    data = {name: f"{{{{ {name} }}}}" for name in ("camera", "what", "picture", "link")}
    await _automate(hass, phone, event_types=["person"], more_actions=[{"action": "test.tell", "data": data}])
    await _happen(gateway, "event2", "clip2", "motion")
    await _happen(gateway, "event2", "clip3", "person")
    await until(lambda: calls)
    assert (calls[0].data["camera"], calls[0].data["what"]) == ("Front door", "Person")
    assert [told["message"] for told in pushed[1]] == ["Person"]
    assert calls[0].data["picture"] == pushed[1][0]["data"]["image"]
    assert calls[0].data["link"] == pushed[1][0]["data"]["url"]
