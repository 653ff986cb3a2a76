"""Test who may upload without a password."""

from http import HTTPStatus

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway


async def _open(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    result = await hass.config_entries.options.async_init(entry.entry_id)
    return await hass.config_entries.options.async_configure(result["flow_id"], {"next_step_id": "access"})


async def test_networks(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """They are shown and changed; an empty list means that every camera has to log in."""
    gateway.settings["anonymous_networks"] = ["192.168.1.0/24"]
    result = await _open(hass, loaded)
    assert result["data_schema"]
    (field,) = result["data_schema"].schema
    assert field.description == {"suggested_value": ["192.168.1.0/24"]}
    result = await hass.config_entries.options.async_configure(
        result["flow_id"], {"anonymous_networks": ["10.0.0.0/8", "192.168.7.0/24"]}
    )
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "access_set")
    assert gateway.settings["anonymous_networks"] == ["10.0.0.0/8", "192.168.7.0/24"]
    result = await _open(hass, loaded)
    result = await hass.config_entries.options.async_configure(result["flow_id"], {})
    assert result["reason"] == "access_set"
    assert gateway.settings["anonymous_networks"] == []


async def test_networks_refused(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What the gateway does not take is said; without a gateway there is no form."""
    result = await _open(hass, loaded)
    gateway.patch_fails = True
    result = await hass.config_entries.options.async_configure(result["flow_id"], {"anonymous_networks": ["home"]})
    assert result["errors"] == {"base": "refused"}
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    assert (await _open(hass, loaded))["reason"] == "cannot_connect"
