"""Test that an update of the integration keeps what Home Assistant stored of a home."""

from collections.abc import AsyncGenerator
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import ATTR_RESTORED, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from .fake_gateway import FakeGateway
from .stored_home import Stored, fill, load, stored_home

_ENTITY = ("id", "entity_id", "unique_id", "device_id", "config_subentry_id", "disabled_by", "name", "translation_key")
_DEVICE = ("id", "area_id", "name", "name_by_user")


@pytest.fixture
async def home(hass: HomeAssistant, hass_storage: Stored) -> AsyncGenerator[ConfigEntry]:
    """Return the entry of the stored home, set up with its gateway."""
    gateway = FakeGateway()
    fill(gateway)
    await gateway.start()
    await load(hass, hass_storage, stored_home())
    (entry,) = hass.config_entries.async_entries("camvault")
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_URL: gateway.url})
    await async_setup_component(hass, "homeassistant", {})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    yield entry
    await hass.config_entries.async_unload(entry.entry_id)
    await gateway.stop()
    assert not gateway.violations


def _stored(store: str, items: str) -> list[dict[str, Any]]:
    """Return what a store of the home has."""
    found: list[dict[str, Any]] = stored_home()[f"core.{store}"]["data"][items]
    return found


@pytest.mark.parametrize("load_registries", [False])
async def test_entities_stay(hass: HomeAssistant, home: ConfigEntry) -> None:
    """Each entity keeps its id, its unique id, its device and what people changed of it; none is left behind."""
    now = er.async_entries_for_config_entry(er.async_get(hass), home.entry_id)
    found = {each.unique_id: {name: getattr(each, name) for name in _ENTITY} for each in now}
    before = {each["unique_id"]: each for each in _stored("entity_registry", "entities")}
    assert {key: found.get(key) for key in before} == {
        key: {name: each[name] for name in _ENTITY} for key, each in before.items()
    }
    shown = [hass.states.get(each.entity_id) for each in now if each.disabled_by is None]
    assert all(state and not state.attributes.get(ATTR_RESTORED) for state in shown)


@pytest.mark.parametrize("load_registries", [False])
async def test_devices_stay(hass: HomeAssistant, home: ConfigEntry) -> None:
    """Each device keeps its id, its identifiers, its subentry and what people changed of it."""
    now = dr.async_entries_for_config_entry(dr.async_get(hass), home.entry_id)
    before = {each["id"]: each for each in _stored("device_registry", "devices")}
    assert {each.id: {name: getattr(each, name) for name in _DEVICE} for each in now} == {
        key: {name: each[name] for name in _DEVICE} for key, each in before.items()
    }
    for device in now:
        stored = before[device.id]
        assert [list(each) for each in device.identifiers] == stored["identifiers"]
        assert device.config_subentry_id == stored["config_subentry_id"]
        assert device.via_device_id == stored["via_device_id"]


@pytest.mark.parametrize("load_registries", [False])
async def test_subentries_stay(home: ConfigEntry) -> None:
    """Each camera keeps its subentry, and what that holds."""
    (before,) = _stored("config_entries", "entries")
    assert [dict(each.as_dict()) for each in home.subentries.values()] == before["subentries"]
