"""Test diagnostics."""

import json

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .fake_values import TOKEN


async def test_diagnostics(hass: HomeAssistant, loaded: MockConfigEntry, hass_client: ClientSessionGenerator) -> None:
    """Diagnostics tell the state, and nothing that is nobody else's business."""
    await async_setup_component(hass, "diagnostics", {})
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    assert diagnostics["connected"] is True
    assert diagnostics["site"]["gateway"]["backlog"]["files"] == 3
    assert diagnostics["site"]["settings"]["archive"]["abilities"]["findings"][0]["ability"] == "deletes"
    assert diagnostics["site"]["cameras"]["front-door"]["last_event"]["id"] == "event1"
    text = json.dumps(diagnostics)
    for secret in (TOKEN, "127.0.0.1", "my-bucket", "AKIAEXAMPLE", "s3.home", "clip1.mp4"):
        assert secret not in text
