"""Test the action that hands out links."""

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


async def test_share_link(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever has the link sees the clip, and nothing else; it is not in the log."""
    hass.config.api = None
    with pytest.raises(HomeAssistantError, match="doesn't know its own URL"):
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


async def test_share_what_can_be_played(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A link leads to the newest that there is to see; where nothing can be played, the original can still be saved."""
    await async_process_ha_core_config(hass, {"external_url": "https://home.example"})
    flaws: list[dict[str, Any]] = [
        {"condition": "empty", "size": 0},
        {"condition": "unreadable"},
        {"playback": "none"},
        {"kind": "snapshot", "content_type": "image/jpeg"},
    ]
    for number, flaw in enumerate(flaws):
        gateway.add_capture(make_capture(f"flaw{number}", "front-door", f"2026-11-23T18:15:5{number}.000Z", **flaw))

    async def shared(**data: Any) -> str:  # noqa: ANN401 any field of the action
        return URL((await call(hass, "create_share_link", event_id="event1", **data))["url"]).path

    assert await shared() == "/api/camvault/home/captures/clip1/playback"
    assert await shared(original=True) == "/api/camvault/home/captures/clip1/download"
    del gateway.captures["clip1"]
    assert await shared() == "/api/camvault/home/captures/flaw3/content"
    del gateway.captures["flaw3"]
    with pytest.raises(ServiceValidationError, match="nothing to play"):
        await shared()
    assert await shared(original=True) == "/api/camvault/home/captures/flaw2/download"
    del gateway.captures["flaw1"], gateway.captures["flaw2"]
    with pytest.raises(ServiceValidationError, match="nothing to play"):
        await shared(original=True)
