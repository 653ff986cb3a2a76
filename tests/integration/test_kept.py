"""Test that nothing a person gave to a camera is lost because the gateway does not do, or does not know, something."""

from http import HTTPStatus

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.camvault.ids import STREAM_URL, stream_url_of, subentry_ids

from .fake_gateway import FakeGateway
from .fake_values import make_camera, make_capture
from .waiting import attributes, until, until_state

STREAM = "rtsp://user:secret@192.168.1.9/1"
MINE = "binary_sensor.what_i_call_it"


@pytest.fixture
async def garden(
    hass: HomeAssistant, entry: MockConfigEntry, loaded: MockConfigEntry, entity_registry: er.EntityRegistry
) -> ConfigSubentry:
    """Return the subentry of a camera with a live stream, and with an entity that has another name."""
    subentry: ConfigSubentry = entry.subentries[subentry_ids(entry)["garden"]]
    hass.config_entries.async_update_subentry(entry, subentry, data={STREAM_URL: STREAM})
    entity_registry.async_update_entity("binary_sensor.garden_motion", new_entity_id=MINE, name="Mine")
    await hass.async_block_till_done()
    return subentry


async def _until_as_before(hass: HomeAssistant, entry: MockConfigEntry, garden: ConfigSubentry) -> None:
    """Wait until the camera is there again with all that it had."""
    await until_state(hass, MINE, "off")
    await hass.async_block_till_done()
    assert subentry_ids(entry)["garden"] == garden.subentry_id
    assert stream_url_of(entry, "garden") == STREAM
    assert (state := hass.states.get(MINE))
    assert state.name == "Mine"


@pytest.mark.parametrize("failure", [HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INTERNAL_SERVER_ERROR])
async def test_removal_refused(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry, failure: HTTPStatus
) -> None:
    """A camera that the gateway keeps is put back, and can be removed later."""
    gateway.failure = failure
    hass.config_entries.async_remove_subentry(loaded, garden.subentry_id)
    assert "garden" not in subentry_ids(loaded)
    await _until_as_before(hass, loaded, garden)
    gateway.failure = None
    hass.config_entries.async_remove_subentry(loaded, garden.subentry_id)
    await until(lambda: "garden" in gateway.removed)
    await hass.async_block_till_done()
    assert "garden" not in subentry_ids(loaded)
    assert hass.states.get(MINE) is None


