"""Test setting the integration up and taking it down."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry


async def test_setup_and_unload(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Everything is there after the setup; nothing is left after the unload."""
    assert loaded.state is ConfigEntryState.LOADED
    assert hass.states.get("binary_sensor.front_door_motion")
    print(*[f"{s.entity_id} {s.state} {dict(s.attributes)}" for s in hass.states.async_all()], sep="\n")
    assert await hass.config_entries.async_unload(loaded.entry_id)
    assert loaded.state is ConfigEntryState.NOT_LOADED
    assert not loaded._background_tasks
