"""Test what the timeline is told live."""

import asyncio
from collections.abc import Generator
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .browsers import Browser, Json, open_browser
from .calling import device_of
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event, make_health
from .waiting import until

TIMELINE = "custom_components.camvault.timeline"
LATER = "2026-11-23T19:00:00.000Z"


@pytest.fixture(autouse=True)
def short_pauses() -> Generator[None]:
    """Tell more often than people need."""
    with (
        patch(f"{TIMELINE}.subscription.STATE_PAUSE_S", 0.05),
        patch(f"{TIMELINE}.followed.COUNT_PAUSE_S", 0.05),
    ):
        yield


@pytest.fixture
async def browser(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> Browser:
    """Return the administrator's browser."""
    return await open_browser(hass, hass_ws_client)


async def _home(browser: Browser) -> Json:
    """Return the gateway as the next message about it says."""
    message = await browser.hear(lambda message: message["type"] == "gateway")
    gateway: Json = message["gateway"]
    return gateway


async def test_state(hass: HomeAssistant, browser: Browser, gateway: FakeGateway) -> None:
    """The first message is the whole state."""
    gateway.cameras["garden"]["motion"] = True
    gateway.cameras["garden"]["labels"] = ["person"]
    await gateway.say_camera("garden")
    await until(lambda: hass.states.is_state("binary_sensor.garden_motion", "on"))
    (home,) = (await browser.subscribe())["gateways"]
    assert home | {"cameras": [], "safety": {}, "unseen": None} == {
        "entry_id": "home",
        "name": "CamVault home",
        "available": True,
        "version": "0.1.0",
        "time_zone": "US/Pacific",
        "cameras": [],
        "groups": [],
        "safety": {},
        "unseen": None,
        "features": ["timeline", "seen", "sprite", "small"],
    }
    assert home["cameras"][1] == {
        "id": "garden",
        "name": "Garden",
        "device_id": device_of(hass, "garden"),
        "area_id": None,
        "entity_id": "event.garden_activity",
        "may_change": True,
        "motion": True,
        "labels": ["person"],
    }


async def test_counts_and_groups_follow(browser: Browser, gateway: FakeGateway) -> None:
    """What the gateway must be asked for follows the state, which does not wait for it."""
    gateway.groups["people"] = {"id": "people", "name": "People", "rules": []}
    await browser.subscribe()
    assert (await _home(browser))["groups"] == [{"id": "people", "name": "People"}]
    if not any(message["type"] == "seen" for message in browser.told):
        await browser.hear(lambda message: message["type"] == "seen")
    seen = next(message for message in browser.told if message["type"] == "seen")
    assert seen == {"type": "seen", "entry_id": "home", "unseen": 1}


async def test_events_and_captures(browser: Browser, gateway: FakeGateway) -> None:
    """What happens is told at once, as the gateway says it, but for where it lies."""
    await browser.subscribe()
    event = make_event("event2", "garden", LATER, newer=[1])
    await gateway.say("event", event=event)
    assert await browser.hear(lambda told: told["type"] == "event") == {
        "type": "event",
        "entry_id": "home",
        "event": event,
    }
    capture = make_capture("clip2", "garden", LATER, event="event2", vault_path="captures/2026/11/23/0.mp4")
    await gateway.say("capture", new=True, capture=capture)
    told = await browser.hear(lambda told: told["type"] == "capture")
    assert told["capture"] == {name: value for name, value in capture.items() if name != "vault_path"}
    await gateway.say("event_removed", id="event2", camera="garden")
    told = await browser.hear(lambda told: told["type"] == "event_removed")
    assert told == {"type": "event_removed", "entry_id": "home", "id": "event2", "camera": "garden"}


async def test_many_changes_are_few_messages(browser: Browser, gateway: FakeGateway) -> None:
    """Whatever is said a hundred times in a moment is told a few times, and last as it is."""
    await browser.subscribe()
    for number in range(100):
        await gateway.say("event", event=make_event("event2", "garden", LATER, captures=number))
        await gateway.say_camera("garden", captures=number)
    await browser.hear(lambda told: told["type"] == "event" and told["event"]["captures"] == 99)
    assert len([message for message in browser.told if message["type"] == "event"]) <= 10
    assert len([message for message in browser.told if message["type"] == "gateway"]) <= 20


async def test_too_many_changes(browser: Browser, gateway: FakeGateway) -> None:
    """Of too many things at once nothing is told but that all is to be asked for anew."""
    await browser.subscribe()
    with patch(f"{TIMELINE}.subscription.MOST_MESSAGES", 5):
        for number in range(50):
            await gateway.say("event_removed", id=f"event{number}", camera="garden")
        await browser.hear(lambda told: told["type"] == "state")
        assert len([message for message in browser.told if message["type"] == "event_removed"]) < 50


async def test_motion_and_names(hass: HomeAssistant, browser: Browser, gateway: FakeGateway) -> None:
    """A camera's change, its new name or area in Home Assistant, too, is told in a moment."""
    await browser.subscribe()
    await gateway.say_camera("garden", motion=True)
    assert [each["motion"] for each in (await _home(browser))["cameras"]] == [False, True]
    dr.async_get(hass).async_update_device(device_of(hass, "garden"), name_by_user="Roses")
    assert (await _home(browser))["cameras"][1]["name"] == "Roses"


async def test_safety(hass: HomeAssistant, browser: Browser, gateway: FakeGateway) -> None:
    """It is told what is safe, what is not, why, and where to mend it."""
    safety = (await browser.subscribe())["gateways"][0]["safety"]
    assert safety == {
        "state": "waiting",
        "today": 93,
        "today_safe": 90,
        "backlog": 3,
        "last_verified_at": "2026-11-23T09:59:00+00:00",
        "failing_since": None,
        "next_try_at": None,
        "error": None,
        "reason": None,
        "cause": None,
    }
    backlog = gateway.gateway["backlog"] | {"files": 0, "by_camera": {}}
    await gateway.say_gateway(backlog=backlog, today={"captures": 93, "verified": 93})
    assert (await _home(browser))["safety"]["state"] == "safe"
    since = "2026-11-23T09:00:00.000Z"
    failing = make_health("failing", "archive_denied") | {"failing_since": since, "next_try_at": LATER}
    await gateway.say_gateway(archive=failing)
    safety = (await _home(browser))["safety"]
    assert (safety["state"], safety["error"]) == ("failing", "archive_denied")
    assert safety["reason"] == "The archive rejects the keys"
    assert (safety["cause"], safety["next_try_at"]) == ("/config/repairs", "2026-11-23T19:00:00+00:00")
    await gateway.say_gateway(archive=make_health("failing", "archive_of_a_newer_kind"))
    assert (await _home(browser))["safety"]["reason"] == "The archive doesn't work"
    await gateway.say_gateway(archive=make_health("none"))
    safety = (await _home(browser))["safety"]
    assert safety["cause"] == "/config/integrations/integration/camvault#config_entry=home"
    refusing = {"reason": "disk_full", "since": since}
    await gateway.say_gateway(archive=make_health("connected"), refusing=refusing)
    safety = (await _home(browser))["safety"]
    assert (safety["state"], safety["reason"]) == ("failing", "The gateway's disk is full")


async def test_gateway_away_and_back(browser: Browser, gateway: FakeGateway) -> None:
    """That a gateway is away is said, and not where it is in the network; when it is back, all is told anew."""
    await browser.subscribe()
    await gateway.stop()
    home = (await browser.hear(lambda told: told["type"] == "gateway" and not told["gateway"]["available"]))["gateway"]
    assert (home["safety"]["state"], home["safety"]["reason"], len(home["cameras"])) == ("away", None, 2)
    assert "127.0.0.1" not in str(browser.told)
    await gateway.start()
    (home,) = (await browser.hear(lambda told: told["type"] == "state"))["gateways"]
    assert home["available"]


async def test_reload(hass: HomeAssistant, browser: Browser, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A reload makes it away for a moment; then all is told anew, and live as before."""
    await browser.subscribe()
    await hass.config_entries.async_reload(loaded.entry_id)
    (home,) = (await browser.hear(lambda told: told["type"] == "state"))["gateways"]
    assert home["available"]
    await gateway.say("event", event=make_event("event2", "garden", LATER))
    await browser.hear(lambda told: told["type"] == "event")
    await gateway.say_camera("garden", labels=["person"])
    await browser.hear(lambda told: told["type"] == "gateway" and told["gateway"]["cameras"][1]["labels"])


async def test_never_loaded(
    hass: HomeAssistant, entry: MockConfigEntry, gateway: FakeGateway, hass_ws_client: WebSocketGenerator
) -> None:
    """A gateway that is away when Home Assistant starts is shown as that, and appears when it is there."""
    await gateway.stop()
    assert not await hass.config_entries.async_setup(entry.entry_id)
    browser = await open_browser(hass, hass_ws_client)
    (home,) = (await browser.subscribe())["gateways"]
    assert (home["available"], home["version"], home["features"]) == (False, None, [])
    assert (home["safety"]["state"], home["safety"]["reason"]) == ("away", None)
    await gateway.start()
    await hass.config_entries.async_reload(entry.entry_id)
    await browser.hear(lambda told: told["type"] == "state" and told["gateways"][0]["available"])
    await hass.config_entries.async_unload(entry.entry_id)


async def test_removed_and_disabled(hass: HomeAssistant, browser: Browser, loaded: MockConfigEntry) -> None:
    """A gateway that is removed is gone."""
    await browser.subscribe()
    await hass.config_entries.async_remove(loaded.entry_id)
    await browser.hear(lambda told: told["type"] == "state" and not told["gateways"])


async def test_seen_elsewhere(browser: Browser, gateway: FakeGateway, hass_admin_user: MockUser) -> None:
    """What a user marks on one device is counted on all, and only that user's."""
    await browser.subscribe()
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 1)
    gateway.seen[hass_admin_user.id] = {"event1"}
    asked = len([what for what, _ in gateway.asked if what == "seen"])
    await gateway.say("seen", user="another")
    await browser.hear_all()
    assert len([what for what, _ in gateway.asked if what == "seen"]) == asked
    await gateway.say("seen", user=hass_admin_user.id)
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 0)


async def test_new_captures_are_counted(browser: Browser, gateway: FakeGateway) -> None:
    """The number of unseen events follows what comes, without a question for each capture."""
    await browser.subscribe()
    await browser.hear(lambda told: told["type"] == "seen")
    for number in range(40):
        name = f"event{number + 2}"
        gateway.events[name] = make_event(name, "garden", LATER)
        await gateway.say("capture", new=True, capture=make_capture(f"clip{number + 2}", "garden", LATER, event=name))
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 41)
    assert len([what for what, _ in gateway.asked if what == "seen"]) < 20


async def test_end(hass: HomeAssistant, browser: Browser, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Who has left is told nothing, and leaves nothing behind."""
    coordinator = loaded.runtime_data
    before = len(coordinator._listeners)
    await browser.subscribe()
    assert len(coordinator._listeners) == before + 1
    await browser.leave()
    await until(lambda: len(coordinator._listeners) == before)
    await gateway.say("event", event=make_event("event2", "garden", LATER))
    await asyncio.sleep(0.3)
