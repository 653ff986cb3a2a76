"""Test that entities are written when they have something new to say, and no more often than is of use."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events, async_fire_time_changed

from .fake_gateway import FakeGateway
from .problems import said
from .waiting import attributes, until, until_state

STORAGE = "sensor.front_door_storage"
BACKLOG = "sensor.camvault_home_backlog"


async def _rest(hass: HomeAssistant) -> None:
    """Let a minute pass."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=61))
    await hass.async_block_till_done()


async def test_pace(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The first change is shown at once, those that follow once a minute and in one."""
    await gateway.say_camera("front-door", bytes=1_000_000_000)
    await until_state(hass, STORAGE, "1.0")
    changes = async_capture_events(hass, "state_changed")
    for size in (2, 3, 4):
        await gateway.say_camera("front-door", bytes=size * 1_000_000_000)
    await said(hass, gateway)
    assert hass.states.is_state(STORAGE, "1.0")
    await _rest(hass)
    assert hass.states.is_state(STORAGE, "4.0")
    await _rest(hass)
    assert [change.data["entity_id"] for change in changes].count(STORAGE) == 1
    await _rest(hass)
    await gateway.say_camera("front-door", bytes=5_000_000_000)
    await until_state(hass, STORAGE, "5.0")


async def test_what_shows_nothing_new_does_not_rest(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """An event opens and says nothing of the upload that ends a moment later, which is shown at once."""
    upload = "sensor.garden_last_upload"
    before = hass.states.get(upload)
    assert before
    await gateway.say_camera("garden", motion=True)
    await said(hass, gateway)
    after = hass.states.get(upload)
    assert after
    assert after.last_reported == before.last_reported
    await gateway.say_camera("garden", last_upload_at="2026-11-23T19:30:00.000Z")
    await until_state(hass, upload, "2026-11-23T19:30:00+00:00")


async def test_gone_while_it_rests(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """That the gateway is gone, and that it is back, does not wait."""
    gateway.gateway["backlog"] |= {"files": 4}
    await gateway.say_gateway()
    await until_state(hass, BACKLOG, "4")
    await gateway.stop()
    await until_state(hass, BACKLOG, "unavailable")
    gateway.gateway["backlog"] |= {"files": 9}
    await gateway.start()
    await until_state(hass, BACKLOG, "9")


async def test_only_what_changed(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera's news write nothing of another camera, nor of the gateway."""
    before = {state.entity_id: state.last_reported for state in hass.states.async_all()}
    await said(hass, gateway)
    written = {state.entity_id for state in hass.states.async_all() if state.last_reported != before[state.entity_id]}
    assert "sensor.garden_events_today" in written
    assert all("garden" in entity_id for entity_id in written)


async def test_removed_while_it_rests(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Nothing rests longer than its entity is there."""
    await gateway.say_camera("front-door", bytes=1_000_000_000)
    await until_state(hass, STORAGE, "1.0")
    await gateway.say_camera("front-door", bytes=2_000_000_000)
    await said(hass, gateway)
    assert await hass.config_entries.async_unload(loaded.entry_id)
    await _rest(hass)
    assert hass.states.is_state(STORAGE, "unavailable")


async def test_figures(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is not known is unknown; the cost comes in the currency of its price."""
    cost = "sensor.camvault_home_archive_cost_in_30_days"
    state = hass.states.get(cost)
    assert state
    assert (state.state, state.attributes["unit_of_measurement"]) == ("1.27", "USD")
    gateway.gateway["vault"] |= {"free_bytes": None, "disk_bytes": None}
    gateway.gateway["archive"] |= {"cost": None}
    await gateway.stop()
    await until_state(hass, cost, "unavailable")
    await gateway.start()
    await until_state(hass, cost, "unknown")
    assert hass.states.is_state("sensor.camvault_home_disk_free", "unknown")


async def test_silent(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera that has been silent for too long is a problem until it is heard of."""
    sensor = "binary_sensor.garden_silent"
    assert hass.states.is_state(sensor, "off")
    await gateway.say_camera("garden", silent_since="2026-11-20T10:00:00.000Z")
    await until_state(hass, sensor, "on")
    await gateway.say_camera("garden", silent_since=None)
    await until(lambda: hass.states.is_state(sensor, "off"))


@pytest.mark.parametrize(
    "sensor",
    [
        "sensor.front_door_events_today",
        "sensor.camvault_home_archived_today",
        "sensor.camvault_home_archived_size_today",
        "sensor.front_door_captures_today",
        "sensor.front_door_size_today",
    ],
)
async def test_counted_since_midnight(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, entity_registry: er.EntityRegistry, sensor: str
) -> None:
    """What was deleted is counted no more, and that is no new day: statistics go by when the gateway's day began."""
    entity_registry.async_update_entity(sensor, disabled_by=None)
    await hass.config_entries.async_reload(loaded.entry_id)
    await hass.async_block_till_done()
    told = attributes(hass, sensor)
    assert (told["state_class"], told["last_reset"]) == ("total", "2026-11-23T08:00:00+00:00")
    tomorrow = "2026-11-24T08:00:00.000Z"
    gateway.cameras["front-door"] |= {"day_started_at": tomorrow}
    gateway.gateway["archive"] |= {"day_started_at": tomorrow}
    await gateway.stop()
    await until_state(hass, sensor, "unavailable")
    await gateway.start()
    await until(lambda: attributes(hass, sensor).get("last_reset") == "2026-11-24T08:00:00+00:00")


async def test_other_figures_are_never_reset(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """What there is in all has no day."""
    sensors = [state for state in hass.states.async_all("sensor") if "today" not in state.entity_id]
    assert len(sensors) > 10
    assert not [state for state in sensors if "last_reset" in state.attributes]
