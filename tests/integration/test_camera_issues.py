"""Test what stands in Home Assistant's repairs of cameras, ports and versions."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers.issue_registry import IssueSeverity
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from .fake_gateway import FakeGateway
from .problems import problems, said
from .waiting import until


async def test_silent(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera that is silent is told of by its name, until it is heard of."""
    await gateway.say_camera("garden", silent_since="2026-11-20T10:00:00.000Z")
    await until(lambda: problems(hass))
    issue = problems(hass)["camera_silent"]
    assert issue.translation_placeholders == {"name": "CamVault home", "camera": "Garden"}
    assert (issue.is_fixable, issue.severity) == (False, IssueSeverity.WARNING)
    await gateway.say_camera("garden", name="Back yard")
    shown = {"name": "CamVault home", "camera": "Back yard"}
    await until(lambda: problems(hass)["camera_silent"].translation_placeholders == shown)
    await gateway.say_camera("garden", silent_since=None)
    await until(lambda: not problems(hass))


async def test_empty_uploads(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """One empty upload is nothing, three in a row are a camera in the wrong mode."""
    await gateway.say_camera("garden", empty_uploads=2, empty_in_a_row=2)
    await said(hass, gateway)
    assert not problems(hass)
    await gateway.say_camera("garden", empty_uploads=3, empty_in_a_row=3)
    await until(lambda: set(problems(hass)) == {"camera_empty_uploads"})
    await gateway.say_camera("garden", empty_in_a_row=0)
    await until(lambda: not problems(hass))


async def test_several(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """A camera can have more than one problem."""
    await gateway.say_camera("garden", silent_since="2026-11-20T10:00:00.000Z", empty_in_a_row=9, clock_offset_s=3600)
    await until(lambda: len(problems(hass)) == 3)
    await gateway.say("camera_removed", id="garden")
    await until(lambda: not problems(hass))


async def test_ports(hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry) -> None:
    """Ports that cameras do not reach are named, as long as there are any."""
    await gateway.say_gateway(ftp=gateway.gateway["ftp"] | {"remapped_ports": [50000, 50003]})
    await until(lambda: problems(hass))
    issue = problems(hass)["ports_remapped"]
    assert issue.translation_placeholders == {"name": "CamVault home", "ports": "50000, 50003"}
    await gateway.say_gateway(ftp=gateway.gateway["ftp"] | {"remapped_ports": []})
    await until(lambda: not problems(hass))


@pytest.mark.parametrize(
    ("problem", "told"),
    [("unreadable", "unreadable"), ("locked", "locked"), ("wrong_key", "wrong_key"), ("moonlight", "unusable")],
)
async def test_certificate(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, problem: str, told: str
) -> None:
    """A certificate that is not shown is told of, with the reason, as long as that is so."""
    await gateway.say_gateway(ftp=gateway.gateway["ftp"] | {"certificate_problem": problem})
    await until(lambda: set(problems(hass)) == {f"certificate_{told}"})
    await gateway.say_gateway(ftp=gateway.gateway["ftp"] | {"certificate_problem": None})
    await until(lambda: not problems(hass))


@pytest.mark.parametrize(
    ("version", "problem"),
    [("0.0.9", "gateway_outdated"), ("0.2.0", "integration_outdated"), ("0.1.7", None), ("0.1.0", None)],
)
async def test_versions(
    hass: HomeAssistant, gateway: FakeGateway, loaded: MockConfigEntry, version: str, problem: str | None
) -> None:
    """Versions that are not made for each other are told of, when that lasts: one is updated after the other."""
    await gateway.say_gateway(version=version)
    await said(hass, gateway)
    assert not problems(hass)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=61))
    await hass.async_block_till_done()
    assert set(problems(hass)) == ({problem} if problem else set())
