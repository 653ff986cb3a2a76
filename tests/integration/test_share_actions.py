"""Test the actions that hand out links, and wait for the archive."""

import asyncio
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs
from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from .calling import call
from .fake_gateway import FakeGateway
from .fake_values import make_capture, make_event
from .waiting import until


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
        await call(hass, "create_share_link", event_id="event1")
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
        link = await call(hass, "create_share_link", **named, duration={"hours": 2})
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
        await call(hass, "create_share_link", event_id="event1")


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
        await call(hass, "create_share_link", **data)


async def test_wait_for_what_is_there(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """It does not wait at all."""
    assert await call(hass, "wait_until_archived", event_id="event1") == {"archived": True}
    assert await call(hass, "wait_until_archived", capture_id="clip1") == {"archived": True}
    assert await call(hass, "wait_until_archived", answer=False, capture_id="clip1") == {}


async def test_wait_until_archived(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An event must be over and all of it verified; each change is looked at, also one that was missed."""
    gateway.captures["clip1"]["state"] = "stored"
    gateway.events["event1"]["ended_at"] = None
    waiting = [
        hass.async_create_task(call(hass, "wait_until_archived", event_id="event1")),
        hass.async_create_task(call(hass, "wait_until_archived", capture_id="clip1")),
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
    waits = hass.async_create_task(call(hass, "wait_until_archived", event_id="event1"))
    await until(lambda: gateway.requests["GET /api/v1/captures"] == asked + 3)
    await gateway.drop()
    gateway.captures["clip1"]["state"] = "verified"
    await gateway.until_connected(2)
    assert await waits == {"archived": True}


async def test_wait_in_vain(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Who asks is told; for who does not, the action fails. An event that is deleted meanwhile is none."""
    gateway.captures["clip1"]["state"] = "stored"
    assert await call(hass, "wait_until_archived", event_id="event1", duration=1) == {"archived": False}
    with pytest.raises(HomeAssistantError, match="not in the archive in time"):
        await call(hass, "wait_until_archived", answer=False, capture_id="clip1", duration=1)
    asked = gateway.requests["GET /api/v1/captures"]
    waits = hass.async_create_task(call(hass, "wait_until_archived", event_id="event1"))
    await until(lambda: gateway.requests["GET /api/v1/captures"] >= asked + 3)
    del gateway.events["event1"]
    await gateway.say("event_removed", id="event1", camera="front-door")
    with pytest.raises(ServiceValidationError, match="no such event"):
        await waits
