"""Test the config flow of a gateway that announces itself on the network."""

import asyncio
from collections.abc import AsyncGenerator
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from unittest.mock import patch

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from homeassistant.config_entries import SOURCE_ZEROCONF, ConfigEntryState, ConfigFlowResult
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from custom_components.camvault.const import DOMAIN
from custom_components.camvault.flows.moved import MOVED

from .fake_gateway import FakeGateway
from .fake_values import GATEWAY_ID, TOKEN
from .problems import problems
from .waiting import until

SERVICE = "_camvault._tcp.local."
SAID = {"id": GATEWAY_ID, "site": "home", "api": "1"}
GONE = "http://127.0.0.1:1"


async def _find(hass: HomeAssistant, url: str, **said: str | None) -> ConfigFlowResult:
    """Have the gateway found."""
    address = ip_address("127.0.0.1")
    info = ZeroconfServiceInfo(
        ip_address=address,
        ip_addresses=[address],
        port=URL(url).port,
        hostname="camvault.local.",
        type=SERVICE,
        name=f"home.{SERVICE}",
        properties=SAID | said,
    )
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_ZEROCONF}, data=info)


async def test_found(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Whoever knows the token adds the gateway without typing an address."""
    result = await _find(hass, gateway.url)
    assert result["step_id"] == "zeroconf_confirm"
    address = gateway.url.removeprefix("http://")
    assert result["description_placeholders"] == {"name": "CamVault home", "address": address}
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["title_placeholders"] == {"name": "CamVault home"}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: "wrong"})
    assert result["errors"] == {"base": "invalid_auth"}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: TOKEN})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "CamVault home"
    assert result["data"] == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert result["result"].unique_id == GATEWAY_ID


async def test_found_without_a_login(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """A new gateway's cameras get their login; what goes wrong with it is said, and can be tried again."""

    async def fail(_: web.Request) -> web.Response:
        return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)

    gateway.accounts = []
    result = await _find(hass, gateway.url)
    gateway.answers["/api/v1/login"] = fail
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: TOKEN})
    assert result["errors"] == {"base": "no_login"}
    gateway.answers = {}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: TOKEN})
    assert (result["type"], result["description"]) == (FlowResultType.CREATE_ENTRY, "camera_login")


async def test_found_another(hass: HomeAssistant, gateway: FakeGateway) -> None:
    """Who only says to be the gateway does not become it."""
    result = await _find(hass, gateway.url, id="another")
    result = await hass.config_entries.flow.async_configure(result["flow_id"], {CONF_TOKEN: TOKEN})
    assert result["reason"] == "other_gateway"


@pytest.mark.parametrize(
    "said",
    [{"id": None}, {"id": "../x"}, {"id": "i" * 65}, {"site": None}, {"site": "Your bank: [click](x)"}, {"site": ""}],
)
async def test_nonsense(hass: HomeAssistant, gateway: FakeGateway, said: dict[str, str | None]) -> None:
    """What makes no sense is not offered."""
    assert (await _find(hass, gateway.url, **said))["reason"] == "not_a_gateway"


