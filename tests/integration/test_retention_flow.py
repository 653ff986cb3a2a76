"""Test the steps that tell and change how long the archive keeps captures."""

from http import HTTPStatus
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .fake_values import make_retention

_OWNERS = {"access_key_id": "OWNER ", "secret_access_key": " owners-secret\n"}


async def _open(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    """Choose the step from the menu."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    return await _submit(hass, result, {"next_step_id": "retention"})


async def _submit(hass: HomeAssistant, result: ConfigFlowResult, typed: dict[str, Any]) -> ConfigFlowResult:
    """Submit the form that is shown."""
    return await hass.config_entries.options.async_configure(result["flow_id"], typed)


def _suggested(result: ConfigFlowResult) -> object:
    """Return the days that the form begins with."""
    assert result["data_schema"]
    (field,) = result["data_schema"].schema
    return (field.description or {}).get("suggested_value")


def _end(result: ConfigFlowResult) -> tuple[str, Any]:
    """Return how the flow ended, and the days that it names."""
    assert result["type"] is FlowResultType.ABORT
    return result["reason"], (result["description_placeholders"] or {}).get("days")


@pytest.mark.parametrize(
    ("retention", "step"),
    [
        (make_retention(365), "kept_days"),
        (make_retention(), "kept_for_ever"),
        (make_retention(read_at=None) | {"problem": "archive_denied"}, "kept_unknown"),
    ],
)
async def test_what_the_bucket_says(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, retention: dict[str, Any], step: str
) -> None:
    """It is told in words of its own, and the form begins with the gateway's own rule."""
    gateway.retention = retention
    result = await _open(hass, loaded)
    assert result["step_id"] == step
    assert result["description_placeholders"] == {"days": str(retention["days"]), "reason": ""}
    assert _suggested(result) == retention["own_days"]


async def test_days_and_for_ever(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A number is a rule, nothing is none; what the bucket says then is told."""
    assert _end(await _submit(hass, await _open(hass, loaded), {"days": 30})) == ("kept_days", "30")
    assert gateway.retention["days"] == 30
    assert _end(await _submit(hass, await _open(hass, loaded), {})) == ("kept_for_ever", "None")
    assert gateway.retention["days"] is None


async def test_another_rule_comes_first(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """That what was asked for is not what happens is said."""
    gateway.sooner = 7
    assert _end(await _submit(hass, await _open(hass, loaded), {"days": 30})) == ("other_rule", "7")


async def test_owners_key(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """It is asked for only when the gateway's own may not, and kept nowhere."""
    gateway.owners_keys = ("OWNER", "owners-secret")
    result = await _submit(hass, await _open(hass, loaded), {"days": 30})
    assert (result["step_id"], result["errors"]) == ("owner", {})
    result = await _submit(hass, result, _OWNERS | {"access_key_id": "ANOTHER"})
    assert (result["step_id"], result["errors"]) == ("owner", {"base": "owner_denied"})
    assert result["data_schema"]
    assert "owners-secret" not in str([field.description for field in result["data_schema"].schema])
    gateway.archive_problem = (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_unreachable")
    result = await _submit(hass, result, _OWNERS)
    assert result["errors"] == {"base": "archive_unreachable"}
    gateway.archive_problem = None
    assert _end(await _submit(hass, result, _OWNERS)) == ("kept_days", "30")
    assert "owners-secret" not in f"{loaded.as_dict()} {caplog.text}"


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_unsupported", "archive_unsupported"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_unreachable", "archive_unreachable"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "archive_on_the_moon", "refused"),
        (HTTPStatus.INTERNAL_SERVER_ERROR, "failed", "bad_answer"),
    ],
)
async def test_not_written(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, status: HTTPStatus, code: str, error: str
) -> None:
    """Why is said, what was typed stays, and it can be tried again."""
    gateway.archive_problem = (status, code)
    result = await _submit(hass, await _open(hass, loaded), {"days": 30})
    assert (result["step_id"], result["errors"], _suggested(result)) == ("kept_for_ever", {"base": error}, 30)
    gateway.archive_problem = None
    assert _end(await _submit(hass, result, {"days": 30})) == ("kept_days", "30")


async def test_no_archive_and_no_gateway(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Without either there is nothing to ask."""
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    assert _end(await _open(hass, loaded))[0] == "cannot_connect"
    gateway.failure, gateway.settings["archive"] = None, None
    assert _end(await _open(hass, loaded))[0] == "no_archive"
