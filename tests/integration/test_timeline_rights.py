"""Test that the timeline shows and changes what a user may see and control in Home Assistant, and nothing else."""

from collections.abc import Generator
from typing import Any
from unittest.mock import patch

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .allowing import allow
from .browsers import Browser, Json, open_browser
from .fake_gateway import FakeGateway
from .fake_timeline import UNDO
from .fake_values import make_capture, make_event, make_health

TIMELINE = "custom_components.camvault.timeline"
LATER = "2026-11-23T19:00:00.000Z"
# An event that is over, so that it can be deleted.
OVER = "2026-11-23T19:01:00.000Z"


@pytest.fixture(autouse=True)
def short_pauses() -> Generator[None]:
    """Tell more often than people need."""
    with patch(f"{TIMELINE}.subscription.STATE_PAUSE_S", 0.05), patch(f"{TIMELINE}.followed.COUNT_PAUSE_S", 0.05):
        yield


@pytest.fixture
def several(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with an event in the garden, and one of a camera that is gone."""
    gateway.events["event2"] = make_event("event2", "garden", LATER, ended_at=OVER, captures=1)
    gateway.add_capture(make_capture("clip2", "garden", LATER, event="event2"))
    gateway.events["event3"] = make_event("event3", "shed", "2026-11-23T19:30:00.000Z", ended_at=OVER)
    gateway.cameras["garden"] |= {"captures_today": 4}
    gateway.cameras["front-door"] |= {"captures_today": 70}
    return gateway


@pytest.fixture
async def browser(
    hass: HomeAssistant, several: FakeGateway, guest: MockUser, hass_ws_client: WebSocketGenerator
) -> Browser:
    """Return the guest's browser."""
    return await open_browser(hass, hass_ws_client, guest)


def _ids(answer: Json) -> list[str]:
    return [event["id"] for event in answer["items"]]


@pytest.mark.parametrize("asked", [{}, {"cameras": ["garden", "front-door"]}, {"cameras": ["shed", "garden"]}])
async def test_lists(browser: Browser, several: FakeGateway, asked: dict[str, Any]) -> None:
    """Lists, moments and density have the one camera, and the gateway is asked for no other."""
    assert _ids(await browser.result("events", **asked)) == ["event2"]
    (moment,) = (await browser.result("moments", **asked))["items"]
    assert [event["id"] for event in moment["events"]] == ["event2"]
    items = (await browser.result("density", by="day", split_cameras=True, **asked))["items"]
    assert [(item["camera"], item["events"]) for item in items] == [("garden", 1)]
    assert await browser.result("density", by="day", **asked)
    assert [query.getall("camera") for _, query in several.asked] == [["garden"]] * 4


@pytest.mark.parametrize("asked", [{"cameras": ["front-door"]}, {"cameras": ["none"]}])
async def test_hidden_cameras(browser: Browser, several: FakeGateway, asked: dict[str, Any]) -> None:
    """Who asks for hidden cameras only gets nothing, and no question reaches the gateway."""
    assert (await browser.result("events", **asked))["items"] == []
    assert (await browser.result("moments", **asked))["items"] == []
    assert (await browser.result("density", by="day", **asked))["items"] == []
    await browser.result("seen", seen=True, **asked)
    assert not several.marks
    assert all(what == "seen" for what, _ in several.asked)


async def test_nothing(browser: Browser, several: FakeGateway, guest: MockUser) -> None:
    """Who may see no camera does not even hear of the gateway."""
    guest.mock_policy({})
    assert (await browser.subscribe())["gateways"] == []
    assert (await browser.result("events"))["items"] == []
    assert await browser.result("seen", seen=True) == {"unseen": 0, "undo": None}
    await several.say("event", event=several.events["event2"])
    assert await browser.hear_all() == []
    assert not several.marks


async def test_event(browser: Browser) -> None:
    """A hidden event is not there, and of those at the same time only what may be seen is."""
    opened = await browser.result("event", event_id="event2")
    assert [capture["id"] for capture in opened["captures"]] == ["clip2"]
    assert opened["also"] == []
    for event_id in ("event1", "event3", "none"):
        assert await browser.error("event", event_id=event_id) == "not_found"


async def test_state(browser: Browser, several: FakeGateway) -> None:
    """The state has the one camera, its counts, and no way to settings."""
    (home,) = (await browser.subscribe())["gateways"]
    assert [(camera["id"], camera["may_change"]) for camera in home["cameras"]] == [("garden", False)]
    assert home["safety"] | {"last_verified_at": None} == {
        "state": "waiting",
        "today": 4,
        "today_safe": 3,
        "backlog": 1,
        "last_verified_at": None,
        "failing_since": None,
        "next_try_at": None,
        "error": None,
        "reason": None,
        "cause": None,
    }
    await browser.hear(lambda told: told["type"] == "seen" and told["unseen"] == 1)
    backlog = several.gateway["backlog"] | {"by_camera": {"front-door": 2}}
    await several.say_gateway(backlog=backlog, archive=make_health("failing", "archive_denied"))
    told = await browser.hear(lambda told: told["type"] == "gateway" and told["gateway"]["safety"]["error"])
    safety = told["gateway"]["safety"]
    assert (safety["today_safe"], safety["reason"], safety["cause"]) == (4, "The archive rejects the keys", None)


async def test_live(browser: Browser, several: FakeGateway) -> None:
    """What happens at other cameras is not told, not even that something does."""
    await browser.subscribe()
    await browser.hear(lambda told: told["type"] == "seen")
    await browser.hear_all()
    for camera in ("front-door", "shed", "garden"):
        event = make_event(f"{camera}-new", camera, LATER)
        await several.say("event", event=event)
        await several.say("capture", new=True, capture=make_capture(f"{camera}-clip", camera, LATER))
        await several.say("event_removed", id=f"{camera}-old", camera=camera)
    await several.say_camera("front-door", motion=True, captures_today=71)
    told = await browser.hear_all()
    kinds = [(message["type"], message.get("id") or message.get("event", message.get("capture"))) for message in told]
    assert {kind for kind, _ in kinds} == {"event", "capture", "event_removed", "gateway"} - _without_gateway(told)
    text = str(told)
    assert "garden-new" in text
    assert "front-door" not in text
    assert "shed" not in text


def _without_gateway(told: list[Json]) -> set[str]:
    """Return what need not be told: the event began motion in the garden, which may be told in time or not."""
    return set() if any(message["type"] == "gateway" for message in told) else {"gateway"}


async def test_seen(browser: Browser, several: FakeGateway, guest: MockUser) -> None:
    """A user marks what may be seen, and counts that only."""
    assert await browser.result("seen") == {"unseen": 1, "undo": None}
    assert await browser.error("seen", event_ids=["event2", "event1"]) == "not_found"
    assert not several.marks
    assert await browser.result("seen", seen=True) == {"unseen": 0, "undo": UNDO}
    assert several.marks == [(guest.id, {"seen": True, "cameras": ["garden"]})]
    assert several.seen == {guest.id: {"event2"}}
    assert await browser.result("seen", undo=UNDO) == {"unseen": 1, "undo": UNDO}
    assert (await browser.result("seen", event_ids=["event2"]))["unseen"] == 0
    assert (await browser.result("seen", event_ids=["event2"], seen=False))["unseen"] == 1


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("protect", {"event_ids": ["event2"], "protected": True}),
    ("protect", {"event_ids": ["event2"], "protected": False}),
    ("describe", {"event_id": "event2", "description": "A cat"}),
    ("describe", {"event_id": "event2", "description": None}),
    ("delete", {"event_ids": ["event2"]}),
    ("share", {"capture_id": "clip2"}),
]


