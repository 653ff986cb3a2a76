"""Test the options flow."""

from http import HTTPStatus
import json
from typing import Any
from unittest.mock import patch

from aiohttp import web
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.camvault.flows.base import ARCHIVE_ERRORS

from .fake_gateway import FakeGateway
from .fake_values import make_account

SECRET = "new-secret"
TYPED = {
    "endpoint_url": " http://nas:9000\n",
    "bucket": "another-bucket",
    "region": "eu-central-1",
    "access_key_id": "AKIANEW ",
    "secret_access_key": f"{SECRET}\n",
    "storage_class": "STANDARD",
}


async def _choose(hass: HomeAssistant, entry: MockConfigEntry, step: str) -> ConfigFlowResult:
    """Open the flow and choose from its menu."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert result["type"] is FlowResultType.MENU
    assert step in result["menu_options"]
    return await hass.config_entries.options.async_configure(result["flow_id"], {"next_step_id": step})


async def _submit(hass: HomeAssistant, result: ConfigFlowResult, typed: dict[str, Any]) -> ConfigFlowResult:
    """Submit the form that is shown."""
    return await hass.config_entries.options.async_configure(result["flow_id"], typed)


def _suggested(result: ConfigFlowResult) -> dict[str, Any]:
    """Return what the form is filled with."""
    assert result["data_schema"]
    fields = result["data_schema"].schema
    return {str(field): field.description["suggested_value"] for field in fields if field.description}


async def test_camera_login(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """After a warning, the cameras' account gets a new password, which is shown."""
    result = await _choose(hass, loaded, "camera_login")
    assert result["step_id"] == "camera_login"
    assert not gateway.passwords
    result = await _submit(hass, result, {})
    assert result["step_id"] == "new_camera_login"
    assert result["description_placeholders"] == {
        "server": hass.config.api.local_ip if hass.config.api else "",
        "port": "2121",
        "username": "camera",
        "password": gateway.passwords["camera"],
    }
    result = await _submit(hass, result, {})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "new_login")


