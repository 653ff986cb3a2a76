"""Test diagnostics."""

import json

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.subentries import STREAM_URL, subentry_ids

from .fake_gateway import FakeGateway
from .fake_values import TOKEN
from .waiting import until


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


async def test_no_secret(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """Whatever could open or name something is left out, wherever it stands."""
    secret = "do-not-tell"
    gateway.settings["archive"] |= dict.fromkeys(("bucket", "prefix", "access_key_id"), secret)
    gateway.settings["archive"] |= {"endpoint_url": f"https://{secret}.example.com"}
    gateway.settings["anonymous_networks"] = [secret]
    gateway.gateway["ftp"] |= {"advertised_address": secret}
    picture = gateway.cameras["front-door"]["latest_picture"]
    gateway.cameras["front-door"]["latest_picture"] = picture | {"original_path": f"/{secret}.jpg"}
    hass.config_entries.async_update_entry(
        loaded,
        data={**loaded.data, "password": secret, "token": secret},
    )
    garden = loaded.subentries[subentry_ids(loaded)["garden"]]
    hass.config_entries.async_update_subentry(loaded, garden, data={STREAM_URL: f"rtsp://user:{secret}@10.0.0.1/live"})
    await gateway.say("snapshot", **gateway.state)
    await until(lambda: secret in str(loaded.runtime_data.data))
    await async_setup_component(hass, "diagnostics", {})
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    assert diagnostics["cameras"] == {"front-door": {}, "garden": {STREAM_URL: "**REDACTED**"}}
    text = json.dumps(diagnostics)
    assert secret not in text
    assert "rtsp" not in text
    assert "password_hash" not in text
