"""Test what the timeline reads: events, moments, density, and one event."""

import json
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .browsers import Browser, open_browser
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event


@pytest.fixture
def several(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with two more events, in the garden and at the front door."""
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z", captures=1, clips=1)
    gateway.add_capture(make_capture("clip2", "garden", "2026-11-23T19:00:00.000Z", event="event2"))
    gateway.events["event3"] = make_event("event3", "front-door", "2026-11-23T20:00:00.000Z", protected=True)
    return gateway


@pytest.fixture
async def browser(
    hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> Browser:
    """Return the administrator's browser."""
    return await open_browser(hass, hass_ws_client)


def _ids(answer: dict[str, Any]) -> list[str]:
    return [event["id"] for event in answer["items"]]


async def test_events(browser: Browser, several: FakeGateway) -> None:
    """Events are passed on as they are, with whether they are unseen, and with what a newer gateway may say of them."""
    several.events["event2"]["newer"] = {"than": "this version"}
    page = await browser.result("events")
    assert page == {
        "items": [several.events[name] | {"unseen": True} for name in ("event3", "event2", "event1")],
        "next": None,
        "prev": None,
        "understood": None,
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"cameras": ["garden"]}, ["event2"]),
        ({"cameras": []}, ["event3", "event2", "event1"]),
        ({"labels": ["person", "vehicle"]}, ["event1"]),
        ({"protected": True}, ["event3"]),
        ({"clips": True}, ["event2"]),
        ({"clips": False, "unseen": False}, ["event3", "event2", "event1"]),
        ({"q": "Persons"}, ["event1"]),
        ({"after": "2026-11-23T19:00:00Z", "before": "2026-11-23T21:00:00+01:00"}, ["event2"]),
        ({"order": "asc", "limit": 2}, ["event1", "event2"]),
        ({"around": "2026-11-23T19:00:00Z", "limit": 1}, ["event2"]),
    ],
)
async def test_filters(
    browser: Browser, several: FakeGateway, asked: dict[str, Any], found: list[str], afternoon: None
) -> None:
    """Each filter is the gateway's."""
    assert _ids(await browser.result("events", **asked)) == found


async def test_pages(browser: Browser) -> None:
    """One can go on in both directions, and back."""
    middle = await browser.result("events", around="2026-11-23T19:00:00Z", limit=1)
    assert _ids(await browser.result("events", cursor=middle["next"], limit=1)) == ["event1"]
    assert _ids(await browser.result("events", cursor=middle["prev"], limit=1)) == ["event3"]


async def test_unseen(browser: Browser, several: FakeGateway, hass_admin_user: MockUser) -> None:
    """What is unseen is unseen by this user, whatever others have seen."""
    several.seen = {hass_admin_user.id: {"event1", "event2"}, "another": {"event3"}}
    assert _ids(await browser.result("events", unseen=True)) == ["event3"]
    items = (await browser.result("density", by="hour", unseen=True, split_cameras=True))["items"]
    assert {item["camera"]: item["unseen"] for item in items} == {"front-door": 0, "garden": 0}
    await browser.result("moments", unseen=True)
    assert [query["unseen_by"] for _, query in several.asked if "unseen_by" in query] == [hass_admin_user.id] * 3


async def test_each_is_seen_or_not(browser: Browser, several: FakeGateway, hass_admin_user: MockUser) -> None:
    """Each event of a page, the one that is opened, and those beside it tell it of this user, by one question."""
    several.seen = {hass_admin_user.id: {"event1"}, "another": {"event2"}}
    items = (await browser.result("events"))["items"]
    assert {event["id"]: event["unseen"] for event in items} == {"event1": False, "event2": True, "event3": True}
    assert [what for what, _ in several.asked] == ["events"]
    opened = await browser.result("event", event_id="event1")
    assert (opened["event"]["unseen"], [event["unseen"] for event in opened["also"]]) == (False, [True])


async def test_density(hass: HomeAssistant, browser: Browser, several: FakeGateway) -> None:
    """Density is counted in Home Assistant's time zone, by what is asked for."""
    asked = {"cameras": ["garden", "front-door"], "labels": ["person"], "group": "people"}
    several.in_groups["people"] = ["front-door", "garden"]
    times = {"after": "2026-11-23T00:00:00Z", "before": "2026-11-24T00:00:00Z"}
    assert await browser.result("density", by="quarter", split_cameras=True, **asked, **times)
    (query,) = [query for what, query in several.asked if what == "density"]
    assert (query["by"], query["split"], query["time_zone"]) == ("quarter", "camera", hass.config.time_zone)
    assert (query.getall("camera"), query.getall("label")) == (asked["cameras"], ["person"])
    assert (query["group"], query["after"]) == ("people", "2026-11-23T00:00:00.000+00:00")


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "UTC"])
async def test_time_zone(browser: Browser, several: FakeGateway, zone: str) -> None:
    """The times of a search, and days, are those of whoever looks."""
    await browser.result("events", q="yesterday", time_zone=zone)
    await browser.result("density", by="day", time_zone=zone)
    assert [query["time_zone"] for _, query in several.asked if "time_zone" in query] == [zone, zone]


