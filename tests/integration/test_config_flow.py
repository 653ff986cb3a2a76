"""Test the config flow."""

from unittest.mock import patch

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.config_flow import parse_address
from custom_components.camvault.const import DOMAIN

from .fake_gateway import FakeGateway
from .fake_values import GATEWAY_ID, TOKEN


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.5", "http://192.168.1.5:8099"),
        (" camvault.local ", "http://camvault.local:8099"),
        ("192.168.1.5:9000", "http://192.168.1.5:9000"),
        ("http://192.168.1.5:8099/", "http://192.168.1.5:8099"),
        ("https://cam.example.com", "https://cam.example.com"),
        ("https://example.com/camvault/", "https://example.com/camvault"),
        ("[fd00::5]", "http://[fd00::5]:8099"),
    ],
)
def test_address(typed: str, url: str) -> None:
    """People may type a URL, a host with its port, or a host."""
    assert parse_address(typed) == url


@pytest.mark.parametrize("typed", ["", "ftp://host", "http://", "host:port", "host:99999"])
def test_no_address(typed: str) -> None:
    """What is no address is not taken for one."""
    with pytest.raises(ValueError):  # noqa: PT011
        parse_address(typed)


async def test_by_hand(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Address and token make an entry."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    typed = {CONF_URL: gateway.url.removeprefix("http://"), CONF_TOKEN: f" {TOKEN}\n"}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    await hass.async_block_till_done()
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "CamVault home"
    assert result["data"] == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert result["result"].unique_id == GATEWAY_ID
    assert result["result"].state is ConfigEntryState.LOADED


FAILURES = ["cannot_connect", "invalid_auth", "wrong_version", "not_a_gateway"]


@pytest.mark.parametrize("error", FAILURES)
async def test_by_hand_failing(hass: HomeAssistant, gateway: FakeGateway, error: str) -> None:
    """What goes wrong is said, and can be put right."""
    gateway.fail(error)
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)
    assert result["errors"] == {"base": error}
    gateway.heal()
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_by_hand_nobody_there(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """A gateway that is not running cannot be reached."""
    await gateway.stop()
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)
    assert result["errors"] == {"base": "cannot_connect"}


async def test_by_hand_bad_address(hass: HomeAssistant) -> None:
    """What is no address is refused at its field."""
    typed = {CONF_URL: "ftp://cam", CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)
    assert result["errors"] == {CONF_URL: "invalid_address"}


async def test_by_hand_unexpected(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """An error nobody thought of is said to be one."""
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    with patch("custom_components.camvault.config_flow.CamVaultClient.gateway", side_effect=RuntimeError):
        result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)
    assert result["errors"] == {"base": "unknown"}


async def test_by_hand_again(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that is set up is not set up again."""
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_reauth(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A new token replaces the old one, once the gateway takes it."""
    gateway.token = "new"
    result = await loaded.start_reauth_flow(hass)
    assert result["step_id"] == "reauth_confirm"
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: "wrong"})
    assert result["errors"] == {"base": "invalid_auth"}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: "new"})
    await hass.async_block_till_done()
    assert result["reason"] == "reauth_successful"
    assert loaded.data == {CONF_URL: gateway.url, CONF_TOKEN: "new"}


async def test_reconfigure(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that moved is found at its new address."""
    hass.config_entries.async_update_entry(loaded, data={CONF_URL: "http://127.0.0.1:1", CONF_TOKEN: TOKEN})
    result = await loaded.start_reconfigure_flow(hass)
    assert result["step_id"] == "reconfigure"
    typed = {CONF_URL: "http://127.0.0.1:1", CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    assert result["errors"] == {"base": "cannot_connect"}
    typed[CONF_URL] = gateway.url
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    await hass.async_block_till_done()
    assert result["reason"] == "reconfigure_successful"
    assert loaded.data[CONF_URL] == gateway.url


async def test_reconfigure_to_another(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Another gateway does not take the place of the one that was set up."""
    gateway.gateway["id"] = "another"
    result = await loaded.start_reconfigure_flow(hass)
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    assert result["reason"] == "other_gateway"
