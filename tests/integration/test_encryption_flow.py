"""Test which logins are taken over TLS only."""

from http import HTTPStatus

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import make_account


@pytest.fixture(autouse=True)
def accounts(gateway: FakeGateway) -> None:
    """Let there be the login that cameras share, and those of two cameras."""
    gateway.accounts = [
        make_account("camera"),
        make_account("garden", "garden"),
        make_account("old", "gone") | {"tls_required": True},
    ]


async def _open(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    result = await hass.config_entries.options.async_init(entry.entry_id)
    return await hass.config_entries.options.async_configure(result["flow_id"], {"next_step_id": "encryption"})


async def _choose(hass: HomeAssistant, result: ConfigFlowResult, *usernames: str) -> ConfigFlowResult:
    return await hass.config_entries.options.async_configure(result["flow_id"], {"encrypted": list(usernames)})


async def test_chosen(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """All logins are shown, with their cameras; only those that change are changed."""
    result = await _open(hass, loaded)
    assert result["data_schema"]
    ((field, select),) = result["data_schema"].schema.items()
    assert field.description == {"suggested_value": ["old"]}
    assert [option["label"] for option in select.config["options"]] == ["camera", "garden (Garden)", "old (gone)"]
    result = await _choose(hass, result, "old", "garden")
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "encryption_set")
    assert [account["tls_required"] for account in gateway.accounts] == [False, True, True]
    patched = {path: count for path, count in gateway.requests.items() if path.startswith("PATCH")}
    assert patched == {"PATCH /api/v1/accounts/garden": 1}
    await _choose(hass, await _open(hass, loaded))
    assert not any(account["tls_required"] for account in gateway.accounts)


async def test_gateway_away(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Without a gateway there is no form; one that is lost meanwhile can be asked again."""
    result = await _open(hass, loaded)
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await _choose(hass, result, "camera")
    assert result["errors"] == {"base": "cannot_connect"}
    assert (await _open(hass, loaded))["reason"] == "cannot_connect"
    gateway.heal()
    assert (await _choose(hass, result, "camera"))["reason"] == "encryption_set"
    assert [account["tls_required"] for account in gateway.accounts] == [True, False, False]


async def test_no_logins(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Where nobody can log in there is nothing to choose."""
    gateway.accounts = []
    assert (await _open(hass, loaded))["reason"] == "no_logins"
