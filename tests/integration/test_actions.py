"""Test the actions that look for events, change them and wait for them."""

import asyncio
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.core import Context, HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion
from yarl import URL

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.devices import camera_key

from .fake_gateway import FakeGateway
from .fake_values import GATEWAY_ID, make_capture, make_event
from .waiting import until


async def _call(hass: HomeAssistant, action: str, *, answer: bool = True, **data: object) -> dict[str, Any]:
    """Call an action, and return its answer."""
    answered = await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=answer)
    return answered or {}


def _device(hass: HomeAssistant, camera: str) -> str:
    """Return the device of a camera, or of the gateway."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    key = (DOMAIN, camera_key(GATEWAY_ID, camera) if camera else GATEWAY_ID)
    device = dr.async_get(hass).async_get_device_by_identifier(key, config_entry_id=entry.entry_id)
    assert device
    return device.id


@pytest.fixture
def several(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with one more event, which goes on."""
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z", labels=["animal"])
    return gateway


async def test_get_events(
    hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    """An automation learns all it needs to go on with an event."""
    answer = await _call(hass, "get_events")
    entry = loaded.entry_id
    assert answer == {
        "events": [
            {
                "event_id": "event2",
                "camera": "Garden",
                "start": "2026-11-23T19:00:00+00:00",
                "end": None,
                "labels": ["animal"],
                "description": None,
                "protected": False,
                "captures": 0,
                "media_content_id": f"media-source://camvault/{entry}/event/event2",
                "picture_media_content_id": None,
            },
            {
                "event_id": "event1",
                "camera": "Front door",
                "start": "2026-11-23T18:15:29+00:00",
                "end": "2026-11-23T18:16:10+00:00",
                "labels": ["person"],
                "description": None,
                "protected": False,
                "captures": 1,
                "media_content_id": f"media-source://camvault/{entry}/event/event1",
                "picture_media_content_id": f"media-source://camvault/{entry}/capture/clip1",
            },
        ]
    }


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"label": "person"}, ["event1"]),
        ({"label": ["person", "animal"]}, ["event2", "event1"]),
        ({"start": "2026-11-23 10:30:00"}, ["event2"]),
        ({"end": "2026-11-23 10:30:00"}, ["event1"]),
        ({"start": "2026-11-23T18:00:00+00:00", "end": "2026-11-23T19:00:00+00:00"}, ["event1"]),
        ({"text": "garden"}, ["event2"]),
        ({"protected": True}, []),
        ({"limit": 1}, ["event2"]),
        ({"text": "garden", "label": "person"}, []),
    ],
)
async def test_filters(
    hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry, filters: dict[str, Any], found: list[str]
) -> None:
    """Only what is asked for is returned; a time without a zone is Home Assistant's."""
    assert [each["event_id"] for each in (await _call(hass, "get_events", **filters))["events"]] == found


