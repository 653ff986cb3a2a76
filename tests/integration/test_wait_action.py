"""Test the action that waits until something is in the archive."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from unittest.mock import patch

from aiohttp import web
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .calling import call
from .fake_answers import answer
from .fake_gateway import FakeGateway
from .fake_values import Json, make_event
from .problems import said
from .waiting import until

EVENT = "GET /api/v1/events/event1"
CAPTURE = "GET /api/v1/captures/clip1"

type Waiting = asyncio.Task[dict[str, Any]]


@pytest.fixture
def waits(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> Callable[..., Waiting]:
    """Return what begins to wait for an event or a capture that is on its way."""
    gateway.events["event1"]["unarchived"] = 2
    gateway.captures["clip1"]["state"] = "stored"

    def begin(**data: Any) -> Waiting:  # noqa: ANN401 any field of the action
        return hass.async_create_task(call(hass, "wait_until_archived", **data))

    return begin


async def test_what_is_there(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """It does not wait at all, and asks once."""
    both: list[dict[str, Any]] = [{"event_id": "event1"}, {"capture_id": "clip1"}]
    for data in both:
        gateway.requests.clear()
        assert await call(hass, "wait_until_archived", **data) == {"archived": True}
        assert gateway.requests.total() == 1
    assert await call(hass, "wait_until_archived", answer=False, capture_id="clip1") == {}


async def test_event(hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting]) -> None:
    """It must be over, with nothing left to archive; what the gateway says is enough to know."""
    event = gateway.events["event1"]
    event["ended_at"] = None
    waiting = waits(event_id="event1")
    await until(lambda: gateway.requests[EVENT])
    for left in (30, 20, 1, 0):
        await gateway.say("event", event=event | {"captures": 30, "unarchived": left})
    over = event | {"ended_at": "2026-11-23T18:16:10.000Z"}
    await gateway.say("event", event=over | {"unarchived": 1})
    await gateway.say(
        "event", event=make_event("event2", "garden", "2026-11-23T19:00:00.000Z", ended_at=over["ended_at"])
    )
    await gateway.say("capture", new=False, capture=gateway.captures["clip1"] | {"state": "verified"})
    await gateway.say("event_removed", id="event2", camera="garden")
    await said(hass, gateway)
    assert not waiting.done()
    await gateway.say("event", event=over)
    assert not waiting.done()
    await gateway.say("event", event=over | {"unarchived": 0})
    assert await waiting == {"archived": True}
    assert gateway.requests == {EVENT: 1, "GET /api/v1/live": 1}


async def test_capture(hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting]) -> None:
    """It must be verified: that the archive has answered is no proof."""
    waiting = waits(capture_id="clip1")
    await until(lambda: gateway.requests[CAPTURE])
    clip = gateway.captures["clip1"]
    await gateway.say("capture", new=False, capture=clip | {"state": "archived"})
    await gateway.say("capture", new=False, capture=clip | {"id": "other", "state": "verified"})
    await said(hass, gateway)
    assert not waiting.done()
    await gateway.say("capture", new=False, capture=clip | {"state": "verified"})
    assert await waiting == {"archived": True}
    assert gateway.requests[CAPTURE] == 1


async def test_what_is_heard_is_newer_than_the_answer(
    hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting]
) -> None:
    """An answer that was on its way meanwhile does not take back what was said since."""
    go_on = asyncio.Event()
    old: Json = dict(gateway.events["event1"])

    async def slow(_: web.Request) -> web.StreamResponse:
        await go_on.wait()
        return answer("/api/v1/events/{event}", old)

    gateway.answers["/api/v1/events/event1"] = slow
    waiting = waits(event_id="event1")
    await until(lambda: gateway.requests[EVENT])
    await gateway.say("event", event=old | {"unarchived": 0})
    await said(hass, gateway)
    go_on.set()
    assert await waiting == {"archived": True}


async def test_gap_while_it_asks(hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting]) -> None:
    """An answer from before a gap does not stand for what happened within it."""
    go_on = asyncio.Event()
    old: Json = dict(gateway.events["event1"])

    async def slow(_: web.Request) -> web.StreamResponse:
        del gateway.answers["/api/v1/events/event1"]
        await go_on.wait()
        return answer("/api/v1/events/{event}", old)

    gateway.answers["/api/v1/events/event1"] = slow
    waiting = waits(event_id="event1")
    await until(lambda: gateway.requests[EVENT])
    gateway.events["event1"]["unarchived"] = 0
    await gateway.say("snapshot", **gateway.state)
    await said(hass, gateway)
    go_on.set()
    async with asyncio.timeout(10):
        assert await waiting == {"archived": True}


async def test_lost_meanwhile(hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting]) -> None:
    """What was missed while the gateway was lost is asked for when it is back."""
    waiting = [waits(event_id="event1"), waits(capture_id="clip1")]
    await until(lambda: gateway.requests[EVENT] and gateway.requests[CAPTURE])
    await gateway.stop()
    gateway.events["event1"]["unarchived"] = 0
    gateway.captures["clip1"]["state"] = "verified"
    await gateway.start()
    assert await asyncio.gather(*waiting) == [{"archived": True}] * 2


async def test_no_answer_meanwhile(hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting]) -> None:
    """A gateway that is back and cannot answer at once is asked again; one that never did ends the action."""
    waiting = waits(event_id="event1")
    await until(lambda: gateway.requests[EVENT])
    gateway.answers["/api/v1/events/event1"] = gateway.no_answer
    with patch("custom_components.camvault.actions.wait._AGAIN_S", 0.02):
        await gateway.say("snapshot", **gateway.state)
        await until(lambda: gateway.requests[EVENT] >= 4)
        gateway.events["event1"]["unarchived"] = 0
        gateway.heal()
        assert await waiting == {"archived": True}
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    with pytest.raises(HomeAssistantError, match="Couldn't reach"):
        await waits(event_id="event1")


async def test_reload(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, waits: Callable[..., Waiting]
) -> None:
    """It goes on when the gateway is unloaded and loaded again, and leaves nobody who listens behind."""
    waiting = waits(event_id="event1")
    await until(lambda: gateway.requests[EVENT])
    await hass.config_entries.async_unload(loaded.entry_id)
    assert not waiting.done()
    assert await hass.config_entries.async_setup(loaded.entry_id)
    await until(lambda: gateway.requests[EVENT] == 2)
    await gateway.say("event", event=gateway.events["event1"] | {"unarchived": 0})
    assert await waiting == {"archived": True}
    assert loaded.state is ConfigEntryState.LOADED


@pytest.mark.parametrize("what", [{"event_id": "event1"}, {"capture_id": "clip1"}])
async def test_deleted_meanwhile(
    hass: HomeAssistant, gateway: FakeGateway, waits: Callable[..., Waiting], what: dict[str, str]
) -> None:
    """What is not there any more is never going to be in the archive."""
    waiting = waits(**what)
    await until(lambda: gateway.requests[EVENT] or gateway.requests[CAPTURE])
    await said(hass, gateway)
    gateway.events.clear()
    gateway.captures.clear()
    await gateway.say("event_removed", id="event1", camera="front-door")
    with pytest.raises(ServiceValidationError, match="doesn't exist"):
        await waiting


async def test_in_vain(hass: HomeAssistant, waits: Callable[..., Waiting]) -> None:
    """Who asks is told; for who does not, the action fails."""
    assert await waits(event_id="event1", duration=1) == {"archived": False}
    with pytest.raises(HomeAssistantError, match="wasn't archived within the time limit"):
        await waits(answer=False, capture_id="clip1", duration=1)