def _of_others(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the same command about what is hidden."""
    names: dict[str, Any] = {"event_ids": ["event2", "event1"], "event_id": "event1", "capture_id": "clip1"}
    return asked | {name: names[name] for name in asked if name in names}


@pytest.mark.parametrize(("command", "asked"), CHANGES)
async def test_change(
    browser: Browser, several: FakeGateway, guest: MockUser, command: str, asked: dict[str, Any]
) -> None:
    """Seeing is not changing; what is hidden is not there; and no administrator is needed for what one may change."""
    before = {name: event | {} for name, event in several.events.items()}
    answer = await browser.ask(command, **asked)
    assert (answer["error"]["code"], answer["error"]["translation_key"]) == ("unauthorized", "not_allowed")
    assert "You can view what Garden saw" in answer["error"]["message"]
    allow(guest, garden={POLICY_READ: True, POLICY_CONTROL: True}, front_door={POLICY_CONTROL: True})
    assert await browser.error(command, **_of_others(asked)) == "not_found"
    assert several.events == before
    assert await browser.result(command, **asked)


@pytest.mark.parametrize(("command", "asked"), CHANGES)
async def test_read_only(
    browser: Browser, several: FakeGateway, guest: MockUser, command: str, asked: dict[str, Any]
) -> None:
    """To see all is not to change all, nor is it to change a camera that is gone."""
    guest.mock_policy({"entities": {"all": {POLICY_READ: True}}})
    assert _ids(await browser.result("events")) == ["event3", "event2", "event1"]
    assert await browser.error(command, **asked) == "unauthorized"
    assert await browser.error(command, **_of_others(asked)) == "unauthorized"


async def test_rights_change_while_subscribed(browser: Browser, several: FakeGateway, guest: MockUser) -> None:
    """A right that is taken away is gone at once, and one that is given is there."""
    await browser.subscribe()
    allow(guest, front_door={POLICY_READ: True})
    await several.say("event", event=make_event("hidden", "garden", LATER))
    await several.say("event", event=make_event("shown", "front-door", LATER))
    await browser.hear(lambda told: told["type"] == "event" and told["event"]["id"] == "shown")
    assert "hidden" not in str(browser.told)
    told = await browser.hear(lambda told: told["type"] == "gateway")
    assert [camera["id"] for camera in told["gateway"]["cameras"]] == ["front-door"]
