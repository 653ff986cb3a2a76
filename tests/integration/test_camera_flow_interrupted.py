"""Test adding a camera while the gateway's entry is reloaded, unloaded or deleted: each way ends."""

from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.ids import subentry_ids

from .adding import DRIVE, begin, change, go_on, wait_for
from .fake_gateway import FakeGateway
from .fake_values import make_capture
from .waiting import until, until_state

CAPTURE = make_capture("c1", "drive", "2026-11-23T19:00:00.000Z")


@pytest.fixture
async def waiting(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> SubentryFlowResult:
    """Return the flow of a camera that is being added, and whose upload is awaited."""
    return await go_on(hass, await go_on(hass, await begin(hass, loaded), DRIVE), {})


async def test_reloaded(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, waiting: SubentryFlowResult
) -> None:
    """What arrives after a reload is seen; the gateway has made the subentry by then, which is as good."""
    assert await hass.config_entries.async_reload(loaded.entry_id)
    await hass.async_block_till_done()
    await gateway.say("capture", new=True, capture=CAPTURE)
    result = await wait_for(hass, waiting, "arrived")
    result = await go_on(hass, result, {})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "added")
    assert result["description_placeholders"] == {"camera": "Drive"}
    assert "drive" in subentry_ids(loaded)
    await until_state(hass, "binary_sensor.drive_motion", "off")


async def test_reloaded_and_silent(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Whoever does not wait for the upload ends as well."""
    with patch("custom_components.camvault.flows.camera.add.PATIENCE_S", 0.1):
        result = await go_on(hass, await go_on(hass, await begin(hass, loaded), DRIVE), {})
        assert await hass.config_entries.async_reload(loaded.entry_id)
        result = await wait_for(hass, result, "silent")
    result = await go_on(hass, result, {"next_step_id": "finish"})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "added")


async def test_unloaded_when_it_arrived(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, waiting: SubentryFlowResult
) -> None:
    """What had arrived is shown, and the camera is there when the gateway is loaded again."""
    await gateway.say("capture", new=True, capture=CAPTURE)
    result = await wait_for(hass, waiting, "arrived")
    assert await hass.config_entries.async_unload(loaded.entry_id)
    result = await go_on(hass, result)
    assert result["step_id"] == "arrived"
    result = await go_on(hass, result, {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert await hass.config_entries.async_setup(loaded.entry_id)
    await until_state(hass, "binary_sensor.drive_motion", "off")
    assert len(loaded.subentries) == 3


async def test_unloaded_before_it_began(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A form that is submitted when the gateway is unloaded ends, for a new camera as for a new login."""
    adds = await begin(hass, loaded)
    renews = await change(hass, loaded, subentry_ids(loaded)["garden"], "new_login")
    assert await hass.config_entries.async_unload(loaded.entry_id)
    for flow, typed in ((adds, DRIVE), (renews, {})):
        result = await go_on(hass, flow, typed)
        assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "cannot_connect")
    assert "drive" not in gateway.cameras


@pytest.mark.parametrize("seen", ["nothing", "capture"])
async def test_deleted(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    waiting: SubentryFlowResult,
    seen: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever deletes the gateway meanwhile finds no error, however the dialog is closed."""
    if seen == "capture":
        await gateway.say("capture", new=True, capture=CAPTURE)
        await wait_for(hass, waiting, "arrived")
    assert await hass.config_entries.async_remove(loaded.entry_id)
    await hass.async_block_till_done()
    for flow in hass.config_entries.subentries.async_progress():
        if seen == "capture":
            result = await go_on(hass, waiting, {})
            assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "cannot_connect")
        else:
            hass.config_entries.subentries.async_abort(flow["flow_id"])
    assert "Error" not in caplog.text
    assert "Traceback" not in caplog.text
    await until(lambda: gateway.open_connections == 0)


async def test_deleted_while_a_form_is_open(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """A form of a gateway that is deleted leads nowhere, and says so."""
    flows: list[tuple[SubentryFlowResult, dict[str, Any], str]] = [
        (await begin(hass, loaded), DRIVE, "cannot_connect"),
        (await change(hass, loaded, subentry_ids(loaded)["garden"], "stream"), {"stream_url": ""}, "camera_gone"),
        (await change(hass, loaded, subentry_ids(loaded)["garden"], "new_login"), {}, "cannot_connect"),
    ]
    assert await hass.config_entries.async_remove(loaded.entry_id)
    await hass.async_block_till_done()
    left = {flow["flow_id"] for flow in hass.config_entries.subentries.async_progress()}
    for flow, typed, reason in flows:
        if flow["flow_id"] in left:
            assert (await go_on(hass, flow, typed))["reason"] == reason
    assert "Traceback" not in caplog.text
