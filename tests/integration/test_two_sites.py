"""Test that two sites side by side never answer for each other, in the media browser, by links and in actions."""

from collections.abc import AsyncGenerator
from http import HTTPStatus

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.components.media_player import BrowseError, SearchMediaQuery
from homeassistant.components.media_source import (
    BrowseMediaSource,
    Unresolvable,
    async_browse_media,
    async_resolve_media,
    async_search_media,
)
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.ids import camera_unique_id
from custom_components.camvault.media.paths import content_path, thumbnail_path

from .calling import call, device_of
from .fake_gateway import FakeGateway
from .fake_values import TOKEN, make_camera, make_capture, make_event

ROOT = f"media-source://{DOMAIN}"
CABIN = "0199f00dcafe7000a000000000000002"


@pytest.fixture
async def cabin(hass: HomeAssistant, loaded: MockConfigEntry) -> AsyncGenerator[FakeGateway]:
    """Return another site's gateway, set up, too: it has a camera of the same name and id, and one of its own."""
    fake = FakeGateway()
    fake.gateway |= {"id": CABIN, "site": "cabin"}
    fake.cameras = {name: make_camera(name, name.replace("-", " ").title()) for name in ("front-door", "lake")}
    for number, camera in enumerate(fake.cameras):
        time = f"2026-11-23T1{number}:00:00.000Z"
        fake.add_capture(make_capture(f"far{number}", camera, time, event=f"far-event{number}"), b"far away")
        fake.events[f"far-event{number}"] = make_event(f"far-event{number}", camera, time, captures=1)
    await fake.start()
    data = {CONF_URL: fake.url, CONF_TOKEN: TOKEN}
    entry = MockConfigEntry(entry_id="cabin", domain=DOMAIN, title="CamVault cabin", unique_id=CABIN, data=data)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield fake
    await hass.config_entries.async_unload(entry.entry_id)
    await fake.stop()
    assert not fake.violations


async def _browse(hass: HomeAssistant, place: str = "") -> list[str]:
    """Return where a place leads."""
    found = await async_browse_media(hass, f"{ROOT}{place}")
    assert isinstance(found, BrowseMediaSource)
    return [child.media_content_id.removeprefix(ROOT) for child in found.children or []]


@pytest.mark.usefixtures("cabin")
async def test_browse(hass: HomeAssistant) -> None:
    """Both are in the root, and each leads to its own only, also where their cameras have one id."""
    assert await _browse(hass) == ["/home", "/cabin"]
    assert (await async_browse_media(hass, ROOT)).title == "CamVault"
    assert await _browse(hass, "/home/newest") == ["/home/capture/clip1"]
    assert await _browse(hass, "/cabin/newest") == ["/cabin/capture/far1", "/cabin/capture/far0"]
    assert await _browse(hass, "/home/camera/front-door/2026-11-23") == ["/home/capture/clip1"]
    assert await _browse(hass, "/cabin/camera/front-door/2026-11-23") == ["/cabin/capture/far0"]


@pytest.mark.usefixtures("cabin")
async def test_search(hass: HomeAssistant) -> None:
    """Both are searched at once, or one."""

    async def found(place: str, words: str) -> list[str]:
        results = await async_search_media(hass, f"{ROOT}{place}", SearchMediaQuery(search_query=words))
        return [each.media_content_id.removeprefix(ROOT) for each in results.result]

    assert await found("", "front") == ["/home/capture/clip1", "/cabin/capture/far0"]
    assert await found("/cabin", "front") == ["/cabin/capture/far0"]
    assert await found("/home", "lake") == []


@pytest.mark.parametrize("lost", ["home", "cabin"])
async def test_search_while_one_is_lost(
    hass: HomeAssistant, gateway: FakeGateway, cabin: FakeGateway, lost: str
) -> None:
    """The other is searched nevertheless; when both are lost, that is said."""
    first, other = (gateway, cabin) if lost == "home" else (cabin, gateway)
    first.failure = HTTPStatus.SERVICE_UNAVAILABLE
    results = await async_search_media(hass, ROOT, SearchMediaQuery(search_query="front"))
    left = "/cabin/capture/far0" if lost == "home" else "/home/capture/clip1"
    assert [each.media_content_id.removeprefix(ROOT) for each in results.result] == [left]
    with pytest.raises(BrowseError, match="Couldn't reach"):
        await async_search_media(hass, f"{ROOT}/{lost}", SearchMediaQuery(search_query="front"))
    other.failure = HTTPStatus.SERVICE_UNAVAILABLE
    with pytest.raises(BrowseError, match="Couldn't reach"):
        await async_search_media(hass, ROOT, SearchMediaQuery(search_query="front"))


@pytest.mark.parametrize(
    "place", ["/home/capture/far0", "/cabin/capture/clip1", "/home/event/far-event1", "/cabin/event/event1"]
)
@pytest.mark.usefixtures("cabin")
async def test_foreign_place(hass: HomeAssistant, place: str) -> None:
    """What one has, the other does not show or play."""
    with pytest.raises(BrowseError, match="does not have it"):
        await _browse(hass, place)
    with pytest.raises(Unresolvable):
        await async_resolve_media(hass, f"{ROOT}{place}", None)


