"""Test diagnostics."""

import json

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.ids import STREAM_URL, subentry_ids

from .fake_gateway import FakeGateway
from .fake_values import TOKEN, make_camera, make_capture, make_event
from .waiting import until


async def test_diagnostics(hass: HomeAssistant, loaded: MockConfigEntry, hass_client: ClientSessionGenerator) -> None:
    """Diagnostics tell the state, and nothing that is nobody else's business."""
    await async_setup_component(hass, "diagnostics", {})
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    assert diagnostics["connected"] is True
    assert diagnostics["site"]["gateway"]["backlog"]["files"] == 3
    assert diagnostics["site"]["gateway"]["media_worker"]["means"] == ["user", "root", "landlock", "seccomp"]
    assert diagnostics["site"]["settings"]["archive"]["abilities"]["findings"][0]["ability"] == "deletes"
    assert list(diagnostics["site"]["cameras"]) == list(diagnostics["cameras"]) == ["camera_1", "camera_2"]
    event = diagnostics["site"]["cameras"]["camera_1"]["last_event"]
    assert (event["id"], event["camera"]) == ("event1", "camera_1")
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
    assert diagnostics["cameras"] == {"camera_1": {}, "camera_2": {STREAM_URL: "**REDACTED**"}}
    text = json.dumps(diagnostics)
    assert secret not in text
    assert "rtsp" not in text
    assert "password_hash" not in text


async def test_nothing_personal(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """What people wrote, and what they call home and cameras, is left out; the camera of nobody keeps its name."""
    told = make_event("e", "anna-s-room", "2026-11-23T19:00:00.000Z", description="Anna in a red coat", captures=7)
    picture = make_capture("c", "anna-s-room", "2026-11-23T19:00:00.000Z", original_path="/Anna/x.mp4")
    seen = {"event": told, "last_event": told, "latest_picture": picture}
    gateway.cameras["anna-s-room"] = make_camera("anna-s-room", "Anna's room", **seen)
    gateway.cameras["unassigned"] = make_camera("unassigned", "Unassigned")
    gateway.gateway["site"] = gateway.settings["site"] = "annas-home"
    await gateway.say("snapshot", **gateway.state)
    await until(lambda: "unassigned" in subentry_ids(loaded))
    await async_setup_component(hass, "diagnostics", {})
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    assert "anna" not in json.dumps([diagnostics["site"], diagnostics["cameras"]]).lower()
    assert list(diagnostics["site"]["cameras"]) == ["camera_2", "camera_3", "camera_1", "unassigned"]
    shown = diagnostics["site"]["cameras"]["camera_1"]
    assert [shown["event"]["camera"], shown["latest_picture"]["camera"]] == ["camera_1", "camera_1"]
    assert (shown["event"]["captures"], shown["event"]["id"]) == (7, "e")
