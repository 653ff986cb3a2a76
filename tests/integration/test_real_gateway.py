"""Test the timeline against the gateway itself, as a process: both halves mean the same by the contract."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.camvault.const import DOMAIN
from tests.gateway.running import RunningGateway, running_gateway

from .browsers import Browser, Json, open_browser
from .waiting import until

JPEG = b"\xff\xd8\xff\xe0" + b"no picture" * 50 + b"\xff\xd9"


@pytest.fixture
async def process(tmp_path: Path) -> AsyncGenerator[RunningGateway]:
    """Return a gateway that runs; a thread waits for it."""
    running = running_gateway(tmp_path)
    yield await asyncio.to_thread(running.__enter__)
    await asyncio.to_thread(running.__exit__, None, None, None)


def _upload(gateway: RunningGateway, *paths: str) -> None:
    """Upload as a camera does."""
    client = gateway.client()
    for number, path in enumerate(paths):
        assert client.store(path, JPEG + bytes([number])).startswith("226")


@pytest.fixture
async def home(hass: HomeAssistant, process: RunningGateway) -> AsyncGenerator[MockConfigEntry]:
    """Return the gateway's entry, set up, with an event at the front door and one in the garden."""
    await asyncio.to_thread(_upload, process, "Front door/1_person.jpg", "Garden/1.jpg")
    data = {CONF_URL: f"http://127.0.0.1:{process.api_port}", CONF_TOKEN: await asyncio.to_thread(process.token)}
    identity = (await asyncio.to_thread(process.ask, "/gateway"))["id"]
    entry = MockConfigEntry(entry_id="home", domain=DOMAIN, title="Home", unique_id=identity, data=data)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await until(lambda: len([each for each in hass.states.async_all("event") if each.state != "unavailable"]) >= 2)
    yield entry
    await hass.config_entries.async_unload(entry.entry_id)


def _by_camera(answer: Json) -> dict[str, Json]:
    return {event["camera"]: event for event in answer["items"]}


async def test_timeline(
    hass: HomeAssistant, home: MockConfigEntry, process: RunningGateway, hass_ws_client: WebSocketGenerator
) -> None:
    """All that a browser asks is understood."""
    browser = await open_browser(hass, hass_ws_client)
    (told,) = (await browser.subscribe())["gateways"]
    assert told["features"] == ["timeline", "seen", "sprite", "small"]
    assert (told["safety"]["state"], told["safety"]["today"]) == ("none", 2)
    events = _by_camera(await browser.result("events", cameras=["front-door", "garden"], unseen=True))
    assert {camera: event["unseen"] for camera, event in events.items()} == {"front-door": True, "garden": True}
    now = dt_util.utcnow()
    around = await browser.result("events", around=now.isoformat(), order="asc", limit=1, clips=False)
    assert len(around["items"]) == 1
    assert len((await browser.result("moments"))["items"]) == 1
    times = {"after": dt_util.start_of_local_day().isoformat(), "before": now.isoformat()}
    spans = (await browser.result("density", by="quarter", split_cameras=True, **times))["items"]
    assert {span["camera"]: span["events"] for span in spans} == {"front-door": 1, "garden": 1}
    opened = await browser.result("event", event_id=events["garden"]["id"])
    assert opened["event"]["unseen"]
    assert [(event["camera"], event["unseen"]) for event in opened["also"]] == [("front-door", True)]
    assert "vault_path" not in opened["captures"][0]
    assert await browser.error("event", event_id="none") == "not_found"
    assert await browser.error("events", cursor="no cursor") == "invalid_format"


async def test_changes(
    hass: HomeAssistant, home: MockConfigEntry, process: RunningGateway, hass_ws_client: WebSocketGenerator
) -> None:
    """What a person changes is changed, told live, and can be taken back."""
    browser = await open_browser(hass, hass_ws_client)
    await browser.subscribe()
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 2)
    event_id = _by_camera(await browser.result("events"))["garden"]["id"]
    marked = await browser.result("seen", event_ids=[event_id])
    assert marked["unseen"] == 1
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 1)
    assert (await browser.result("seen", undo=marked["undo"]))["unseen"] == 2
    assert (await browser.result("seen", seen=True))["unseen"] == 0
    assert (await browser.result("events", unseen=True))["items"] == []
    assert {event["unseen"] for event in (await browser.result("events"))["items"]} == {False}
    (event,) = (await browser.result("protect", event_ids=[event_id], protected=True))["items"]
    assert event["protected"]
    await browser.hear(lambda told: told["type"] == "event" and told["event"]["protected"])
    assert (await browser.result("describe", event_id=event_id, description="A cat"))["event"]["description"] == "A cat"
    assert await browser.error("delete", event_ids=[event_id]) == "invalid_format"
    await asyncio.to_thread(_upload, process, "Garden/2.jpg")
    await browser.hear(lambda told: told["type"] == "capture" and told["capture"]["camera"] == "garden")
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 1, 10)


async def test_one_camera(
    hass: HomeAssistant,
    home: MockConfigEntry,
    process: RunningGateway,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
) -> None:
    """Who may see one camera sees that one."""
    hass_read_only_user.groups = []
    may = {"event.garden_activity": {POLICY_READ: True}}
    hass_read_only_user.mock_policy({"entities": {"entity_ids": may}})
    browser = await open_browser(hass, hass_ws_client, hass_read_only_user)
    (told,) = (await browser.subscribe())["gateways"]
    assert [camera["id"] for camera in told["cameras"]] == ["garden"]
    assert told["safety"]["today"] == 1
    assert set(_by_camera(await browser.result("events"))) == {"garden"}
    (moment,) = (await browser.result("moments"))["items"]
    assert [event["camera"] for event in moment["events"]] == ["garden"]
    assert await browser.result("seen") == {"unseen": 1, "undo": None}
    assert (await browser.result("seen", seen=True))["unseen"] == 0


async def test_restart(
    hass: HomeAssistant, home: MockConfigEntry, process: RunningGateway, hass_ws_client: WebSocketGenerator
) -> None:
    """A gateway that is killed and started again is away, and then back with the same events."""
    browser: Browser = await open_browser(hass, hass_ws_client)
    await browser.subscribe()
    await asyncio.to_thread(process.kill)
    await browser.hear(lambda told: told["type"] == "gateway" and told["gateway"]["safety"]["state"] == "away", 10)
    assert await browser.error("events") == "unavailable"
    await asyncio.to_thread(process.start)
    await browser.hear(lambda told: told["type"] == "state" and told["gateways"][0]["available"], 30)
    assert len((await browser.result("events"))["items"]) == 2