@pytest.mark.usefixtures("cabin")
async def test_nothing_to_play_for_both(hass: HomeAssistant) -> None:
    """Which of them is newest is not asked."""
    with pytest.raises(Unresolvable, match="nothing to play"):
        await async_resolve_media(hass, ROOT, None)


@pytest.mark.usefixtures("cabin")
async def test_links(hass: HomeAssistant, hass_client: ClientSessionGenerator, hass_admin_user: MockUser) -> None:
    """A link to what one has leads nowhere at the other, and a right at one door is none at the other's."""
    client = await hass_client()

    async def statuses() -> list[int]:
        paths = [content_path(site, clip) for clip in ("clip1", "far0") for site in ("home", "cabin")]
        return [(await client.get(path)).status for path in (*paths, thumbnail_path("cabin", "far0"))]

    assert await statuses() == [200, 404, 404, 200, 200]
    hass_admin_user.groups = []
    hass_admin_user.mock_policy({"entities": {"entity_ids": {"event.front_door_activity": {POLICY_READ: True}}}})
    assert await statuses() == [200, 404, 404, 403, 403]


def _activity(hass: HomeAssistant, gateway_id: str) -> str:
    """Return the activity of a site's front door."""
    unique_id = camera_unique_id(gateway_id, "front-door", "activity")
    return er.async_get(hass).async_get_entity_id("event", DOMAIN, unique_id) or ""


@pytest.mark.usefixtures("cabin")
async def test_actions_choose(hass: HomeAssistant) -> None:
    """A gateway is named, or follows from a camera's device; else it is asked for."""

    async def events(**data: str | list[str]) -> list[str]:
        answer = await call(hass, "get_events", answer=True, user_id=None, **data)
        return [each["event_id"] for each in answer["events"]]

    near, far = device_of(hass, "front-door"), device_of(hass, "front-door", CABIN)
    assert await events(config_entry_id="home") == ["event1"]
    assert await events(config_entry_id="cabin") == ["far-event1", "far-event0"]
    assert await events(device_id=near) == ["event1"]
    assert await events(device_id=far) == ["far-event0"]
    assert await events(entity_id=_activity(hass, CABIN)) == ["far-event0"]
    for choice in ({"config_entry_id": "home", "device_id": far}, {"device_id": [near, far]}):
        with pytest.raises(ServiceValidationError, match="isn't a camera of this gateway"):
            await events(**choice)
    both = ["event.front_door_activity", _activity(hass, CABIN)]
    for nothing in ({}, {"device_id": "none"}, {"entity_id": both}):
        with pytest.raises(ServiceValidationError, match="There are several gateways"):
            await events(**nothing)
    with pytest.raises(ServiceValidationError, match="nowhere was not found"):
        await events(config_entry_id="nowhere")


async def test_foreign_event(hass: HomeAssistant, gateway: FakeGateway, cabin: FakeGateway) -> None:
    """No action reaches the other site's events."""
    for action in ("protect", "delete", "create_share_link", "wait_until_archived", "export"):
        with pytest.raises(ServiceValidationError, match="doesn't exist"):
            await call(hass, action, answer=action != "protect", event_id="far-event0", config_entry_id="home")
        with pytest.raises(ServiceValidationError, match="There are several gateways"):
            await call(hass, action, answer=action != "protect", event_id="event1")
    assert (len(gateway.events), len(cabin.events)) == (1, 2)


async def test_rights(hass: HomeAssistant, cabin: FakeGateway, hass_read_only_user: MockUser) -> None:
    """Who may control one front door does not control the other."""
    hass_read_only_user.groups = []
    may = {POLICY_READ: True, POLICY_CONTROL: True}
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {"event.front_door_activity": may}}})
    user_id = hass_read_only_user.id
    await call(hass, "protect", answer=False, user_id=user_id, config_entry_id="home", event_id="event1")
    with pytest.raises(ServiceValidationError, match="doesn't exist"):
        await call(hass, "protect", answer=False, user_id=user_id, config_entry_id="cabin", event_id="far-event0")
    assert not cabin.events["far-event0"]["protected"]


async def test_one_is_lost(hass: HomeAssistant, gateway: FakeGateway, cabin: FakeGateway) -> None:
    """The other goes on; what is said of the lost one is that it cannot be reached."""
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    assert len(await _browse(hass, "/cabin/newest")) == 2
    with pytest.raises(BrowseError, match="Couldn't reach"):
        await _browse(hass, "/home/newest")
    assert await _browse(hass) == ["/home", "/cabin"]
    await hass.config_entries.async_unload("home")
    with pytest.raises(ServiceValidationError, match="not loaded"):
        await call(hass, "get_events", config_entry_id="home")
    assert len((await call(hass, "get_events", config_entry_id="cabin"))["events"]) == 2