async def test_put_back_tells_nothing_old(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What a camera saw before it was removed does not happen again when it is put back."""
    capture = make_capture("clip2", "garden", "2026-11-23T19:00:00.000Z", event="event2")
    await gateway.say("capture", new=True, capture=capture)
    await until(lambda: attributes(hass, "event.garden_activity").get("capture_id") == "clip2")
    assert (before := hass.states.get("event.garden_activity"))
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    hass.config_entries.async_remove_subentry(loaded, subentry_ids(loaded)["garden"])
    changes = async_capture_events(hass, "state_changed")
    await until_state(hass, "binary_sensor.garden_motion", "off")
    await until(lambda: hass.states.get("event.garden_activity"))
    await hass.async_block_till_done()
    told = [change.data["new_state"] for change in changes if change.data["entity_id"] == "event.garden_activity"]
    assert {state.state for state in told if state} <= {STATE_UNAVAILABLE, before.state}


async def test_removed_while_the_gateway_is_away(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry
) -> None:
    """A removal that the gateway cannot hear did not happen, which is seen when it is back."""
    await gateway.stop()
    await until_state(hass, MINE, STATE_UNAVAILABLE)
    hass.config_entries.async_remove_subentry(loaded, garden.subentry_id)
    await hass.async_block_till_done(wait_background_tasks=False)
    await gateway.start()
    await _until_as_before(hass, loaded, garden)


async def test_removed_while_it_is_unloaded(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry
) -> None:
    """Whoever unloads the gateway before it has answered finds the camera as it was."""
    gateway.answers["/api/v1/cameras/garden"] = gateway.never
    hass.config_entries.async_remove_subentry(loaded, garden.subentry_id)
    await until(lambda: gateway.requests["DELETE /api/v1/cameras/garden"])
    await hass.config_entries.async_reload(loaded.entry_id)
    await _until_as_before(hass, loaded, garden)


async def test_unknown_to_the_gateway(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry
) -> None:
    """A camera that a new or emptied catalog lacks is unavailable, and has everything when it is there again."""
    known = gateway.cameras.pop("garden")
    await gateway.say("snapshot", **gateway.state)
    await until_state(hass, MINE, STATE_UNAVAILABLE)
    await hass.async_block_till_done()
    await hass.config_entries.async_reload(loaded.entry_id)
    await hass.async_block_till_done()
    assert hass.states.is_state(MINE, STATE_UNAVAILABLE)
    assert not gateway.removed
    gateway.cameras["garden"] = known
    await gateway.say("camera", camera=known)
    await _until_as_before(hass, loaded, garden)


async def test_all_unknown(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Nor does it remove all cameras that a restore has not brought back yet."""
    before, known = dict(loaded.subentries), dict(gateway.cameras)
    gateway.cameras.clear()
    await gateway.say("snapshot", **gateway.state)
    await until_state(hass, "binary_sensor.garden_motion", STATE_UNAVAILABLE)
    await hass.async_block_till_done()
    gateway.cameras |= known
    await gateway.say("snapshot", **gateway.state)
    await until_state(hass, "binary_sensor.garden_motion", "off")
    assert dict(loaded.subentries) == before


async def test_removed_elsewhere_meanwhile(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry
) -> None:
    """A camera that its owner removed while nobody listened goes, as soon as the gateway can be asked."""
    gateway.removed["garden"] = gateway.cameras.pop("garden")
    gateway.answers["/api/v1/cameras"] = gateway.no_answer
    await gateway.drop()
    await gateway.until_connected(2)
    await until_state(hass, MINE, STATE_UNAVAILABLE)
    gateway.answers.clear()
    await gateway.drop()
    await until(lambda: "garden" not in subentry_ids(loaded))
    await hass.async_block_till_done()
    assert hass.states.get(MINE) is None


async def test_unknown_camera_removed_by_hand(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry
) -> None:
    """Whoever removes what the gateway does not have is done; the camera begins anew if it ever uploads again."""
    del gateway.cameras["garden"]
    await gateway.say("snapshot", **gateway.state)
    await until_state(hass, MINE, STATE_UNAVAILABLE)
    hass.config_entries.async_remove_subentry(loaded, garden.subentry_id)
    await until(lambda: gateway.requests["DELETE /api/v1/cameras/garden"])
    await until(lambda: hass.states.get(MINE) is None)
    gateway.cameras["garden"] = make_camera("garden", "Garden")
    await gateway.say("camera", camera=gateway.cameras["garden"])
    await until(lambda: "garden" in subentry_ids(loaded))
    assert stream_url_of(loaded, "garden") is None


async def test_renamed_and_refused(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, garden: ConfigSubentry
) -> None:
    """A camera that was renamed at the gateway while its removal was refused is put back under its new name."""
    gateway.answers["/api/v1/cameras/garden"] = gateway.no_answer
    hass.config_entries.async_remove_subentry(loaded, garden.subentry_id)
    await gateway.say_camera("garden", name="Yard")
    await _until_as_before(hass, loaded, garden)
    assert loaded.subentries[garden.subentry_id].title == "Yard"
    assert gateway.requests["PATCH /api/v1/cameras/garden"] == 0


async def test_device_of_a_camera_that_stays(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """The device of a camera that the gateway lacks stays as long as its subentry."""
    del gateway.cameras["garden"]
    await gateway.say("snapshot", **gateway.state)
    await until_state(hass, "binary_sensor.garden_motion", STATE_UNAVAILABLE)
    names = {device.name for device in dr.async_entries_for_config_entry(device_registry, loaded.entry_id)}
    assert "Garden" in names
    await gateway.say("camera_removed", id="garden")
    await until(lambda: "garden" not in subentry_ids(loaded))
    names = {device.name for device in dr.async_entries_for_config_entry(device_registry, loaded.entry_id)}
    assert "Garden" not in names