async def test_groups(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """A group is named as people know it, or by its id."""
    several.groups = {"g1": {"id": "g1", "name": "Animals outside", "rules": []}}
    several.in_groups = {"g1": ["garden"]}
    for name in ("animals OUTSIDE", "g1"):
        assert [each["event_id"] for each in (await _call(hass, "get_events", group=name))["events"]] == ["event2"]
    with pytest.raises(ServiceValidationError, match="There is no group Plants"):
        await _call(hass, "get_events", group="Plants")


async def test_cameras(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """Cameras are chosen by their devices; the gateway's own is none of them."""
    chosen = await _call(hass, "get_events", device_id=_device(hass, "garden"))
    assert [each["event_id"] for each in chosen["events"]] == ["event2"]
    for device in (_device(hass, ""), "none"):
        with pytest.raises(ServiceValidationError, match="is no camera of this gateway"):
            await _call(hass, "get_events", device_id=device)


async def test_pages(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Of one that is gone, the id stands for the name."""
    gateway.events["old"] = make_event("old", "shed", "2026-11-20T19:00:00.000Z")
    answer = await _call(hass, "get_events", limit=500, config_entry_id=loaded.entry_id)
    assert [each["camera"] for each in answer["events"]] == ["Front door", "shed"]


async def test_mark_and_describe(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """Events are protected and let go, and somebody says what they show."""
    await _call(hass, "protect", answer=False, event_id=["event1", "event2"])
    assert all(event["protected"] for event in several.events.values())
    await _call(hass, "unprotect", answer=False, event_id="event2")
    assert [several.events[key]["protected"] for key in ("event1", "event2")] == [True, False]
    await _call(hass, "describe", answer=False, event_id="event1", description="A fox")
    (found,) = (await _call(hass, "get_events", text="FOX"))["events"]
    assert (found["event_id"], found["description"]) == ("event1", "A fox")


async def test_delete(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is left in the archive is told to who asks."""
    assert await _call(hass, "delete", event_id="event1") == {"deleted_captures": 1, "left_in_archive": 1}
    assert list(several.events) == ["event2"]
    with pytest.raises(ServiceValidationError, match="still goes on"):
        await _call(hass, "delete", event_id="event2")
    several.events["event2"] |= {"protected": True}
    with pytest.raises(ServiceValidationError, match="protected event is not deleted"):
        await _call(hass, "delete", event_id="event2")
    several.events["event2"] |= {"protected": False, "ended_at": "2026-11-23T19:01:00.000Z"}
    await _call(hass, "delete", answer=False, event_id="event2")
    assert several.events == {}


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("protect", {}),
        ("unprotect", {}),
        ("describe", {"description": "x"}),
        ("delete", {}),
        ("create_share_link", {}),
        ("wait_until_archived", {}),
        ("export", {}),
    ],
)
async def test_unknown_event(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, action: str, data: dict[str, Any]
) -> None:
    """Each action says so, and what else goes wrong, in words."""
    answer = action not in {"protect", "unprotect", "describe"}
    with pytest.raises(ServiceValidationError, match="has no such event"):
        await _call(hass, action, answer=answer, event_id="none", **data)
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await _call(hass, action, answer=answer, event_id="event1", **data)
    gateway.failure = HTTPStatus.IM_A_TEAPOT
    with pytest.raises(HomeAssistantError, match="answer cannot be used"):
        await _call(hass, action, answer=answer, event_id="event1", **data)
    gateway.failure = HTTPStatus.CONFLICT
    with pytest.raises(HomeAssistantError, match="It is unavailable"):
        await _call(hass, action, answer=answer, event_id="event1", **data)
    await hass.config_entries.async_unload(loaded.entry_id)
    with pytest.raises(ServiceValidationError):
        await _call(hass, action, answer=answer, event_id="event1", **data)


@pytest.mark.parametrize("event_id", ["../settings", "a/b", "", "x" * 65, []])
async def test_invented_events(hass: HomeAssistant, loaded: MockConfigEntry, event_id: object) -> None:
    """An id never leads elsewhere in the gateway."""
    with pytest.raises(probatio.Invalid):
        await _call(hass, "protect", answer=False, event_id=event_id)


async def test_only_what_a_user_may_see(
    hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    """Who may see the events of one camera gets no others."""
    hass_admin_user.groups = []
    hass_admin_user.mock_policy({"entities": {"entity_ids": {"event.garden_activity": {POLICY_READ: True}}}})
    answer = await hass.services.async_call(
        DOMAIN, "get_events", {}, blocking=True, return_response=True, context=Context(user_id=hass_admin_user.id)
    )
    assert answer
    found: Any = answer["events"]
    assert [each["event_id"] for each in found] == ["event2"]


async def test_impossible_time(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """It says what is wrong."""
    with pytest.raises(ServiceValidationError, match="later than the start"):
        await _call(hass, "get_events", start="2026-11-23 10:00:00", end="2026-11-23 10:00:00")


@pytest.mark.parametrize("action", ["delete", "export", "create_share_link"])
async def test_only_for_administrators(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_read_only_user: MockUser, action: str
) -> None:
    """What takes away, fills the disk or gives away is theirs."""
    context = Context(user_id=hass_read_only_user.id)
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN, action, {"event_id": "event1"}, blocking=True, context=context, return_response=True
        )


async def test_share_link(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever has the link sees the clip, and nothing else; it is not in the log."""
    hass.config.api = None
    with pytest.raises(HomeAssistantError, match="does not know the address"):
        await _call(hass, "create_share_link", event_id="event1")
    await async_process_ha_core_config(hass, {"external_url": "https://home.example"})
    gateway.add_capture(
        make_capture("picture", "garden", "2026-11-23T19:00:00.000Z", kind="snapshot", event="event2"), b"a picture"
    )
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z")
    client = await hass_client_no_auth()
    cases: list[tuple[dict[str, Any], bytes]] = [
        ({"event_id": "event1"}, b"bytes"),
        ({"capture_id": "clip1"}, b"bytes"),
        ({"event_id": "event2"}, b"a picture"),
        ({"capture_id": "clip1", "original": True}, b"bytes"),
    ]
    for named, content in cases:
        caplog.clear()
        link = await _call(hass, "create_share_link", **named, duration={"hours": 2})
        left = dt_util.parse_datetime(link["expires_at"], raise_on_error=True) - dt_util.utcnow()
        assert timedelta(hours=1, minutes=59) < left <= timedelta(hours=2)
        url = URL(link["url"])
        assert url.query["authSig"] not in caplog.text
        assert (url.scheme, url.host) == ("https", "home.example")
        opened = await client.get(str(url.relative()))
        assert await opened.read() == content
        assert (hdrs.CONTENT_DISPOSITION in opened.headers) is named.get("original", False)
        other = str(url.relative()).replace("clip1", "picture") if "clip1" in url.path else url.path
        assert (await client.get(other)).status == HTTPStatus.FORBIDDEN
    gateway.captures.clear()
    with pytest.raises(ServiceValidationError, match="nothing to play"):
        await _call(hass, "create_share_link", event_id="event1")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"event_id": "event1", "capture_id": "clip1"},
        {"event_id": "event1", "duration": {"days": 8}},
        {"event_id": "event1", "duration": 0},
    ],
)
async def test_no_share_link(hass: HomeAssistant, loaded: MockConfigEntry, data: dict[str, Any]) -> None:
    """One thing at a time, and not for ever."""
    with pytest.raises(probatio.Invalid):
        await _call(hass, "create_share_link", **data)


async def test_wait_for_what_is_there(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """It does not wait at all."""
    assert await _call(hass, "wait_until_archived", event_id="event1") == {"archived": True}
    assert await _call(hass, "wait_until_archived", capture_id="clip1") == {"archived": True}
    assert await _call(hass, "wait_until_archived", answer=False, capture_id="clip1") == {}


async def test_wait_until_archived(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An event must be over and all of it verified; each change is looked at, also one that was missed."""
    gateway.captures["clip1"]["state"] = "stored"
    gateway.events["event1"]["ended_at"] = None
    waiting = [
        hass.async_create_task(_call(hass, "wait_until_archived", event_id="event1")),
        hass.async_create_task(_call(hass, "wait_until_archived", capture_id="clip1")),
    ]
    await asyncio.sleep(0)
    await gateway.say_gateway()
    gateway.captures["clip1"]["state"] = "verified"
    await gateway.say("capture", new=False, capture=gateway.captures["clip1"])
    assert await waiting[1] == {"archived": True}
    assert not waiting[0].done()
    gateway.events["event1"]["ended_at"] = "2026-11-23T18:16:10.000Z"
    await gateway.say("event", event=gateway.events["event1"])
    assert await waiting[0] == {"archived": True}
    gateway.captures["clip1"]["state"] = "archived"
    asked = gateway.requests["GET /api/v1/captures"]
    waits = hass.async_create_task(_call(hass, "wait_until_archived", event_id="event1"))
    await until(lambda: gateway.requests["GET /api/v1/captures"] == asked + 3)
    await gateway.drop()
    gateway.captures["clip1"]["state"] = "verified"
    await gateway.until_connected(2)
    assert await waits == {"archived": True}


async def test_wait_in_vain(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Who asks is told; for who does not, the action fails. An event that is deleted meanwhile is none."""
    gateway.captures["clip1"]["state"] = "stored"
    assert await _call(hass, "wait_until_archived", event_id="event1", duration=1) == {"archived": False}
    with pytest.raises(HomeAssistantError, match="not in the archive in time"):
        await _call(hass, "wait_until_archived", answer=False, capture_id="clip1", duration=1)
    asked = gateway.requests["GET /api/v1/captures"]
    waits = hass.async_create_task(_call(hass, "wait_until_archived", event_id="event1"))
    await until(lambda: gateway.requests["GET /api/v1/captures"] >= asked + 3)
    del gateway.events["event1"]
    await gateway.say("event_removed", id="event1", camera="front-door")
    with pytest.raises(ServiceValidationError, match="no such event"):
        await waits
