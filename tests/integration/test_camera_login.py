"""Test the cameras' login in the config flow."""

from http import HTTPStatus
import json
from unittest.mock import patch

from aiohttp import web
from homeassistant.components.http import ApiConfig
from homeassistant.config_entries import SOURCE_HASSIO, SOURCE_USER, ConfigFlowResult
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.aiohttp_client import async_get_clientsession
import pytest

from custom_components.camvault.api.client import CamVaultClient
from custom_components.camvault.const import DOMAIN
from custom_components.camvault.flows.camera.login import async_renew_login

from .fake_gateway import FakeGateway
from .fake_values import TOKEN, make_account


@pytest.mark.parametrize(
    ("advertised", "url", "server"),
    [
        ("192.168.1.5", "http://127.0.0.1:8099", "192.168.1.5"),
        (None, "http://nas.home:8099", "nas.home"),
        (None, "http://192.168.1.9:8099", "192.168.1.9"),
        (None, "http://localhost:8099", "192.168.1.2"),
        (None, "http://127.0.0.1:8099", "192.168.1.2"),
        (None, "http://[::1]:8099", "192.168.1.2"),
    ],
)
async def test_server(hass: HomeAssistant, gateway: FakeGateway, advertised: str | None, url: str, server: str) -> None:
    """Cameras find the gateway where it says, else where Home Assistant does; loopback is of no use to them."""
    gateway.gateway["ftp"]["advertised_address"] = advertised
    client = CamVaultClient(async_get_clientsession(hass), gateway.url, TOKEN)
    with patch.object(hass.config, "api", ApiConfig("192.168.1.2", "192.168.1.2", 8123, use_ssl=False)):
        login = await async_renew_login(hass, client, url)
    assert login["server"] == server


async def _type(hass: HomeAssistant, gateway: FakeGateway) -> ConfigFlowResult:
    """Set the gateway up by hand."""
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER}, data=typed)


async def test_camera_login(hass: HomeAssistant, gateway: FakeGateway, caplog: pytest.LogCaptureFixture) -> None:
    """Where cameras have no login yet, one is made with the entry, and shown with it: no closed dialog loses it."""
    gateway.accounts = [make_account("yard", "garden")]
    gateway.gateway["ftp"]["advertised_address"] = "192.168.1.5"
    result = await _type(hass, gateway)
    assert (result["type"], result["description"]) == (FlowResultType.CREATE_ENTRY, "camera_login")
    login = {"server": "192.168.1.5", "port": "2121", "username": "camera", "password": gateway.passwords["camera"]}
    assert result["description_placeholders"] == login
    await hass.async_block_till_done()
    assert result["data"] == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert login["password"] not in f"{json.dumps(result['result'].as_dict(), default=str)} {caplog.text}"


async def test_camera_login_is_there(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Cameras that are set up keep their password."""
    result = await _type(hass, gateway)
    assert (result["type"], result["description"]) == (FlowResultType.CREATE_ENTRY, None)
    assert not gateway.passwords


@pytest.mark.parametrize(
    ("status", "error"),
    [(HTTPStatus.INTERNAL_SERVER_ERROR, "no_login"), (HTTPStatus.SERVICE_UNAVAILABLE, "cannot_connect")],
)
@pytest.mark.parametrize("source", [SOURCE_USER, SOURCE_HASSIO])
async def test_camera_login_failing(
    hass: HomeAssistant, gateway: FakeGateway, source: str, status: HTTPStatus, error: str
) -> None:
    """A login that cannot be made is said where the flow was, and can be tried again."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status)

    gateway.accounts = []
    gateway.answers["/api/v1/login"] = answer
    typed = {CONF_URL: gateway.url, CONF_TOKEN: TOKEN} if source == SOURCE_USER else {}
    data = typed or gateway.announcement
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": source}, data=data)
    if source == SOURCE_HASSIO:
        result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    assert result["errors"] == {"base": error}
    gateway.answers = {}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], typed)
    assert (result["type"], result["description"]) == (FlowResultType.CREATE_ENTRY, "camera_login")
