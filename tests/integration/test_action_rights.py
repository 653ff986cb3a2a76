"""Test that users see and change with actions what they may see and control in Home Assistant, and nothing else."""

from typing import Any

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from .allowing import allow
from .calling import call, device_of
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event

CHANGES: list[tuple[str, dict[str, Any]]] = [("protect", {}), ("unprotect", {}), ("describe", {"description": "x"})]
HIDDEN = "doesn't exist"


@pytest.fixture
def several(gateway: FakeGateway) -> FakeGateway:
    """Return the gateway with an event in the garden, and one of a camera that is gone."""
    gateway.events["event2"] = make_event("event2", "garden", "2026-11-23T19:00:00.000Z", captures=1)
    gateway.add_capture(make_capture("clip2", "garden", "2026-11-23T19:00:00.000Z", event="event2"))
    gateway.events["event3"] = make_event("event3", "shed", "2026-11-23T19:30:00.000Z")
    return gateway


def _changes(gateway: FakeGateway) -> int:
    return gateway.requests["PATCH /api/v1/events/event2"] + gateway.requests["PATCH /api/v1/events"]


async def test_see(hass: HomeAssistant, several: FakeGateway, guest: MockUser) -> None:
    """Who may see the events of one camera gets no others, and as many as are asked for."""

    async def seen(asked: dict[str, Any]) -> list[str]:
        answer = await call(hass, "get_events", user_id=guest.id, **asked)
        return [each["event_id"] for each in answer["events"]]

    assert await seen({}) == ["event2"]
    assert await seen({"limit": 1}) == ["event2"]
    both = [device_of(hass, "garden"), device_of(hass, "front-door")]
    assert await seen({"device_id": both}) == ["event2"]
    assert await seen({"device_id": both[1]}) == []
    guest.mock_policy({})
    assert await seen({}) == []


@pytest.mark.parametrize(("action", "data"), CHANGES)
async def test_change(
    hass: HomeAssistant, several: FakeGateway, guest: MockUser, action: str, data: dict[str, Any]
) -> None:
    """Seeing is not changing, and what is hidden is not there."""
    for event, words in (("event1", HIDDEN), ("event2", "You can view what Garden saw"), ("none", HIDDEN)):
        with pytest.raises(ServiceValidationError, match=words):
            await call(hass, action, answer=False, user_id=guest.id, event_id=event, **data)
    assert _changes(several) == 0
    allow(guest, garden={POLICY_READ: True, POLICY_CONTROL: True})
    await call(hass, action, answer=False, user_id=guest.id, event_id="event2", **data)
    assert _changes(several) == 1
    with pytest.raises(ServiceValidationError, match=HIDDEN):
        await call(hass, action, answer=False, user_id=guest.id, event_id="event1", **data)


async def test_all_or_none(hass: HomeAssistant, several: FakeGateway, guest: MockUser) -> None:
    """Of several events, none is changed when one may not be."""
    allow(guest, garden={POLICY_READ: True, POLICY_CONTROL: True}, front_door={POLICY_CONTROL: True})
    with pytest.raises(ServiceValidationError, match=HIDDEN):
        await call(hass, "protect", answer=False, user_id=guest.id, event_id=["event2", "event1"])
    assert not several.events["event2"]["protected"]


@pytest.mark.parametrize(("action", "data"), CHANGES)
async def test_who_may_only_see_everything(
    hass: HomeAssistant, several: FakeGateway, guest: MockUser, action: str, data: dict[str, Any]
) -> None:
    """To see all is not to change all, nor is it to change a camera that is gone."""
    guest.mock_policy({"entities": {"all": {POLICY_READ: True}}})
    for event in ("event1", "event2", "event3"):
        with pytest.raises(ServiceValidationError, match="You can view what"):
            await call(hass, action, answer=False, user_id=guest.id, event_id=event, **data)
    assert _changes(several) == 0


@pytest.mark.parametrize(("action", "data"), CHANGES)
async def test_who_may_control_what_is_hidden(
    hass: HomeAssistant, several: FakeGateway, guest: MockUser, action: str, data: dict[str, Any]
) -> None:
    """Control without sight changes nothing: what is hidden is not there."""
    guest.mock_policy({"entities": {"all": {POLICY_CONTROL: True}}})
    for event in ("event1", "event2", "event3"):
        with pytest.raises(ServiceValidationError, match=HIDDEN):
            await call(hass, action, answer=False, user_id=guest.id, event_id=event, **data)
    assert _changes(several) == 0
    assert (await call(hass, "get_events", user_id=guest.id))["events"] == []


async def test_wait(hass: HomeAssistant, several: FakeGateway, guest: MockUser) -> None:
    """Whether something is in the archive is told to those who may see it."""
    assert await call(hass, "wait_until_archived", user_id=guest.id, capture_id="clip2") == {"archived": True}
    several.events["event2"]["ended_at"] = "2026-11-23T19:00:30.000Z"
    assert await call(hass, "wait_until_archived", user_id=guest.id, event_id="event2") == {"archived": True}
    both: list[dict[str, Any]] = [{"event_id": "event1"}, {"capture_id": "clip1"}]
    for hidden in both:
        with pytest.raises(ServiceValidationError, match=HIDDEN):
            await call(hass, "wait_until_archived", user_id=guest.id, **hidden)


@pytest.mark.parametrize("action", ["delete", "export", "create_share_link"])
async def test_only_for_administrators(hass: HomeAssistant, several: FakeGateway, guest: MockUser, action: str) -> None:
    """What takes away, fills the disk or gives away is theirs, whatever else a user may control."""
    guest.mock_policy({"entities": True})
    with pytest.raises(Unauthorized):
        await call(hass, action, user_id=guest.id, event_id="event2")
    assert "event2" in several.events


async def test_who_may_everything(
    hass: HomeAssistant, several: FakeGateway, guest: MockUser, hass_admin_user: MockUser
) -> None:
    """Nothing is hidden from them, also not what cameras saw that are gone; nobody is asked who it is twice."""
    everything = ["event3", "event2", "event1"]
    guest.mock_policy({"entities": True})
    for user_id in (guest.id, hass_admin_user.id, None):
        answer = await call(hass, "get_events", user_id=user_id)
        assert [each["event_id"] for each in answer["events"]] == everything
        await call(hass, "protect", answer=False, user_id=user_id, event_id=everything)
    assert not several.requests["GET /api/v1/events/event3"]


async def test_nobody(hass: HomeAssistant, several: FakeGateway, loaded: MockConfigEntry) -> None:
    """A user who is gone is no automation."""
    sights: list[tuple[str, dict[str, Any]]] = [("get_events", {}), ("wait_until_archived", {"event_id": "event2"})]
    for action, data in sights:
        with pytest.raises(UnknownUser):
            await call(hass, action, user_id="gone", **data)
    for action, data in CHANGES:
        with pytest.raises(UnknownUser):
            await call(hass, action, answer=False, user_id="gone", event_id="event2", **data)
