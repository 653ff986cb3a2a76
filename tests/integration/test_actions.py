"""Test the actions that look for events, change them and wait for them."""

from http import HTTPStatus
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from .calling import asks_for_the_token, call, device_of
from .fake_gateway import FakeGateway
from .fake_values import make_event


@pytest.fixture
def several(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with one more event, which goes on."""
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z", labels=["animal"])
    return gateway


async def test_get_events(
    hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    """An automation learns all it needs to go on with an event."""
    answer = await call(hass, "get_events")
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
    assert [each["event_id"] for each in (await call(hass, "get_events", **filters))["events"]] == found


async def test_groups(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """A group is named as people know it, or by its id."""
    several.groups = {"g1": {"id": "g1", "name": "Animals outside", "rules": []}}
    several.in_groups = {"g1": ["garden"]}
    for name in ("animals OUTSIDE", "g1"):
        assert [each["event_id"] for each in (await call(hass, "get_events", group=name))["events"]] == ["event2"]
    with pytest.raises(ServiceValidationError, match="There is no group named Plants"):
        await call(hass, "get_events", group="Plants")


async def test_cameras(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """Cameras are chosen by their devices; the gateway's own is none of them."""
    chosen = await call(hass, "get_events", device_id=device_of(hass, "garden"))
    assert [each["event_id"] for each in chosen["events"]] == ["event2"]
    for device in (device_of(hass, ""), "none"):
        with pytest.raises(ServiceValidationError, match="isn't a camera of this gateway"):
            await call(hass, "get_events", device_id=device)


async def test_pages(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Of one that is gone, the id stands for the name."""
    gateway.events["old"] = make_event("old", "shed", "2026-11-20T19:00:00.000Z")
    answer = await call(hass, "get_events", limit=500, config_entry_id=loaded.entry_id)
    assert [each["camera"] for each in answer["events"]] == ["Front door", "shed"]


async def test_mark_and_describe(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """Events are protected and let go, and somebody says what they show."""
    await call(hass, "protect", answer=False, event_id=["event1", "event2"])
    assert all(event["protected"] for event in several.events.values())
    await call(hass, "unprotect", answer=False, event_id="event2")
    assert [several.events[key]["protected"] for key in ("event1", "event2")] == [True, False]
    await call(hass, "describe", answer=False, event_id="event1", description="A fox")
    (found,) = (await call(hass, "get_events", text="FOX"))["events"]
    assert (found["event_id"], found["description"]) == ("event1", "A fox")


async def test_delete(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is left in the archive is told to who asks."""
    assert await call(hass, "delete", event_id="event1") == {"deleted_captures": 1, "left_in_archive": 1}
    assert list(several.events) == ["event2"]
    with pytest.raises(ServiceValidationError, match="still in progress"):
        await call(hass, "delete", event_id="event2")
    several.events["event2"] |= {"protected": True}
    with pytest.raises(ServiceValidationError, match="protected event can't be deleted"):
        await call(hass, "delete", event_id="event2")
    several.events["event2"] |= {"protected": False, "ended_at": "2026-11-23T19:01:00.000Z"}
    await call(hass, "delete", answer=False, event_id="event2")
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
    with pytest.raises(ServiceValidationError, match="doesn't exist"):
        await call(hass, action, answer=answer, event_id="none", **data)
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    with pytest.raises(HomeAssistantError, match="Couldn't reach"):
        await call(hass, action, answer=answer, event_id="event1", **data)
    gateway.failure = HTTPStatus.IM_A_TEAPOT
    with pytest.raises(HomeAssistantError, match="invalid response"):
        await call(hass, action, answer=answer, event_id="event1", **data)
    gateway.failure = HTTPStatus.CONFLICT
    with pytest.raises(HomeAssistantError, match="It is unavailable"):
        await call(hass, action, answer=answer, event_id="event1", **data)
    await hass.config_entries.async_unload(loaded.entry_id)
    with pytest.raises(ServiceValidationError):
        await call(hass, action, answer=answer, event_id="event1", **data)


ACTIONS: dict[str, dict[str, Any]] = {
    "get_events": {},
    "protect": {"event_id": "event1"},
    "describe": {"event_id": "event1", "description": "x"},
    "delete": {"event_id": "event1"},
    "create_share_link": {"event_id": "event1"},
    "wait_until_archived": {"event_id": "event1"},
    "export": {"event_id": "event1"},
}


async def test_refused_token(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It is said in words, and somebody is asked for the right one, once."""
    gateway.token = "another"
    for action, data in ACTIONS.items():
        with pytest.raises(HomeAssistantError, match="rejected the token"):
            await call(hass, action, answer=action not in {"protect", "describe"}, **data)
    await hass.async_block_till_done()
    assert asks_for_the_token(hass)


async def test_all_or_none(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """One event that is not there, or may not be deleted, leaves the others as they are; one request is enough."""
    for action in ("protect", "delete"):
        with pytest.raises(ServiceValidationError, match="doesn't exist"):
            await call(hass, action, answer=False, event_id=["event1", "none"])
    with pytest.raises(ServiceValidationError, match="still in progress"):
        await call(hass, "delete", answer=False, event_id=["event1", "event2"])
    assert list(several.events) == ["event1", "event2"]
    assert not any(event["protected"] for event in several.events.values())
    several.events["event2"]["ended_at"] = "2026-11-23T19:01:00.000Z"
    several.requests.clear()
    await call(hass, "protect", answer=False, event_id=["event1", "event2"])
    await call(hass, "unprotect", answer=False, event_id=["event2", "event1"])
    deleted = await call(hass, "delete", event_id=["event1", "event2"])
    assert deleted == {"deleted_captures": 1, "left_in_archive": 1}
    assert several.requests == {"PATCH /api/v1/events": 2, "POST /api/v1/deletions": 1}


@pytest.mark.parametrize("event_id", ["../settings", "a/b", "", "x" * 65, []])
async def test_invented_events(hass: HomeAssistant, loaded: MockConfigEntry, event_id: object) -> None:
    """An id never leads elsewhere in the gateway."""
    with pytest.raises(probatio.Invalid):
        await call(hass, "protect", answer=False, event_id=event_id)


async def test_impossible_time(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """It says what is wrong."""
    with pytest.raises(ServiceValidationError, match="later than the start"):
        await call(hass, "get_events", start="2026-11-23 10:00:00", end="2026-11-23 10:00:00")
