"""Test what is told of the gateway's disk, and its limits."""

from http import HTTPStatus
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.issue_registry import IssueSeverity
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .fake_gateway import FakeGateway
from .problems import CONNECTED, failing, problems
from .waiting import until, until_state

SENSOR = "binary_sensor.camvault_home_uploads_refused"
SINCE = "2026-11-23T10:00:00.000Z"
LIMITS = {
    "vault_limit_bytes": 50_000_000_000,
    "vault_days": 30,
    "upload_limit_kib_s": 1221,
    "price_per_gb_month": 0.00499,
}


@pytest.mark.parametrize(
    ("reason", "problem"),
    [
        ("disk_full", "disk_full"),
        ("vault_full", "vault_full"),
        ("disk_error", "disk_error"),
        ("catalog_suspect", "catalog_suspect"),
        ("disk_on_the_moon", "uploads_refused"),
    ],
)
async def test_refusal(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, reason: str, problem: str
) -> None:
    """That uploads are refused is a repair and a problem, beside the archive's own, until it is over."""
    await until_state(hass, SENSOR, "off")
    await gateway.say_gateway(refusing={"reason": reason, "since": SINCE}, **failing("archive_denied"))
    await until_state(hass, SENSOR, "on")
    assert hass.states.get(SENSOR).attributes["reason"] == reason  # type: ignore[union-attr] # it has a state
    assert set(problems(hass)) == {problem, "archive_denied"}
    assert problems(hass)[problem].translation_placeholders == {"name": "CamVault home"}
    assert not problems(hass)[problem].is_fixable
    await gateway.say_gateway(refusing=None, archive=CONNECTED)
    await until_state(hass, SENSOR, "off")
    assert not problems(hass)


async def test_a_disk_that_does_not_tell(hass: HomeAssistant, entry: MockConfigEntry, gateway: FakeGateway) -> None:
    """Of a disk that failed nobody knows how full it is."""
    used = "sensor.camvault_home_disk_used"
    with patch("homeassistant.helpers.entity.Entity.entity_registry_enabled_default", new=True):
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
    await until_state(hass, used, "75.0")
    await gateway.say_gateway(vault=gateway.gateway["vault"] | {"free_bytes": None, "disk_bytes": None})
    await until_state(hass, used, "unknown")
    await hass.config_entries.async_unload(entry.entry_id)


async def test_nearly_full(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A disk that runs low is warned of, before anything is refused."""
    vault = gateway.gateway["vault"]
    await gateway.say_gateway(vault=vault | {"short": True, "free_bytes": None})
    await until(lambda: set(problems(hass)) == {"disk_nearly_full"})
    assert problems(hass)["disk_nearly_full"].severity is IssueSeverity.WARNING
    await gateway.say_gateway(refusing={"reason": "disk_full", "since": SINCE})
    await until(lambda: set(problems(hass)) == {"disk_full"})
    await gateway.say_gateway(refusing=None, vault=vault)
    await until(lambda: not problems(hass))


async def _open(hass: HomeAssistant, entry: MockConfigEntry) -> ConfigFlowResult:
    result = await hass.config_entries.options.async_init(entry.entry_id)
    return await hass.config_entries.options.async_configure(result["flow_id"], {"next_step_id": "limits"})


def _suggested(result: ConfigFlowResult) -> dict[str, Any]:
    assert result["data_schema"]
    fields = result["data_schema"].schema
    return {str(field): field.description["suggested_value"] for field in fields if field.description}


async def test_limits(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """The limits are shown in units that people know; what is submitted as it was shown changes nothing."""
    gateway.settings |= LIMITS
    result = await _open(hass, loaded)
    shown = _suggested(result)
    assert shown == {"vault_size": 50, "vault_age": 30, "upload_speed": 10, "price": 0.00499}
    result = await hass.config_entries.options.async_configure(result["flow_id"], shown)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "limits_set")
    assert {name: gateway.settings[name] for name in LIMITS} == LIMITS
    assert gateway.settings["price_currency"] == hass.config.currency


async def test_no_limits(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What is left empty has no limit."""
    gateway.settings |= LIMITS
    result = await _open(hass, loaded)
    await hass.config_entries.options.async_configure(result["flow_id"], {"vault_age": 7})
    assert {name: gateway.settings[name] for name in LIMITS} == dict.fromkeys(LIMITS) | {"vault_days": 7}


async def test_limits_refused(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """What the gateway does not take is said, and can be typed again; without a gateway there is no form."""
    result = await _open(hass, loaded)
    gateway.patch_fails = True
    result = await hass.config_entries.options.async_configure(result["flow_id"], {"vault_age": 7})
    assert result["errors"] == {"base": "refused"}
    assert _suggested(result) == {"vault_age": 7}
    gateway.failure = HTTPStatus.SERVICE_UNAVAILABLE
    result = await hass.config_entries.options.async_configure(result["flow_id"], {"vault_age": 7})
    assert result["errors"] == {"base": "cannot_connect"}
    assert (await _open(hass, loaded))["reason"] == "cannot_connect"
