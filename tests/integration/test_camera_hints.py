"""Test what is told of a camera's brand, its shared login, and what arrived."""

import json
from pathlib import Path
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.flows.camera.hints import BRANDS, OTHER

from .adding import DRIVE, begin, go_on, wait_for
from .fake_gateway import FakeGateway
from .fake_values import make_account, make_capture

_TEXTS = json.loads((Path(__file__).parents[2] / "custom_components/camvault/translations/en.json").read_text())


def test_every_brand_has_its_words() -> None:
    """Each has a name and a hint, and no hint is without its brand."""
    hints = {key.removeprefix("hint_") for key in _TEXTS["common"] if key.startswith("hint_")}
    assert hints == set(_TEXTS["selector"]["brand"]["options"]) == {*BRANDS, OTHER}


@pytest.mark.parametrize(
    ("typed", "hint"), [({"brand": "foscam"}, "foscam"), ({"brand": "other"}, "other"), ({}, "other")]
)
async def test_hint(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, typed: dict[str, str], hint: str
) -> None:
    """The login is shown with what the brand wants, or any camera."""
    result = await go_on(hass, await begin(hass, loaded), DRIVE | typed)
    assert result["step_id"] == "login"
    assert (result["description_placeholders"] or {})["hint"] == _TEXTS["common"][f"hint_{hint}"]


async def test_shared_login(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Its folder is shown, no password is changed, and others' logins are not taken for its own."""
    with patch("custom_components.camvault.flows.camera.add.PATIENCE_S", 0.1):
        result = await go_on(hass, await begin(hass, loaded), DRIVE | {"shared": True})
        assert result["step_id"] == "shared_login"
        shown = result["description_placeholders"] or {}
        assert (shown["username"], shown["folder"]) == ("camera", "drive")
        await gateway.say("login", username="camera", accepted=True)
        await gateway.say("login", username=None, accepted=False)
        result = await wait_for(hass, await go_on(hass, result, {}), "nothing_arrived")
    await gateway.say("capture", new=True, capture=make_capture("c1", "drive", "2026-11-23T19:00:00.000Z"))
    await go_on(hass, result, {"next_step_id": "wait"})
    result = await wait_for(hass, result, "arrived")
    assert (await go_on(hass, result, {}))["type"] is FlowResultType.CREATE_ENTRY
    assert not gateway.passwords


async def test_no_shared_login(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Where cameras share none it is said, and no camera is added; one of its own works."""
    gateway.accounts = [make_account("yard", "garden")]
    result = await go_on(hass, await begin(hass, loaded), DRIVE | {"shared": True})
    assert result["errors"] == {"shared": "no_shared_login"}
    assert "drive" not in gateway.cameras
    result = await go_on(hass, result, DRIVE)
    assert result["step_id"] == "login"


async def test_clock_and_kind(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A test pressed before anybody waits counts; what arrived is named, and a clock that is wrong told."""
    result = await go_on(hass, await begin(hass, loaded), DRIVE)
    await gateway.say_camera("drive", clock_offset_s=-3600.0)
    picture = make_capture("c1", "drive", "2026-11-23T19:00:00.000Z", kind="snapshot")
    await gateway.say("capture", new=True, capture=picture)
    result = await wait_for(hass, await go_on(hass, result, {}), "arrived")
    shown = result["description_placeholders"] or {}
    assert shown["kind"] == "Snapshot"
    assert "1 h behind" in shown["clock"]
