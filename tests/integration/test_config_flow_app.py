"""Test the config flow of the gateway that the app provides."""

from collections.abc import Generator
from unittest.mock import AsyncMock, patch
from uuid import uuid4

from aiohasupervisor import SupervisorError
from aiohasupervisor.models import Discovery
from homeassistant.config_entries import SOURCE_HASSIO, SOURCE_IGNORE, SOURCE_USER, ConfigFlowResult
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.camvault.const import DOMAIN

from .fake_gateway import FakeGateway
from .fake_values import GATEWAY_ID, TOKEN

FAILURES = ["cannot_connect", "invalid_auth", "wrong_version", "not_a_gateway"]


@pytest.fixture
def supervisor(hass: HomeAssistant, gateway: FakeGateway) -> Generator[AsyncMock]:
    """Return the Supervisor's list of what apps announced: another app's, and ours."""
    hass.config.components.add("hassio")
    with patch("homeassistant.components.hassio.get_supervisor_client") as client:
        client.return_value.discovery.list = AsyncMock(
            return_value=[
                Discovery(addon="core_mosquitto", service="mqtt", uuid=uuid4(), config={}),
                Discovery(addon="abc_camvault", service=DOMAIN, uuid=uuid4(), config=gateway.announcement.config),
            ]
        )
        yield client.return_value.discovery.list


async def _open(hass: HomeAssistant) -> ConfigFlowResult:
    """Begin to add the integration."""
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})


@pytest.mark.usefixtures("supervisor")
async def test_app_found(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """An app whose announcement came before the integration is found, and only wants to be confirmed."""
    gateway.accounts = []
    result = await _open(hass)
    assert result["step_id"] == "hassio_confirm"
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {})
    assert (result["type"], result["description"]) == (FlowResultType.CREATE_ENTRY, "camera_login")
    assert result["data"] == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert result["result"].unique_id == GATEWAY_ID


@pytest.mark.usefixtures("supervisor")
async def test_app_found_twice(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Who adds the integration although the app is offered already gets it, and the offer goes."""
    await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_HASSIO}, data=gateway.announcement)
    result = await _open(hass)
    assert result["step_id"] == "hassio_confirm"
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert not hass.config_entries.flow.async_progress()


@pytest.mark.usefixtures("supervisor")
async def test_app_ignored(hass: HomeAssistant) -> None:
    """Who ignored the app once can still add it."""
    MockConfigEntry(domain=DOMAIN, unique_id=GATEWAY_ID, source=SOURCE_IGNORE).add_to_hass(hass)
    result = await _open(hass)
    assert result["step_id"] == "hassio_confirm"
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {})
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.usefixtures("supervisor")
async def test_app_set_up_already(hass: HomeAssistant, loaded: MockConfigEntry) -> None:
    """Next to the app's gateway, another one can be added."""
    result = await _open(hass)
    assert (result["step_id"], result["errors"]) == ("user", {})


@pytest.mark.usefixtures("supervisor")
async def test_app_found_failing(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """An app that does not work is said to be so, and another gateway can be typed."""
    gateway.fail("wrong_version")
    result = await _open(hass)
    assert (result["step_id"], result["errors"]) == ("user", {"base": "wrong_version"})
    gateway.heal()
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_no_app(hass: HomeAssistant, gateway: FakeGateway, supervisor: AsyncMock) -> None:
    """Without an app, or a word from the Supervisor, the gateway is typed."""
    supervisor.return_value.pop()
    assert (await _open(hass))["step_id"] == "user"
    supervisor.side_effect = SupervisorError
    assert (await _open(hass))["step_id"] == "user"


async def test_app(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """The app's gateway only wants to be confirmed."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_HASSIO}, data=gateway.announcement
    )
    assert result["step_id"] == "hassio_confirm"
    assert result["description_placeholders"] == {"name": "CamVault home"}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert result["result"].unique_id == GATEWAY_ID


@pytest.mark.parametrize("error", FAILURES)
async def test_app_failing(hass: HomeAssistant, gateway: FakeGateway, error: str) -> None:
    """An app that does not work is not offered."""
    gateway.fail(error)
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_HASSIO}, data=gateway.announcement
    )
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == error


async def test_app_moved(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """An app that was installed again brings its new address and token."""
    hass.config_entries.async_update_entry(entry, data={CONF_URL: "http://127.0.0.1:1", CONF_TOKEN: "old"})
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_HASSIO}, data=gateway.announcement
    )
    await hass.async_block_till_done()
    assert result["reason"] == "already_configured"
    assert entry.data == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
