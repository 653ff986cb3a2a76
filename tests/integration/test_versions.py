"""Test gateways that are older or newer than the integration: the two are updated one after the other."""

from collections.abc import Awaitable, Callable
import json
from typing import Any
from unittest.mock import patch

from aiohttp import web
from homeassistant.components.media_source import Unresolvable, async_browse_media, async_resolve_media
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.const import DOMAIN

from .fake_gateway import FakeGateway
from .fake_values import TOKEN, Json, make_capture
from .problems import failing, problems
from .waiting import until, until_state

OUTDATED = "The gateway is older than this integration. Update the gateway"


def _answer(value: Json) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return what answers as no gateway of this version's contract does."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(value)

    return answer


def _without(value: Json, name: str, *names: str) -> Json:
    """Return a copy that lacks a field, somewhere inside."""
    left: Json = json.loads(json.dumps(value))
    place: Any = left
    for step in (name, *names)[:-1]:
        place = place[int(step) if isinstance(place, list) else step]
    del place[(name, *names)[-1]]
    return left


@pytest.mark.parametrize(
    "lacking",
    [("gateway", "refusing"), ("gateway", "vault", "short"), ("settings", "price_currency"), ("cameras", "0", "muted")],
)
async def test_older_gateway(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, lacking: tuple[str, ...]
) -> None:
    """A gateway that does not know of something yet wants to be updated, and works as soon as it was."""
    gateway.first_frame = json.dumps(_without({"type": "snapshot", **gateway.state}, *lacking))
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.reason == OUTDATED
    gateway.first_frame = None
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize(
    ("lacking", "version", "error"),
    [("refusing", 1, "gateway_outdated"), ("refusing", 2, "wrong_version"), ("api_version", 1, "not_a_gateway")],
)
async def test_older_gateway_is_added(
    hass: HomeAssistant, gateway: FakeGateway, lacking: str, version: int, error: str
) -> None:
    """Whoever adds a gateway that is too old is told so, and not that it is none."""
    told = gateway.gateway | {"api_version": version}
    gateway.answers["/api/v1/gateway"] = _answer(_without(told, lacking))
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)
    assert result["errors"] == {"base": error}


async def test_older_gateway_is_asked(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Actions and the media browser say so, too."""
    gateway.answers["/api/v1/events"] = _answer({"items": [{"id": "event1"}], "next": None})
    with pytest.raises(HomeAssistantError, match="older than this integration"):
        await hass.services.async_call(DOMAIN, "get_events", {}, blocking=True, return_response=True)
    gateway.answers["/api/v1/captures/clip1"] = _answer(_without(gateway.captures["clip1"], "playback"))
    with pytest.raises(Unresolvable, match="older than this integration"):
        await async_resolve_media(hass, f"media-source://{DOMAIN}/{loaded.entry_id}/capture/clip1", None)


async def test_newer_gateway(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """What a newer gateway knows more of, fields, words and messages, is in nobody's way."""
    told: Json = json.loads(json.dumps({"type": "snapshot", **gateway.state}))
    told |= {"weather": "fine"}
    told["gateway"] |= {"colour": "green", "refusing": {"reason": "moonlight", "since": "2026-11-23T18:00:00.000Z"}}
    told["gateway"]["archive"] |= {"state": "resting", "error": "archive_asleep"}
    told["gateway"]["rebuild"] = {"state": "paused", "captures": 3, "error": None}
    door = next(camera for camera in told["cameras"] if camera["id"] == "front-door")
    door["latest_picture"] |= {"kind": "hologram", "state": "teleported", "condition": "odd", "playback": "later"}
    door["last_event"] |= {"protection": "very", "labels": ["unicorn"]}
    gateway.first_frame = json.dumps(told)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert hass.states.is_state("binary_sensor.camvault_home_archive", STATE_UNKNOWN)
    await gateway.say_raw('{"type": "weather", "weather": "fine"}')
    sound = make_capture("sound1", "garden", "2026-11-23T19:00:00.000Z", labels=["unicorn"]) | {"kind": "sound"}
    await gateway.say_raw(json.dumps({"type": "capture", "new": True, "capture": sound}))
    await gateway.say_camera("garden", events_today=7)
    await until_state(hass, "sensor.garden_events_today", "7")
    assert gateway.connections == 1
    await hass.config_entries.async_unload(entry.entry_id)


async def test_newer_gateways_captures(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A capture of a kind that came later is listed, and can be opened."""
    sound = make_capture("sound1", "garden", "2026-11-23T19:00:00.000Z") | {"kind": "sound"}
    gateway.answers["/api/v1/captures"] = _answer({"items": [sound], "next": None})
    gateway.answers["/api/v1/captures/sound1"] = _answer(sound)
    folder = await async_browse_media(hass, f"media-source://{DOMAIN}/{loaded.entry_id}/newest")
    (item,) = folder.children or ()
    media = await async_resolve_media(hass, item.media_content_id, None)
    assert media.mime_type == "video/mp4"
    await until(lambda: gateway.open_connections == 1)


@pytest.mark.parametrize("version", ["dev", "", "2026.11.0-local+3", "a.b.c", "1.2.3.4.5", "\u0661.0"])
async def test_version_of_ones_own(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, version: str
) -> None:
    """Whatever somebody who built a gateway called its version, it is set up and shown."""
    gateway.gateway["version"] = version
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert hass.states.is_state("sensor.camvault_home_version", version)
    await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize("finder", ["issues.gateway.storage_issues", "issues.camera.clock_problem"])
async def test_problem_that_cannot_be_looked_for(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, finder: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake in a hint keeps nothing else from working."""
    with patch(f"custom_components.camvault.{finder}", side_effect=ZeroDivisionError("a mistake")):
        assert await hass.config_entries.async_setup(entry.entry_id)
        await gateway.say_gateway(**failing("archive_full"))
        await until(lambda: "archive_full" in problems(hass))
    assert "ZeroDivisionError: a mistake" in caplog.text
    await hass.config_entries.async_unload(entry.entry_id)
