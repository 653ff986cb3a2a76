"""Test what is changed from the timeline, by who may."""

from http import HTTPStatus

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from .browsers import Browser, open_browser
from .fake_gateway import FakeGateway
from .fake_timeline import UNDO
from .fake_values import make_event


@pytest.fixture
async def browser(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> Browser:
    """Return the administrator's browser."""
    await hass.config.async_update(external_url="https://home.example")
    return await open_browser(hass, hass_ws_client)


async def test_seen(browser: Browser, gateway: FakeGateway, hass_admin_user: MockUser) -> None:
    """All that a filter has, or single events, are marked for this user, and the way back is handed on."""
    assert await browser.result("seen") == {"unseen": 1, "undo": None}
    assert await browser.result("seen", seen=True) == {"unseen": 0, "undo": UNDO}
    assert await browser.result("seen", undo=UNDO) == {"unseen": 1, "undo": UNDO}
    times = {"after": "2026-11-23T00:00:00Z", "before": "2026-11-24T00:00:00+01:00"}
    await browser.result("seen", cameras=["garden"], group="people", **times)
    await browser.result("seen", event_ids=["event1"], seen=False)
    user = hass_admin_user.id
    written = {"after": "2026-11-23T00:00:00+00:00", "before": "2026-11-24T00:00:00+01:00"}
    assert gateway.marks == [
        (user, {"seen": True}),
        (user, {"undo": UNDO}),
        (user, {"seen": True, "cameras": ["garden"], "group": "people", **written}),
        (user, {"seen": False, "events": ["event1"]}),
    ]


@pytest.mark.parametrize(
    "asked", [{"event_ids": []}, {"event_ids": ["a/b"]}, {"undo": 1}, {"undo": {}, "event_ids": ["event1"]}]
)
async def test_invalid_marks(browser: Browser, gateway: FakeGateway, asked: dict[str, object]) -> None:
    """What cannot be marked is said so."""
    assert await browser.error("seen", **asked) == "invalid_format"
    assert not gateway.marks


async def test_undo_that_is_none(browser: Browser) -> None:
    """What the gateway cannot take back was asked in the wrong way."""
    assert await browser.error("seen", undo={"mark": 8}) == "invalid_format"


async def test_protect_and_describe(browser: Browser, gateway: FakeGateway) -> None:
    """The events are answered as they are then."""
    (event,) = (await browser.result("protect", event_ids=["event1"], protected=True))["items"]
    assert event == gateway.events["event1"]
    assert event["protected"]
    event = (await browser.result("describe", event_id="event1", description="A cat"))["event"]
    assert (event["id"], event["description"]) == ("event1", "A cat")
    assert (await browser.result("describe", event_id="event1", description=None))["event"]["description"] is None
    assert await browser.error("protect", event_ids=["event1", "none"], protected=False) == "not_found"
    assert gateway.events["event1"]["protected"]
    assert await browser.error("describe", event_id="event1", description="x" * 4001) == "invalid_format"


async def test_delete(browser: Browser, gateway: FakeGateway) -> None:
    """What is protected or goes on stays, with the words why."""
    gateway.events["event1"]["protected"] = True
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z")
    for event_id, key in (("event1", "event_protected"), ("event2", "event_going_on")):
        error = (await browser.ask("delete", event_ids=[event_id]))["error"]
        assert (error["code"], error["translation_key"]) == ("invalid_format", key)
    gateway.events["event1"]["protected"] = False
    assert await browser.result("delete", event_ids=["event1"]) == {"captures": 1, "archived": 1}
    assert await browser.error("delete", event_ids=["event1"]) == "not_found"


@pytest.mark.parametrize(
    "changes", [{}, {"kind": "snapshot", "content_type": "image/jpeg"}, {"playback": "none"}, {"playback": "converted"}]
)
async def test_share(
    browser: Browser,
    gateway: FakeGateway,
    hass_client_no_auth: ClientSessionGenerator,
    changes: dict[str, str],
) -> None:
    """Whoever has the link gets the file that the sum is of, whatever browsers are shown."""
    gateway.captures["clip1"] |= changes
    shared = await browser.result("share", capture_id="clip1", days=7)
    assert shared["url"].startswith("https://home.example/api/camvault/home/captures/clip1/download?authSig=")
    assert shared["sha256"] == gateway.captures["clip1"]["sha256"]
    client = await hass_client_no_auth()
    answer = await client.get(shared["url"].removeprefix("https://home.example"))
    assert (answer.status, await answer.read()) == (HTTPStatus.OK, b"bytes")
    assert await browser.error("share", capture_id="none") == "not_found"
    assert await browser.error("share", capture_id="clip1", days=8) == "invalid_format"