async def test_camera_login_stays_secret(
    hass: HomeAssistant,
    gateway: FakeGateway,
    loaded: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The password is neither kept nor told to anybody else."""
    await async_setup_component(hass, "diagnostics", {})
    await _submit(hass, await _choose(hass, loaded, "camera_login"), {})
    await hass.async_block_till_done()
    password = gateway.passwords["camera"]
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, loaded)
    flows = hass.config_entries.options.async_progress()
    assert password not in f"{json.dumps(diagnostics)} {loaded.as_dict()} {flows} {caplog.text}"


@pytest.mark.parametrize(
    ("accounts", "renewed"),
    [
        ([make_account("yard", "garden"), make_account("all")], "all"),
        ([make_account("camera", "garden")], "camera2"),
        ([], "camera"),
    ],
)
async def test_camera_login_account(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, accounts: list[dict[str, Any]], renewed: str
) -> None:
    """It is the account that cameras share, and never one that a camera has for itself."""
    gateway.accounts = accounts
    result = await _submit(hass, await _choose(hass, loaded, "camera_login"), {})
    assert result["description_placeholders"] is not None
    assert result["description_placeholders"]["username"] == renewed
    assert list(gateway.passwords) == [renewed]


async def test_camera_login_failing(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What goes wrong is said, and can be tried again."""
    result = await _choose(hass, loaded, "camera_login")
    gateway.failure = HTTPStatus.INTERNAL_SERVER_ERROR
    result = await _submit(hass, result, {})
    assert (result["step_id"], result["errors"]) == ("camera_login", {"base": "no_login"})
    gateway.failure = None
    assert (await _submit(hass, result, {}))["step_id"] == "new_camera_login"


async def test_archive(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The form begins with what is set, and the gateway gets what was typed."""
    result = await _choose(hass, loaded, "archive")
    abilities = gateway.settings["archive"].pop("abilities")
    del gateway.settings["archive"]["certificates"]
    assert _suggested(result) == gateway.settings["archive"]
    could_be_better = "How the current bucket and key could be improved:\n\n* "
    weaknesses = could_be_better + abilities["findings"][0]["text"]
    assert result["description_placeholders"] == {
        "reason": "",
        "weaknesses": weaknesses,
        "certificates": "",
    }
    result = await _submit(hass, result, TYPED)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "archive_set")
    assert gateway.settings["archive"] == {
        "endpoint_url": "http://nas:9000",
        "bucket": "another-bucket",
        "region": "eu-central-1",
        "prefix": "",
        "access_key_id": "AKIANEW",
        "storage_class": "STANDARD",
        "ca_certificate": None,
        "certificates": [],
        "abilities": None,
    }
    assert gateway.secret == SECRET


async def test_first_archive_at_aws(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Without an archive the form begins with what is usual; no server means AWS."""
    gateway.settings["archive"] = None
    result = await _choose(hass, loaded, "archive")
    assert _suggested(result) == {"region": "us-east-1", "prefix": "camvault", "storage_class": "STANDARD"}
    result = await _submit(hass, result, TYPED | {"endpoint_url": "", "prefix": "cameras"})
    assert result["reason"] == "archive_set"
    assert gateway.settings["archive"]["endpoint_url"] is None
    assert gateway.settings["archive"]["prefix"] == "cameras"


@pytest.mark.parametrize("code", sorted(ARCHIVE_ERRORS))
async def test_archive_refused(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, code: str) -> None:
    """An archive that does not work leaves the old one in place; what was typed stays, but for the secret."""
    before = gateway.settings["archive"].copy()
    gateway.archive_problem = (HTTPStatus.UNPROCESSABLE_ENTITY, code)
    result = await _submit(hass, await _choose(hass, loaded, "archive"), TYPED)
    assert result["errors"] == {"base": code}
    assert (result["description_placeholders"] or {})["reason"] == f"It is {code}."
    assert (gateway.settings["archive"], gateway.secret) == (before, "secret-of-the-archive")
    assert _suggested(result)["bucket"] == "another-bucket"
    assert SECRET not in str(_suggested(result))
    gateway.archive_problem = None
    assert (await _submit(hass, result, TYPED))["reason"] == "archive_set"


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (HTTPStatus.BAD_REQUEST, "invalid", "refused"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_on_the_moon", "refused"),
        (HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "cannot_connect"),
        (HTTPStatus.UNAUTHORIZED, "unauthorized", "invalid_auth"),
        (HTTPStatus.INTERNAL_SERVER_ERROR, "failed", "bad_answer"),
    ],
)
async def test_archive_failing(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, status: HTTPStatus, code: str, error: str
) -> None:
    """Whatever else goes wrong is said, too."""
    result = await _choose(hass, loaded, "archive")
    gateway.archive_problem = (status, code)
    assert (await _submit(hass, result, TYPED))["errors"] == {"base": error}


async def test_archive_in_a_cold_class(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A storage class that nothing can be read from at once is refused at its field."""
    result = await _choose(hass, loaded, "archive")
    gateway.archive_problem = (HTTPStatus.UNPROCESSABLE_ENTITY, "cold_class")
    assert (await _submit(hass, result, TYPED))["errors"] == {"storage_class": "cold_class"}


async def test_archive_refused_in_no_words(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A refusal that the contract does not know is an answer of no use."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="<html>", status=HTTPStatus.UNPROCESSABLE_ENTITY)

    gateway.answers["/api/v1/settings/archive"] = answer
    result = await _submit(hass, await _choose(hass, loaded, "archive"), TYPED)
    assert result["errors"] == {"base": "bad_answer"}


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("invalid_endpoint", "endpoint_url"),
        ("invalid_certificate", "ca_certificate"),
        ("cold_class", "storage_class"),
    ],
)
async def test_archive_refused_for_one_field(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, code: str, field: str
) -> None:
    """What the gateway does not take of one field is said there, in the gateway's words."""
    gateway.archive_problem = (HTTPStatus.UNPROCESSABLE_ENTITY, code)
    result = await _submit(hass, await _choose(hass, loaded, "archive"), TYPED | {"endpoint_url": "http://nas:9001"})
    assert result["errors"] == {field: code}
    assert (result["description_placeholders"] or {})["reason"] == f"It is {code}."


async def test_certificate_that_is_trusted_is_shown(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry
) -> None:
    """By its name and its end, and as text in its field."""
    shown = {"name": "nas.local", "ends_at": "2031-01-02T00:00:00.000Z"}
    gateway.settings["archive"] |= {"ca_certificate": "PEM", "certificates": [shown]}
    result = await _choose(hass, loaded, "archive")
    assert "* nas.local, 2031-01-02" in (result["description_placeholders"] or {})["certificates"]
    assert _suggested(result)["ca_certificate"] == "PEM"


async def test_archive_not_readable(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A gateway that does not tell its settings gets no form, which would seem to show them."""
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await _choose(hass, loaded, "archive")
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "cannot_connect")


async def test_unexpected(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """An error nobody thought of is said to be one."""
    with patch("custom_components.camvault.api.client.CamVaultClient.settings", side_effect=RuntimeError):
        result = await _choose(hass, loaded, "archive")
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "unknown")


async def test_not_loaded(hass: HomeAssistant, gateway: FakeGateway, entry: MockConfigEntry) -> None:
    """The gateway can be configured while its entry is not loaded."""
    result = await _choose(hass, entry, "archive")
    assert _suggested(result)["bucket"] == "my-bucket"