async def test_moved(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """A gateway that got another address, and proves to be it, is there again, with the token that it has."""
    hass.config_entries.async_update_entry(entry, data={CONF_URL: GONE, CONF_TOKEN: TOKEN})
    assert not await hass.config_entries.async_setup(entry.entry_id)
    result = await _find(hass, gateway.url)
    await hass.async_block_till_done()
    assert result["reason"] == "already_configured"
    assert entry.data == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert entry.state is ConfigEntryState.LOADED


@pytest.fixture
async def lost(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry of a gateway that is not where it was."""
    hass.config_entries.async_update_entry(entry, data={CONF_URL: GONE, CONF_TOKEN: TOKEN})
    assert not await hass.config_entries.async_setup(entry.entry_id)
    return entry


async def _fix(hass: HomeAssistant, client: TestClient[Any, Any]) -> None:
    """Open the repair, read it, and agree."""
    issue = problems(hass)[MOVED]
    step = await (
        await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue.issue_id})
    ).json()
    assert step["description_placeholders"] == issue.translation_placeholders
    answer = await client.post(f"/api/repairs/issues/fix/{step['flow_id']}", json={})
    assert (await answer.json())["type"] == "create_entry"
    await hass.async_block_till_done()


async def test_whoever_announces_an_id_gets_no_token(
    hass: HomeAssistant, gateway: FakeGateway, lost: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """Without a proof the owner is asked, and the token goes there only after a click."""
    gateway.proof = "0" * 64
    assert (await _find(hass, gateway.url))["reason"] == "already_configured"
    await hass.async_block_till_done()
    assert (lost.data[CONF_URL], gateway.tokens_given) == (GONE, 0)
    assert gateway.requests == {"GET /api/v1/hello": 1}
    issue = problems(hass)[MOVED]
    assert issue.is_fixable
    address = gateway.url.removeprefix("http://")
    assert issue.translation_placeholders == {"name": "CamVault home", "address": address}
    assert await async_setup_component(hass, "repairs", {})
    await _fix(hass, await hass_client())
    assert lost.data == {CONF_URL: gateway.url, CONF_TOKEN: TOKEN}
    assert lost.state is ConfigEntryState.LOADED
    assert MOVED not in problems(hass)


async def test_a_proof_that_was_passed_on(hass: HomeAssistant, gateway: FakeGateway, lost: MockConfigEntry) -> None:
    """Somebody between the two has the gateway answer: it signs its own address, which is not theirs."""

    async def relay(request: web.Request) -> web.Response:
        async with async_get_clientsession(hass).get(f"{gateway.url}{request.path_qs}") as answer:
            return web.Response(body=await answer.read(), content_type="application/json")

    app = web.Application()
    app.router.add_get("/api/v1/hello", relay)
    async with TestServer(app, host="127.0.0.1") as relaying:
        await _find(hass, str(relaying.make_url("")))
        await hass.async_block_till_done()
    assert gateway.requests["GET /api/v1/hello"] == 1
    assert (lost.data[CONF_URL], gateway.tokens_given) == (GONE, 0)
    assert MOVED in problems(hass)


@pytest.mark.parametrize(
    "body",
    ["", "<html>", "[]", "{}", '{"proof": 1}', '{"proof": "\u00fc"}', '{"proof": "' + "0" * 64 + '"}', "x" * 10**6],
)
@pytest.mark.parametrize("status", [HTTPStatus.OK, HTTPStatus.UNAUTHORIZED, HTTPStatus.FOUND])
async def test_no_proof(
    hass: HomeAssistant, gateway: FakeGateway, lost: MockConfigEntry, body: str, status: HTTPStatus
) -> None:
    """Whatever a stranger or an older gateway answers, it proves nothing."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, status=status, headers={"Location": f"{gateway.url}/api/v1/hello"})

    gateway.answers["/api/v1/hello"] = answer
    await _find(hass, gateway.url)
    await hass.async_block_till_done()
    assert (lost.data[CONF_URL], gateway.tokens_given) == (GONE, 0)
    assert MOVED in problems(hass)


async def test_nobody_there(hass: HomeAssistant, gateway: FakeGateway, lost: MockConfigEntry) -> None:
    """An address that does not answer proves nothing."""
    await _find(hass, "http://127.0.0.1:2")
    assert lost.data[CONF_URL] == GONE
    assert MOVED in problems(hass)


async def test_it_is_back(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that is at its address again ends the question, also without a reload."""
    await gateway.stop()
    await until(lambda: not loaded.runtime_data.last_update_success)
    await _find(hass, "http://127.0.0.1:2")
    assert MOVED in problems(hass)
    await gateway.start()
    await until(lambda: MOVED not in problems(hass))
    assert loaded.data[CONF_URL] == gateway.url


@pytest.mark.parametrize("url", ["https://127.0.0.1:1", "http://camvault.invalid:8099", f"{GONE}/behind/a/proxy"])
async def test_an_address_of_ones_own(
    hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, url: str
) -> None:
    """A name, a proxy and TLS are somebody's choice: the token goes nowhere else."""
    hass.config_entries.async_update_entry(entry, data={CONF_URL: url, CONF_TOKEN: TOKEN})
    assert (await _find(hass, gateway.url))["reason"] == "already_configured"
    assert entry.data[CONF_URL] == url


@pytest.mark.parametrize("answer", ["", "wrong_version"])
async def test_an_impostor(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry, answer: str) -> None:
    """As long as the gateway answers where it is, nobody else is given its token."""
    if answer:
        gateway.fail(answer)
    known = entry.data[CONF_URL]
    assert (await _find(hass, GONE))["reason"] == "already_configured"
    assert entry.data[CONF_URL] == known


async def test_the_address_of_another(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """Where another gateway is now, the one that is looked for is not."""
    gateway.gateway["id"] = "another"
    moved = FakeGateway()
    await moved.start()
    assert (await _find(hass, moved.url))["reason"] == "already_configured"
    assert entry.data[CONF_URL] == moved.url
    await moved.stop()


@pytest.fixture
async def network(hass: HomeAssistant, gateway: FakeGateway) -> AsyncGenerator[AsyncZeroconf]:
    """Return a network in which the gateway is announced; Home Assistant's own listener hears it, on loopback only."""
    loopback: dict[str, Any] = {"interfaces": ["127.0.0.1"]}
    async with AsyncZeroconf(**loopback) as network:
        info = AsyncServiceInfo(
            SERVICE,
            f"home-test.{SERVICE}",
            parsed_addresses=["127.0.0.1"],
            port=URL(gateway.url).port,
            properties=SAID,
            server="camvault-home-test.local.",
        )
        await (await network.async_register_service(info))
        with patch("homeassistant.components.zeroconf._async_get_zc_args", return_value=loopback):
            assert await async_setup_component(hass, "zeroconf", {})
        yield network


@pytest.mark.usefixtures("network", "socket_enabled")
async def test_heard(hass: HomeAssistant) -> None:
    """What stands in the manifest makes Home Assistant hear real packets."""
    async with asyncio.timeout(20):
        while not (flows := hass.config_entries.flow.async_progress_by_handler(DOMAIN)):
            await asyncio.sleep(0.05)
    (flow,) = flows
    assert flow["context"]["unique_id"] == GATEWAY_ID