async def test_own_time_zone(hass: HomeAssistant, browser: Browser, several: FakeGateway) -> None:
    """A browser that names no time zone gets Home Assistant's."""
    await browser.result("events", q="yesterday")
    assert [query["time_zone"] for _, query in several.asked if "q" in query] == [hass.config.time_zone]


async def test_event(browser: Browser, several: FakeGateway) -> None:
    """An event comes with its captures and what others saw; where a capture lies in the vault stays hidden."""
    several.captures["clip1"]["vault_path"] = "captures/2026/11/23/0.mp4"
    opened = await browser.result("event", event_id="event1")
    clip = several.captures["clip1"] | {}
    del clip["vault_path"]
    assert opened == {
        "event": several.events["event1"] | {"unseen": True},
        "captures": [clip],
        "captures_next": None,
        "also": [several.events["event2"] | {"unseen": True}],
    }


@pytest.mark.parametrize(
    ("command", "asked", "code"),
    [
        ("event", {"event_id": "none"}, "not_found"),
        ("event", {"event_id": "../gateway"}, "invalid_format"),
        ("event", {"event_id": "event1", "entry_id": "none"}, "not_found"),
        ("events", {"after": "2026-11-23T00:00:00"}, "invalid_format"),
        ("events", {"limit": 501}, "invalid_format"),
        ("events", {"order": "random"}, "invalid_format"),
        ("events", {"cameras": ["a/b"]}, "invalid_format"),
        ("events", {"q": "x" * 201}, "invalid_format"),
        ("events", {"q": "yesterday", "time_zone": "Europe/Berlin&around=now"}, "invalid_format"),
        ("events", {"q": "yesterday", "time_zone": "../../etc/localtime"}, "invalid_format"),
        ("events", {"q": "yesterday", "time_zone": ""}, "invalid_format"),
        ("events", {"q": "yesterday", "time_zone": "E" * 65}, "invalid_format"),
        ("density", {"by": "day", "time_zone": 60}, "invalid_format"),
        ("density", {"by": "minute"}, "invalid_format"),
        ("moments", {"around": "2026-11-23T00:00:00Z"}, "invalid_format"),
    ],
)
async def test_invalid(browser: Browser, several: FakeGateway, command: str, asked: dict[str, Any], code: str) -> None:
    """What cannot be asked is said so, and does not get as far as the gateway."""
    assert await browser.error(command, **asked) == code
    assert not several.asked


async def test_refused(browser: Browser, several: FakeGateway) -> None:
    """What the gateway refuses was asked in the wrong way, and it says why."""
    several.refuse("/api/v1/events", "invalid")
    answer = await browser.ask("events", cursor="bad")
    assert answer["error"]["code"] == "invalid_format"
    assert "It is invalid." in answer["error"]["message"]


@pytest.mark.parametrize("body", ["[]", "{}", '{"items": 5}', '{"items": [1]}', "<html>"])
async def test_bad_answer(browser: Browser, several: FakeGateway, body: str) -> None:
    """An answer that is none is an error with words, and nothing breaks."""
    several.say_anything("/api/v1/events", body)
    assert await browser.error("events") == "unavailable"
    several.say_anything("/api/v1/moments", body)
    assert await browser.error("moments") == "unavailable"
    several.say_anything("/api/v1/events/event1", body)
    assert await browser.error("event", event_id="event1") == "unavailable"


async def test_gateway_away(
    hass: HomeAssistant, browser: Browser, several: FakeGateway, loaded: MockConfigEntry
) -> None:
    """A gateway that is away is unavailable, lost or not set up, and translated words say so."""
    await several.stop()
    answer = await browser.ask("events")
    assert (answer["error"]["code"], answer["error"]["translation_key"]) == ("unavailable", "cannot_connect")
    assert answer["error"]["translation_domain"] == "camvault"
    await hass.config_entries.async_unload(loaded.entry_id)
    assert await browser.error("events") == "unavailable"


async def test_outdated(hass: HomeAssistant, browser: Browser, several: FakeGateway) -> None:
    """An older gateway has no timeline; what it knows can still be done."""
    del several.gateway["today"]
    several.first_frame = json.dumps({"type": "snapshot", **several.state})
    await several.drop()
    await several.until_connected(2)
    for command, asked in (("events", {}), ("density", {"by": "day"}), ("moments", {}), ("seen", {})):
        assert await browser.error(command, **asked) == "outdated"
    assert await browser.error("event", event_id="event1") == "outdated"
    assert (await browser.subscribe())["gateways"][0]["features"] == []
    assert (await browser.result("protect", event_ids=["event1"], protected=True))["items"][0]["protected"]
